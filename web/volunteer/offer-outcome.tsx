import { For, Show } from 'solid-js'
import type { AcceptMyOfferMutation, DeclineMyOfferMutation } from '../gql/graphql.ts'
import { formatDate, formatTimes } from '../ui/words/dates.ts'
import type { Language } from '../ui/words/catalogue.ts'
import { useLanguage, useWords } from '../ui/words/use-words.tsx'
import { words } from './offer.words.ts'

export type Answered = AcceptMyOfferMutation['acceptOffer'] | DeclineMyOfferMutation['declineOffer']

/** Nothing more is to be answered. A volunteer who cannot be given it, or is elsewhere then, may still say no. */
export const isSettled = (result: Answered): boolean =>
  result.__typename !== 'NotCleared' && result.__typename !== 'DoubleBooked'

/** What came of an answer, as one sentence. */
export function sayOutcome(language: Language, result: Answered, series = false): string {
  const t = words[language].outcome
  switch (result.__typename) {
    case 'OfferAccepted':
      // Who answered by a link may not read the visits, and so cannot count them.
      return series && result.visits.length === 0 ? t.acceptedSeries : t.accepted(Math.max(1, result.visits.length))
    case 'OfferWilling':
      return t.willing
    case 'OfferTaken':
      return t.taken
    case 'OfferLapsed':
      return t.lapsed
    case 'NotCleared':
      return t.notCleared
    case 'DoubleBooked':
      return result.startsAt && result.endsAt
        ? t.doubleBooked(
            `${formatDate(language, result.startsAt)}, ${formatTimes(language, result.startsAt, result.endsAt)}`,
          )
        : t.doubleBooked('')
    case 'OfferDeclined':
      return t.declined
    default:
      return t.lapsed
  }
}

/** The sentence, and the weeks of a series that somebody else is asked for. */
export function Outcome(props: { result: Answered; series?: boolean }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const open = () => (props.result.__typename === 'OfferAccepted' ? props.result.stillNeedsSomeone : [])
  return (
    <>
      <p class="al-outcome__text">{sayOutcome(language(), props.result, props.series)}</p>
      <Show when={open().length > 0}>
        <p>{t().outcome.stillOpen}</p>
        <ul class="nhsuk-list nhsuk-list--bullet">
          <For each={open()}>{(day) => <li>{formatDate(language(), day)}</li>}</For>
        </ul>
      </Show>
    </>
  )
}
