/** Offers: whether the volunteer has been written to. Mail goes out once the ten seconds to undo are over. */
export const offers = /* sql */ `
alter table offer add column mailed_at timestamptz;
create index offer_to_mail on offer (sent_at) where mailed_at is null and status in ('SENT', 'WILLING');
create index offer_to_lapse on offer (lapses_at) where status = 'SENT';
create index task_to_plan on task (planned_until) where recurrence is not null and status in ('OPEN', 'MATCHED', 'ACTIVE');
`
