/** What each table shows to whom, and what of it a command may change. What is asked first calls within() or ready():
 *  the rest goes by what they have worked out. A command's organisations are within as well: it sees more than is shown,
 *  since what follows from it concerns others too. `works_on` is the house, or a command that works for the organisation. */
export const policies = /* sql */ `
-- ── people ─────────────────────────────────────────────────────────────────────────────────────────────────────
-- Those of their organisations to co-ordinators, what is shared with them, and whom they go to, to volunteers.
create policy seen on patient for select to app using (organisation_id = any((select wall.within('helped'))::uuid[])
  or wall.is_beyond('people', id));
create policy seen on carer for select to app using (organisation_id = any((select wall.within('helped'))::uuid[])
  or wall.is_beyond('people', id));
-- A person is seen by who sees one of their roles. Nearly always that is the one they are kept under.
create policy seen on person for select to app using (organisation_id = any((select wall.within('helped'))::uuid[])
  or kept_as = 'VOLUNTEER' and strpos(current_setting('wall.volunteering', true), organisation_id::text) > 0
  or wall.is_beyond('persons', id)
  or coalesce(kept_as, 'SEVERAL') = 'SEVERAL' and wall.reaches_person(id));

create policy seen on care_relationship for select to app using (wall.reaches_relationship(patient_id, carer_id, kept_by));
create policy seen on consent for select to app using (
  wall.reaches_consent(coalesce(patient_id, carer_id), kept_by, purpose = 'SHARE_WITH_VOLUNTEER' and withdrawn_at is null));
create policy seen on share for select to app using (
  wall.reaches_share(patient_id, carer_id, volunteer_id, from_organisation_id, to_organisation_id));
-- Whose an NHS number is, is looked at by commands alone.
create policy seen on nhs_number_held for select to app using (wall.works_on(organisation_id));

create policy added on person for insert to app with check (
  (select wall.is_house() or wall.acts() and wall.account() is not null) and (organisation_id is null or wall.works_on(organisation_id)));
create policy changed on person for update to app using ((select wall.is_house()) or wall.is_our_person(id));
create policy removed on person for delete to app using ((select wall.is_house()));
create policy added on share for insert to app with check (wall.works_on(from_organisation_id));
create policy changed on share for update to app using (wall.works_on(from_organisation_id));

-- ── volunteers ─────────────────────────────────────────────────────────────────────────────────────────────────
-- Those of their organisations to co-ordinators and managers, those lent to theirs, and themselves. To a care
-- co-ordinator, who comes to those they care for.
create policy seen on volunteer for select to app using (organisation_id = any((select wall.within('volunteering'))::uuid[])
  or wall.is_beyond('volunteers', id));
do $$ declare it text; whose text; begin
  for it, whose in values
    -- What a volunteer's own row shows is worked out of these two, for whoever sees it.
    ('volunteer_skill', 'volunteers'), ('volunteer_check', 'volunteers'),
    -- Not for whoever only learns who comes.
    ('volunteer_training', 'weeks'), ('volunteer_travel', 'weeks'), ('availability', 'weeks'), ('absence', 'weeks')
  loop
    execute format('create policy seen on %I for select to app using (kept_by = any((select wall.within(''volunteering''))::uuid[])
      or volunteer_id = any((select wall.beyond(%L))::uuid[]))', it, whose);
  end loop;
end $$;
create policy seen on blocked_pair for select to app using (wall.reaches_block(patient_id, carer_id, kept_by));
-- Where a volunteer is and when: for giving places, whoever's the visit is.
create policy seen on booking for select to app using (
  (select wall.acts() or wall.is_house()) and (select true from volunteer v where v.id = volunteer_id));

-- A volunteer who is lent is locked while they are asked, and it is written down; they stay whose they are.
create policy lent on volunteer for update to app
  using ((select wall.acts()) and wall.is_beyond('lent', id))
  with check (wall.is_lent_by(id, organisation_id));
create policy added on blocked_pair for insert to app with check (
  wall.is_house() or wall.is_our_volunteer(volunteer_id) or wall.is_our_subject(patient_id, carer_id));
create policy changed on blocked_pair for update to app using (
  wall.is_house() or wall.is_our_volunteer(volunteer_id) or wall.is_our_subject(patient_id, carer_id));

-- What an import of a sheet did: it is undone by the house alone.
create policy kept on volunteer_import for all to app using ((select wall.is_house()));
create policy kept on volunteer_import_row for all to app using ((select wall.is_house()));

-- ── help ───────────────────────────────────────────────────────────────────────────────────────────────────────
create policy seen on task for select to app using (organisation_id = any((select wall.within('helped'))::uuid[])
  or id = any((select wall.beyond('tasks'))::uuid[]));
-- To co-ordinators and to volunteers with the task.
create policy seen on visit for select to app using (organisation_id = any((select wall.within('helped'))::uuid[])
  or task_id = any((select wall.beyond('tasks'))::uuid[]));
-- A volunteer sees who else holds a place of their tasks, by number and not by name: how many are still needed, and
-- whether they go alone, is told by it.
create policy seen on assignment for select to app using (organisation_id = any((select wall.within('helped'))::uuid[])
  or task_id = any((select wall.beyond('tasks'))::uuid[]) or volunteer_id = any((select wall.beyond('selves'))::uuid[]));
create policy seen on offer for select to app using (organisation_id = any((select wall.within('helped'))::uuid[])
  or task_id = any((select wall.beyond('tasks'))::uuid[]) or volunteer_id = any((select wall.beyond('selves'))::uuid[]));
-- The plan of a week is for co-ordinators.
create policy seen on plan_sliders for select to app using (wall.keeps_visits(organisation_id));
create policy seen on plan_run for select to app using (wall.keeps_visits(organisation_id));
create policy seen on plan_suggestion for select to app using (wall.keeps_visits(organisation_id));

-- ── who signs in ───────────────────────────────────────────────────────────────────────────────────────────────
-- Administrators see who signs in; others whom they work with, also of organisations that share with theirs; all, themselves.
create policy seen on account for select to app using (wall.reaches_account(id));
create policy seen on membership for select to app using (wall.reaches_membership(account_id, organisation_id));
create policy seen on membership_locality for select to app using ((select true from membership m where m.id = membership_id));
create policy seen on session for select to app using (
  account_id::text = current_setting('app.viewer', true) or (select wall.is_house() or wall.holds('ADMINISTRATOR')));
create policy seen on api_key for select to app using (
  account_id::text = current_setting('app.viewer', true) or (select wall.is_house() or wall.holds('ADMINISTRATOR')));
create policy seen on account_link for select to app using ((select wall.keeps_accounts()));
create policy own on account for update to app using ((select wall.acts()) and id = (select wall.account()));

-- What somebody was answered, for when they ask the same again.
create policy kept on idempotency for all to app using (
  (select wall.is_house()) or (select wall.acts()) and account_id = (select wall.account()));

-- ── who may change ─────────────────────────────────────────────────────────────────────────────────────────────
do $$ declare it text; who text; begin
  for it, who in values
    -- Rows of an organisation: commands for that organisation.
    ('patient', 'wall.works_on(organisation_id)'), ('carer', 'wall.works_on(organisation_id)'),
    ('volunteer', 'wall.works_on(organisation_id) and not wall.is_lent(id)'),
    ('task', 'wall.works_on(organisation_id)'), ('visit', 'wall.works_on(organisation_id)'),
    ('assignment', 'wall.works_on(organisation_id)'), ('offer', 'wall.works_on(organisation_id)'),
    ('plan_sliders', 'wall.works_on(organisation_id)'), ('plan_run', 'wall.works_on(organisation_id)'),
    ('plan_suggestion', 'wall.works_on(organisation_id)'),
    -- What belongs to somebody: who may change them.
    ('care_relationship', 'wall.is_house() or wall.is_our_subject(patient_id, carer_id)'),
    ('consent', 'wall.is_house() or wall.is_our_subject(patient_id, carer_id)'),
    ('volunteer_skill', 'wall.is_house() or wall.is_our_volunteer(volunteer_id)'),
    ('volunteer_check', 'wall.is_house() or wall.is_our_volunteer(volunteer_id)'),
    ('volunteer_training', 'wall.is_house() or wall.is_our_volunteer(volunteer_id)'),
    ('volunteer_travel', 'wall.is_house() or wall.is_our_volunteer(volunteer_id)'),
    ('availability', 'wall.is_house() or wall.is_our_volunteer(volunteer_id)'),
    ('absence', 'wall.is_house() or wall.is_our_volunteer(volunteer_id)'),
    -- Who signs in: administrators.
    ('account', 'wall.keeps_accounts()'), ('membership', 'wall.keeps_accounts()'),
    ('membership_locality', 'wall.keeps_accounts()'), ('session', 'wall.keeps_accounts()'),
    ('account_link', 'wall.keeps_accounts()'), ('api_key', 'wall.keeps_accounts()')
  loop
    execute format('create policy added on %I for insert to app with check (%s)', it, who);
    execute format('create policy changed on %I for update to app using (%s)', it, who);
  end loop;
  -- What is taken away for good. Of people and of what they agreed to nothing is: it ends, and is kept.
  for it, who in values
    ('visit', 'wall.works_on(organisation_id)'), ('assignment', 'wall.works_on(organisation_id)'),
    ('plan_run', 'wall.works_on(organisation_id)'), ('plan_suggestion', 'wall.works_on(organisation_id)'),
    ('volunteer_skill', 'wall.is_house() or wall.is_our_volunteer(volunteer_id)'),
    ('volunteer_travel', 'wall.is_house() or wall.is_our_volunteer(volunteer_id)'),
    ('availability', 'wall.is_house() or wall.is_our_volunteer(volunteer_id)'),
    ('absence', 'wall.is_house() or wall.is_our_volunteer(volunteer_id)'),
    ('session', 'wall.keeps_accounts()'), ('membership_locality', 'wall.keeps_accounts()'),
    ('volunteer', 'wall.is_house()'), ('volunteer_check', 'wall.is_house()')
  loop
    execute format('create policy removed on %I for delete to app using (%s)', it, who);
  end loop;
end $$;
`
