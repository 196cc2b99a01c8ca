import { For, Show } from 'solid-js'
import { formatDate, formatTime, today, addDays, weekdayName } from '../ui/words/dates.ts'
import { formatPhone, ringing } from '../ui/words/phones.ts'
import { useLanguage, useWords } from '../ui/words/use-words.tsx'
import { words } from './public.words.ts'

/** After so long nobody should go there without phoning first. */
const staleAfterDays = 183

interface Hours {
  readonly weekdays: readonly number[]
  readonly opensAt?: string | null | undefined
  readonly closesAt?: string | null | undefined
  readonly fromText: boolean
}

/** "Tuesday and Thursday, 10am to midday", with a note where we read it out of a description. */
export function HoursLine(props: { hours: Hours; short?: boolean }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const said = () => {
    const days =
      props.hours.weekdays.length === 7
        ? t().everyDay
        : props.hours.weekdays.map((day) => weekdayName(language(), day, props.short ? 'short' : 'long')).join(', ')
    const { opensAt, closesAt } = props.hours
    const times =
      opensAt && closesAt
        ? `${formatTime(language(), opensAt)} ${t().to} ${formatTime(language(), closesAt)}`
        : opensAt
          ? `${t().from} ${formatTime(language(), opensAt)}`
          : closesAt
            ? `${t().until} ${formatTime(language(), closesAt)}`
            : ''
    return [days, times].filter(Boolean).join(', ')
  }
  return (
    <Show when={said()}>
      {(text) => (
        <>
          {text()}
          <Show when={props.hours.fromText}>
            <span class="al-quiet"> ({t().fromTheirWords})</span>
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
    readonly description?: string | null
    readonly isFree: boolean
    readonly fromText: boolean
  }
}) {
  const t = useWords(words)
  const said = () => {
    const { amount, description, isFree } = props.cost
    if (isFree) return t().free
    const money = amount == null ? '' : `£${Number.isInteger(amount) ? amount : amount.toFixed(2)}`
    return [money, description ?? ''].filter(Boolean).join(', ')
  }
  return (
    <Show when={said()}>
      {(text) => (
        <>
          {text()}
          <Show when={props.cost.fromText}>
            <span class="al-quiet"> ({t().fromTheirWords})</span>
          </Show>
        </>
      )}
    </Show>
  )
}

/** Numbers that ring when pressed. */
export function Phones(props: { phones: readonly { readonly number: string; readonly name?: string | null }[] }) {
  return (
    <ul class="al-plain-list">
      <For each={props.phones}>
        {(phone) => (
          <li>
            <a href={ringing(phone.number)}>{formatPhone(phone.number)}</a>
            <Show when={phone.name}>{(name) => <span class="al-quiet"> {name()}</span>}</Show>
          </li>
        )}
      </For>
    </ul>
  )
}

/** When somebody last said that an entry is right, and what to do where that is long ago. */
export function Checked(props: { on: string | null | undefined; short?: boolean }) {
  const t = useWords(words)
  const { language } = useLanguage()
  return (
    <Show
      when={props.on}
      fallback={
        <Show when={!props.short}>
          <span class="al-quiet">
            {t().notChecked} {t().phoneFirst}
          </span>
        </Show>
      }
    >
      {(on) => (
        <Show
          when={on() >= addDays(today(), -staleAfterDays)}
          fallback={
            <span class="al-quiet">
              {t().notCheckedSince} {formatDate(language(), on(), 'date')}. {t().phoneFirst}
            </span>
          }
        >
          <span class="al-quiet">
            {t().checked} {formatDate(language(), on(), 'date')}
          </span>
        </Show>
      )}
    </Show>
  )
}
