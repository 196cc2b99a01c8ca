/** The network: who people are, who may sign in, what help is wanted, who gives it. Hand-written: exclusion
 *  constraints, partial indexes and triggers are the product's promises and no schema diff would keep them. */
export const network = /* sql */ `
create extension if not exists btree_gist;
create extension if not exists pg_trgm;
create extension if not exists unaccent;

-- ── where and who ──────────────────────────────────────────────────────────────────────────────────────────────
create table locality (
  id uuid primary key,
  name text not null,
  name_cy text,
  parent_id uuid references locality,
  version integer not null default 1
);
create unique index locality_name on locality (coalesce(parent_id, id), lower(name));

create table organisation (
  id uuid primary key,
  name text not null,
  kind text not null default 'CHARITY' check (kind in
    ('GP_PRACTICE', 'COUNCIL', 'HEALTH_BOARD', 'CHARITY', 'CIC', 'UNINCORPORATED', 'FAITH_GROUP', 'OTHER')),
  description text,
  email text,
  phone text,
  url text,
  charity_number text,
  in_network boolean not null default true,
  version integer not null default 1
);
create index organisation_name on organisation (lower(name));

create table person (
  id uuid primary key,
  given_name text not null,
  family_name text not null,
  preferred_name text,
  date_of_birth date,
  date_of_death date,
  address_lines text[] not null default '{}',
  town text,
  postcode text,
  uprn text check (uprn ~ '^[0-9]{1,12}$'),
  latitude double precision,
  longitude double precision,
  phones text[] not null default '{}',
  email text,
  languages text[] not null default '{en}',
  needs_language text,
  prefers_language text,
  access_needs text,
  contact_preference text not null default 'PHONE' check (contact_preference in ('PHONE', 'TEXT', 'EMAIL', 'LETTER')),
  nhs_number text check (nhs_number ~ '^[0-9]{10}$'),
  nhs_number_status text not null default '07' check (nhs_number_status ~ '^0[1-8]$'),
  version integer not null default 1
);
create index person_name on person using gin (lower(given_name || ' ' || family_name) gin_trgm_ops);

-- ── who may sign in ────────────────────────────────────────────────────────────────────────────────────────────
create table account (
  id uuid primary key,
  email text not null,
  name text not null,
  language text not null default 'en' check (language in ('en', 'cy')),
  password_hash text,
  suspended_at timestamptz,
  created_at timestamptz not null default now(),
  version integer not null default 1
);
create unique index account_email on account (lower(email));

create table session (
  token_hash bytea primary key,
  account_id uuid not null references account on delete cascade,
  created_at timestamptz not null default now(),
  last_active_at timestamptz not null default now(),
  idle_minutes integer not null,
  ends_at timestamptz not null
);
create index session_account on session (account_id);

create table sign_in_attempt (
  key bytea primary key,
  failures integer not null default 0,
  last_failed_at timestamptz not null default now()
);

create table account_link (
  token_hash bytea primary key,
  account_id uuid not null references account on delete cascade,
  purpose text not null check (purpose in ('INVITE', 'RESET')),
  created_at timestamptz not null default now(),
  ends_at timestamptz not null,
  used_at timestamptz
);

-- ── roles of a person ──────────────────────────────────────────────────────────────────────────────────────────
create table patient (
  id uuid primary key,
  person_id uuid not null unique references person,
  organisation_id uuid not null references organisation,
  locality_id uuid not null references locality,
  gp_practice_code text,
  care_co_ordinator_id uuid references account,
  conditions text,
  what_to_know text,
  status text not null default 'GREEN' check (status in ('RED', 'AMBER', 'GREEN', 'CLOSED')),
  preferred_place_of_death text check (preferred_place_of_death in ('10', '21', '22', '30', '41', '42', '50')),
  created_at timestamptz not null default now(),
  version integer not null default 1
);
create index patient_answerable on patient (organisation_id, locality_id);
create index patient_care_co_ordinator on patient (care_co_ordinator_id);

create table carer (
  id uuid primary key,
  person_id uuid not null unique references person,
  organisation_id uuid not null references organisation,
  locality_id uuid not null references locality,
  care_co_ordinator_id uuid references account,
  registered_on date,
  registered_at_practice text,
  what_to_know text,
  created_at timestamptz not null default now(),
  version integer not null default 1
);
create index carer_answerable on carer (organisation_id, locality_id);

create table care_relationship (
  id uuid primary key,
  carer_id uuid not null references carer,
  patient_id uuid not null references patient,
  relationship text not null,
  hours_a_week numeric(5, 1) check (hours_a_week between 0 and 168),
  willing boolean,
  able boolean,
  emergency_plan text,
  since_on date,
  until_on date,
  version integer not null default 1,
  check (until_on is null or since_on is null or until_on >= since_on)
);
create unique index care_relationship_once on care_relationship (carer_id, patient_id) where until_on is null;
create index care_relationship_patient on care_relationship (patient_id);

create table consent (
  id uuid primary key,
  patient_id uuid references patient,
  carer_id uuid references carer,
  purpose text not null check (purpose in ('SHARE_WITH_GROUP', 'SHARE_WITH_VOLUNTEER', 'MESSAGES', 'OUTCOMES_USE')),
  given_by text not null,
  capacity_note text,
  given_on date not null,
  withdrawn_at timestamptz,
  check (num_nonnulls(patient_id, carer_id) = 1)
);
create unique index consent_patient on consent (patient_id, purpose) where withdrawn_at is null and patient_id is not null;
create unique index consent_carer on consent (carer_id, purpose) where withdrawn_at is null and carer_id is not null;

-- ── volunteers ─────────────────────────────────────────────────────────────────────────────────────────────────
create table skill (code text primary key, name text not null, name_cy text not null);
create table training_course (code text primary key, name text not null, name_cy text not null, renew_months integer);

create table volunteer (
  id uuid primary key,
  person_id uuid not null unique references person,
  organisation_id uuid not null references organisation,
  locality_id uuid not null references locality,
  status text not null default 'APPLIED' check (status in
    ('ENQUIRY', 'APPLIED', 'CHECKS', 'INDUCTION', 'ACTIVE', 'PAUSED', 'LEFT')),
  gender text check (gender in ('FEMALE', 'MALE', 'OTHER')),
  joined_on date,
  minutes_a_week integer check (minutes_a_week between 0 and 10080),
  visits_a_week integer check (visits_a_week between 0 and 100),
  target_minutes_a_week integer check (target_minutes_a_week between 0 and 10080),
  no_pets boolean not null default false,
  no_smoking boolean not null default false,
  no_stairs boolean not null default false,
  preferred_kinds text[] not null default '{}',
  lived_experience text,
  last_asked_at timestamptz,
  source text,
  created_at timestamptz not null default now(),
  version integer not null default 1
);
create index volunteer_answerable on volunteer (organisation_id, locality_id, status);

create table volunteer_skill (
  volunteer_id uuid not null references volunteer on delete cascade,
  skill text not null references skill,
  primary key (volunteer_id, skill)
);
create table volunteer_training (
  id uuid primary key,
  volunteer_id uuid not null references volunteer on delete cascade,
  course text not null references training_course,
  completed_on date not null,
  until_on date,
  revoked_at timestamptz
);
create index volunteer_training_of on volunteer_training (volunteer_id);
create table volunteer_check (
  id uuid primary key,
  volunteer_id uuid not null references volunteer on delete cascade,
  level text not null check (level in ('BASIC', 'STANDARD', 'ENHANCED', 'ENHANCED_ADULT_BARRED',
    'ENHANCED_CHILD_BARRED', 'ENHANCED_BOTH', 'PVG', 'ACCESS_NI', 'REFERENCES', 'IDENTITY')),
  issued_on date not null,
  seen_by text not null,
  review_due_on date not null,
  decision text not null default 'ACCEPTED' check (decision in ('ACCEPTED', 'WAITING', 'REFUSED')),
  revoked_at timestamptz,
  version integer not null default 1,
  check (review_due_on > issued_on)
);
create index volunteer_check_of on volunteer_check (volunteer_id);
create table volunteer_travel (
  volunteer_id uuid not null references volunteer on delete cascade,
  mode text not null check (mode in ('WALK', 'CYCLE', 'BUS', 'DRIVE')),
  max_km numeric(5, 1) not null check (max_km > 0 and max_km <= 200),
  primary key (volunteer_id, mode)
);
create table availability (
  id uuid primary key,
  volunteer_id uuid not null references volunteer on delete cascade,
  weekday smallint not null check (weekday between 1 and 7),
  starts_at time not null,
  ends_at time not null,
  check (ends_at > starts_at)
);
create index availability_of on availability (volunteer_id);
create table absence (
  id uuid primary key,
  volunteer_id uuid not null references volunteer on delete cascade,
  first_on date not null,
  last_on date not null,
  check (last_on >= first_on)
);
create index absence_of on absence (volunteer_id);

-- ── memberships and the one way across ─────────────────────────────────────────────────────────────────────────
create table membership (
  id uuid primary key,
  account_id uuid not null references account on delete cascade,
  role text not null check (role in
    ('ADMINISTRATOR', 'VOLUNTEER_CO_ORDINATOR', 'CARE_CO_ORDINATOR', 'GROUP_MANAGER', 'VOLUNTEER')),
  organisation_id uuid references organisation,
  volunteer_id uuid references volunteer,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  check (organisation_id is not null or role = 'ADMINISTRATOR'),
  check ((volunteer_id is not null) = (role = 'VOLUNTEER'))
);
create index membership_account on membership (account_id) where ended_at is null;
create unique index membership_once on membership (account_id, role, coalesce(organisation_id, account_id)) where ended_at is null;
create table membership_locality (
  membership_id uuid not null references membership on delete cascade,
  locality_id uuid not null references locality,
  primary key (membership_id, locality_id)
);

create table share (
  id uuid primary key,
  patient_id uuid references patient,
  carer_id uuid references carer,
  volunteer_id uuid references volunteer,
  from_organisation_id uuid not null references organisation,
  to_organisation_id uuid not null references organisation,
  purpose text not null,
  from_on date not null,
  to_on date,
  revoked_at timestamptz,
  check (num_nonnulls(patient_id, carer_id, volunteer_id) = 1),
  check (from_organisation_id <> to_organisation_id),
  check (to_on is null or to_on >= from_on)
);
create index share_to on share (to_organisation_id) where revoked_at is null;
create index share_patient on share (patient_id) where patient_id is not null;
create index share_carer on share (carer_id) where carer_id is not null;
create index share_volunteer on share (volunteer_id) where volunteer_id is not null;

create table blocked_pair (
  id uuid primary key,
  volunteer_id uuid not null references volunteer,
  patient_id uuid references patient,
  carer_id uuid references carer,
  asked_by text not null check (asked_by in ('PERSON', 'VOLUNTEER', 'CO_ORDINATOR')),
  since_on date not null,
  until_on date,
  check (num_nonnulls(patient_id, carer_id) = 1)
);
create index blocked_pair_volunteer on blocked_pair (volunteer_id);

-- ── the help someone wants ─────────────────────────────────────────────────────────────────────────────────────
create table task_kind (
  code text primary key,
  name text not null,
  name_cy text not null,
  by_phone boolean not null default false,
  usual_minutes integer not null
);
-- Which check, skill and training a volunteer needs, by kind of task and by place on it. Data, and the only copy:
-- the clearance trigger, the suggestions and the screens all read it here.
create table task_rule (
  id uuid primary key,
  kind text not null references task_kind,
  role text not null check (role in ('LEAD', 'BUDDY')),
  check_level text check (check_level in
    ('BASIC', 'STANDARD', 'ENHANCED', 'ENHANCED_ADULT_BARRED', 'ENHANCED_CHILD_BARRED', 'ENHANCED_BOTH')),
  skills text[] not null default '{}',
  trainings text[] not null default '{}',
  citation text not null,
  confirmed_by text,
  confirmed_on date,
  version integer not null default 1,
  unique (kind, role),
  check ((confirmed_by is null) = (confirmed_on is null))
);
-- Which level of check stands in for which. ENHANCED with a barred list covers everything the plainer levels do.
create table check_covers (has text not null, needs text not null, primary key (has, needs));

create table task (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  locality_id uuid not null references locality,
  patient_id uuid references patient,
  carer_id uuid references carer,
  kind text not null references task_kind,
  in_their_words text not null,
  asked_by_id uuid references account,
  asked_where text not null default 'PHONE' check (asked_where in ('PHONE', 'MEETING', 'REFERRAL', 'VISIT', 'LETTER', 'SELF')),
  area text not null,
  address text,
  latitude double precision,
  longitude double precision,
  timing text not null check (timing in ('FIXED', 'WINDOW', 'UNTIMED')),
  first_on date not null,
  starts_at time,
  ends_at time,
  minutes integer not null check (minutes between 5 and 1440),
  recurrence text,
  volunteers_needed smallint not null default 1 check (volunteers_needed in (1, 2)),
  needs_language text,
  prefers_language text,
  needs_gender text check (needs_gender in ('FEMALE', 'MALE', 'OTHER')),
  prefers_gender text check (prefers_gender in ('FEMALE', 'MALE', 'OTHER')),
  has_pets boolean not null default false,
  has_smoking boolean not null default false,
  has_stairs boolean not null default false,
  skills text[] not null default '{}',
  what_to_know text,
  priority text not null default 'ROUTINE' check (priority in ('URGENT', 'SOON', 'ROUTINE')),
  target_on date,
  status text not null default 'OPEN' check (status in
    ('REQUESTED', 'OPEN', 'MATCHED', 'ACTIVE', 'DONE', 'UNMET', 'WITHDRAWN', 'DIED', 'TRANSFERRED')),
  unmet_reason text,
  planned_until date,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  check (num_nonnulls(patient_id, carer_id) = 1),
  check ((timing = 'UNTIMED') = (starts_at is null)),
  check ((starts_at is null) = (ends_at is null)),
  check (ends_at is null or ends_at > starts_at)
);
create index task_answerable on task (organisation_id, locality_id, status);
create index task_patient on task (patient_id);
create index task_carer on task (carer_id);
create index task_asked_by on task (asked_by_id);

create table visit (
  id uuid primary key,
  task_id uuid not null references task,
  organisation_id uuid not null references organisation,
  locality_id uuid not null references locality,
  occurs_on date not null,
  starts_at timestamptz,
  ends_at timestamptz,
  window_starts_at timestamptz,
  window_ends_at timestamptz,
  minutes integer not null,
  status text not null default 'PLANNED' check (status in
    ('PLANNED', 'CONFIRMED', 'STARTED', 'ENDED', 'MISSED', 'CANCELLED')),
  started_at timestamptz,
  ended_at timestamptz,
  reported_minutes integer check (reported_minutes between 0 and 1440),
  went text check (went in ('FINE', 'WORRY', 'URGENT')),
  worry text,
  worry_seen_at timestamptz,
  cancelled_by text check (cancelled_by in ('PERSON', 'VOLUNTEER', 'CO_ORDINATOR')),
  cancelled_because text,
  cancelled_at timestamptz,
  clearance_lost_at timestamptz,
  version integer not null default 1,
  unique (task_id, occurs_on),
  check ((starts_at is null) = (ends_at is null)),
  check (ends_at is null or ends_at > starts_at)
);
create index visit_when on visit (organisation_id, occurs_on);
create index visit_task on visit (task_id, occurs_on);

create table offer (
  id uuid primary key,
  round_id uuid not null,
  task_id uuid not null references task,
  visit_id uuid references visit,
  volunteer_id uuid not null references volunteer,
  organisation_id uuid not null references organisation,
  locality_id uuid not null references locality,
  choosing text not null default 'FIRST_TO_ACCEPT' check (choosing in ('FIRST_TO_ACCEPT', 'CO_ORDINATOR_CHOOSES')),
  status text not null default 'SENT' check (status in
    ('HELD', 'SENT', 'WILLING', 'ACCEPTED', 'DECLINED', 'LAPSED', 'TAKEN', 'WITHDRAWN')),
  sent_by_id uuid references account,
  sent_at timestamptz not null,
  lapses_at timestamptz not null,
  answered_at timestamptz,
  token_hash bytea unique,
  version integer not null default 1,
  check (lapses_at > sent_at)
);
create unique index offer_once on offer (task_id, coalesce(visit_id, task_id), volunteer_id)
  where status in ('HELD', 'SENT', 'WILLING');
create index offer_volunteer on offer (volunteer_id, status);
create index offer_task on offer (task_id);
create index offer_answerable on offer (organisation_id, status);

-- A named volunteer in one place of a visit, or (visit_id null) of the whole series.
create table assignment (
  id uuid primary key,
  task_id uuid not null references task,
  visit_id uuid references visit,
  place smallint not null default 1 check (place in (1, 2)),
  volunteer_id uuid not null references volunteer,
  offer_id uuid references offer,
  series_id uuid references assignment,
  organisation_id uuid not null references organisation,
  locality_id uuid not null references locality,
  assigned_by_id uuid references account,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  end_reason text,
  version integer not null default 1
);
create unique index assignment_place_of_visit on assignment (visit_id, place) where ended_at is null and visit_id is not null;
create unique index assignment_place_of_series on assignment (task_id, place) where ended_at is null and visit_id is null;
create unique index assignment_person_once on assignment (visit_id, volunteer_id) where ended_at is null and visit_id is not null;
create index assignment_volunteer on assignment (volunteer_id) where ended_at is null;
create index assignment_task on assignment (task_id);

-- Where a volunteer is, and when. Half-open, so that a visit may begin the minute another ends.
create table booking (
  assignment_id uuid primary key references assignment on delete cascade,
  volunteer_id uuid not null references volunteer,
  visit_id uuid not null references visit,
  during tstzrange not null,
  constraint booking_one_place_at_a_time exclude using gist (volunteer_id with =, during with &&)
);
create index booking_visit on booking (visit_id);

-- ── what a command did, and what it was asked twice ────────────────────────────────────────────────────────────
create table audit_event (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  account_id uuid,
  action text not null,
  subject_id uuid,
  about_id uuid,
  request_id text,
  because text
);
create index audit_event_subject on audit_event (subject_id, at);

create table idempotency (
  account_id uuid not null references account on delete cascade,
  key uuid not null,
  operation text not null,
  input_hash bytea not null,
  result jsonb not null,
  created_at timestamptz not null default now(),
  primary key (account_id, key)
);
`
