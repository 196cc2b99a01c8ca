import { For, Show } from 'solid-js'
import type { FindHelpQuery } from '../gql/graphql.ts'
import { addDays, formatDate, formatMiles, formatTime, formatTimes, today, weekdayName } from '../ui/words/dates.ts'
import { formatPhone, ringing } from '../ui/words/phones.ts'
import { languageName } from '../ui/words/terms.words.ts'
import { useLanguage, useWords } from '../ui/words/use-words.tsx'
import { words } from './public.words.ts'

type ServiceReason = FindHelpQuery['services']['nodes'][number]['reasons'][number]

/** After so long nobody should go there without phoning first. */
const staleAfterDays = 365

interface Hours {
  readonly weekdays: readonly number[]
  readonly opensAt?: string | null | undefined
  readonly closesAt?: string | null | undefined
  readonly fromText: boolean
}

/** Days in their order; three or more in a row are said as from and to: "Monday to Friday, Sunday". */
const daysSaid = (
  weekdays: readonly number[],
  fromTo: (from: string, to: string) => string,
  name: (day: number) => string,
): string => {
  const runs: number[][] = []
  for (const day of weekdays.toSorted((a, b) => a - b)) {
    const run = runs.at(-1)
    if (run && run.at(-1) === day - 1) run.push(day)
    else runs.push([day])
  }
  return runs
    .flatMap((run) => (run.length > 2 ? [fromTo(name(run[0] ?? 1), name(run.at(-1) ?? 7))] : run.map(name)))
    .join(', ')
}

/** "Tuesday and Thursday, 10am to midday", with a note where we read it out of a description. */
export function HoursLine(props: { hours: Hours; short?: boolean }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const said = () => {
    const days =
      props.hours.weekdays.length === 7
        ? t().everyDay
        : daysSaid(props.hours.weekdays, t().days, (day) =>
            weekdayName(language(), day, props.short ? 'short' : 'long'),
          )
    const { opensAt, closesAt } = props.hours
    const times =
      opensAt && closesAt
        ? formatTimes(language(), opensAt, closesAt)
        : opensAt
          ? t().from(formatTime(language(), opensAt))
          : closesAt
            ? t().until(formatTime(language(), closesAt))
            : ''
    return [days, times].filter(Boolean).join(', ')
  }
  return (
    <Show when={said()}>
      {(text) => (
        <>
          {text()}
          <Show when={props.hours.fromText}>
            <span class="al-quiet"> ({t().fromText})</span>
          </Show>
        </>
      )}
    </Show>
  )
}

/** What a service costs: "Free", an amount, or what they say. */
export function CostLine(props: {
  cost: {
    readonly amount?: number | null
    readonly per?: string | null
    readonly description?: string | null
    readonly isFree: boolean
    readonly fromText: boolean
  }
}) {
  const t = useWords(words)
  const said = () => {
    const { amount, per, description, isFree } = props.cost
    if (isFree) return t().free
    const pounds = amount == null ? '' : `£${Number.isInteger(amount) ? amount : amount.toFixed(2)}`
    const money = pounds && per ? `${pounds} / ${per}` : pounds
    return [money, description ?? ''].filter(Boolean).join(', ')
  }
  return (
    <Show when={said()}>
      {(text) => (
        <>
          {text()}
          <Show when={props.cost.fromText}>
            <span class="al-quiet"> ({t().fromText})</span>
          </Show>
        </>
      )}
    </Show>
  )
}

/** Numbers that ring when pressed. */
export function Phones(props: {
  phones: readonly { readonly number: string; readonly name?: string | null; readonly extension?: string | null }[]
}) {
  const t = useWords(words)
  return (
    <ul class="al-plain-list">
      <For each={props.phones}>
        {(phone) => (
          <li>
            <a href={ringing(phone.number)}>{formatPhone(phone.number)}</a>
            <Show when={phone.extension}>
              {(extension) => (
                <>
                  {' '}
                  {t().extension} {extension()}
                </>
              )}
            </Show>
            <Show when={phone.name}>{(name) => <span class="al-quiet"> {name()}</span>}</Show>
          </li>
        )}
      </For>
    </ul>
  )
}

/** When somebody last said that an entry is right, and what to do where that is long ago. */
export function Checked(props: { on: string | null | undefined; callable: boolean }) {
  const t = useWords(words)
  const { language } = useLanguage()
  return (
    <Show when={props.on} fallback={<span class="al-quiet">{t().notChecked(props.callable)}</span>}>
      {(on) => (
        <Show
          when={on() >= addDays(today(), -staleAfterDays)}
          fallback={
            <span class="al-quiet">{t().notCheckedSince(formatDate(language(), on(), 'date'), props.callable)}</span>
          }
        >
          <span class="al-quiet">{t().checked(formatDate(language(), on(), 'date'))}</span>
        </Show>
      )}
    </Show>
  )
}

/** Why a service stands in a search, or what to bear in mind: one short saying for each reason. */
export function Why(props: { reason: ServiceReason; callable: boolean }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const quoted = () => (props.reason.words ?? []).join(', ')
  const said = (): string | undefined => {
    const { code, km, weekday, from, to, on } = props.reason
    switch (code) {
      case 'WORDS_IN_NAME':
        // The name is there to be read; it needs no reason.
        return undefined
      case 'WORDS_IN_TEXT':
        return t().because.inText(quoted())
      case 'SPELT_LIKE':
        return t().because.spelt(quoted())
      case 'RELATED_WORDS':
        return quoted() === '' ? undefined : t().because.related(quoted())
      case 'NEAR':
        return km == null ? undefined : formatMiles(language(), km)
      case 'PLACE_NOT_GIVEN':
        return t().because.placeNotGiven
      case 'OPEN': {
        const day = weekday ? weekdayName(language(), weekday) : ''
        const times = from && to ? formatTimes(language(), from, to) : ''
        return t().because.open([day, times].filter(Boolean).join(', '))
      }
      case 'FREE':
        return t().free
      case 'SPEAKS':
        return (props.reason.words ?? []).map((code) => languageName(language(), code)).join(', ')
      case 'TEMPORARILY_CLOSED':
        return t().temporarilyClosed
      case 'CHECKED':
        return on ? t().checked(formatDate(language(), on, 'date')) : undefined
      case 'NOT_CHECKED_SINCE':
        return on ? t().notCheckedSince(formatDate(language(), on, 'date'), props.callable) : undefined
      case 'NEVER_CHECKED':
        return undefined
      default:
        // A reason of a newer API than this page.
        return undefined
    }
  }
  return (
    <Show when={said()}>
      {(text) => (
        <li>
          {text()}
          <Show when={props.reason.fromText}>
            <span class="al-quiet"> ({t().fromText})</span>
          </Show>
        </li>
      )}
    </Show>
  )
}
