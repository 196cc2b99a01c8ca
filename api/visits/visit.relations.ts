import type { Relation, Row, SqlFragment, Who } from '../kernel/index.ts'
import { and, once, raw, rowOf, sql } from '../reads/index.ts'

/** How rows stand to a volunteer: staged disclosure. A volunteer is told of a task, its visits and its person from the
 *  moment they accept until seven days after their last visit of it, and of nothing once their assignment has ended. */

/** I hold a visit of this task (a column with its id), to come or at most seven days ago. `alive`: not called off. */
const iGoThere = (task: SqlFragment, who: Who, alive = false): SqlFragment =>
  sql`${task} in ${once(whereIGo(who, alive))}`

const whereIGo = (who: Who, alive: boolean): SqlFragment =>
  sql`select ga.task_id from assignment ga join visit gv on gv.id = ga.visit_id
    where ga.ended_at is null and ga.volunteer_id = any(${who.volunteers})
      and gv.occurs_on >= current_date - 7${alive ? raw(` and gv.status <> 'CANCELLED'`) : raw('')}`

/** The person of a task agreed that volunteers learn who they are, and has not taken it back. */
const hasAgreed = (whose: 'patient_id' | 'carer_id', id: SqlFragment): SqlFragment =>
  sql`exists (select 1 from consent gc where gc.${raw(whose)} = ${id}
    and gc.purpose = 'SHARE_WITH_VOLUNTEER' and gc.withdrawn_at is null)`

/** A task that I go to, a visit of it called off included: I must learn that it was. */
export const assignedToMe: Relation = {
  name: 'assignedToMe',
  where: (row, who) => iGoThere(row['id'] as SqlFragment, who),
}

/** The details of a task that I go to. */
export const detailsForMe: Relation = {
  name: 'detailsForMe',
  where: (row, who) => iGoThere(row['id'] as SqlFragment, who, true),
}

const iHoldIt = (row: Row, who: Who) =>
  sql`${row['id']} in ${once(sql`select ha.visit_id from assignment ha where ha.visit_id is not null
    and ha.ended_at is null and ha.volunteer_id = any(${who.volunteers})`)}`

/** A visit that I hold a place of. */
export const visitOfMine: Relation = {
  name: 'visitOfMine',
  where: (row, who) => and([iHoldIt(row, who), iGoThere(row['task_id'] as SqlFragment, who)]),
}

/** A visit that I alone go to: its report is mine. */
export const visitOfMineAlone: Relation = {
  name: 'visitOfMineAlone',
  where: (row, who) =>
    and([
      iHoldIt(row, who),
      iGoThere(row['task_id'] as SqlFragment, who),
      sql`not exists (select 1 from assignment ha where ha.visit_id = ${row['id']} and ha.volunteer_id <> all(${who.volunteers}))`,
    ]),
}

/** My own assignment, while it lasts. */
export const myAssignment: Relation = {
  name: 'myAssignment',
  where: (row, who) => sql`${row['volunteer_id']} = any(${who.volunteers}) and ${row['ended_at']} is null`,
}

/** Somebody I go to, while they agree that I know them. */
export const patientIGoTo: Relation = personIGoTo('patient_id')
export const carerIGoTo: Relation = personIGoTo('carer_id')

function personIGoTo(whose: 'patient_id' | 'carer_id'): Relation {
  return {
    name: `personIGoTo(${whose})`,
    where: (row, who) =>
      and([
        sql`${row['id']} in ${once(sql`select gt.${raw(whose)} from task gt
          where gt.${raw(whose)} is not null and ${iGoThere(raw('gt.id'), who, true)}`)}`,
        hasAgreed(whose, row['id'] as SqlFragment),
      ]),
  }
}

/** A row with a `task_id` whose task stands so to me. */
export const whoseTask = (relation: Relation): Relation => ({
  name: `whoseTask(${relation.name})`,
  where: (row, who) =>
    sql`exists (select 1 from task wt where wt.id = ${row['task_id']} and ${relation.where(rowOf('wt'), who)})`,
})

/** A volunteer who goes to a task that stands so to me. */
export const goesToTasks = (relation: Relation): Relation => ({
  name: `goesToTasks(${relation.name})`,
  where: (row, who) =>
    sql`exists (select 1 from assignment va join task wt on wt.id = va.task_id
      where va.volunteer_id = ${row['id']} and va.ended_at is null and ${relation.where(rowOf('wt'), who)})`,
})
