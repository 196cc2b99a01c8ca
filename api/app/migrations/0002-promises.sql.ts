/** What the database itself refuses, whoever asks: an uncleared volunteer on a visit, a volunteer in two places,
 *  two holders of one place, a changed audit record. */
export const promises = /* sql */ `
-- What this volunteer lacks for this kind of task and place on it, on that day: an empty array means cleared.
-- Codes are 'CHECK:<level>', 'TRAINING:<course>', 'SKILL:<skill>', 'NOT_ACTIVE'.
create function clearance_missing(of_volunteer uuid, for_kind text, for_role text, on_day date, more_skills text[])
returns text[] language plpgsql stable set search_path = pg_catalog, public as $$
declare rule task_rule; missing text[] := '{}'; begin
  if not exists (select 1 from volunteer v where v.id = of_volunteer and v.status = 'ACTIVE') then
    missing := missing || 'NOT_ACTIVE'::text;
  end if;
  select * into rule from task_rule r where r.kind = for_kind and r.role = for_role;
  if not found then return missing || ('RULE:' || for_kind); end if;
  if rule.check_level is not null and not exists (
    select 1 from volunteer_check c join check_covers k on k.has = c.level and k.needs = rule.check_level
    where c.volunteer_id = of_volunteer and c.revoked_at is null and c.decision = 'ACCEPTED'
      and c.issued_on <= on_day and c.review_due_on >= on_day
  ) then missing := missing || ('CHECK:' || rule.check_level); end if;
  missing := missing || array(
    select 'TRAINING:' || needed from unnest(rule.trainings) needed where not exists (
      select 1 from volunteer_training t where t.volunteer_id = of_volunteer and t.course = needed
        and t.revoked_at is null and t.completed_on <= on_day and (t.until_on is null or t.until_on >= on_day)) order by 1);
  missing := missing || array(
    select 'SKILL:' || needed from unnest(rule.skills || more_skills) needed where not exists (
      select 1 from volunteer_skill s where s.volunteer_id = of_volunteer and s.skill = needed) order by 1);
  return missing;
end $$;

-- Clearance depends on other tables and on a date, so it is a trigger and not a CHECK. FOR SHARE on the volunteer's
-- checks makes a revocation (which takes FOR UPDATE) wait for us, or us for it.
create function assignment_is_cleared() returns trigger language plpgsql set search_path = pg_catalog, public as $$
declare t task; on_day date; missing text[]; begin
  if new.ended_at is not null then return new; end if;
  if tg_op = 'UPDATE' and new.volunteer_id = old.volunteer_id and new.visit_id is not distinct from old.visit_id
     and old.ended_at is null and new.place = old.place then return new; end if;
  perform 1 from volunteer v where v.id = new.volunteer_id for share;
  perform 1 from volunteer_check c where c.volunteer_id = new.volunteer_id for share;
  perform 1 from volunteer_training tr where tr.volunteer_id = new.volunteer_id for share;
  select * into strict t from task where id = new.task_id;
  if new.place > t.volunteers_needed then
    raise exception 'place % of a task for %', new.place, t.volunteers_needed using errcode = '23514', constraint = 'assignment_place_exists';
  end if;
  if new.visit_id is null then on_day := greatest(t.first_on, current_date);
  else select v.occurs_on into strict on_day from visit v where v.id = new.visit_id and v.task_id = new.task_id; end if;
  missing := clearance_missing(new.volunteer_id, t.kind, case new.place when 1 then 'LEAD' else 'BUDDY' end, on_day, t.skills);
  if cardinality(missing) > 0 then
    raise exception 'not cleared' using errcode = '23514', constraint = 'assignment_is_cleared', detail = array_to_string(missing, ',');
  end if;
  return new;
end $$;
create trigger assignment_is_cleared before insert or update on assignment
  for each row execute function assignment_is_cleared();

-- The booking follows the assignment and the visit, so that no command can forget it.
create function booking_follows_assignment() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  if tg_op = 'UPDATE' and (new.ended_at is not null or new.volunteer_id <> old.volunteer_id) then
    delete from booking where assignment_id = new.id;
  end if;
  if new.visit_id is not null and new.ended_at is null then
    insert into booking (assignment_id, volunteer_id, visit_id, during)
    select new.id, new.volunteer_id, v.id, tstzrange(v.starts_at, v.ends_at, '[)') from visit v
    where v.id = new.visit_id and v.starts_at is not null and v.status not in ('CANCELLED', 'MISSED')
    on conflict (assignment_id) do nothing;
  end if;
  return null;
end $$;
create trigger booking_follows_assignment after insert or update on assignment
  for each row execute function booking_follows_assignment();

create function booking_follows_visit() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  if new.status in ('CANCELLED', 'MISSED') or new.starts_at is null then
    delete from booking where visit_id = new.id;
  elsif new.starts_at is distinct from old.starts_at or new.ends_at is distinct from old.ends_at
     or old.status in ('CANCELLED', 'MISSED') then
    update booking set during = tstzrange(new.starts_at, new.ends_at, '[)') where visit_id = new.id;
    insert into booking (assignment_id, volunteer_id, visit_id, during)
    select a.id, a.volunteer_id, new.id, tstzrange(new.starts_at, new.ends_at, '[)') from assignment a
    where a.visit_id = new.id and a.ended_at is null on conflict (assignment_id) do nothing;
  end if;
  return null;
end $$;
create trigger booking_follows_visit after update on visit for each row execute function booking_follows_visit();

-- Taking a check or a training away marks the visits ahead that it held up; they go back to the co-ordinator.
create function clearance_lost() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  perform 1 from volunteer_check c where c.volunteer_id = new.volunteer_id for update;
  update visit v set clearance_lost_at = now(), version = v.version + 1
  from assignment a join task t on t.id = a.task_id
  where a.visit_id = v.id and a.volunteer_id = new.volunteer_id and a.ended_at is null
    and v.occurs_on >= current_date and v.status in ('PLANNED', 'CONFIRMED') and v.clearance_lost_at is null
    and cardinality(clearance_missing(new.volunteer_id, t.kind, case a.place when 1 then 'LEAD' else 'BUDDY' end, v.occurs_on, t.skills)) > 0;
  return null;
end $$;
create trigger check_lost after update on volunteer_check for each row
  when (new.revoked_at is distinct from old.revoked_at or new.review_due_on < old.review_due_on or new.decision <> old.decision)
  execute function clearance_lost();
create trigger training_lost after update on volunteer_training for each row
  when (new.revoked_at is distinct from old.revoked_at or new.until_on is distinct from old.until_on)
  execute function clearance_lost();

create function audit_is_append_only() returns trigger language plpgsql as $$
begin raise exception 'audit_event is append-only' using errcode = '42501'; end $$;
create trigger audit_is_append_only before update or delete or truncate on audit_event
  for each statement execute function audit_is_append_only();

-- Live updates: what moved, whose it is, never who. At most one note a transaction for each organisation and room.
create function something_moved() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  perform pg_notify('moved', tg_table_name || ':' || coalesce(new.organisation_id, old.organisation_id));
  return null;
end $$;
create trigger task_moved after insert or update on task for each row execute function something_moved();
create trigger visit_moved after insert or update on visit for each row execute function something_moved();
create trigger offer_moved after insert or update on offer for each row execute function something_moved();
create trigger assignment_moved after insert or update on assignment for each row execute function something_moved();
`
