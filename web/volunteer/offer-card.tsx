import { For, Show, type JSX } from 'solid-js'
import type { MyWeekQuery } from '../gql/graphql.ts'
import { Button, Fact, Facts } from '../ui/button.tsx'
import { formatDate, formatTime } from '../ui/words/dates.ts'
import { useLanguage, useWords } from '../ui/words/use-words.tsx'
import { InParts } from '../ui/in-parts.tsx'
import { useKind } from './visit-facts.tsx'
import { words as factsWords } from './facts.words.ts'
import { words } from './offer.words.ts'
import { whenAsked } from './when-asked.ts'

type Offer = MyWeekQuery['offers']['nodes'][number]

/** What is asked, before any name is told: the kind of help, when, the area, and by when to answer. */
export function Asked(props: {
  heading: string
  level: 2 | 3
  when: readonly string[]
  area: string
  byPhone: boolean
  two: boolean
  choosing: boolean
  /** Left out once it is answered. */
  lapsesAt?: string | undefined
  children?: JSX.Element
}) {
  const t = useWords(words)
  const f = useWords(factsWords)
  const { language } = useLanguage()
  return (
    <section class="al-offer">
      <Show when={props.level === 3} fallback={<h2 class="nhsuk-heading-m">{props.heading}</h2>}>
        <h3 class="nhsuk-heading-s">{props.heading}</h3>
      </Show>
      <Facts>
        <Fact name={f().when}>
          <For each={props.when}>
            {(line) => (
              <div>
                <InParts text={line} />
              </div>
            )}
          </For>
        </Fact>
        <Fact name={props.byPhone ? f().where : t().area}>{props.byPhone ? f().byPhone : props.area}</Fact>
        <Show when={props.lapsesAt}>
          {(by) => (
            <Fact name={t().answerBy}>
              <InParts text={`${formatDate(language(), by())}, ${formatTime(language(), by())}`} />
            </Fact>
          )}
        </Show>
      </Facts>
      <Show when={props.two}>
        <p>{t().twoPeople}</p>
      </Show>
      <Show when={props.choosing}>
        <p>{t().coOrdinatorChooses}</p>
      </Show>
      {props.children}
    </section>
  )
}

/** One offer: what is asked, and the two answers. */
export function OfferCard(props: { offer: Offer; busy: boolean; onYes: () => void; onNo: () => void }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const kindOf = useKind()
  const name = () => kindOf(props.offer.task?.kind)
  return (
    <Asked
      heading={name()}
      level={3}
      when={whenAsked(language(), props.offer.visit, props.offer.task, t().startsOn)}
      area={props.offer.task?.area ?? ''}
      byPhone={props.offer.task?.kind.byPhone ?? false}
      two={(props.offer.task?.volunteersNeeded ?? 1) > 1}
      choosing={props.offer.choosing === 'CO_ORDINATOR_CHOOSES' && props.offer.status === 'SENT'}
      lapsesAt={props.offer.lapsesAt}
    >
      <Show
        when={props.offer.status === 'SENT'}
        fallback={
          <>
            <p>
              <strong>{t().youSaid}</strong>
            </p>
            <Button
              kind="secondary"
              busy={props.busy}
              onClick={() => props.onNo()}
              aria-label={`${t().changedMind}: ${name()}`}
            >
              {t().changedMind}
            </Button>
          </>
        }
      >
        <div class="al-answers">
          <Button busy={props.busy} onClick={() => props.onYes()} aria-label={`${t().accept}: ${name()}`}>
            {t().accept}
          </Button>
          <Button
            kind="secondary"
            busy={props.busy}
            onClick={() => props.onNo()}
            aria-label={`${t().decline}: ${name()}`}
          >
            {t().decline}
          </Button>
        </div>
      </Show>
    </Asked>
  )
}
