import './week.scss'
import { useSearchParams } from '@solidjs/router'
import { createMemo, createSignal, onCleanup, onMount, Show } from 'solid-js'
import { FaultLine, Loaded } from '../shell/loaded.tsx'
import { Page } from '../shell/page.tsx'
import { useReadAll } from '../shell/reads.ts'
import { ButtonLink, PrintButton } from '../ui/button.tsx'
import { UndoBar } from '../ui/undo-bar.tsx'
import { addDays, mondayOf, today as todayInLondon } from '../ui/words/dates.ts'
import { useLanguage, useWords } from '../ui/words/use-words.tsx'
import { usePlan } from './use-plan.ts'
import { CoverDialog } from './week-cover.tsx'
import { useHand } from './week-hand.ts'
import { words as planWords } from './week-plan.words.ts'
import { ShortagesPanel } from './week-shortages.tsx'
import { SuggestPanel } from './week-suggest.tsx'
import { PlanList, PlanTable } from './week-table.tsx'
import type { Holding, PlannedVisit, Suggestion } from './week-visit.tsx'
import { WeekVisits, WeekVolunteers } from './week.operations.ts'
import { endsOfWeek, isOpen, rowsOf } from './week.rules.ts'
import { words } from './week.words.ts'

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
