/** Who asks and how far they reach, as the policies ask it. Written from what people are told of the product, not from
 *  the grants in TypeScript: what one of the two walls forgets, the other still holds. */
export const reach = /* sql */ `
-- The account that asks; null for the public, for the house, and where nobody said.
create function wall.account() returns uuid language sql stable parallel safe
return case when length(current_setting('app.viewer', true)) = 36 then current_setting('app.viewer', true)::uuid end;

-- The product itself at work: jobs, imports, seeds, command lines. No request of a person is ever the house (commands.ts).
create function wall.is_house() returns boolean language sql stable parallel safe
return coalesce(current_setting('app.viewer', true) = 'house', false);

-- A command, which must also see what it may not show: the offers to others that lapse when one accepts.
create function wall.acts() returns boolean language sql stable parallel safe
return coalesce(current_setting('app.acting', true) = 'command', false);

-- ── what was worked out, and is remembered until the transaction ends ──────────────────────────────────────────
-- For a read the transaction is the statement. A statement names a hundred tables, and would look up who asks at each.
-- The database remembers here what it worked out itself, in settings because it has nowhere else; whoever could forge
-- them could as well say that they are somebody else. Every policy begins with within() or ready().

-- For whom it was worked out.
create function wall.asking() returns text language sql stable parallel safe
return concat_ws(' ', 'for', current_setting('app.viewer', true), current_setting('app.link', true));

create function wall.ready() returns boolean language plpgsql stable as $$
begin
  if current_setting('wall.known', true) is distinct from wall.asking() then perform wall.work_out(); end if;
  return true;
end $$;
-- Organisations of which they may be shown what concerns the helped ('helped'), or volunteers ('volunteering').
create function wall.within(what text) returns uuid[] language plpgsql stable as $$
begin
  if current_setting('wall.known', true) is distinct from wall.asking() then perform wall.work_out(); end if;
  return current_setting('wall.' || what)::uuid[];
end $$;
-- Single rows beyond these, by what they are: worked out only where a row is in none of them, which mostly none is.
create function wall.beyond(what text) returns uuid[] language plpgsql stable as $$
begin
  if current_setting('wall.known', true) is distinct from wall.asking() then perform wall.work_out(); end if;
  if current_setting('wall.looked') = '' then perform wall.look_beyond(); end if;
  return current_setting('wall.' || what)::uuid[];
end $$;
-- The same of one row.
create function wall.is_beyond(what text, id uuid) returns boolean language plpgsql stable cost 5 as $$
begin
  if current_setting('wall.known', true) is distinct from wall.asking() then perform wall.work_out(); end if;
  if current_setting('wall.looked') = '' then perform wall.look_beyond(); end if;
  return strpos(current_setting('wall.' || what), id::text) > 0;
end $$;

-- Lists of ids are kept as text, in which a row's own is looked for as it stands.
create function wall.has(what text, id text) returns boolean language sql stable parallel safe
return strpos(current_setting(what, true), id) > 0;

create function wall.work_out() returns void language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  me constant uuid := wall.account();
  acting constant uuid[] := string_to_array(nullif(trim(current_setting('wall.acting', true)), ''), ' ')::uuid[];
  roles text; co uuid[]; cared uuid[]; managed uuid[]; selves uuid[]; every uuid[];
begin
  if wall.is_house() then every := array(select id from organisation); end if;
  if me is not null then
    select string_agg(m.role, ' '),
        array_agg(m.organisation_id) filter (where m.role = 'VOLUNTEER_CO_ORDINATOR'),
        array_agg(m.organisation_id) filter (where m.role = 'CARE_CO_ORDINATOR'),
        array_agg(m.organisation_id) filter (where m.role = 'GROUP_MANAGER'),
        array_agg(m.volunteer_id) filter (where m.role = 'VOLUNTEER')
      into roles, co, cared, managed, selves
      from membership m join account a on a.id = m.account_id
      where m.account_id = me and m.ended_at is null and a.suspended_at is null;
  end if;
  perform set_config('wall.roles', coalesce(roles, ''), true),
    -- A command sees all of the organisations it works for.
    set_config('wall.helped', coalesce(co || cared || acting || every, '{}')::text, true),
    set_config('wall.volunteering', coalesce(co || managed || acting || every, '{}')::text, true),
    set_config('wall.co_ordinated', coalesce(co, '{}')::text, true), set_config('wall.cared', coalesce(cared, '{}')::text, true),
    set_config('wall.worked', coalesce(co || cared || managed, '{}')::text, true),
    set_config('wall.selves', coalesce(selves, '{}')::text, true),
set_config('wall.looked', '', true),
    set_config('wall.known', wall.asking(), true);
end $$;

-- Single rows beyond their organisations: what others share with theirs, and what a volunteer is told.
create function wall.look_beyond() returns void language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  me constant uuid := wall.account();
  link constant bytea := decode(nullif(current_setting('app.link', true), ''), 'hex');
  co constant uuid[] := current_setting('wall.co_ordinated'); cared constant uuid[] := current_setting('wall.cared');
  selves uuid[] := current_setting('wall.selves');
  kept uuid[] := '{}'; shared uuid[]; met uuid[] := '{}'; lent uuid[] := '{}'; come uuid[] := '{}'; gone uuid[];
  tasks uuid[] := '{}'; persons uuid[] := '{}';
begin
  if link is not null then
    selves := selves || array(select o.volunteer_id from offer o where o.token_hash = link);
  end if;

  -- Shared today, while whoever it is about agrees: to volunteer co-ordinators all of it, to care co-ordinators their caseload.
  if co || cared <> '{}' then
    -- Their record while the organisation that shares it answers for them; their tasks, while it answers for those.
    select coalesce(array_agg(r.id) filter (where r.organisation_id = s.from_organisation_id), '{}'),
        coalesce(array_agg(r.id), '{}'), coalesce(array_agg(v.id), '{}')
      into kept, shared, lent
      from share s
      left join volunteer v on v.id = s.volunteer_id and v.organisation_id = s.from_organisation_id and s.to_organisation_id = any(co)
      left join lateral (
        select p.id, p.organisation_id, p.care_co_ordinator_id from patient p where p.id = s.patient_id
        union all select c.id, c.organisation_id, c.care_co_ordinator_id from carer c where c.id = s.carer_id) r
        on (s.to_organisation_id = any(co) or r.care_co_ordinator_id = me)
        and exists (select from consent n where n.purpose = 'SHARE_WITH_GROUP' and n.withdrawn_at is null
          and (n.patient_id = s.patient_id or n.carer_id = s.carer_id))
      where s.to_organisation_id = any(co || cared) and s.revoked_at is null
        and current_date between s.from_on and coalesce(s.to_on, current_date);
    lent := array_remove(lent, null);
    kept := array_remove(kept, null);
    if array_remove(shared, null) <> '{}' then
      tasks := array(select t.id from task t where t.patient_id = any(shared) union all select t.id from task t where t.carer_id = any(shared));
    end if;
  end if;

  -- A care co-ordinator sees who comes for what they asked for, or to their caseload.
  if cared <> '{}' then
    come := array(select distinct a.volunteer_id from assignment a join (
        select t.id from task t where t.asked_by_id = me and t.organisation_id = any(cared)
        union select t.id from patient p join task t on t.patient_id = p.id where p.care_co_ordinator_id = me and t.organisation_id = any(cared)
        union select t.id from carer c join task t on t.carer_id = c.id where c.care_co_ordinator_id = me and t.organisation_id = any(cared)
      ) mine on mine.id = a.task_id where a.ended_at is null);
  end if;

  -- A volunteer: where they go, until a week after the last visit; to whom, while the person agrees to be known; and what
  -- they are asked for.
  if selves <> '{}' then
    gone := array(select distinct a.task_id from assignment a join visit v on v.id = a.visit_id
      where a.volunteer_id = any(selves) and a.ended_at is null and v.occurs_on >= current_date - 7);
    met := array(select coalesce(t.patient_id, t.carer_id) from task t where t.id = any(gone)
      and exists (select from consent n where n.purpose = 'SHARE_WITH_VOLUNTEER' and n.withdrawn_at is null
        and (n.patient_id = t.patient_id or n.carer_id = t.carer_id)));
    tasks := tasks || gone || array(select o.task_id from offer o where o.volunteer_id = any(selves)
      and (o.status = 'WILLING' or o.status = 'SENT' and o.lapses_at > now()));
  end if;

  if kept || met || lent || come || selves <> '{}' then
    persons := array(select p.person_id from patient p where p.id = any(kept || met)
      union all select c.person_id from carer c where c.id = any(kept || met)
      union all select v.person_id from volunteer v where v.id = any(lent || come || selves));
  end if;

  perform set_config('wall.looked', 'yes', true),
    set_config('wall.selves', selves::text, true), set_config('wall.lent', lent::text, true),
    set_config('wall.people', (kept || met)::text, true), set_config('wall.persons', persons::text, true),
    set_config('wall.volunteers', (selves || lent || come)::text, true), set_config('wall.weeks', (selves || lent)::text, true),
    set_config('wall.tasks', tasks::text, true);
end $$;

-- ── what the policies of several tables ask alike ──────────────────────────────────────────────────────────────
-- A command that works on rows of this organisation.
create function wall.works_on(organisation uuid) returns boolean language sql stable parallel safe
return wall.is_house() or wall.acts() and wall.has('wall.acting', organisation::text);
create function wall.holds(role text) returns boolean language sql stable
return wall.ready() and role = any(string_to_array(current_setting('wall.roles', true), ' '));
-- Who signs in, and where, is changed by administrators' commands.
create function wall.keeps_accounts() returns boolean language sql stable
return wall.is_house() or wall.acts() and wall.holds('ADMINISTRATOR');

-- Which organisation answers for somebody, for rows that only lead to them: asked where their own home does not tell.
create function wall.answers_for(of_patient uuid, of_carer uuid, of_volunteer uuid) returns uuid language sql stable security definer cost 100
set search_path = pg_catalog, public, pg_temp as $$
  select organisation_id from patient where id = of_patient
  union all select organisation_id from carer where id = of_carer
  union all select organisation_id from volunteer where id = of_volunteer limit 1
$$;

-- ── what single tables ask ─────────────────────────────────────────────────────────────────────────────────────
-- Plain functions where rows are few: a policy is planned and started at every table a statement names, and most of those
-- are never come to. A sub-select costs there whether it runs or not.

-- Somebody whose roles are kept in several places: seen by who sees one of them. Or whose record a command is making.
create function wall.reaches_person(of_person uuid) returns boolean language plpgsql stable security definer cost 100
set search_path = pg_catalog, public, pg_temp as $$
declare helped constant uuid[] := wall.within('helped'); volunteering constant uuid[] := wall.within('volunteering'); begin
  return exists (select from patient p where p.person_id = of_person and p.organisation_id = any(helped))
    or exists (select from carer c where c.person_id = of_person and c.organisation_id = any(helped))
    or exists (select from volunteer v where v.person_id = of_person and v.organisation_id = any(volunteering))
    or (wall.acts() and wall.account() is not null or wall.is_house()) and not exists (
      select from patient p where p.person_id = of_person union all select from carer c where c.person_id = of_person
      union all select from volunteer v where v.person_id = of_person);
end $$;

-- What is between two people is for those who keep one of them, not for whoever goes there.
create function wall.reaches_relationship(of_patient uuid, of_carer uuid, organisation uuid) returns boolean
language plpgsql stable cost 20 as $$
declare helped constant uuid[] := wall.within('helped'); begin
  return organisation = any(helped) or wall.is_house()
    or cardinality(helped) > 0 and (wall.is_beyond('people', of_patient) or wall.is_beyond('people', of_carer)
      or wall.answers_for(null, of_carer, null) = any(helped));
end $$;

-- That somebody agreed to be known to volunteers is known to the volunteer who knows them; the rest, to who keeps people.
create function wall.reaches_consent(of_subject uuid, organisation uuid, tells_volunteers boolean) returns boolean
language plpgsql stable cost 20 as $$
declare helped constant uuid[] := wall.within('helped'); begin
  return organisation = any(helped) or wall.is_house()
    or (tells_volunteers or cardinality(helped) > 0) and wall.is_beyond('people', of_subject);
end $$;

-- By or with an organisation one works for; of oneself; or of somebody it answers for by now.
create function wall.reaches_share(of_patient uuid, of_carer uuid, of_volunteer uuid, from_organisation uuid, to_organisation uuid)
returns boolean language plpgsql stable cost 20 as $$
begin
  return wall.ready() and (wall.has('wall.worked', from_organisation::text) or wall.has('wall.worked', to_organisation::text))
    or wall.works_on(from_organisation) or wall.works_on(to_organisation)
    or of_volunteer is not null and wall.has('wall.selves', of_volunteer::text)
    or current_setting('wall.worked') <> '{}' and wall.has('wall.worked', wall.answers_for(of_patient, of_carer, of_volunteer)::text);
end $$;

-- Who asked not to be matched: a group's manager and the volunteer never learn of it, commands must.
create function wall.reaches_block(of_patient uuid, of_carer uuid, organisation uuid) returns boolean language plpgsql stable cost 20 as $$
declare co constant text := case when wall.ready() then current_setting('wall.co_ordinated') end; begin
  return strpos(co, organisation::text) > 0 or wall.works_on(organisation)
    or (co <> '{}' or wall.acts()) and exists (select from wall.answers_for(of_patient, of_carer, null) who
      where strpos(co, who::text) > 0 or wall.works_on(who));
end $$;

create function wall.keeps_visits(organisation uuid) returns boolean language plpgsql stable cost 5 as $$
begin return wall.ready() and wall.has('wall.co_ordinated', organisation::text) or wall.works_on(organisation); end $$;

-- An account is known to who works in one of its organisations, or in one that shares with one of them, either way.
create function wall.reaches_account(of_account uuid) returns boolean language plpgsql stable security definer cost 100
set search_path = pg_catalog, public, pg_temp as $$
declare worked uuid[]; begin
  if of_account = wall.account() or wall.is_house() or wall.holds('ADMINISTRATOR') then return true; end if;
  worked := current_setting('wall.worked')::uuid[];
  return cardinality(worked) > 0 and exists (select from membership m where m.account_id = of_account and (
    m.organisation_id = any(worked)
    or exists (select from share s where s.from_organisation_id = m.organisation_id and s.to_organisation_id = any(worked))
    or exists (select from share s where s.to_organisation_id = m.organisation_id and s.from_organisation_id = any(worked))));
end $$;
create function wall.reaches_membership(of_account uuid, organisation uuid) returns boolean language plpgsql stable cost 20 as $$
begin
  return of_account = wall.account() or wall.works_on(organisation) or wall.holds('ADMINISTRATOR')
    or wall.has('wall.worked', organisation::text);
end $$;

-- An organisation that was not there a moment ago is the house's as well.
create function wall.one_more() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin perform set_config('wall.known', '', true); return null; end $$;
create trigger one_more after insert on organisation for each statement execute function wall.one_more();
`
