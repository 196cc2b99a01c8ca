/** People: names compared as people say them, and one record for one NHS number in an organisation. */
export const people = /* sql */ `
-- Small letters without accents. unaccent() is only called stable because its dictionary could be replaced; we never do.
create function plain_name(name text) returns text language sql immutable strict parallel safe
return lower(public.unaccent('public.unaccent'::regdictionary, name));

-- Which person holds an NHS number for an organisation. Kept by triggers, so that two who register the same person at
-- the same moment cannot both succeed; another organisation's numbers have no part in it and cannot be felt here.
create table nhs_number_held (
  organisation_id uuid not null references organisation,
  nhs_number text not null,
  person_id uuid not null references person on delete cascade,
  primary key (organisation_id, nhs_number)
);
create index nhs_number_held_person on nhs_number_held (person_id);

create function hold_nhs_number(of_person uuid, at_organisation uuid) returns void language plpgsql
set search_path = pg_catalog, public as $$
declare number text; holder uuid; begin
  select p.nhs_number into number from person p where p.id = of_person;
  if number is null then return; end if;
  -- Whoever comes second waits here for the first to commit.
  insert into nhs_number_held (organisation_id, nhs_number, person_id) values (at_organisation, number, of_person)
  on conflict do nothing;
  select h.person_id into holder from nhs_number_held h where h.organisation_id = at_organisation and h.nhs_number = number;
  if holder is distinct from of_person then
    raise exception 'the organisation has this person already' using errcode = '23505', constraint = 'nhs_number_once';
  end if;
end $$;

create function role_holds_nhs_number() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  perform hold_nhs_number(new.person_id, new.organisation_id);
  return null;
end $$;
create trigger patient_holds_nhs_number after insert or update of person_id, organisation_id on patient
  for each row execute function role_holds_nhs_number();
create trigger carer_holds_nhs_number after insert or update of person_id, organisation_id on carer
  for each row execute function role_holds_nhs_number();

create function person_holds_nhs_number() returns trigger language plpgsql set search_path = pg_catalog, public as $$
declare at_organisation uuid; begin
  delete from nhs_number_held where person_id = new.id;
  for at_organisation in
    select organisation_id from patient where person_id = new.id union select organisation_id from carer where person_id = new.id
  loop perform hold_nhs_number(new.id, at_organisation); end loop;
  return null;
end $$;
create trigger person_holds_nhs_number after update of nhs_number on person
  for each row when (new.nhs_number is distinct from old.nhs_number) execute function person_holds_nhs_number();

create index carer_care_co_ordinator on carer (care_co_ordinator_id);
create index care_relationship_carer on care_relationship (carer_id);
create index consent_of_patient on consent (patient_id) where patient_id is not null;
create index consent_of_carer on consent (carer_id) where carer_id is not null;
create index blocked_pair_patient on blocked_pair (patient_id) where patient_id is not null;
create index blocked_pair_carer on blocked_pair (carer_id) where carer_id is not null;
`
