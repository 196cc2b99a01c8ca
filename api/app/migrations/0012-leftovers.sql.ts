/** Whatever takes a clearance away marks the visits ahead that it held up, and whatever gives it back takes the mark
 *  away: checks, training, skills, being paused, and the rules themselves. And what an administrator must know who may
 *  read nobody: how many people's postcodes have no position. */
export const leftovers = /* sql */ `
-- Marks the visits ahead on which somebody lacks what they must have by now, and unmarks those on which nobody does:
-- of these volunteers, or of this kind of task. Sees every row, whoever it was that changed something.
create function mark_clearance(of_volunteers uuid[], of_kind text) returns void language plpgsql security definer
set search_path = pg_catalog, public as $$
declare asked_by text := coalesce(current_setting('app.viewer', true), ''); begin
  if of_volunteers is null and of_kind is null then return; end if;
  perform set_config('app.viewer', 'house', true);
  with concerned as (
    select distinct v.id from assignment a join visit v on v.id = a.visit_id join task t on t.id = v.task_id
    where a.ended_at is null and v.occurs_on >= current_date and v.status in ('PLANNED', 'CONFIRMED')
      and (of_volunteers is null or a.volunteer_id = any(of_volunteers)) and (of_kind is null or t.kind = of_kind)
  ), judged as (
    select v.id, bool_or(cardinality(clearance_missing(a.volunteer_id, t.kind,
        case a.place when 1 then 'LEAD' else 'BUDDY' end, v.occurs_on, t.skills)) > 0) as is_lost
    from concerned c join visit v on v.id = c.id join task t on t.id = v.task_id
    join assignment a on a.visit_id = v.id and a.ended_at is null
    group by v.id
  )
  update visit v set clearance_lost_at = case when j.is_lost then now() end, version = v.version + 1
  from judged j where j.id = v.id and j.is_lost = (v.clearance_lost_at is null);
  perform set_config('app.viewer', asked_by, true);
end $$;

-- As in 0002, but everything is told and each once, also where a kind of task has no rule; and a volunteer's clearance
-- is the same whoever asks. The core of matching says the same in its own words (test/contract/clearance.test.ts).
create or replace function clearance_missing(of_volunteer uuid, for_kind text, for_role text, on_day date, more_skills text[])
returns text[] language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare rule task_rule; missing text[] := '{}'; begin
  if not exists (select 1 from volunteer v where v.id = of_volunteer and v.status = 'ACTIVE') then
    missing := missing || 'NOT_ACTIVE'::text;
  end if;
  select * into rule from task_rule r where r.kind = for_kind and r.role = for_role;
  if not found then missing := missing || ('RULE:' || for_kind); end if;
  if rule.check_level is not null and not exists (
    select 1 from volunteer_check c join check_covers k on k.has = c.level and k.needs = rule.check_level
    where c.volunteer_id = of_volunteer and c.revoked_at is null and c.decision = 'ACCEPTED'
      and c.issued_on <= on_day and c.review_due_on >= on_day
  ) then missing := missing || ('CHECK:' || rule.check_level); end if;
  missing := missing || array(
    select distinct 'TRAINING:' || needed from unnest(rule.trainings) needed where not exists (
      select 1 from volunteer_training t where t.volunteer_id = of_volunteer and t.course = needed
        and t.revoked_at is null and t.completed_on <= on_day and (t.until_on is null or t.until_on >= on_day)) order by 1);
  missing := missing || array(
    select distinct 'SKILL:' || needed from unnest(rule.skills || more_skills) needed where not exists (
      select 1 from volunteer_skill s where s.volunteer_id = of_volunteer and s.skill = needed) order by 1);
  return missing;
end $$;

drop trigger check_lost on volunteer_check;
drop trigger training_lost on volunteer_training;
drop function clearance_lost();

-- The row that changes is locked already, and an assignment that is being made holds it FOR SHARE: one waits for the
-- other, and then sees what it did.
create function clearance_changed() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  perform mark_clearance(array[new.volunteer_id], null);
  return null;
end $$;
create trigger check_changed after update on volunteer_check for each row
  when ((new.level, new.issued_on, new.review_due_on, new.decision, new.revoked_at)
    is distinct from (old.level, old.issued_on, old.review_due_on, old.decision, old.revoked_at))
  execute function clearance_changed();
create trigger training_changed after update on volunteer_training for each row
  when ((new.course, new.completed_on, new.until_on, new.revoked_at)
    is distinct from (old.course, old.completed_on, old.until_on, old.revoked_at))
  execute function clearance_changed();
create function clearance_came() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  perform mark_clearance((select array_agg(distinct c.volunteer_id) from changed c), null);
  return null;
end $$;
create trigger check_came after insert on volunteer_check referencing new table as changed for each statement
  execute function clearance_came();
create trigger check_went after delete on volunteer_check referencing old table as changed for each statement
  execute function clearance_came();
create trigger training_came after insert on volunteer_training referencing new table as changed for each statement
  execute function clearance_came();
create trigger training_went after delete on volunteer_training referencing old table as changed for each statement
  execute function clearance_came();

create function volunteer_status_changed() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  perform mark_clearance(array[new.id], null);
  return null;
end $$;
create trigger volunteer_status_changed after update of status on volunteer for each row
  when ((new.status = 'ACTIVE') <> (old.status = 'ACTIVE')) execute function volunteer_status_changed();

-- An assignment that is being made does not lock skills but the volunteer, so that is what to wait for.
create function skills_changed() returns trigger language plpgsql set search_path = pg_catalog, public as $$
declare whose uuid[]; begin
  select array_agg(distinct c.volunteer_id order by c.volunteer_id) into whose from changed c;
  if whose is null then return null; end if;
  perform 1 from volunteer v where v.id = any(whose) order by v.id for no key update;
  perform mark_clearance(whose, null);
  return null;
end $$;
create trigger skills_came after insert on volunteer_skill referencing new table as changed for each statement
  execute function skills_changed();
create trigger skills_went after delete on volunteer_skill referencing old table as changed for each statement
  execute function skills_changed();

create function task_rule_changed() returns trigger language plpgsql set search_path = pg_catalog, public as $$
declare of_kind text := case when tg_op = 'DELETE' then old.kind else new.kind end; begin
  -- Waits for the assignments that are being made by the rule as it was.
  perform pg_advisory_xact_lock(12, hashtext(of_kind));
  perform mark_clearance(null, of_kind);
  return null;
end $$;
create trigger task_rule_changed after insert or update or delete on task_rule for each row
  execute function task_rule_changed();

-- As in 0002, and a rule that becomes stricter waits for us and then marks this visit, or we for it. The few rows of the
-- rule table would be written by every assignment if they were locked themselves.
create or replace function assignment_is_cleared() returns trigger language plpgsql set search_path = pg_catalog, public as $$
declare t task; on_day date; missing text[]; begin
  if new.ended_at is not null then return new; end if;
  if tg_op = 'UPDATE' and new.volunteer_id = old.volunteer_id and new.visit_id is not distinct from old.visit_id
     and old.ended_at is null and new.place = old.place then return new; end if;
  select * into strict t from task where id = new.task_id;
  perform pg_advisory_xact_lock_shared(12, hashtext(t.kind));
  perform 1 from volunteer v where v.id = new.volunteer_id for share;
  perform 1 from volunteer_check c where c.volunteer_id = new.volunteer_id for share;
  perform 1 from volunteer_training tr where tr.volunteer_id = new.volunteer_id for share;
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

-- How many postcodes we know the position of, whether any came by an import, and of how many people (in how many of
-- these a volunteer) the postcode is known and not where it lies. Numbers only: whoever asks may read nobody.
create function postcodes_known(out known integer, out imported boolean, out volunteers integer, out people integer)
language plpgsql security definer set search_path = pg_catalog, public as $$
declare asked_by text := coalesce(current_setting('app.viewer', true), ''); begin
  perform set_config('app.viewer', 'house', true);
  select count(*)::int, coalesce(bool_or(source <> 'DIRECTORY'), false) into known, imported from postcode_position;
  select count(*)::int into volunteers from volunteer v join person p on p.id = v.person_id
    where v.status in ('ACTIVE', 'PAUSED') and p.postcode is not null and p.latitude is null;
  select count(*)::int into people from person p where p.postcode is not null and p.latitude is null and exists (
    select 1 from patient r where r.person_id = p.id and r.status <> 'CLOSED'
    union all select 1 from carer r where r.person_id = p.id);
  perform set_config('app.viewer', asked_by, true);
end $$;
`
