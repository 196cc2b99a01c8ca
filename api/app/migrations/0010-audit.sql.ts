import { rowHash } from '../../audit/core/row-text.ts'

/** Who looked at whom and who changed what: both by the month, both only ever added to, both sealed into one chain of
 *  hashes (docs/decisions/0014-an-audit-that-shows-tampering.md). */
export const audit = /* sql */ `
-- Months and blocks live here, where the serving role has no business: it reaches the rows through the two tables in
-- public, whose privileges and policies then hold, and seals through functions.
create schema audit;

alter table audit_event rename to audit_event_before;
alter index audit_event_pkey rename to audit_event_before_pkey;
alter index audit_event_subject rename to audit_event_before_subject;
create sequence audit_event_number;

-- A record of somebody was shown to somebody else: one row for each request and person (docs: api/audit/README.md).
-- Nothing here is checked, since an insert that failed would take the read with it.
create table audit_read (
  asked_at timestamptz not null,
  request_id text not null,
  account_id uuid,
  about_id uuid not null,
  about_as text,
  role text,
  because text,
  operation text,
  tx bigint not null default (pg_current_xact_id()::text::bigint + 0)
) partition by range (asked_at);
create unique index audit_read_once on audit_read (about_id, asked_at desc, request_id);
create index audit_read_by on audit_read (account_id, asked_at);
create index audit_read_tx on audit_read (tx);
comment on column audit_read.about_id is 'the person';
comment on column audit_read.about_as is 'as what they were shown: Patient, Carer or Volunteer';
comment on column audit_read.tx is 'the transaction that wrote it, counted on when the database moves to another server';

create table audit_event (
  id bigint not null default nextval('audit_event_number'),
  at timestamptz not null default now(),
  account_id uuid,
  action text not null,
  subject_id uuid,
  about_id uuid,
  request_id text,
  because text,
  tx bigint not null default (pg_current_xact_id()::text::bigint + 0),
  primary key (id, at)
) partition by range (at);
create index audit_event_subject on audit_event (subject_id, at);
create index audit_event_by on audit_event (account_id, at);
create index audit_event_tx on audit_event (tx);

create or replace function audit_is_append_only() returns trigger language plpgsql as $$
begin raise exception '% is append-only', tg_table_name using errcode = '42501'; end $$;
create trigger append_only before update or delete on audit_read for each row execute function audit_is_append_only();
create trigger append_only before update or delete on audit_event for each row execute function audit_is_append_only();
create trigger append_only_whole before truncate on audit_read for each statement execute function audit_is_append_only();
create trigger append_only_whole before truncate on audit_event for each statement execute function audit_is_append_only();

-- What no month is ready for; so an insert never fails, whatever the clock says.
create table audit.audit_read_other partition of audit_read default;
create table audit.audit_event_other partition of audit_event default;

-- ── months, made ahead ─────────────────────────────────────────────────────────────────────────────────────────
-- Makes the months that are not there yet and gives their number. A month of which the default partition already has
-- rows stays there: nothing is ever moved, and those rows are found all the same.
create function make_audit_months(
  since date default (now() at time zone 'UTC')::date,
  through date default ((now() at time zone 'UTC') + interval '3 months')::date
) returns integer language plpgsql security definer
set search_path = pg_catalog, public, pg_temp set lock_timeout = '500ms' as $$
declare
  parent text; instant text; month timestamp; made integer := 0; part text; held boolean; first_at text; next_at text;
begin
  perform pg_advisory_xact_lock(7301846005);
  for parent, instant in values ('audit_read', 'asked_at'), ('audit_event', 'at') loop
    for month in select generate_series(
      date_trunc('month', greatest(since, date '2020-01-01')::timestamp),
      least(through::timestamp, (now() at time zone 'UTC') + interval '24 months'), interval '1 month')
    loop
      part := parent || to_char(month, '_YYYY_MM');
      continue when to_regclass('audit.' || part) is not null;
      first_at := to_char(month, 'YYYY-MM-DD') || ' 00:00:00+00';
      next_at := to_char(month + interval '1 month', 'YYYY-MM-DD') || ' 00:00:00+00';
      -- What there is of a month without a part of its own is in the default one.
      execute format('select exists (select from public.%I where %I >= %L and %I < %L)',
        parent, instant, first_at, instant, next_at) into held;
      continue when held;
      execute format('create table audit.%I (like public.%I including defaults)', part, parent);
      execute format('alter table audit.%I enable row level security', part);
      execute format('alter table audit.%I force row level security', part);
      execute format('create trigger append_only_whole before truncate on audit.%I for each statement '
        'execute function public.audit_is_append_only()', part);
      execute format('alter table public.%I attach partition audit.%I for values from (%L) to (%L)',
        parent, part, first_at, next_at);
      made := made + 1;
    end loop;
  end loop;
  return made;
end $$;
alter table audit.audit_read_other enable row level security;
alter table audit.audit_read_other force row level security;
alter table audit.audit_event_other enable row level security;
alter table audit.audit_event_other force row level security;
create trigger append_only_whole before truncate on audit.audit_read_other for each statement
  execute function audit_is_append_only();
create trigger append_only_whole before truncate on audit.audit_event_other for each statement
  execute function audit_is_append_only();

select make_audit_months(coalesce((select min(at) from audit_event_before)::date, current_date));
insert into audit_event (id, at, account_id, action, subject_id, about_id, request_id, because)
  select id, at, account_id, action, subject_id, about_id, request_id, because from audit_event_before order by id;
select setval('audit_event_number', (select max(id) from audit_event) + 1, false) where exists (select from audit_event);
drop table audit_event_before;

-- ── the chain ──────────────────────────────────────────────────────────────────────────────────────────────────
-- A block holds the rows of both tables whose transaction is in [from_tx, to_tx). Its roots are hashes over the rows'
-- hashes in their own order; its hash is over all this and the hash of the block head.
create table audit.block (
  number bigint primary key,
  format smallint not null,
  from_tx bigint not null,
  to_tx bigint not null check (to_tx > from_tx),
  sealed_at timestamptz not null,
  -- Everything finished by then was in it or before it, so what comes later was finished later.
  complete boolean not null,
  reads integer not null,
  events integer not null,
  read_root bytea not null,
  event_root bytea not null,
  previous bytea not null,
  hash bytea not null,
  -- The first eight bytes of each row's hash, in their order: to name the row when a root is wrong. They prove nothing.
  read_marks bytea not null,
  event_marks bytea not null
);
alter table audit.block alter column read_marks set storage external, alter column event_marks set storage external;
-- By how much transactions are counted on here; not 0 where the database was moved to another server by its rows.
create table audit.counting (only_one boolean primary key default true check (only_one), shift bigint not null);
insert into audit.counting (shift) values (0);

-- Seals what is finished into one block, about "most" rows of each table at a time, and gives the head of the chain.
--
-- The horizon is the oldest transaction that is still running: every row of an older one is committed and visible, or
-- never will be. So a row that turns up below the last block's end was not written then. Who comes while another seals
-- goes away.
create function seal_audit(most integer default 5000)
returns table (number bigint, hash text, sealed integer, more boolean) language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
#variable_conflict use_column
declare
  head audit.block;
  horizon bigint; first_tx bigint; upto bigint; counted bigint; moment timestamptz;
  reads integer; events integer; read_root bytea; event_root bytea; read_marks bytea; event_marks bytea; made bytea;
begin
  -- The head is kept outside as well, so the block must be on the disk before anybody is told of it.
  perform set_config('synchronous_commit', 'on', true);
  if not pg_try_advisory_xact_lock(7301846004) then
    return query select b.number, encode(b.hash, 'hex'), 0, false from audit.block b order by b.number desc limit 1;
    return;
  end if;
  select c.shift into counted from audit.counting c;
  horizon := pg_snapshot_xmin(pg_current_snapshot())::text::bigint + counted;
  select b.* into head from audit.block b order by b.number desc limit 1;
  head.number := coalesce(head.number, 0);
  head.to_tx := coalesce(head.to_tx, 0);
  if horizon < head.to_tx then
    raise exception 'transactions are counted from the start again: migrate first' using errcode = 'AL510';
  end if;
  select least(
      coalesce((select r.tx from audit_read r where r.tx >= head.to_tx and r.tx < horizon order by r.tx offset greatest(most, 1) limit 1), horizon),
      coalesce((select e.tx from audit_event e where e.tx >= head.to_tx and e.tx < horizon order by e.tx offset greatest(most, 1) limit 1), horizon)),
    least(
      (select min(r.tx) from audit_read r where r.tx >= head.to_tx and r.tx < horizon),
      (select min(e.tx) from audit_event e where e.tx >= head.to_tx and e.tx < horizon))
    into upto, first_tx;
  if first_tx is null then
    return query select b.number, encode(b.hash, 'hex'), 0, false from audit.block b order by b.number desc limit 1;
    return;
  end if;
  -- A transaction is never split, however many rows it wrote.
  upto := greatest(upto, first_tx + 1);
  select count(*), sha256(coalesce(string_agg(h, ''::bytea order by h), ''::bytea)),
      coalesce(string_agg(substr(h, 1, 8), ''::bytea order by h), ''::bytea)
    into reads, read_root, read_marks
    from (select ${rowHash('audit_read')} as h from audit_read r where r.tx >= head.to_tx and r.tx < upto) hashed;
  select count(*), sha256(coalesce(string_agg(h, ''::bytea order by h), ''::bytea)),
      coalesce(string_agg(substr(h, 1, 8), ''::bytea order by h), ''::bytea)
    into events, event_root, event_marks
    from (select ${rowHash('audit_event')} as h from audit_event r where r.tx >= head.to_tx and r.tx < upto) hashed;
  moment := clock_timestamp();
  head.hash := coalesce(head.hash, decode(repeat('00', 32), 'hex'));
  made := sha256(convert_to(concat_ws('|', 'alongside-audit/1', head.number + 1, head.to_tx, upto,
    encode(timestamptz_send(moment), 'hex'), (upto = horizon)::int, reads, events, encode(read_root, 'hex'), encode(event_root, 'hex'),
    encode(head.hash, 'hex')), 'UTF8'));
  insert into audit.block values (head.number + 1, 1, head.to_tx, upto, moment, upto = horizon, reads, events, read_root, event_root,
    head.hash, made, read_marks, event_marks);
  return query select head.number + 1, encode(made, 'hex'), reads + events, upto < horizon;
end $$;

-- The hash of a block, to hold a head that was kept elsewhere against.
create function audit_block_hash(wanted bigint) returns text language sql stable security definer
set search_path = pg_catalog, pg_temp as $$ select encode(b.hash, 'hex') from audit.block b where b.number = wanted $$;

-- A database that was moved by its rows (pg_dump) has a server whose transactions are counted from the start. Counting
-- goes on from where it was, so that the order of blocks stays one. For the owner, before anybody writes: every migrate.
create function keep_audit_counting() returns boolean language plpgsql
set search_path = pg_catalog, public, pg_temp set lock_timeout = '10s' as $$
declare reached bigint; counted bigint;
begin
  select max(b.to_tx) into reached from audit.block b;
  select c.shift into counted from audit.counting c;
  if reached is null or pg_snapshot_xmax(pg_current_snapshot())::text::bigint + counted >= reached then return false; end if;
  -- Rows that were not sealed before the move stand in the gap.
  counted := reached + 1000000 - pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
  update audit.counting set shift = counted;
  execute format('alter table audit_read alter column tx set default (pg_current_xact_id()::text::bigint + %s)', counted);
  execute format('alter table audit_event alter column tx set default (pg_current_xact_id()::text::bigint + %s)', counted);
  return true;
end $$;

-- ── who reads the record of reads ──────────────────────────────────────────────────────────────────────────────
-- Whoever is shown may know it: the volunteer themself, and the volunteer co-ordinator who keeps the record that was
-- shown. A person may be known in several roles, and who keeps one of them learns nothing of the others.
create function audit_may_see(about uuid, shown_as text) returns boolean language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp as $$
declare asking text := nullif(current_setting('app.viewer', true), '');
begin
  if asking is null or asking !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then return false; end if;
  return exists (
    select from membership m join volunteer v on v.id = m.volunteer_id
    where m.account_id = asking::uuid and m.ended_at is null and m.role = 'VOLUNTEER' and v.person_id = about
      and coalesce(shown_as, 'Volunteer') = 'Volunteer'
  ) or exists (
    select from (
        select organisation_id, locality_id from volunteer where person_id = about and coalesce(shown_as, 'Volunteer') = 'Volunteer'
        union all
        select organisation_id, locality_id from patient where person_id = about and coalesce(shown_as, 'Patient') = 'Patient'
        union all
        select organisation_id, locality_id from carer where person_id = about and coalesce(shown_as, 'Carer') = 'Carer'
      ) kept
      join membership m on m.organisation_id = kept.organisation_id
    where m.account_id = asking::uuid and m.ended_at is null and m.role = 'VOLUNTEER_CO_ORDINATOR' and exists (
      with recursive above as (
        select kept.locality_id as id
        union select l.parent_id from locality l join above a on l.id = a.id where l.parent_id is not null)
      select from above a join membership_locality ml on ml.locality_id = a.id where ml.membership_id = m.id));
end $$;

-- The same as a set, { "PERSON:Patient": true, … }: worked out once in a statement, and then a look-up for each row.
create function audit_kept() returns jsonb language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp as $$
declare asking text := nullif(current_setting('app.viewer', true), '');
begin
  if asking is null or asking !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then return '{}'; end if;
  return coalesce((
    with recursive beneath as (
      select m.organisation_id, ml.locality_id from membership m join membership_locality ml on ml.membership_id = m.id
      where m.account_id = asking::uuid and m.ended_at is null and m.role = 'VOLUNTEER_CO_ORDINATOR'
      union select b.organisation_id, l.id from beneath b join locality l on l.parent_id = b.locality_id),
    kept as (
      select v.person_id, 'Volunteer' as shown_as from membership m join volunteer v on v.id = m.volunteer_id
      where m.account_id = asking::uuid and m.ended_at is null and m.role = 'VOLUNTEER'
      union all select person_id, 'Volunteer' from volunteer join beneath using (organisation_id, locality_id)
      union all select person_id, 'Patient' from patient join beneath using (organisation_id, locality_id)
      union all select person_id, 'Carer' from carer join beneath using (organisation_id, locality_id))
    select jsonb_object_agg(person_id || ':' || shown_as, true) from kept), '{}');
end $$;

-- The name of somebody who looked, for those who may know that they did.
create function audit_looker(about uuid, shown_as text, account uuid) returns text language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  if not audit_may_see(about, shown_as) then return null; end if;
  return (select a.name from account a where a.id = account);
end $$;

alter table audit_read enable row level security;
alter table audit_read force row level security;
alter table audit_event enable row level security;
alter table audit_event force row level security;
create policy audit_read_added on audit_read for insert with check (true);
create policy audit_event_added on audit_event for insert with check (true);
create policy audit_read_shown on audit_read for select using (
  (select nullif(current_setting('app.viewer', true), '')) = 'house'
  or case when about_as is not null then (select audit_kept()) ? (about_id || ':' || about_as)
     else (select audit_kept()) ?| array[about_id || ':Patient', about_id || ':Carer', about_id || ':Volunteer'] end);
create policy audit_event_shown on audit_event for select using (
  (select nullif(current_setting('app.viewer', true), '')) = 'house');
-- The owner (whoever migrates, and the functions above) sees all rows, and like all others changes none.
create policy audit_read_kept on audit_read for select to current_user using (true);
create policy audit_event_kept on audit_event for select to current_user using (true);

revoke all on function seal_audit, make_audit_months, keep_audit_counting, audit_block_hash, audit_may_see, audit_kept, audit_looker from public;
`
