import { inMyLocality } from '../../access/index.ts'
import type { Grant, OperationGrant } from '../../kernel/index.ts'

const to = 'VOLUNTEER_CO_ORDINATOR' as const
const because = 'they keep the visits in this locality covered'
const on = (type: string, actions: readonly string[]): Grant[] =>
  actions.map((may) => ({ to, may, on: type, when: inMyLocality, because }))

export const planPolicy: readonly Grant[] = [
  ...on('PlanSliders', ['READ']),
  ...on('PlanRun', ['READ', 'cancelPlanRun', 'applyPlan']),
  ...on('PlanSuggestion', ['READ', 'dropSuggestion', 'sendSuggestions']),
  ...on('Visit', ['suggestVisit']),
]

const operations: readonly OperationGrant['operation'][] = [
  'Query.planRun',
  'Query.planRuns',
  'Query.planSliders',
  'Query.planSuggestions',
  'Query.explainMatch',
  'Query.whyNot',
  'Query.whyUnfilled',
  'Query.shortages',
  'Query.repairOptions',
  'Mutation.proposeWeek',
  'Mutation.cancelPlanRun',
  'Mutation.setPlanSliders',
  'Mutation.applyPlan',
  'Mutation.suggestVisit',
  'Mutation.dropSuggestion',
  'Mutation.sendSuggestions',
  'Mutation.applyRepair',
]
export const planOperations: readonly OperationGrant[] = operations.map((operation) => ({ operation, to: [to] }))
