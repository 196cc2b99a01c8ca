import { createMemo, For, Show } from 'solid-js'
import { useKeys } from '../shell/keys.ts'
import { LinkButton } from '../ui/button.tsx'
import { formatDate } from '../ui/words/dates.ts'
import { useLanguage, useWords } from '../ui/words/use-words.tsx'
import { words as planWords } from './week-plan.words.ts'
import { PlannedVisitMenu, type Hand, type Holding, type PlannedVisit, type Suggestion } from './week-visit.tsx'
import { byVisit, isOpen, weekFrom, type Row } from './week.rules.ts'
import { words } from './week.words.ts'

export type PlanRow = Row<PlannedVisit, Holding, Suggestion>

/** The week as a table: a row for what nobody goes to, then one a volunteer; arrow keys move by cell, `m` opens a visit. */
export function PlanTable(props: {
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

/** The week as a list, day by day: for a phone. */
export function PlanList(props: {
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
