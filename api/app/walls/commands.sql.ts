/** What a command may change, and how a command and the house begin. */
export const commands = /* sql */ `
create function wall.is_our_volunteer(of_volunteer uuid) returns boolean language sql stable security definer
set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from volunteer v where v.id = of_volunteer and wall.works_on(v.organisation_id))
$$;
-- A volunteer whom another organisation shares with ours.
create function wall.is_lent(of_volunteer uuid) returns boolean language sql stable
return wall.acts() and wall.is_beyond('lent', of_volunteer);
create function wall.is_lent_by(of_volunteer uuid, organisation uuid) returns boolean language sql stable security definer
set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from share s where s.volunteer_id = of_volunteer and s.from_organisation_id = organisation
    and s.revoked_at is null and wall.is_lent(of_volunteer))
$$;
create function wall.is_our_subject(of_patient uuid, of_carer uuid) returns boolean language sql stable security definer
set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from patient p where p.id = of_patient and wall.works_on(p.organisation_id))
    or exists (select from carer c where c.id = of_carer and wall.works_on(c.organisation_id))
$$;
create function wall.is_our_person(of_person uuid) returns boolean language sql stable security definer
set search_path = pg_catalog, public, pg_temp as $$
  with role as (select organisation_id from patient where person_id = of_person
    union all select organisation_id from carer where person_id = of_person
    union all select organisation_id from volunteer where person_id = of_person)
  select exists (select from role where wall.works_on(role.organisation_id))
    or wall.acts() and wall.account() is not null and not exists (select from role)
$$;

-- A command begins: whose it is, and on which organisations it may work. Theirs in any role; a volunteer's also those
-- that asked them.
create function wall.begin_command(viewer text) returns void language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  -- An account or the public, never the house.
  perform set_config('app.viewer', case viewer when 'public' then viewer else (viewer::uuid)::text end, true),
    set_config('app.acting', 'command', true), set_config('app.link', '', true);
  perform wall.begin_again();
end $$;
create function wall.begin_again() returns void language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
declare me constant uuid := wall.account(); link constant bytea := decode(nullif(current_setting('app.link', true), ''), 'hex'); begin
  perform set_config('wall.known', '', true);
  perform set_config('wall.acting', (
    with membership as (select m.* from membership m join account a on a.id = m.account_id
      where m.account_id = me and m.ended_at is null and a.suspended_at is null)
    select ' ' || coalesce(string_agg(o.id::text, ' '), '') || ' ' from (
      select m.organisation_id as id from membership m where m.organisation_id is not null
      union select o.organisation_id from offer o join membership m on m.volunteer_id = o.volunteer_id
      union select a.organisation_id from assignment a join membership m on m.volunteer_id = a.volunteer_id where a.ended_at is null
      union select o.organisation_id from offer o where o.token_hash = link) o), true);
end $$;
-- The house begins: jobs, imports, seeds and command lines. commands.ts never asks for it on behalf of a request.
create function wall.begin_house() returns void language plpgsql
set search_path = pg_catalog, pg_temp as $$
begin
  perform set_config('app.viewer', 'house', true), set_config('app.acting', '', true), set_config('app.link', '', true),
    set_config('wall.known', '', true);
end $$;
`
