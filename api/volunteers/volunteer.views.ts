import type { Row, SqlFragment, Who } from '../kernel/index.ts'
import { sql, view } from '../reads/index.ts'
import { contactFields, joinPerson, nameFields } from '../people/index.ts'

/** Word lists: everybody may read them, so `TaskKind` may stand where the schema says it is never null. */
export const SkillView = view('Skill', { table: 'skill', key: 'code' })
export const TrainingCourseView = view('TrainingCourse', { table: 'training_course', key: 'code' })
export const TaskKindView = view('TaskKind', { table: 'task_kind', key: 'code' })
export const TaskRuleView = view('TaskRule', { table: 'task_rule', code: 18 })

/** The day by which the next check must be made again: the earliest review of a check that no later one stands in for. */
export const nextCheckDueOn = (row: Row): SqlFragment => sql`(select min(c.review_due_on) from volunteer_check c
  where c.volunteer_id = ${row['id']} and c.revoked_at is null and c.decision = 'ACCEPTED' and not exists (
    select 1 from volunteer_check d where d.volunteer_id = c.volunteer_id and d.revoked_at is null and d.decision = 'ACCEPTED'
      and d.review_due_on > c.review_due_on
      and (d.level = c.level or exists (select 1 from check_covers k where k.has = d.level and k.needs = c.level))))`

/** Who looks at any of this looks at the volunteer; unless they are it. */
const about = {
  as: 'Volunteer',
  person: (row: Row) => row['person_id'] as SqlFragment,
  self: (row: Row, who: Who) => sql`${row['id']} = any(${who.volunteers})`,
}

export const VolunteerView = view('Volunteer', {
  table: 'volunteer',
  about,
  code: 5,
  relations: { organisation: 'organisation_id', locality: 'locality_id' },
  joins: { person: joinPerson },
  fields: { ...nameFields, nextCheckDueOn },
})
export const VolunteerContactView = view('VolunteerContact', {
  table: 'volunteer',
  about,
  joins: { person: joinPerson },
  fields: contactFields,
})
export const CheckView = view('Check', { table: 'volunteer_check', code: 15 })
export const TrainingView = view('Training', { table: 'volunteer_training', code: 16 })
export const AbsenceView = view('Absence', { table: 'absence', code: 17 })
export const AvailabilityView = view('Availability', { table: 'availability' })
export const TravelView = view('Travel', { table: 'volunteer_travel', key: 'mode' })
export const BlockedPairView = view('BlockedPair', {
  table: 'blocked_pair',
  code: 23,
  relations: { volunteer: 'volunteer_id', patient: 'patient_id', carer: 'carer_id' },
})
