import type { Grant, OperationGrant, Relation, Row, SqlFragment, Who } from '../kernel/index.ts'
import { inMyLocality } from '../access/index.ts'
import { and, join, once, or, raw, sql } from '../reads/index.ts'

const ours = (row: Row, who: Who): SqlFragment => sql`${row['organisation_id']} = any(${who.organisations})`

/** A patient or carer row whose named care co-ordinator I am. */
export const ofMyCaseload: Relation = {
  name: 'ofMyCaseload',
  where: (row, who) => and([sql`${row['care_co_ordinator_id']} = ${who.account}`, ours(row, who)]),
}

const caredForByMe = (row: Row, who: Who): SqlFragment =>
  or([
    sql`exists (select 1 from patient mp where mp.id = ${row['patient_id']} and mp.care_co_ordinator_id = ${who.account})`,
    sql`exists (select 1 from carer mc where mc.id = ${row['carer_id']} and mc.care_co_ordinator_id = ${who.account})`,
  ])

/** A task that I asked for, or that is for somebody of my caseload. */
export const askedByMeOrOfMyCaseload: Relation = {
  name: 'askedByMeOrOfMyCaseload',
  where: (row, who) => and([ours(row, who), or([sql`${row['asked_by_id']} = ${who.account}`, caredForByMe(row, who)])]),
}

/**
 * A task for somebody whom the organisation that answers for them shares with mine, with their consent. Said as the set
 * of such tasks, which is small and found from the shares; asked of each row it would look at every row there is.
 */
export const ofSomebodySharedWithUs: Relation = {
  name: 'ofSomebodySharedWithUs',
  where: (row, who) => {
    const shared = (['patient_id', 'carer_id'] as const).map(
      (whose) => sql`select st.id from share ss
        join task st on st.${raw(whose)} = ss.${raw(whose)} and st.organisation_id = ss.from_organisation_id
        where ss.to_organisation_id = any(${who.organisations}) and ss.revoked_at is null
          and ss.from_on <= current_date and (ss.to_on is null or ss.to_on >= current_date)
          and exists (select 1 from consent sc where sc.${raw(whose)} = ss.${raw(whose)}
            and sc.purpose = 'SHARE_WITH_GROUP' and sc.withdrawn_at is null)`,
    )
    return sql`${row['id']} in ${once(join(shared, ' union all '))}`
  },
}

/** A task for somebody of my caseload whom another organisation answers for and shares with mine. */
export const ofMySharedCaseload: Relation = {
  name: 'ofMySharedCaseload',
  where: (row, who) => and([caredForByMe(row, who), ofSomebodySharedWithUs.where(row, who)]),
}

const keeps = 'they keep the help in this locality covered'
const theirs = 'they asked for it, or care for the person'
const changes = ['editTask', 'withdrawTask'] as const

export const taskPolicy: readonly Grant[] = [
  ...(['Task', 'TaskDetails'] as const).flatMap((on): Grant[] => [
    { to: 'VOLUNTEER_CO_ORDINATOR', may: 'READ', on, when: inMyLocality, because: keeps },
    {
      to: 'VOLUNTEER_CO_ORDINATOR',
      may: 'READ',
      on,
      when: ofSomebodySharedWithUs,
      because: 'the person is shared with them',
    },
    { to: 'CARE_CO_ORDINATOR', may: 'READ', on, when: askedByMeOrOfMyCaseload, because: theirs },
    {
      to: 'CARE_CO_ORDINATOR',
      may: 'READ',
      on,
      when: ofMySharedCaseload,
      because: 'they care for the person, who is shared',
    },
  ]),
  ...changes.flatMap((may): Grant[] => [
    { to: 'VOLUNTEER_CO_ORDINATOR', may, on: 'Task', when: inMyLocality, because: keeps },
    { to: 'CARE_CO_ORDINATOR', may, on: 'Task', when: askedByMeOrOfMyCaseload, because: theirs },
  ]),
  { to: 'VOLUNTEER_CO_ORDINATOR', may: 'markUnmet', on: 'Task', when: inMyLocality, because: keeps },
  ...(['Patient', 'Carer'] as const).flatMap((on): Grant[] => [
    { to: 'VOLUNTEER_CO_ORDINATOR', may: 'requestTask', on, when: inMyLocality, because: 'they take the calls' },
    { to: 'CARE_CO_ORDINATOR', may: 'requestTask', on, when: ofMyCaseload, because: 'they care for the person' },
  ]),
]

const staff = ['VOLUNTEER_CO_ORDINATOR', 'CARE_CO_ORDINATOR'] as const

export const taskOperations: readonly OperationGrant[] = [
  { operation: 'Query.tasks', to: [...staff, 'VOLUNTEER'] },
  { operation: 'Mutation.requestTask', to: staff },
  { operation: 'Mutation.editTask', to: staff },
  { operation: 'Mutation.withdrawTask', to: staff },
  { operation: 'Mutation.markUnmet', to: ['VOLUNTEER_CO_ORDINATOR'] },
]
