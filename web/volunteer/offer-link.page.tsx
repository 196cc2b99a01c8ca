import './volunteer.scss'
import { useParams } from '@solidjs/router'
import { createEffect, createSignal, For, Show } from 'solid-js'
import { onceKey } from '../graphql.ts'
import { FaultLine, Loaded } from '../shell/loaded.tsx'
import { Page } from '../shell/page.tsx'
import { useAct, useRead } from '../shell/reads.ts'
import { Button, Fact, Facts } from '../ui/button.tsx'
import { languageIn } from '../ui/words/language-cookie.ts'
import { formatPhone, ringing } from '../ui/words/phones.ts'
import { useLanguage, useWords } from '../ui/words/use-words.tsx'
import { langOf } from '../ui/words/written-in.ts'
import { AcceptMyOffer, DeclineMyOffer } from './my-week.operations.ts'
import { Asked } from './offer-card.tsx'
import { OfferByLink } from './offer-link.operations.ts'
import { Outcome, type Answered } from './offer-outcome.tsx'
import { useKind } from './visit-facts.tsx'
import { words as factsWords } from './facts.words.ts'
import { words as offerWords } from './offer.words.ts'
import { words } from './offer-link.words.ts'
import { whenAsked } from './when-asked.ts'

/** `/v/offers/:token`: one offer by its single-use link, without signing in. Two taps from the message to the answer. */
export default function OfferLinkPage() {
  const t = useWords(words)
  const f = useWords(factsWords)
  const o = useWords(offerWords)
  const { language, speak } = useLanguage()
  const kindOf = useKind()
  const params = useParams<{ token: string }>()
  const offer = useRead(OfferByLink, () => ({ token: params.token }))
  const accept = useAct(AcceptMyOffer)
  const decline = useAct(DeclineMyOffer)
  const [answered, setAnswered] = createSignal<Answered>()
  const key = onceKey()

  // Nobody has chosen a language on this device: the volunteer's own.
  createEffect(() => {
    const theirs = offer.data()?.offerByToken?.language
    if ((theirs === 'cy' || theirs === 'en') && languageIn(document.cookie) === undefined) speak(theirs)
  })

  const answer = (result: Answered | undefined) => {
    if (!result) return
    setAnswered(result)
    // Who was accepted sees the name and the address now.
    offer.again()
  }
  const input = () => ({ input: { token: params.token, clientMutationId: key } })

  return (
    <div class="al-volunteer">
      <Page title={t().linkTitle}>
        <FaultLine fault={accept.fault() ?? decline.fault()} />
        <Show when={answered()}>
          {(result) => (
            <div class="al-outcome" role="status">
              <Outcome result={result()} series={offer.data()?.offerByToken?.isSeries ?? false} />
            </div>
          )}
        </Show>
        <Loaded read={offer}>
          {(data) => (
            <Show
              when={data().offerByToken}
              fallback={
                <Show when={!answered()}>
                  <Gone />
                </Show>
              }
            >
              {(asked) => (
                <>
                  <p>
                    {t().linkHello(asked().volunteerPreferredName)}
                    <br />
                    {t().linkFrom(asked().organisationName)}
                  </p>
                  <Show when={asked().isCancelled}>
                    <p class="al-warn">{f().status.cancelled}</p>
                  </Show>
                  <Show when={asked().person}>
                    {(person) => (
                      <section class="al-offer">
                        <h2 class="nhsuk-heading-m">{kindOf(asked().kind)}</h2>
                        <Facts>
                          <Fact name={f().when}>
                            <For each={whenAsked(language(), visitOf(asked()), seriesOf(asked()), o().startsOn)}>
                              {(line) => <div>{line}</div>}
                            </For>
                          </Fact>
                          <Fact name={f().who}>
                            {person().name}
                            <Show when={person().preferredName}>{(name) => <div>{f().likesName(name())}</div>}</Show>
                          </Fact>
                          <Show when={placeOf(person()).length > 0}>
                            <Fact name={f().where}>
                              <For each={placeOf(person())}>{(line) => <div>{line}</div>}</For>
                            </Fact>
                          </Show>
                          <Show when={person().phones.length > 0}>
                            <Fact name={f().phoneThem}>
                              <For each={person().phones}>
                                {(number) => (
                                  <div>
                                    <a class="al-tap" href={ringing(number)}>
                                      {formatPhone(number)}
                                    </a>
                                  </div>
                                )}
                              </For>
                            </Fact>
                          </Show>
                          <For
                            each={[
                              { name: f().whatToKnow, text: person().whatToKnow },
                              { name: f().inTheirWords, text: person().inTheirWords },
                            ]}
                          >
                            {(each) => (
                              <Show when={each.text}>
                                {(text) => (
                                  <Fact name={each.name}>
                                    <span class="al-as-written" lang={langOf(text(), language())}>
                                      {text()}
                                    </span>
                                  </Fact>
                                )}
                              </Show>
                            )}
                          </For>
                        </Facts>
                        <p>{t().linkKeep}</p>
                        <p>
                          <a class="al-tap" href="/v">
                            {t().linkSignIn}
                          </a>
                        </p>
                      </section>
                    )}
                  </Show>
                  <Show when={!asked().person}>
                    <Show when={asked().status === 'SENT' || answered()} fallback={<Gone />}>
                      <Asked
                        heading={kindOf(asked().kind)}
                        level={2}
                        when={whenAsked(language(), visitOf(asked()), seriesOf(asked()), o().startsOn)}
                        area={asked().area}
                        byPhone={asked().kind.byPhone}
                        two={asked().volunteersNeeded > 1}
                        choosing={false}
                        lapsesAt={asked().lapsesAt}
                      >
                        <Show when={!answered()}>
                          <p>{o().untilYes}</p>
                          <div class="al-answers">
                            <Button
                              busy={accept.busy() || decline.busy()}
                              onClick={() => void accept.send(input()).then((sent) => answer(sent?.acceptOffer))}
                            >
                              {o().accept}
                            </Button>
                            <Button
                              kind="secondary"
                              busy={accept.busy() || decline.busy()}
                              onClick={() => void decline.send(input()).then((sent) => answer(sent?.declineOffer))}
                            >
                              {o().decline}
                            </Button>
                          </div>
                          <p class="al-quiet">{t().linkNotYou}</p>
                        </Show>
                      </Asked>
                    </Show>
                  </Show>
                  <Show when={asked().officePhone}>
                    {(phone) => (
                      <p>
                        <a class="al-tap" href={ringing(phone())}>
                          {f().office}: {formatPhone(phone())}
                        </a>
                      </p>
                    )}
                  </Show>
                </>
              )}
            </Show>
          )}
        </Loaded>
      </Page>
    </div>
  )
}

interface AskedTimes {
  timing: 'FIXED' | 'WINDOW' | 'UNTIMED'
  isSeries: boolean
  occursOn?: string | null
  startsAt?: string | null
  endsAt?: string | null
  windowStartsAt?: string | null
  windowEndsAt?: string | null
  minutes: number
  recurrence?: string | null
}

/** A link says one visit, or a series by its first day. */
const visitOf = (asked: AskedTimes) =>
  asked.isSeries || !asked.occursOn ? undefined : { ...asked, occursOn: asked.occursOn }
const seriesOf = (asked: AskedTimes) =>
  asked.occursOn
    ? {
        ...asked,
        firstOn: asked.occursOn,
        startsAt: asked.startsAt ?? asked.windowStartsAt ?? null,
        endsAt: asked.endsAt ?? asked.windowEndsAt ?? null,
      }
    : undefined

/** Where a person lives, line by line. */
const placeOf = (person: {
  addressLines: readonly string[]
  town?: string | null
  postcode?: string | null
}): string[] =>
  [...person.addressLines.flatMap((line) => line.split('\n')), person.town, person.postcode].filter(
    (line) => line != null,
  )

function Gone() {
  const t = useWords(words)
  return (
    <>
      <h2>{t().linkGone}</h2>
      <p>{t().linkGoneWhy}</p>
    </>
  )
}
