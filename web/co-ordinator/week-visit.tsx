import { createEffect, For, Show } from 'solid-js'
import type { PlanSuggestionsQuery, WeekVisitsQuery } from '../gql/graphql.ts'
import { useRead } from '../shell/reads.ts'
import { Loading } from '../shell/loaded.tsx'
import { Menu } from '../ui/menu.tsx'
import { ReasonList } from '../ui/reason-list.tsx'
import { common } from '../ui/words/common.words.ts'
import { formatDate, formatTime } from '../ui/words/dates.ts'
import { sayReason, sayRuledOut } from '../ui/words/reasons.words.ts'
import { terms } from '../ui/words/terms.words.ts'
import { nameIn, useLanguage, useWords } from '../ui/words/use-words.tsx'
import { sayTimes } from '../ui/words/when.ts'
import { nameOf } from './person-of.ts'
import { WhoCould } from './week.operations.ts'
import { words as planWords } from './week-plan.words.ts'
import { words } from './week.words.ts'

export type PlannedVisit = WeekVisitsQuery['visits']['nodes'][number]
export type Holding = PlannedVisit['assignments'][number]

export type Suggestion = PlanSuggestionsQuery['planSuggestions']['nodes'][number]

/** What can be done to a visit by hand. Nothing of it is sent to anyone. */
export interface Hand {
  assign: (visit: PlannedVisit, volunteer: { id: string; name: string }) => void
  takeOff: (visit: PlannedVisit, holding: Holding) => void
  /** A draft: chosen, and not sent. */
  suggest: (visit: PlannedVisit, volunteer: { id: string; name: string }) => void
  drop: (suggestion: Suggestion) => void
  /** Takes one of a plan's suggestions into the week. */
  use: (suggestion: Suggestion) => void
}

/** The clock part of a visit in as few letters as a cell has; `anyTime` where there is none. */
export const shortTime = (language: 'en' | 'cy', visit: PlannedVisit, anyTime: string): string => {
  const starts = visit.startsAt ?? visit.windowStartsAt
  return starts ? formatTime(language, starts) : anyTime
}

/** One visit in the plan: its time and person, and on pressing it who could go and who is going. */
export function PlannedVisitMenu(props: {
  visit: PlannedVisit
  holding?: Holding
  suggestion?: Suggestion
  hand: Hand
}) {
  const t = useWords(words)
  const p = useWords(planWords)
  const { language } = useLanguage()
  const name = () => nameOf(props.visit.task, t().someone)
  const isOver = () => ['ENDED', 'MISSED', 'CANCELLED', 'STARTED'].includes(props.visit.status)
  const state = () => {
    if (props.visit.status === 'CANCELLED') return t().cancelled
    if (props.visit.status === 'MISSED') return t().missed
    if (props.suggestion) return p().suggested
    if (props.holding) return props.visit.clearanceLostAt ? t().clearanceLost : ''
    return props.visit.openOffers > 0 ? t().offered : t().needsSomeone
  }
  const label = () => (
    <>
      <strong>{shortTime(language(), props.visit, t().anyTime)}</strong> {name()}{' '}
      <Show when={state()}>
        <span class="al-plan__state">{state()}</span>
      </Show>
    </>
  )
  return (
    <div
      class="al-plan__visit"
      classList={{
        'al-plan__visit--suggested': props.suggestion !== undefined,
        'al-plan__visit--open': !props.holding && !props.suggestion && !isOver(),
        'al-plan__visit--offered': !props.holding && !props.suggestion && props.visit.openOffers > 0,
        'al-plan__visit--over': isOver(),
      }}
    >
      <Menu
        class="al-plan__button"
        label={label()}
        name={t().visitName(
          shortTime(language(), props.visit, t().anyTime),
          name(),
          state(),
          formatDate(language(), props.visit.occursOn, 'day'),
        )}
      >
        {(close) => (
          <Choices
            visit={props.visit}
            holding={props.holding}
            suggestion={props.suggestion}
            hand={props.hand}
            isOver={isOver()}
            close={close}
          />
        )}
      </Menu>
    </div>
  )
}

function Choices(props: {
  visit: PlannedVisit
  holding: Holding | undefined
  suggestion: Suggestion | undefined
  hand: Hand
  isOver: boolean
  close: () => void
}) {
  const t = useWords(words)
  const s = useWords(terms)
  const { language } = useLanguage()
  const wantsSomeone = () => !props.isOver && !props.holding && props.visit.placesOpen > 0 && props.visit.task
  return (
    <ul class="al-menu__list">
      <li class="al-menu__note">
        <strong>{nameOf(props.visit.task, t().someone)}</strong>
        <span>{props.visit.task ? nameIn(language(), props.visit.task.kind) : ''}</span>
        <span>
          {formatDate(language(), props.visit.occursOn)}, {sayTimes(language(), props.visit)}
        </span>
        <span class="al-quiet">{s().visitStatus[props.visit.placesOpen > 0 ? 'PLANNED' : props.visit.status]}</span>
      </li>
      <Show when={props.isOver}>
        <li class="al-menu__note">{t().over}</li>
      </Show>
      <Show when={props.suggestion}>
        {(suggestion) => (
          <Suggested visit={props.visit} suggestion={suggestion()} hand={props.hand} close={props.close} />
        )}
      </Show>
      <Show when={wantsSomeone()}>
        {(task) => <People task={task().id} visit={props.visit} hand={props.hand} close={props.close} />}
      </Show>
      <Show when={!props.isOver && props.visit.placesOpen > 0 && props.visit.task}>
        {(task) => (
          <li>
            <a
              class="al-menu__item"
              href={`/tasks/${task().id}/match?visit=${props.visit.id}`}
              onClick={() => props.close()}
            >
              {t().match}
            </a>
          </li>
        )}
      </Show>
      <Show when={props.visit.task}>
        {(task) => (
          <li>
            <a class="al-menu__item" href={`/tasks/${task().id}`} onClick={() => props.close()}>
              {t().seeTask}
            </a>
          </li>
        )}
      </Show>
      <Show when={!props.isOver && props.holding}>
        {(holding) => (
          <li>
            <button
              type="button"
              class="al-menu__item"
              onClick={() => {
                props.close()
                props.hand.takeOff(props.visit, holding())
              }}
            >
              {t().takeOff(holding().volunteer?.name ?? t().someone)}
            </button>
          </li>
        )}
      </Show>
    </ul>
  )
}

/** Who could go, best first, each with what speaks for or against them. Read when the menu opens. */
function People(props: { task: string; visit: PlannedVisit; hand: Hand; close: () => void }) {
  const t = useWords(words)
  const c = useWords(common)
  const s = useWords(terms)
  const { language } = useLanguage()
  const read = useRead(WhoCould, () => ({ task: props.task, visit: props.visit.id }))
  let heading: HTMLLIElement | undefined
  // The menu opened before the people were there: the best of them takes the focus, unless someone has moved it on.
  createEffect(() => {
    if (!read.data()) return
    const menu = heading?.closest('ul')
    const first = menu?.querySelector<HTMLElement>('button, a')
    if (menu?.contains(document.activeElement) && document.activeElement?.tagName === 'A') first?.focus()
  })
  return (
    <Show when={read.data()} fallback={<li class="al-menu__note">{read.fault() ? c().couldNotLoad : <Loading />}</li>}>
      {(data) => (
        <>
          <li class="al-menu__note" ref={heading}>
            {data().suggestVolunteers.ranked.nodes.length > 0 ? `${t().moveTo}:` : t().noOneFits}
            <Show when={data().suggestVolunteers.ranked.nodes.length === 0}>
              <For each={data().suggestVolunteers.ruledOutBecause}>
                {(each) => <span class="al-quiet">{sayRuledOut(language(), each.code, each.count)}</span>}
              </For>
            </Show>
          </li>
          <For each={data().suggestVolunteers.ranked.nodes}>
            {(suggestion) => (
              <Show when={suggestion.volunteer}>
                {(volunteer) => (
                  <li>
                    <button
                      type="button"
                      class="al-menu__item"
                      onClick={() => {
                        props.close()
                        props.hand.suggest(props.visit, volunteer())
                      }}
                    >
                      <span>
                        <strong>{volunteer().name}</strong> · {s().fit[suggestion.fit]}
                      </span>
                      <Show when={suggestion.reasonsFor[0] ?? suggestion.reasonsAgainst[0]}>
                        {(reason) => <span class="al-quiet">{sayReason(language(), reason())}</span>}
                      </Show>
                    </button>
                  </li>
                )}
              </Show>
            )}
          </For>
        </>
      )}
    </Show>
  )
}

/** Why this volunteer is suggested, and what can be done about it. */
function Suggested(props: { visit: PlannedVisit; suggestion: Suggestion; hand: Hand; close: () => void }) {
  const p = useWords(planWords)
  const act = (what: () => void) => () => {
    props.close()
    what()
  }
  return (
    <>
      <li class="al-menu__note">
        <strong>{props.suggestion.volunteer?.name ?? p().someone}</strong>
        <span class="al-quiet">{p().suggestedWords}</span>
        <ReasonList side="for" reasons={props.suggestion.reasonsFor.slice(0, 3)} />
        <ReasonList side="against" reasons={props.suggestion.reasonsAgainst} />
        <Show when={props.suggestion.insteadOf?.volunteer}>{(now) => <span>{p().takesOver(now().name)}</span>}</Show>
      </li>
      <Show
        when={props.suggestion.status === 'SUGGESTED'}
        fallback={
          <>
            <Show when={!props.suggestion.insteadOf && props.suggestion.volunteer}>
              {(volunteer) => (
                <li>
                  <button
                    type="button"
                    class="al-menu__item"
                    onClick={act(() => props.hand.assign(props.visit, volunteer()))}
                  >
                    {p().saidYes}
                  </button>
                </li>
              )}
            </Show>
            <li>
              <button type="button" class="al-menu__item" onClick={act(() => props.hand.drop(props.suggestion))}>
                {p().drop}
              </button>
            </li>
          </>
        }
      >
        <li>
          <button type="button" class="al-menu__item" onClick={act(() => props.hand.use(props.suggestion))}>
            {p().useOne}
          </button>
        </li>
      </Show>
    </>
  )
}
