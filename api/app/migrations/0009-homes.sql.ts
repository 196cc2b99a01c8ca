/** Whose a person is, on the person's own row: row-level security asks it of every row (api/app/walls). */
export const homes = /* sql */ `
-- The organisation and locality of one of their roles, and as what they are kept there. Kept by triggers; null while the
-- record is being made. SEVERAL: their roles are kept in different places, or by volunteering beside being helped.
alter table person add column organisation_id uuid references organisation;
alter table person add column locality_id uuid references locality;
alter table person add column kept_as text check (kept_as in ('HELPED', 'VOLUNTEER', 'SEVERAL'));
create index person_home on person (organisation_id, locality_id);

create function keep_home(of_person uuid) returns void language sql security definer
set search_path = pg_catalog, public, pg_temp as $$
  with role as (
    select 'VOLUNTEER' as kind, organisation_id, locality_id from volunteer where person_id = of_person
    union all select 'HELPED', organisation_id, locality_id from carer where person_id = of_person
    union all select 'HELPED', organisation_id, locality_id from patient where person_id = of_person
  ), home as (
    select organisation_id, locality_id, case when (select count(distinct (kind, organisation_id, locality_id)) from role) > 1
      then 'SEVERAL' else kind end as kept_as from role limit 1)
  update person p set organisation_id = h.organisation_id, locality_id = h.locality_id, kept_as = h.kept_as from home h
  where p.id = of_person and (p.organisation_id, p.locality_id, p.kept_as) is distinct from (h.organisation_id, h.locality_id, h.kept_as)
$$;
create function role_has_a_home() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  perform keep_home(new.person_id);
  return null;
end $$;
create trigger patient_has_a_home after insert or update of person_id, organisation_id, locality_id on patient
  for each row execute function role_has_a_home();
create trigger carer_has_a_home after insert or update of person_id, organisation_id, locality_id on carer
  for each row execute function role_has_a_home();
create trigger volunteer_has_a_home after insert or update of person_id, organisation_id, locality_id on volunteer
  for each row execute function role_has_a_home();

create function is_kept_with_volunteer() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  select v.organisation_id, v.locality_id into new.kept_by, new.kept_at from volunteer v where v.id = new.volunteer_id;
  return new;
end $$;
-- Of a carer and a patient together, with the patient.
create function is_kept_with_helped() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  select p.organisation_id, p.locality_id into new.kept_by, new.kept_at from patient p where p.id = new.patient_id;
  if not found then
    select c.organisation_id, c.locality_id into new.kept_by, new.kept_at from carer c where c.id = new.carer_id;
  end if;
  return new;
end $$;
create function takes_along() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
declare it text; begin
  for it in select unnest(case tg_table_name
    when 'volunteer' then '{volunteer_skill,volunteer_check,volunteer_training,volunteer_travel,availability,absence,blocked_pair}'
    when 'patient' then '{consent,care_relationship}' else '{consent}' end::text[])
  loop
    execute format('update %I set kept_by = $1, kept_at = $2 where %I = $3', it, tg_table_name || '_id')
      using new.organisation_id, new.locality_id, new.id;
  end loop;
  return null;
end $$;

-- ── what belongs to somebody: by whom and where that one is kept ────────────────────────────────────────────────
do $$ declare it text; begin
  foreach it in array '{consent,care_relationship,volunteer_skill,volunteer_check,volunteer_training,volunteer_travel,availability,absence,blocked_pair}'::text[] loop
    execute format('alter table %I add column kept_by uuid references organisation, add column kept_at uuid references locality', it);
  end loop;
  foreach it in array '{volunteer_skill,volunteer_check,volunteer_training,volunteer_travel,availability,absence,blocked_pair}'::text[] loop
    execute format('create trigger %I before insert or update of volunteer_id on %I for each row execute function is_kept_with_volunteer()', it || '_is_kept', it);
  end loop;
end $$;
create trigger consent_is_kept before insert or update of patient_id, carer_id on consent
  for each row execute function is_kept_with_helped();
create trigger care_relationship_is_kept before insert or update of patient_id, carer_id on care_relationship
  for each row execute function is_kept_with_helped();
-- Whoever is moved takes it along.
create trigger volunteer_is_moved after update of organisation_id, locality_id on volunteer for each row
  when ((new.organisation_id, new.locality_id) is distinct from (old.organisation_id, old.locality_id)) execute function takes_along();
create trigger patient_is_moved after update of organisation_id, locality_id on patient for each row
  when ((new.organisation_id, new.locality_id) is distinct from (old.organisation_id, old.locality_id)) execute function takes_along();
create trigger carer_is_moved after update of organisation_id, locality_id on carer for each row
  when ((new.organisation_id, new.locality_id) is distinct from (old.organisation_id, old.locality_id)) execute function takes_along();

-- All of it anew, from where everybody is kept: for rows that are older than the columns or were written without triggers.
create function keep_homes() returns void language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare it text; begin
  update person p set organisation_id = r.organisation_id, locality_id = r.locality_id, kept_as = case when r.homes > 1 then 'SEVERAL' else r.kind end
  from (select person_id, min(kind) as kind, (array_agg(organisation_id))[1] as organisation_id, (array_agg(locality_id))[1] as locality_id,
          count(distinct (kind, organisation_id, locality_id)) as homes
        from (select person_id, 'VOLUNTEER' as kind, organisation_id, locality_id from volunteer
          union all select person_id, 'HELPED', organisation_id, locality_id from carer
          union all select person_id, 'HELPED', organisation_id, locality_id from patient) role group by person_id) r
  where r.person_id = p.id and p.kept_as is null;
  foreach it in array '{volunteer_skill,volunteer_check,volunteer_training,volunteer_travel,availability,absence,blocked_pair}'::text[] loop
    execute format('update %I c set kept_by = v.organisation_id, kept_at = v.locality_id from volunteer v
      where v.id = c.volunteer_id and c.kept_by is null', it);
  end loop;
  foreach it in array '{consent,care_relationship}'::text[] loop
    execute format('update %I c set kept_by = p.organisation_id, kept_at = p.locality_id from patient p where p.id = c.patient_id and c.kept_by is null', it);
    execute format('update %I c set kept_by = r.organisation_id, kept_at = r.locality_id from carer r where r.id = c.carer_id and c.kept_by is null', it);
  end loop;
end $$;
select keep_homes();
revoke all on function keep_home(uuid), keep_homes() from public;

-- Whom an account works with is asked of every name of a colleague; shares, by either end.
create index membership_of_account on membership (account_id);
create index share_from on share (from_organisation_id);

-- Names as they are looked for (wall.people_named), and whose number it is.
create index person_plain_name on person using gin (
  plain_name(given_name || ' ' || family_name || ' ' || coalesce(preferred_name, '')) gin_trgm_ops);
create index person_nhs_number on person (nhs_number) where nhs_number is not null;
drop index person_name;
`
