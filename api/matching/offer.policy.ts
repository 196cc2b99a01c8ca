import { inMyLocality } from '../access/index.ts'
import type { Grant, OperationGrant, Relation, Row, Who } from '../kernel/index.ts'
import { once, sql } from '../reads/index.ts'
import { ofSomebodySharedWithUs } from '../tasks/index.ts'
import { whoseTask } from '../visits/index.ts'

/** An offer to me. */
export const myOffer: Relation = {
  name: 'myOffer',
  where: (row, who) => sql`${row['volunteer_id']} = any(${who.volunteers})`,
}

const askedOfMe = (who: Who) => sql`mo.volunteer_id = any(${who.volunteers})
  and (mo.status = 'WILLING' or mo.status = 'SENT' and mo.lapses_at > now())`

/** A task, or a visit, that I am asked for and have not answered, or am willing to. */
const taskOfferedToMe: Relation = {
  name: 'taskOfferedToMe',
  where: (row: Row, who) => sql`${row['id']} in ${once(sql`select mo.task_id from offer mo where ${askedOfMe(who)}`)}`,
}
const visitOfferedToMe: Relation = {
  name: 'visitOfferedToMe',
  where: (row: Row, who) =>
    sql`${row['id']} in ${once(sql`select ov.id from offer mo join visit ov on ov.task_id = mo.task_id
      and (mo.visit_id is null or mo.visit_id = ov.id) where ${askedOfMe(who)}`)}`,
}

const keeps = 'they keep the visits in this locality covered'
const asked = 'they are asked'

export const matchingPolicy: readonly Grant[] = [
  { to: 'VOLUNTEER_CO_ORDINATOR', may: 'READ', on: 'Offer', when: inMyLocality, because: keeps },
  {
    to: 'VOLUNTEER_CO_ORDINATOR',
    may: 'READ',
    on: 'Offer',
    when: whoseTask(ofSomebodySharedWithUs),
    because: 'the person is shared with them',
  },
  ...(['acceptOffer', 'declineOffer', 'confirmAssignment', 'undo', 'sendOffers'] as const).map((may): Grant => ({
    to: 'VOLUNTEER_CO_ORDINATOR',
    may,
    on: 'Offer',
    when: inMyLocality,
    because: 'volunteers ring them',
  })),
  ...(['READ', 'acceptOffer', 'declineOffer', 'undo'] as const).map((may): Grant => ({
    to: 'VOLUNTEER',
    may,
    on: 'Offer',
    when: myOffer,
    because: asked,
  })),
  { to: 'VOLUNTEER_CO_ORDINATOR', may: 'sendOffers', on: 'Task', when: inMyLocality, because: keeps },
  { to: 'VOLUNTEER_CO_ORDINATOR', may: 'assignVisit', on: 'Visit', when: inMyLocality, because: keeps },
  // What being asked discloses: the kind, the area and the time.
  { to: 'VOLUNTEER', may: 'READ', on: 'Task', when: taskOfferedToMe, because: asked },
  { to: 'VOLUNTEER', may: 'READ', on: 'Visit', when: visitOfferedToMe, because: asked },
]

export const matchingOperations: readonly OperationGrant[] = [
  { operation: 'Query.offers', to: ['VOLUNTEER_CO_ORDINATOR', 'VOLUNTEER'] },
  { operation: 'Query.suggestVolunteers', to: ['VOLUNTEER_CO_ORDINATOR'] },
  // The link itself is the right: 256 bits, single use, ended with the offer.
  { operation: 'Query.offerByToken', to: ['ANYONE'] },
  { operation: 'Mutation.acceptOffer', to: ['ANYONE'] },
  { operation: 'Mutation.declineOffer', to: ['ANYONE'] },
  { operation: 'Mutation.sendOffers', to: ['VOLUNTEER_CO_ORDINATOR'] },
  { operation: 'Mutation.undo', to: ['VOLUNTEER_CO_ORDINATOR', 'VOLUNTEER'] },
  { operation: 'Mutation.confirmAssignment', to: ['VOLUNTEER_CO_ORDINATOR'] },
  { operation: 'Mutation.assignVisit', to: ['VOLUNTEER_CO_ORDINATOR'] },
]
