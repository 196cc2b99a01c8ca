import './volunteer.scss'
import { useParams } from '@solidjs/router'
import { createEffect, createSignal, For, Show } from 'solid-js'
import { onceKey } from '../graphql.ts'
import { FaultLine, Loaded } from '../shell/loaded.tsx'
import { Page } from '../shell/page.tsx'
import { useAct, useRead } from '../shell/reads.ts'
import type { OfferByLinkQuery } from '../gql/graphql.ts'
import { Button, Fact, Facts } from '../ui/button.tsx'
import { languageIn } from '../ui/words/language-cookie.ts'
import { useLanguage, useWords } from '../ui/words/use-words.tsx'
import { langOf } from '../ui/words/written-in.ts'
import { AcceptMyOffer, DeclineMyOffer } from './my-week.operations.ts'
import { Asked } from './offer-card.tsx'
import { OfferByLink } from './offer-link.operations.ts'
import { focusTop } from './focus-top.ts'
import { isSettled, Outcome, type Answered } from './offer-outcome.tsx'
import { InParts } from '../ui/in-parts.tsx'
import { Numbers, OfficeLine, Place, useKind } from './visit-facts.tsx'
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
  const keyOfYes = onceKey()
  const keyOfNo = onceKey()

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
    focusTop()
  }
  const input = (clientMutationId: string) => ({ input: { token: params.token, clientMutationId } })
  const yes = () => void accept.send(input(keyOfYes)).then((sent) => answer(sent?.acceptOffer))
  const no = () => void decline.send(input(keyOfNo)).then((sent) => answer(sent?.declineOffer))
  const busy = () => accept.busy() || decline.busy()
  const settled = () => {
    const result = answered()
    return result !== undefined && isSettled(result)
  }
  const title = () => {
    const data = offer.data()
    const asked = data?.offerByToken
    if (data && !asked && !answered()) return t().linkGone
    if (asked?.status === 'ACCEPTED') return asked.isSeries ? t().linkYours : t().linkYourVisit
    return asked && asked.status !== 'SENT' ? t().linkThanks : t().linkTitle
  }

  return (
    <div class="al-volunteer">
      <Page title={title()}>
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
                  <p>{t().linkGoneWhy}</p>
                  <p>
                    <a class="al-tap" href="/v">
                      {t().linkSignIn}
                    </a>
                  </p>
                </Show>
              }
            >
              {(asked) => {
                const lines = () => whenAsked(language(), visitOf(asked()), seriesOf(asked()), o().startsOn)
                const isOpen = () => asked().status === 'SENT' && !settled()
                return (
                  <>
                    <p>
                      {t().linkHello(asked().volunteerPreferredName)}
                      <br />
                      {isOpen() ? t().linkAsks(asked().organisationName) : t().linkFrom(asked().organisationName)}
                    </p>
                    <Show when={asked().isCancelled}>
                      <p class="al-warn">{f().status.cancelled}</p>
                    </Show>
                    <Show when={!answered() && standingOf(asked().status, o())}>
                      {(text) => <p class="al-outcome al-outcome__text">{text()}</p>}
                    </Show>
                    <Show
                      when={asked().person}
                      fallback={
                        <Asked
                          heading={kindOf(asked().kind)}
                          level={2}
                          when={lines()}
                          area={asked().area}
                          byPhone={asked().kind.byPhone}
                          two={asked().volunteersNeeded > 1}
                          choosing={asked().choosing === 'CO_ORDINATOR_CHOOSES' && isOpen()}
                          lapsesAt={isOpen() ? asked().lapsesAt : undefined}
                        >
                          <Show when={isOpen()}>
                            <p>{asked().choosing === 'CO_ORDINATOR_CHOOSES' ? o().untilChosen : o().untilYes}</p>
                            <div class="al-answers">
                              <Show when={!answered()}>
                                <Button busy={busy()} onClick={yes}>
                                  {o().accept}
                                </Button>
                              </Show>
                              <Button kind="secondary" busy={busy()} onClick={no}>
                                {o().decline}
                              </Button>
                            </div>
                            <p class="al-quiet">{t().linkNotYou}</p>
                          </Show>
                          <Show when={asked().status === 'WILLING'}>
                            <div class="al-answers">
                              <Button kind="secondary" busy={busy()} onClick={no}>
                                {o().changedMind}
                              </Button>
                            </div>
                          </Show>
                          <Show when={asked().status === 'ACCEPTED' && !asked().isCancelled}>
                            <p>{t().linkAskOffice}</p>
                          </Show>
                        </Asked>
                      }
                    >
                      {(person) => <WhereToGo heading={kindOf(asked().kind)} when={lines()} person={person()} />}
                    </Show>
                    <Show when={asked().status === 'ACCEPTED' && !asked().isCancelled}>
                      <p>{t().linkCannot}</p>
                    </Show>
                    <OfficeLine organisation={{ name: asked().organisationName, phone: asked().officePhone ?? null }} />
                  </>
                )
              }}
            </Show>
          )}
        </Loaded>
      </Page>
    </div>
  )
}

type OfferShown = NonNullable<OfferByLinkQuery['offerByToken']>

/** How an offer stands that was answered, or has closed, before this visit to its link. */
const standingOf = (status: OfferShown['status'], t: (typeof offerWords)['en']): string | undefined => {
  switch (status) {
    case 'WILLING':
      return t.youSaid
    case 'DECLINED':
      return t.youSaidNo
    case 'TAKEN':
      return t.outcome.taken
    case 'LAPSED':
    case 'WITHDRAWN':
      return t.closed
    case 'HELD':
    case 'SENT':
    case 'ACCEPTED':
      return undefined
  }
}

/** What somebody who was accepted needs to go there. */
function WhereToGo(props: { heading: string; when: readonly string[]; person: NonNullable<OfferShown['person']> }) {
  const t = useWords(words)
  const f = useWords(factsWords)
  const { language } = useLanguage()
  const place = () => placeOf(props.person)
  return (
    <section class="al-offer">
      <h2 class="nhsuk-heading-m">{props.heading}</h2>
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
        <Fact name={f().who}>
          {props.person.name}
          <Show when={props.person.preferredName}>{(name) => <div>{f().likesName(name())}</div>}</Show>
        </Fact>
        <Show when={place().length > 0}>
          <Fact name={f().where}>
            <Place lines={place()} />
          </Fact>
        </Show>
        <Show when={props.person.phones.length > 0}>
          <Fact name={f().phoneThem}>
            <Numbers phones={props.person.phones} />
          </Fact>
        </Show>
        <For
          each={[
            { name: f().whatToKnow, text: props.person.whatToKnow },
            { name: f().inTheirWords, text: props.person.inTheirWords },
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
      <p class="al-no-print">
        <a class="al-tap" href="/v">
          {t().linkSignIn}
        </a>
      </p>
    </section>
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
