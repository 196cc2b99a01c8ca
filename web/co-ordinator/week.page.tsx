import './week.scss'
import { useSearchParams } from '@solidjs/router'
import { createMemo, createSignal, For, onCleanup, onMount, Show } from 'solid-js'
import { onceKey } from '../graphql.ts'
import { useKeys } from '../shell/keys.ts'
import { FaultLine, Loaded } from '../shell/loaded.tsx'
import { Page } from '../shell/page.tsx'
import { unforeseen, useAct, useReadAll } from '../shell/reads.ts'
import { ButtonLink, LinkButton, PrintButton } from '../ui/button.tsx'
import { UndoBar } from '../ui/undo-bar.tsx'
import { addDays, formatDate, mondayOf, today as todayInLondon } from '../ui/words/dates.ts'
import { sayReason } from '../ui/words/reasons.words.ts'
import { useLanguage, useWords } from '../ui/words/use-words.tsx'
import { nameOf } from './person-of.ts'
import { usePlan } from './use-plan.ts'
import { CoverDialog } from './week-cover.tsx'
import { ApplyPlan, DropSuggestion, SuggestVisit } from './week-plan.operations.ts'
import { words as planWords } from './week-plan.words.ts'
import { ShortagesPanel } from './week-shortages.tsx'
import { sayChanged, SuggestPanel } from './week-suggest.tsx'
import {
  PlannedVisitMenu,
  shortTime,
  type Hand,
  type Holding,
  type PlannedVisit,
  type Suggestion,
} from './week-visit.tsx'
import { AssignVisit, EndAssignment, WeekVisits, WeekVolunteers } from './week.operations.ts'
import { byVisit, endsOfWeek, isOpen, rowsOf, weekFrom, type Row } from './week.rules.ts'
import { words } from './week.words.ts'

type PlanRow = Row<PlannedVisit, Holding, Suggestion>

/** `/week`: who goes where, day by day. A table where there is room, a list by day where there is not. */
export default function WeekPage() {
  const t = useWords(words)
  const p = useWords(planWords)
  const { language } = useLanguage()
  const today = todayInLondon()
  const [search, setSearch] = useSearchParams<{ from?: string; view?: string; all?: string }>()
  const monday = () => mondayOf(/^\d{4}-\d{2}-\d{2}$/.test(search.from ?? '') ? (search.from ?? today) : today)
  const visits = useReadAll(
    WeekVisits,
    () => ({ from: monday(), to: addDays(monday(), 6), first: 100, after: null }),
    (data) => data.visits,
    { live: ['visit', 'assignment', 'offer', 'task'] },
  )
  const volunteers = useReadAll(
    WeekVolunteers,
    () => ({ first: 100, after: null }),
    (data) => data.volunteers,
    { live: ['volunteer'] },
  )
  const suggested = usePlan(monday, () =>
    (visits.data() ?? []).flatMap((visit) => (isOpen(visit) ? (visit.task?.locality?.id ?? []) : [])),
  )
  const suggestions = createMemo(() => [...suggested.drafts(), ...suggested.preview()])
  const [cannotCome, setCannotCome] = createSignal<{ id: string; name: string }>()
  const narrow = useNarrow()
  const asList = () => search.view === 'list' || (narrow() && search.view !== 'table')
  const plan = createMemo(() =>
    rowsOf<PlannedVisit, Holding, Suggestion>(monday(), visits.data() ?? [], volunteers.data() ?? [], {
      onlyWithVisits: search.all === undefined,
      suggestions: suggestions(),
    }),
  )
  const unanswered = () => (visits.data() ?? []).reduce((sum, visit) => sum + (isOpen(visit) ? visit.openOffers : 0), 0)
  const changes = useHand(() => {
    visits.again()
    suggested.again()
  })
  const go = (by: number) => () =>
    setSearch({ from: mondayOf(today) === addDays(monday(), by) ? undefined : addDays(monday(), by) })

  return (
    <div class="al-week">
      <Page
        title={t().title}
        actions={
          <>
            <div class="al-chips" role="group" aria-label={t().view}>
              <button
                type="button"
                class="al-chip"
                aria-pressed={!asList()}
                onClick={() => setSearch({ view: narrow() ? 'table' : undefined })}
              >
                {t().table}
              </button>
              <button type="button" class="al-chip" aria-pressed={asList()} onClick={() => setSearch({ view: 'list' })}>
                {t().list}
              </button>
            </div>
            <PrintButton>{t().print}</PrintButton>
            <Show when={suggested.drafts().length > 0}>
              <ButtonLink
                small
                kind={suggested.preview().length > 0 ? 'secondary' : 'primary'}
                class="al-no-print"
                href={`/week/send?from=${monday()}`}
              >
                {p().checkAndSend(suggested.drafts().length)}
              </ButtonLink>
            </Show>
          </>
        }
      >
        <div class="al-row al-week__which">
          <button type="button" class="al-chip al-no-print" onClick={go(-7)}>
            <span aria-hidden="true">‹ </span>
            {t().before}
          </button>
          <h2 aria-live="polite">{t().range(...endsOfWeek(language(), monday()))}</h2>
          <button type="button" class="al-chip al-no-print" onClick={go(7)}>
            {t().after}
            <span aria-hidden="true"> ›</span>
          </button>
          <Show when={monday() !== mondayOf(today)}>
            <button type="button" class="al-chip al-no-print" onClick={() => setSearch({ from: undefined })}>
              {t().thisWeek}
            </button>
          </Show>
        </div>
        <FaultLine fault={changes.fault()} />
        <Show
          when={changes.undo()}
          fallback={
            <p role="status" class="al-said al-said--note">
              {changes.said()}
            </p>
          }
        >
          {(undo) => (
            <UndoBar until={undo().until} onUndo={() => void changes.takeBack()} busy={changes.busy()}>
              {changes.said()}
            </UndoBar>
          )}
        </Show>
        <Loaded read={visits}>
          {(found) => (
            <>
              <p>
                {found().length > 0 ? t().gaps(plan().open.visits) : t().empty}
                <Show when={suggestions().length > 0}> · {p().toCheck(suggestions().length)}</Show>
                <Show when={unanswered() > 0}> · {t().unanswered(unanswered())}</Show>
              </p>
              <Show when={monday() >= mondayOf(today) && suggested.locality() !== ''}>
                <div class="al-no-print">
                  <SuggestPanel monday={monday()} plan={suggested} onUsed={(count) => changes.say(p().used(count))} />
                </div>
              </Show>
              <Show
                when={asList()}
                fallback={
                  <>
                    <PlanTable
                      monday={monday()}
                      open={plan().open}
                      people={plan().people}
                      hand={changes.hand}
                      today={today}
                      {...(monday() >= mondayOf(today) ? { onCannotCome: setCannotCome } : {})}
                    />
                    <p class="al-no-print">
                      <button
                        type="button"
                        class="al-link-button"
                        onClick={() => setSearch({ all: search.all === undefined ? '1' : undefined })}
                      >
                        {search.all === undefined ? t().all : t().onlyWithVisits}
                      </button>
                    </p>
                    <p class="al-quiet al-no-print al-wide-only">{t().keys}</p>
                  </>
                }
              >
                <PlanList monday={monday()} visits={found()} suggestions={suggestions()} hand={changes.hand} />
              </Show>
              <Show when={monday() >= mondayOf(today)}>
                <ShortagesPanel monday={monday()} />
              </Show>
            </>
          )}
        </Loaded>
      </Page>
      <CoverDialog
        volunteer={cannotCome()}
        monday={monday()}
        onClose={() => setCannotCome(undefined)}
        onCovered={(text) => {
          setCannotCome(undefined)
          changes.say(text)
          visits.again()
          volunteers.again()
          suggested.again()
        }}
      />
    </div>
  )
}

/** Whether the window is too narrow for the table. */
function useNarrow() {
  const query = window.matchMedia('(max-width: 899px)')
  const [narrow, setNarrow] = createSignal(query.matches)
  const changed = () => setNarrow(query.matches)
  onMount(() => query.addEventListener('change', changed))
  onCleanup(() => query.removeEventListener('change', changed))
  return narrow
}

/** Choosing, assigning by hand and taking off, with ten seconds to undo: nothing is sent to anyone by any of it. */
function useHand(again: () => void) {
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

function PlanTable(props: {
  monday: string
  open: PlanRow
  people: readonly PlanRow[]
  hand: Hand
  today: string
  onCannotCome?: (volunteer: { id: string; name: string }) => void
}) {
  const t = useWords(words)
  const p = useWords(planWords)
  const { language } = useLanguage()
  let table: HTMLTableElement | undefined
  const move = (rows: number, columns: number) => (event: KeyboardEvent) => {
    const cell = document.activeElement?.closest('td, th')
    if (!table?.contains(cell ?? null) || document.activeElement?.closest('[popover]')) return
    const row = cell?.parentElement as HTMLTableRowElement | null
    if (!row || !cell) return
    event.preventDefault()
    const next = table.rows[row.rowIndex + rows]?.cells[(cell as HTMLTableCellElement).cellIndex + columns]
    if (!next || next.tagName === 'TH') return
    ;(next.querySelector<HTMLElement>('button') ?? next).focus()
  }
  useKeys({
    ArrowUp: move(-1, 0),
    ArrowDown: move(1, 0),
    ArrowLeft: move(0, -1),
    ArrowRight: move(0, 1),
    m: () => {
      const button = document.activeElement?.closest('td')?.querySelector<HTMLElement>('button')
      button?.click()
    },
  })
  const row = (each: PlanRow, isOpenRow: boolean) => (
    <tr classList={{ 'al-plan__open': isOpenRow }}>
      <th scope="row">
        {isOpenRow ? t().noOne : <a href={`/volunteers/${each.id}`}>{each.name}</a>}
        <Show when={!isOpenRow || each.visits > 0}>
          <span class="al-plan__load">
            <Show when={!isOpenRow && each.most !== undefined} fallback={t().loadOnly(each.visits)}>
              {t().load(each.visits, each.most ?? 0)}
            </Show>
          </span>
        </Show>
        <Show when={!isOpenRow && each.visits > 0 && props.onCannotCome}>
          {(cannotCome) => (
            <LinkButton
              class="al-no-print al-small"
              aria-label={p().cannotComeName(each.name)}
              onClick={() => cannotCome()({ id: each.id, name: each.name })}
            >
              {p().cannotCome}
            </LinkButton>
          )}
        </Show>
      </th>
      <For each={each.days}>
        {(day) => (
          <td tabindex="-1" classList={{ 'al-plan__today': day.on === props.today, 'al-plan__away': day.away }}>
            <For each={day.visits}>
              {({ visit, holding, suggestion }) => (
                <PlannedVisitMenu
                  visit={visit}
                  {...(holding ? { holding } : {})}
                  {...(suggestion ? { suggestion } : {})}
                  hand={props.hand}
                />
              )}
            </For>
            <Show when={day.away}>
              <span class="al-quiet">{t().away}</span>
            </Show>
          </td>
        )}
      </For>
    </tr>
  )
  return (
    <div class="al-scroll" tabindex="0" role="region" aria-label={t().title}>
      <table class="al-plan" ref={table}>
        <thead>
          <tr>
            <th scope="col">{t().volunteer}</th>
            <For each={weekFrom(props.monday)}>
              {(on) => (
                <th scope="col" aria-current={on === props.today ? 'date' : undefined}>
                  {formatDate(language(), on, 'short')}
                </th>
              )}
            </For>
          </tr>
        </thead>
        <tbody>
          {row(props.open, true)}
          <For each={props.people}>{(each) => row(each, false)}</For>
        </tbody>
      </table>
    </div>
  )
}

function PlanList(props: {
  monday: string
  visits: readonly PlannedVisit[]
  suggestions: readonly Suggestion[]
  hand: Hand
}) {
  const t = useWords(words)
  const { language } = useLanguage()
  const proposed = createMemo(() => byVisit(props.suggestions))
  const suggestedFor = (visit: PlannedVisit) => proposed().get(visit.id) ?? []
  return (
    <For each={weekFrom(props.monday)}>
      {(on) => {
        const ofDay = () => props.visits.filter((visit) => visit.occursOn === on)
        return (
          <section class="al-day" aria-labelledby={`day-${on}`}>
            <h3 id={`day-${on}`}>{formatDate(language(), on)}</h3>
            <Show when={ofDay().length > 0} fallback={<p class="al-quiet">{t().emptyDay}</p>}>
              <ul class="al-plain">
                <For each={ofDay()}>
                  {(visit) => (
                    <li class="al-day__visit">
                      <Show
                        when={
                          isOpen(visit) ? suggestedFor(visit).length < visit.placesOpen : visit.assignments.length === 0
                        }
                      >
                        <PlannedVisitMenu visit={visit} hand={props.hand} />
                      </Show>
                      <For each={suggestedFor(visit)}>
                        {(suggestion) => (
                          <div class="al-day__held">
                            <PlannedVisitMenu visit={visit} suggestion={suggestion} hand={props.hand} />
                            <span>{suggestion.volunteer?.name ?? t().someone}</span>
                          </div>
                        )}
                      </For>
                      <For each={visit.assignments}>
                        {(holding) => (
                          <div class="al-day__held">
                            <PlannedVisitMenu visit={visit} holding={holding} hand={props.hand} />
                            <span>{holding.volunteer?.name ?? t().someone}</span>
                          </div>
                        )}
                      </For>
                    </li>
                  )}
                </For>
              </ul>
            </Show>
          </section>
        )
      }}
    </For>
  )
}
