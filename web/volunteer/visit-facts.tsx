import { For, Show } from 'solid-js'
import type { MyWeekQuery } from '../gql/graphql.ts'
import { Fact, Facts } from '../ui/button.tsx'
import { InParts } from '../ui/in-parts.tsx'
import { formatPhone, ringing } from '../ui/words/phones.ts'
import { nameIn, useLanguage, useWords } from '../ui/words/use-words.tsx'
import { sayWhenLine } from '../ui/words/when.ts'
import { langOf } from '../ui/words/written-in.ts'
import { words } from './facts.words.ts'

export type MyVisitShown = MyWeekQuery['visits']['nodes'][number]
type Shown = Pick<
  MyVisitShown,
  | 'id'
  | 'occursOn'
  | 'startsAt'
  | 'endsAt'
  | 'windowStartsAt'
  | 'windowEndsAt'
  | 'minutes'
  | 'status'
  | 'clearanceLostAt'
  | 'task'
>

/** Whom a visit is to: the patient, or the carer. */
export const whoOf = (visit: Pick<Shown, 'task'>) => visit.task?.patient ?? visit.task?.carer ?? undefined

/** Where it is, line by line: the address said for this task, else the person's own. */
const placeOf = (visit: Shown): string[] => {
  const elsewhere = visit.task?.details?.address
  if (elsewhere) return elsewhere.split('\n')
  const contact = whoOf(visit)?.contact
  return contact ? [...contact.addressLines, contact.town, contact.postcode].filter((line) => line != null) : []
}

/** Opens the phone's own map; no map of somebody else is told the address by this page. */
const directions = (place: readonly string[]): string => {
  const where = encodeURIComponent(place.join(', '))
  return /iPhone|iPad|Macintosh/.test(navigator.userAgent) ? `maps:?q=${where}` : `geo:0,0?q=${where}`
}

/** Who, when, where, the number to ring, and what to know: all that somebody needs at the door. */
export function VisitFacts(props: { visit: Shown; words?: boolean }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const who = () => whoOf(props.visit)
  const byPhone = () => props.visit.task?.kind.byPhone ?? false
  const phones = () => who()?.contact?.phones ?? []
  const place = () => (byPhone() ? [] : placeOf(props.visit))
  return (
    <Facts>
      <Fact name={t().when}>
        <InParts text={sayWhenLine(language(), props.visit)} />
      </Fact>
      <Fact name={t().who}>
        {who()?.name ?? t().someone}
        <Show when={who()?.preferredName}>{(name) => <div>{t().likesName(name())}</div>}</Show>
      </Fact>
      <Show when={byPhone()}>
        <Fact name={t().where}>{t().byPhone}</Fact>
      </Show>
      <Show when={place().length > 0}>
        <Fact name={t().where}>
          <Place lines={place()} />
        </Fact>
      </Show>
      <Show when={phones().length > 0}>
        <Fact name={t().phoneThem}>
          <Numbers phones={phones()} />
        </Fact>
      </Show>
      <Show when={props.visit.task?.details?.whatToKnow}>
        {(known) => (
          <Fact name={t().whatToKnow}>
            <span class="al-as-written" lang={langOf(known(), language())}>
              {known()}
            </span>
          </Fact>
        )}
      </Show>
      <Show when={props.words && props.visit.task?.details?.inTheirWords}>
        {(said) => (
          <Fact name={t().inTheirWords}>
            <span class="al-as-written" lang={langOf(said(), language())}>
              {said()}
            </span>
          </Fact>
        )}
      </Show>
    </Facts>
  )
}

/** Where it is, line by line, and the way to the phone's own map. */
export function Place(props: { lines: readonly string[] }) {
  const t = useWords(words)
  return (
    <>
      <For each={props.lines}>{(line) => <div>{line}</div>}</For>
      <a class="al-tap al-directions" href={directions(props.lines)}>
        {t().directions}
      </a>
    </>
  )
}

/** Numbers to press and ring. */
export function Numbers(props: { phones: readonly string[] }) {
  return (
    <For each={props.phones}>
      {(number) => (
        <div>
          <a class="al-tap" href={ringing(number)}>
            {formatPhone(number)}
          </a>
        </div>
      )}
    </For>
  )
}

/** One line to ring the office of a visit or an offer. */
export function OfficeLine(props: { organisation: { name: string; phone?: string | null } | null | undefined }) {
  const t = useWords(words)
  return (
    <Show when={props.organisation?.phone}>
      {(phone) => (
        <p>
          <a class="al-tap" href={ringing(phone())}>
            {t().office}: {formatPhone(phone())}
          </a>
        </p>
      )}
    </Show>
  )
}

/** The kind of help, in the language in use. */
export const useKind = () => {
  const { language } = useLanguage()
  return (kind: { name: string; nameCy?: string | null } | null | undefined): string =>
    kind ? nameIn(language(), kind) : ''
}
