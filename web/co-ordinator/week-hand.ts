import { createSignal } from 'solid-js'
import { onceKey } from '../graphql.ts'
import { unforeseen, useAct } from '../shell/reads.ts'
import { formatDate } from '../ui/words/dates.ts'
import { sayReason } from '../ui/words/reasons.words.ts'
import { useLanguage, useWords } from '../ui/words/use-words.tsx'
import { nameOf } from './person-of.ts'
import { ApplyPlan, DropSuggestion, SuggestVisit } from './week-plan.operations.ts'
import { words as planWords } from './week-plan.words.ts'
import { sayChanged } from './week-suggest.tsx'
import { shortTime, type Hand, type PlannedVisit } from './week-visit.tsx'
import { AssignVisit, EndAssignment } from './week.operations.ts'
import { words } from './week.words.ts'

/** Choosing, assigning by hand and taking off, with ten seconds to undo: nothing is sent to anyone by any of it. */
export function useHand(again: () => void) {
  const t = useWords(words)
  const p = useWords(planWords)
  const { language } = useLanguage()
  const assign = useAct(AssignVisit)
  const end = useAct(EndAssignment)
  const draft = useAct(SuggestVisit)
  const drop = useAct(DropSuggestion)
  const apply = useAct(ApplyPlan)
  const [said, setSaid] = createSignal('')
  const [undo, setUndo] = createSignal<{ until: string; back: () => Promise<void> }>()
  const tenSeconds = () => new Date(Date.now() + 10_000).toISOString()
  const describe = (visit: PlannedVisit) =>
    `${formatDate(language(), visit.occursOn, 'short')}, ${shortTime(language(), visit, t().anyTime)} ${nameOf(visit.task, t().someone)}`

  const put = async (visit: PlannedVisit, volunteer: { id: string; name: string }): Promise<string | undefined> => {
    setUndo(undefined)
    const answer = await assign.send({
      input: { visit: visit.id, volunteer: volunteer.id, clientMutationId: onceKey() },
    })
    again()
    if (!answer) return undefined
    const result = answer.assignVisit
    switch (result.__typename) {
      case 'AssignmentConfirmed':
        setSaid(t().assigned(volunteer.name, describe(visit)))
        return result.assignment?.id
      case 'OfferTaken':
      case 'OfferLapsed':
        setSaid(t().taken)
        return undefined
      case 'DoubleBooked':
        setSaid(t().doubleBooked(volunteer.name))
        return undefined
      case 'NotCleared':
        setSaid(
          [t().notCleared(volunteer.name), ...result.missing.map((each) => sayReason(language(), each))].join(' '),
        )
        return undefined
      default:
        return unforeseen(result)
    }
  }
  const off = async (visit: PlannedVisit, assignment: string, name: string, reason: string): Promise<boolean> => {
    setUndo(undefined)
    const answer = await end.send({ input: { assignment, reason, series: false, clientMutationId: onceKey() } })
    again()
    if (!answer) return false
    const ended = answer.endAssignment.__typename === 'AssignmentEnded'
    setSaid(ended ? t().tookOff(name, describe(visit)) : t().over)
    return ended
  }
  /** A draft; its id, or undefined where it could not be. */
  const choose = async (visit: { id: string }, volunteer: { id: string; name: string }, where: string) => {
    setUndo(undefined)
    const answer = await draft.send({
      input: { visit: visit.id, volunteer: volunteer.id, clientMutationId: onceKey() },
    })
    again()
    if (!answer) return undefined
    const result = answer.suggestVisit
    switch (result.__typename) {
      case 'VisitSuggested':
        setSaid(p().drafted(volunteer.name, where))
        return result.suggestion?.id
      case 'NothingOpen':
        setSaid(t().taken)
        return undefined
      case 'NotCleared':
        setSaid(
          [t().notCleared(volunteer.name), ...result.missing.map((each) => sayReason(language(), each))].join(' '),
        )
        return undefined
      default:
        return unforeseen(result)
    }
  }
  const takeOut = async (id: string, name: string): Promise<boolean> => {
    setUndo(undefined)
    const answer = await drop.send({ input: { suggestion: id, clientMutationId: onceKey() } })
    again()
    const isOut = answer?.dropSuggestion.__typename === 'SuggestionDropped'
    if (answer) setSaid(isOut ? p().dropped(name) : t().over)
    return isOut
  }
  const hand: Hand = {
    suggest: (visit, volunteer) => {
      void choose(visit, volunteer, describe(visit)).then((id) => {
        if (id === undefined) return
        setUndo({
          until: tenSeconds(),
          back: async () => void ((await takeOut(id, volunteer.name)) && setSaid(t().undone)),
        })
      })
    },
    drop: (suggestion) => {
      const { visit, volunteer } = suggestion
      void takeOut(suggestion.id, volunteer?.name ?? t().someone).then((isOut) => {
        if (!isOut || !visit || !volunteer) return
        setUndo({
          until: tenSeconds(),
          back: async () => void ((await choose(visit, volunteer, '')) !== undefined && setSaid(t().undone)),
        })
      })
    },
    use: (suggestion) => {
      const { run } = suggestion
      if (!run) return
      setUndo(undefined)
      void apply
        .send({ input: { run: run.id, suggestions: [suggestion.id], clientMutationId: onceKey() } })
        .then((answer) => {
          again()
          if (answer?.applyPlan.__typename !== 'PlanApplied') return
          const isIn = answer.applyPlan.chosen.length > 0
          const why = answer.applyPlan.changed.flatMap(({ because }) => because)
          setSaid(isIn ? p().used(1) : [t().taken, ...why.map((each) => sayChanged(language(), each))].join(' '))
          if (isIn)
            setUndo({
              until: tenSeconds(),
              back: async () =>
                void ((await takeOut(suggestion.id, suggestion.volunteer?.name ?? t().someone)) && setSaid(t().undone)),
            })
        })
    },
    assign: (visit, volunteer) => {
      void put(visit, volunteer).then((assignment) => {
        if (assignment === undefined) return
        setUndo({
          until: tenSeconds(),
          back: async () => void ((await off(visit, assignment, volunteer.name, 'UNDONE')) && setSaid(t().undone)),
        })
      })
    },
    takeOff: (visit, holding) => {
      const volunteer = holding.volunteer
      void off(visit, holding.id, volunteer?.name ?? t().someone, 'CO_ORDINATOR').then((ended) => {
        if (!ended || !volunteer) return
        setUndo({
          until: tenSeconds(),
          back: async () => void ((await put(visit, volunteer)) !== undefined && setSaid(t().undone)),
        })
      })
    },
  }
  const takeBack = async () => {
    const way = undo()
    setUndo(undefined)
    await way?.back()
  }
  return {
    hand,
    said,
    say: (text: string) => {
      setUndo(undefined)
      setSaid(text)
    },
    undo,
    takeBack,
    busy: () => assign.busy() || end.busy() || draft.busy() || drop.busy(),
    fault: () => assign.fault() ?? end.fault() ?? draft.fault() ?? drop.fault() ?? apply.fault(),
  }
}
