import { useNavigate, useSearchParams } from '@solidjs/router'
import { createEffect, createMemo, createSignal, For, onCleanup, Show, type JSX } from 'solid-js'
import type { TodayBoardQuery } from '../gql/graphql.ts'
import { onceKey } from '../graphql.ts'
import { focusNext, useKeys } from '../shell/keys.ts'
import { FaultLine, Loaded } from '../shell/loaded.tsx'
import { Page } from '../shell/page.tsx'
import { useAct, useRead } from '../shell/reads.ts'
import { Button, ButtonLink, Details, PrintButton } from '../ui/button.tsx'
import { common } from '../ui/words/common.words.ts'
import { today as todayInLondon } from '../ui/words/dates.ts'
import { useLanguage, useWords } from '../ui/words/use-words.tsx'
import { sayTimes } from '../ui/words/when.ts'
import { nameOf } from './person-of.ts'
import { CheckCard, OfferedCard, ToMatchCard, VisitCard, type Move } from './today-cards.tsx'
import { CancelDialog, EndTaskDialog } from './today-dialogs.tsx'
import { CallList, VisitSheet } from './today-print.tsx'
import { CheckVisit, ReportForVolunteer, TodayBoard } from './today.operations.ts'
import { byConcern, columns, inOrder, shows, type Column, type Narrowing } from './today.rules.ts'
import { words } from './today.words.ts'

/** `/today`: what needs a volunteer co-ordinator now, in four columns; on a phone one at a time. */
export default function TodayPage() {
  const t = useWords(words)
  const today = todayInLondon()
  const read = useRead(TodayBoard, () => ({ today, tasks: 50, offers: 10, visits: 100 }), {
    live: ['task', 'visit', 'offer', 'assignment'],
  })
  const [paper, setPaper] = createSignal<'visits' | 'calls'>()
  const print = (what: 'visits' | 'calls') => () => {
    setPaper(what)
    // The sheet must be in the page before the browser looks at it.
    requestAnimationFrame(() => {
      window.print()
      setPaper(undefined)
    })
  }
  const prints = () => (
    <>
      <PrintButton what={print('visits')}>{t().printVisits}</PrintButton>
      <PrintButton what={print('calls')}>{t().printCalls}</PrintButton>
    </>
  )
  return (
    <div class="al-today" classList={{ 'al-paper': paper() !== undefined }}>
      <Page
        title={t().title}
        actions={
          <>
            <Show when={read.data()}>
              <span class="al-row al-wide-only">{prints()}</span>
            </Show>
            <ButtonLink class="al-no-print" small href="/tasks/new">
              {t().addTask}
            </ButtonLink>
          </>
        }
      >
        <Loaded read={read}>{(data) => <Board data={data()} today={today} again={read.again} />}</Loaded>
        <Show when={read.data()}>
          <div class="al-row al-narrow-only">{prints()}</div>
        </Show>
      </Page>
      <Show when={read.data()}>
        {(data) => (
          <>
            <Show when={paper() !== 'calls'}>
              <section class="al-only-print al-sheet" aria-hidden="true">
                <VisitSheet data={data()} today={today} />
              </section>
            </Show>
            <Show when={paper() !== 'visits'}>
              <section class="al-only-print al-sheet" aria-hidden="true">
                <CallList data={data()} onPaper={today} />
              </section>
            </Show>
          </>
        )}
      </Show>
    </div>
  )
}

function Board(props: { data: TodayBoardQuery; today: string; again: () => void }) {
  const t = useWords(words)
  const c = useWords(common)
  const { language } = useLanguage()
  const navigate = useNavigate()
  const [search, setSearch] = useSearchParams<{ show?: string; column?: string }>()
  const [said, setSaid] = createSignal('')
  // What was done stays in sight for a while, wherever on the board it was done.
  createEffect(() => {
    if (!said()) return
    const timer = setTimeout(() => setSaid(''), 10_000)
    onCleanup(() => clearTimeout(timer))
  })
  const [ending, setEnding] = createSignal<{ id: string; name: string; to: 'withdrawn' | 'unmet' }>()
  const [cancelling, setCancelling] = createSignal<{ id: string; name: string; when: string }>()
  const check = useAct(CheckVisit)
  const report = useAct(ReportForVolunteer)

  const narrowing = (): Narrowing => (search.show === 'today' || search.show === 'late' ? search.show : 'all')
  const column = (): Column => columns.find((each) => each === search.column) ?? 'match'

  // What arrives while someone is reading waits behind "2 new. Show", so that the list does not jump under a finger.
  const [known, setKnown] = createSignal<ReadonlySet<string>>(
    new Set([...props.data.toMatch.nodes, ...props.data.offered.nodes].map((task) => task.id)),
  )
  const arrived = createMemo(() => props.data.toMatch.nodes.filter((task) => !known().has(task.id)).length)
  const showArrived = () => setKnown(new Set([...known(), ...props.data.toMatch.nodes.map((task) => task.id)]))
  createEffect(() => {
    const offered = props.data.offered.nodes.map((task) => task.id).filter((id) => !known().has(id))
    if (offered.length > 0) setKnown(new Set([...known(), ...offered]))
  })

  const toMatch = createMemo(() =>
    inOrder(props.data.toMatch.nodes.filter((task) => known().has(task.id) && shows(task, narrowing(), props.today))),
  )
  const offered = createMemo(() =>
    inOrder(props.data.offered.nodes.filter((task) => shows(task, narrowing(), props.today))),
  )
  const toCheck = createMemo(() => byConcern(props.data.toCheck.nodes))
  // A visit that is over and wants checking stands there, and in one column only.
  const happening = createMemo(() => {
    const checked = new Set(props.data.toCheck.nodes.map((visit) => visit.id))
    return props.data.visits.nodes.filter((visit) => !checked.has(visit.id))
  })
  const counted = (which: Column): number =>
    ({
      match: Math.max(0, props.data.toMatch.totalCount - arrived()),
      offered: props.data.offered.totalCount,
      today: props.data.visits.totalCount - (props.data.visits.nodes.length - happening().length),
      check: props.data.toCheck.totalCount,
    })[which]
  const nothing = () => columns.every((which) => counted(which) === 0) && arrived() === 0

  const moveTask = (task: { id: string; name: string }) => (to: Move) => {
    if (to === 'match') navigate(`/tasks/${task.id}/match`)
    if (to === 'withdrawn' || to === 'unmet') setEnding({ ...task, to })
  }
  const seen = async (visit: { id: string; name: string }) => {
    const answer = await check.send({ input: { visit: visit.id, clientMutationId: onceKey() } })
    if (!answer) return
    setSaid(t().checked(visit.name))
    props.again()
  }
  const reported = async (visit: { id: string; name: string }, happened: boolean) => {
    const answer = await report.send({
      input: { visit: visit.id, happened, went: happened ? 'FINE' : null, clientMutationId: onceKey() },
    })
    if (!answer) return
    setSaid(t().reported(visit.name))
    props.again()
  }
  const done = (sentence: string) => {
    setSaid(sentence)
    props.again()
  }

  let board: HTMLDivElement | undefined
  const cards = (within: ParentNode | undefined = board): HTMLElement[] =>
    within ? [...within.querySelectorAll<HTMLElement>('[data-card] h3 a')].filter((card) => card.offsetParent) : []
  const here = () => document.activeElement?.closest<HTMLElement>('[data-card]')
  const acrossBy = (step: 1 | -1) => {
    const lists = board ? [...board.querySelectorAll<HTMLElement>('[data-column]')] : []
    const now = lists.findIndex((list) => list.contains(document.activeElement))
    for (let next = now + step; next >= 0 && next < lists.length; next += step) {
      const first = cards(lists[next])[0]
      if (first) return first.focus()
    }
  }
  const along = (step: 1 | -1) => (event: KeyboardEvent) => {
    if (event.key.startsWith('Arrow') && !board?.contains(document.activeElement)) return
    event.preventDefault()
    focusNext(cards(here()?.closest('[data-column]') ?? board), step)
  }
  useKeys({
    j: along(1),
    k: along(-1),
    ArrowDown: along(1),
    ArrowUp: along(-1),
    ArrowRight: () => here() && acrossBy(1),
    ArrowLeft: () => here() && acrossBy(-1),
    m: () => here()?.querySelector<HTMLElement>('[popovertarget]')?.click(),
    o: () => here()?.querySelector<HTMLElement>('[data-match]')?.click(),
  })

  const list = (which: Column, count: number, items: JSX.Element): JSX.Element => (
    <section
      class="al-board__column"
      classList={{ 'al-board__column--shown': column() === which }}
      data-column={which}
      aria-labelledby={`column-${which}`}
    >
      <h2 class="al-board__title" id={`column-${which}`}>
        {t().columns[which]} <span class="al-board__count">{counted(which)}</span>
      </h2>
      <Show when={which === 'match' && arrived() > 0}>
        <Button kind="secondary" small onClick={showArrived}>
          {c().newItems(arrived())}
        </Button>
      </Show>
      <Show
        when={count > 0}
        fallback={
          <p class="al-quiet">
            {which === 'today' && props.data.visits.nodes.length > 0 ? t().noMoreToday : t().emptyColumn[which]}
          </p>
        }
      >
        <ul class="al-board__list">{items}</ul>
      </Show>
    </section>
  )

  return (
    <>
      <p role="status" class="al-said">
        {said()}
      </p>
      <FaultLine fault={check.fault() ?? report.fault()} />
      <Show
        when={!nothing()}
        fallback={
          <p class="al-panel">
            {t().nothing} <a href="/week">{t().seeWeek}</a>
          </p>
        }
      >
        <div class="al-chips al-no-print" role="group" aria-label={t().show}>
          <For each={['all', 'today', 'late'] as const}>
            {(which) => (
              <button
                type="button"
                class="al-chip"
                aria-pressed={narrowing() === which}
                onClick={() => setSearch({ show: which === 'all' ? undefined : which })}
              >
                {{ all: t().everything, today: t().todayOnly, late: t().overTarget }[which]}
              </button>
            )}
          </For>
        </div>
        <div class="al-chips al-chips--columns al-no-print" role="group" aria-label={t().title}>
          <For each={columns}>
            {(which) => (
              <button
                type="button"
                class="al-chip"
                aria-pressed={column() === which}
                onClick={() => setSearch({ column: which === 'match' ? undefined : which })}
              >
                {t().columnsShort[which]} <strong>{counted(which)}</strong>
              </button>
            )}
          </For>
        </div>
        <div class="al-board" ref={board}>
          {list(
            'match',
            toMatch().length,
            <For each={toMatch()}>
              {(task) => (
                <ToMatchCard
                  task={task}
                  today={props.today}
                  onMove={(to) => moveTask({ id: task.id, name: nameOf(task, t().someone) })(to)}
                />
              )}
            </For>,
          )}
          {list(
            'offered',
            offered().length,
            <For each={offered()}>
              {(task) => (
                <OfferedCard
                  task={task}
                  today={props.today}
                  onMove={(to) => moveTask({ id: task.id, name: nameOf(task, t().someone) })(to)}
                />
              )}
            </For>,
          )}
          {list(
            'today',
            happening().length,
            <For each={happening()}>
              {(visit) => (
                <VisitCard
                  visit={visit}
                  onMove={(to) => {
                    if (to === 'match' && visit.task) navigate(`/tasks/${visit.task.id}/match?visit=${visit.id}`)
                    if (to === 'week') navigate('/week')
                    if (to === 'cancelled')
                      setCancelling({
                        id: visit.id,
                        name: nameOf(visit.task, t().someone),
                        when: sayTimes(language(), visit),
                      })
                  }}
                />
              )}
            </For>,
          )}
          {list(
            'check',
            toCheck().length,
            <For each={toCheck()}>
              {(visit) => (
                <CheckCard
                  visit={visit}
                  busy={check.busy() || report.busy()}
                  onReported={(happened) =>
                    void reported({ id: visit.id, name: nameOf(visit.task, t().someone) }, happened)
                  }
                  onSeen={() => void seen({ id: visit.id, name: nameOf(visit.task, t().someone) })}
                />
              )}
            </For>,
          )}
        </div>
        <p class="al-quiet al-no-print al-wide-only">{t().keys}</p>
        <div class="al-no-print al-below">
          <Details summary={t().callList}>
            <CallList data={props.data} />
          </Details>
        </div>
      </Show>
      <EndTaskDialog task={ending()} onClose={() => setEnding(undefined)} done={done} />
      <CancelDialog visit={cancelling()} onClose={() => setCancelling(undefined)} done={done} />
    </>
  )
}
