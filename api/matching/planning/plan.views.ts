import { view } from '../../reads/index.ts'

export const PlanSlidersView = view('PlanSliders', { table: 'plan_sliders', relations: { locality: 'locality_id' } })
export const PlanRunView = view('PlanRun', { table: 'plan_run', code: 27, relations: { locality: 'locality_id' } })
export const PlanSuggestionView = view('PlanSuggestion', {
  table: 'plan_suggestion',
  code: 28,
  relations: { run: 'run_id', visit: 'visit_id', volunteer: 'volunteer_id', insteadOf: 'instead_of_id' },
})
