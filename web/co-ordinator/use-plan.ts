import { createMemo, createSignal } from 'solid-js'
import { useRead, useReadAll } from '../shell/reads.ts'
import { useSession } from '../shell/session.tsx'
import { PlanState, PlanSuggestions } from './week-plan.operations.ts'

const live = ['plan_suggestion', 'offer', 'assignment', 'visit'] as const

/** The localities in which the viewer keeps visits covered: those that their memberships name. */
export function useLocalities() {
  const session = useSession()
  return createMemo(() => {
    const mine = (session.viewer()?.memberships ?? []).filter(({ role }) => role === 'VOLUNTEER_CO_ORDINATOR')
    return [...new Map(mine.flatMap((each) => each.localities.map((place) => [place.id, place] as const))).values()]
  })
}

/** The plan of a locality's week: the sliders, the last run, the drafts, and what the run suggests that nobody has used.
 *  `openIn`: the locality of each visit that is open. */
export function usePlan(monday: () => string, openIn: () => readonly string[]) {
  const localities = useLocalities()
  const [chosen, choose] = createSignal<string>()
  /** Unless somebody says: where most visits are open, as long as that is known, and then it stays. */
  const most = createMemo<string | undefined>((before) => {
    if (before !== undefined) return before
    const count = (id: string) => openIn().filter((each) => each === id).length
    const best = localities().toSorted((a, b) => count(b.id) - count(a.id))[0]
    return best && count(best.id) > 0 ? best.id : undefined
  })
  const locality = () => chosen() ?? most() ?? localities()[0]?.id ?? ''
  const state = useRead(PlanState, () => ({ locality: locality(), week: monday() }), {
    live: ['plan_run'],
    pause: () => locality() === '',
  })
  const run = () => state.data()?.planRuns.nodes[0]
  const done = () => (run()?.status === 'DONE' ? run()?.id : undefined)
  const drafts = useReadAll(
    PlanSuggestions,
    () => ({ week: monday(), run: null, after: null }),
    (data) => data.planSuggestions,
    { live },
  )
  const proposed = useReadAll(
    PlanSuggestions,
    () => ({ week: monday(), run: done() ?? null, after: null }),
    (data) => data.planSuggestions,
    { live },
  )
  /** What the run suggests and is not in the week, where nobody else is chosen. */
  const preview = createMemo(() => {
    if (done() === undefined) return []
    const taken = new Set((drafts.data() ?? []).map((each) => each.visit?.id))
    return (proposed.data() ?? []).filter(({ status, visit }) => status === 'SUGGESTED' && !taken.has(visit?.id))
  })
  return {
    localities,
    locality,
    choose,
    state,
    run,
    drafts: () => drafts.data() ?? [],
    preview,
    again: () => {
      state.again()
      drafts.again()
      proposed.again()
    },
  }
}
export type Plan = ReturnType<typeof usePlan>
