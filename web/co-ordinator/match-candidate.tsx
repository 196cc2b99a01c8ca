import { createSignal, Show } from 'solid-js'
import type { MatchTaskQuery } from '../gql/graphql.ts'
import { Hidden, LinkButton, Tag } from '../ui/button.tsx'
import { ReasonList } from '../ui/reason-list.tsx'
import type { Names } from '../ui/words/reasons.words.ts'
import { terms } from '../ui/words/terms.words.ts'
import { useWords } from '../ui/words/use-words.tsx'
import { WeekStrip } from '../ui/week-strip.tsx'
import { words } from './match.words.ts'

export type Suggestion = MatchTaskQuery['suggestVolunteers']['ranked']['nodes'][number]

/** One suggested volunteer: a tick, how well they fit, what speaks for and against, and their week. */
export function Candidate(props: {
  suggestion: Suggestion
  place: number
  ticked: boolean
  /** They have an offer of this task and have not answered. */
  asked: boolean
  showWeek: boolean
  weekday: number | undefined
  names: Names
  onTick: (on: boolean) => void
}) {
  const t = useWords(words)
  const s = useWords(terms)
  const [own, setOwn] = createSignal<boolean>()
  const week = () => own() ?? props.showWeek
  const name = () => props.suggestion.volunteer?.name ?? ''
  const id = () => `ask-${props.place}`
  // A check that ends soon is said once, as what to look at, and not as a tick beside it.
  const speaksFor = () => {
    const endsSoon = props.suggestion.reasonsAgainst.some((reason) => reason.code === 'CHECK_ENDS_SOON')
    return props.suggestion.reasonsFor.filter((reason) => !(endsSoon && reason.code === 'CHECK_UNTIL'))
  }
  return (
    <li class="al-candidate" data-card>
      <div class="nhsuk-checkboxes nhsuk-checkboxes--small al-candidate__tick">
        <div class="nhsuk-checkboxes__item">
          <input
            class="nhsuk-checkboxes__input"
            id={id()}
            type="checkbox"
            checked={props.ticked}
            aria-label={t().tick(name())}
            onChange={(event) => props.onTick(event.currentTarget.checked)}
          />
          <label class="nhsuk-label nhsuk-checkboxes__label" for={id()}>
            <span class="al-candidate__place">{props.place}</span> <strong>{name()}</strong>
          </label>
        </div>
        <Show when={props.asked}>
          <Tag colour="blue">{s().offerStatus.SENT}</Tag>
        </Show>
        <Tag colour={props.suggestion.fit === 'BEST' ? 'green' : props.suggestion.fit === 'GOOD' ? 'blue' : 'grey'}>
          {s().fit[props.suggestion.fit]}
        </Tag>
      </div>
      <div class="al-candidate__why">
        <Show when={props.asked}>
          <p class="al-quiet">{t().askedAlready}</p>
        </Show>
        <ReasonList side="for" inline reasons={speaksFor()} names={props.names} />
        <ReasonList side="against" reasons={props.suggestion.reasonsAgainst} names={props.names} />
        <LinkButton class="al-candidate__week" aria-expanded={week()} onClick={() => setOwn(!week())}>
          {week() ? t().hideWeek : t().seeWeek}
          <Hidden>: {name()}</Hidden>
        </LinkButton>
        <Show when={week()}>
          <WeekStrip label={t().weekOf(name())} visits={props.suggestion.weekLoad} marked={props.weekday} />
        </Show>
      </div>
    </li>
  )
}
