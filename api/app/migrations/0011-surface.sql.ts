/** What leaves the database (the outbox), machines that ask (API keys), and what live updates hear of. */
export const surface = /* sql */ `
-- ── the outbox ─────────────────────────────────────────────────────────────────────────────────────────────────
-- A schema of its own, on which the serving role has no table rights: it uses these functions and nothing else.
create schema jobs;

-- What may be put here at all, how often it is tried, and how long an attempt may take before another may have it.
create table jobs.known (
  task text primary key,
  most_attempts integer not null default 12,
  lease interval not null default '60 seconds'
);
insert into jobs.known (task) values ('offer.mail');

create table jobs.job (
  id uuid primary key,
  task text not null references jobs.known,
  -- Ids and plain words of ours. Names, addresses and texts are read when the job runs, under the rights of then.
  facts jsonb not null check (jsonb_typeof(facts) = 'object' and pg_column_size(facts) < 2000),
  -- Said once, whoever says it: a second job with this word is not made.
  once text unique check (length(once) <= 200),
  state text not null default 'WAITING' check (state in ('WAITING', 'DONE', 'DEAD')),
  run_at timestamptz not null,
  attempts integer not null default 0,
  leased_by uuid,
  leased_until timestamptz,
  because text check (length(because) <= 200),
  made_at timestamptz not null default now(),
  ended_at timestamptz
);
create index job_waiting on jobs.job (run_at) where state = 'WAITING';
create index job_dead on jobs.job (ended_at desc, id) where state = 'DEAD';
create index job_done on jobs.job (ended_at) where state = 'DONE';

-- In the caller's transaction: what is rolled back was never asked for.
create function jobs.enqueue(job uuid, task text, facts jsonb, run_at timestamptz default now(), once text default null)
returns uuid language plpgsql security definer set search_path = pg_catalog, jobs as $$
begin
  if not exists (select 1 from jobs.known k where k.task = enqueue.task) then
    raise exception 'no job is known as this' using errcode = '22023';
  end if;
  if exists (select 1 from jsonb_each(facts) f where jsonb_typeof(f.value) not in ('string', 'number', 'boolean')
      or jsonb_typeof(f.value) = 'string' and f.value #>> '{}' !~ '^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[A-Za-z_.]{1,40})$') then
    raise exception 'a job holds ids and plain words only' using errcode = '22023';
  end if;
  insert into jobs.job (id, task, facts, run_at, once) values (job, enqueue.task, enqueue.facts, enqueue.run_at, enqueue.once)
    on conflict on constraint job_once_key do nothing;
  return case when found then job else (select j.id from jobs.job j where j.once = enqueue.once) end;
end $$;

-- Up to so many that are due, leased to this worker. What a worker died on, every time, is dead and not tried again.
create function jobs.claim(tasks text[], worker uuid, at timestamptz, most integer)
returns table (id uuid, task text, facts jsonb, attempt integer, seconds integer)
language plpgsql security definer set search_path = pg_catalog, jobs as $$
begin
  update jobs.job j set state = 'DEAD', ended_at = now(), leased_by = null, leased_until = null, because = coalesce(j.because, 'WORKER_ENDED')
    from jobs.known k where k.task = j.task and j.state = 'WAITING' and j.attempts >= k.most_attempts and j.leased_until < clock_timestamp();
  return query
    with due as (
      select j.id from jobs.job j where j.state = 'WAITING' and j.run_at <= claim.at and j.task = any(claim.tasks)
        and (j.leased_until is null or j.leased_until < clock_timestamp())
      order by j.run_at, j.id limit claim.most for update skip locked)
    update jobs.job j set leased_by = claim.worker, leased_until = clock_timestamp() + k.lease, attempts = j.attempts + 1
      from due, jobs.known k where j.id = due.id and k.task = j.task
      returning j.id, j.task, j.facts, j.attempts, extract(epoch from k.lease)::integer;
end $$;

-- A worker that has lost its lease changes nothing: false.
create function jobs.keep(job uuid, worker uuid) returns boolean
language sql security definer set search_path = pg_catalog, jobs as $$
  with kept as (update jobs.job j set leased_until = clock_timestamp() + k.lease from jobs.known k
    where j.id = keep.job and j.leased_by = keep.worker and j.state = 'WAITING' and k.task = j.task returning 1)
  select exists (select 1 from kept) $$;
create function jobs.done(job uuid, worker uuid) returns boolean
language sql security definer set search_path = pg_catalog, jobs as $$
  with ended as (update jobs.job j set state = 'DONE', ended_at = now(), leased_by = null, leased_until = null, because = null
    where j.id = done.job and j.leased_by = done.worker and j.state = 'WAITING' returning 1)
  select exists (select 1 from ended) $$;

-- Ten seconds, then four times as long each time, at most six hours; a tenth more or less, so that a crowd disperses.
create function jobs.failed(job uuid, worker uuid, why text, at timestamptz) returns text
language sql security definer set search_path = pg_catalog, jobs as $$
  update jobs.job j set
      state = case when j.attempts >= k.most_attempts then 'DEAD' else 'WAITING' end,
      ended_at = case when j.attempts >= k.most_attempts then now() end,
      run_at = failed.at + least(interval '10 seconds' * power(4, least(j.attempts, 9) - 1), interval '6 hours') * (0.9 + random() * 0.2),
      leased_by = null, leased_until = null, because = left(why, 200)
    from jobs.known k where j.id = failed.job and j.leased_by = failed.worker and j.state = 'WAITING' and k.task = j.task returning j.state $$;
-- Given back untried, by a worker that is asked to end.
create function jobs.release(job uuid, worker uuid) returns void
language sql security definer set search_path = pg_catalog, jobs as $$
  update jobs.job j set leased_by = null, leased_until = null, attempts = j.attempts - 1
    where j.id = release.job and j.leased_by = release.worker and j.state = 'WAITING' $$;

create function jobs.dead(most integer, before timestamptz)
returns table (id uuid, task text, made_at timestamptz, ended_at timestamptz, attempts integer, because text)
language sql stable security definer set search_path = pg_catalog, jobs as $$
  select j.id, j.task, j.made_at, j.ended_at, j.attempts, j.because from jobs.job j
    where j.state = 'DEAD' and (before is null or j.ended_at < before) order by j.ended_at desc, j.id limit most $$;
create function jobs.again(job uuid, at timestamptz) returns boolean
language sql security definer set search_path = pg_catalog, jobs as $$
  with revived as (update jobs.job j set state = 'WAITING', attempts = 0, run_at = again.at, ended_at = null, because = null
    where j.id = again.job and j.state = 'DEAD' returning 1)
  select exists (select 1 from revived) $$;
create function jobs.forget(before timestamptz) returns integer
language sql security definer set search_path = pg_catalog, jobs as $$
  with gone as (delete from jobs.job where state = 'DONE' and ended_at < before returning 1) select count(*)::integer from gone $$;

revoke all on all functions in schema jobs from public;
grant usage on schema jobs to app;
grant execute on all functions in schema jobs to app;

-- Mail that was to go out before there was an outbox.
select set_config('app.viewer', 'house', true);
insert into jobs.job (id, task, facts, run_at, once)
  select o.id, 'offer.mail', jsonb_build_object('offerId', o.id), o.sent_at + interval '10 seconds', 'offer.mail ' || o.id
  from offer o where o.status = 'SENT' and o.mailed_at is null and o.lapses_at > now();
drop index offer_to_mail;

-- ── what was asked twice is remembered for a week ──────────────────────────────────────────────────────────────
create index idempotency_age on idempotency (created_at);

-- ── keys for machines ──────────────────────────────────────────────────────────────────────────────────────────
-- A key is an account that nobody can sign in to, with one role at one organisation: grants and walls hold for it as
-- for a person. What it may do is less than that role, never more.
alter table account add column is_key boolean not null default false;
alter table account add constraint account_key_has_no_password check (not is_key or password_hash is null);
create table api_key (
  id uuid primary key,
  account_id uuid not null unique references account,
  organisation_id uuid not null references organisation,
  name text not null,
  prefix text not null,
  token_hash bytea not null unique,
  may_change boolean not null,
  -- Root fields, as Query.tasks or Mutation.requestTask; null: all that the role may.
  operations text[],
  made_by_id uuid not null references account,
  made_at timestamptz not null default now(),
  last_used_at timestamptz,
  ends_at timestamptz not null,
  revoked_at timestamptz,
  version integer not null default 1
);
create index api_key_organisation on api_key (organisation_id);
create index api_key_maker on api_key (made_by_id);

-- ── live updates: volunteers and people, too ───────────────────────────────────────────────────────────────────
-- The kind of thing and whose it is, never which. A burst of equal notes in one transaction is one note.
-- Who moved something need not be able to read all of whom it touches, so the house looks; then the viewer is back.
create function tell_moved(whose text, id uuid) returns void language plpgsql set search_path = pg_catalog, public as $$
declare viewer text := coalesce(current_setting('app.viewer', true), '');
begin
  perform set_config('app.viewer', 'house', true);
  case whose
    when 'volunteer' then
      perform pg_notify('moved', 'volunteer:' || v.organisation_id) from volunteer v where v.id = tell_moved.id;
    when 'patient' then
      perform pg_notify('moved', 'person:' || p.organisation_id) from patient p where p.id = tell_moved.id;
    when 'carer' then
      perform pg_notify('moved', 'person:' || c.organisation_id) from carer c where c.id = tell_moved.id;
    when 'person' then
      perform pg_notify('moved', r.what) from (
        select 'person:' || p.organisation_id as what from patient p where p.person_id = tell_moved.id
        union select 'person:' || c.organisation_id from carer c where c.person_id = tell_moved.id
        union select 'volunteer:' || v.organisation_id from volunteer v where v.person_id = tell_moved.id) r;
  end case;
  perform set_config('app.viewer', viewer, true);
end $$;
create function volunteer_moved() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  perform tell_moved('volunteer', coalesce(new.volunteer_id, old.volunteer_id));
  return null;
end $$;
create function person_moved() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  perform tell_moved('patient', coalesce(new.patient_id, old.patient_id));
  perform tell_moved('carer', coalesce(new.carer_id, old.carer_id));
  return null;
end $$;
create function identity_moved() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  perform tell_moved('person', new.id);
  return null;
end $$;
create function person_row_moved() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  perform pg_notify('moved', 'person:' || new.organisation_id);
  return null;
end $$;
create trigger volunteer_moved after insert or update on volunteer for each row execute function something_moved();
create trigger patient_moved after insert or update on patient for each row execute function person_row_moved();
create trigger carer_moved after insert or update on carer for each row execute function person_row_moved();
create trigger identity_moved after update on person for each row execute function identity_moved();
create trigger care_relationship_moved after insert or update or delete on care_relationship for each row execute function person_moved();
create trigger consent_moved after insert or update or delete on consent for each row execute function person_moved();
create trigger check_moved after insert or update or delete on volunteer_check for each row execute function volunteer_moved();
create trigger training_moved after insert or update or delete on volunteer_training for each row execute function volunteer_moved();
create trigger absence_moved after insert or update or delete on absence for each row execute function volunteer_moved();
create trigger availability_moved after insert or update or delete on availability for each row execute function volunteer_moved();
create trigger travel_moved after insert or update or delete on volunteer_travel for each row execute function volunteer_moved();
create trigger skill_moved after insert or update or delete on volunteer_skill for each row execute function volunteer_moved();
`
