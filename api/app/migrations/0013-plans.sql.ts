/** The plan of a week: what was asked for and came of it, who is proposed for what, and what a co-ordinator leans on. */
export const plans = /* sql */ `
insert into jobs.known (task, most_attempts, lease) values ('plan.week', 3, '60 seconds');

-- Four sliders of a locality, 0 (not at all) to 4 (much).
create table plan_sliders (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  locality_id uuid not null references locality,
  continuity smallint not null default 2 check (continuity between 0 and 4),
  travel smallint not null default 2 check (travel between 0 and 4),
  fairness smallint not null default 2 check (fairness between 0 and 4),
  keep_plan smallint not null default 2 check (keep_plan between 0 and 4),
  version integer not null default 1,
  unique (organisation_id, locality_id)
);

create table plan_run (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  locality_id uuid not null references locality,
  monday date not null check (extract(isodow from monday) = 1),
  status text not null default 'WAITING' check (status in ('WAITING', 'RUNNING', 'DONE', 'CANCELLED', 'FAILED')),
  progress smallint not null default 0 check (progress between 0 and 100),
  asked_by_id uuid references account,
  asked_at timestamptz not null,
  -- The worker was last heard of.
  told_at timestamptz not null,
  ended_at timestamptz,
  because text,
  -- Volunteers that whoever asked may read: nobody else is thought of.
  volunteer_ids uuid[] not null,
  seed integer not null,
  iterations integer,
  engine text not null,
  continuity smallint not null,
  travel smallint not null,
  fairness smallint not null,
  keep_plan smallint not null,
  is_warm boolean not null default false,
  kept integer,
  planned_before integer,
  value double precision,
  bound double precision,
  gap double precision,
  suggested integer,
  continuity_before smallint,
  continuity_after smallint,
  unfilled_before integer,
  unfilled_after integer,
  longest_trip_before integer,
  longest_trip_after integer,
  version integer not null default 1
);
create unique index plan_run_once on plan_run (organisation_id, locality_id, monday) where status in ('WAITING', 'RUNNING');
create index plan_run_week on plan_run (organisation_id, locality_id, monday, asked_at desc);
create index plan_run_working on plan_run (told_at) where status in ('WAITING', 'RUNNING');
create trigger plan_run_moved after insert or update on plan_run for each row execute function something_moved();

-- A volunteer proposed for a visit. Nobody but co-ordinators sees it, and nothing was sent to anyone.
create table plan_suggestion (
  id uuid primary key,
  -- Null: by a co-ordinator's own hand.
  run_id uuid references plan_run on delete cascade,
  organisation_id uuid not null references organisation,
  locality_id uuid not null references locality,
  visit_id uuid not null references visit,
  task_id uuid not null references task,
  volunteer_id uuid not null references volunteer,
  -- Who holds the place now and gives it up when the offer is sent.
  instead_of_id uuid references assignment,
  starts_at timestamptz,
  status text not null default 'SUGGESTED' check (status in ('SUGGESTED', 'CHOSEN', 'SENT', 'DROPPED', 'CHANGED')),
  reasons_for jsonb not null default '[]',
  reasons_against jsonb not null default '[]',
  -- Why it could not be done after all.
  because jsonb not null default '[]',
  made_at timestamptz not null,
  version integer not null default 1
);
create unique index plan_suggestion_once on plan_suggestion (visit_id, volunteer_id) where status = 'CHOSEN';
create index plan_suggestion_run on plan_suggestion (run_id);
create index plan_suggestion_visit on plan_suggestion (visit_id) where status = 'CHOSEN';
create index plan_suggestion_volunteer on plan_suggestion (volunteer_id);
create index plan_suggestion_task on plan_suggestion (task_id);
create trigger plan_suggestion_moved after insert or update on plan_suggestion for each row execute function something_moved();
`
