import './volunteer.scss'
import { useSearchParams } from '@solidjs/router'
import { createMemo, createSignal, For, onMount, Show, type JSX } from 'solid-js'
import { onceKey } from '../graphql.ts'
import { FaultLine, Loaded } from '../shell/loaded.tsx'
import { Page } from '../shell/page.tsx'
import { useAct, useRead } from '../shell/reads.ts'
import { ButtonLink, Card, Details } from '../ui/button.tsx'
import { UndoBar } from '../ui/undo-bar.tsx'
import { addDays, formatDate, today } from '../ui/words/dates.ts'
import { useLanguage, useWords } from '../ui/words/use-words.tsx'
import { sayWhenLine } from '../ui/words/when.ts'
import type { MyWeekQuery } from '../gql/graphql.ts'
import { AcceptMyOffer, DeclineMyOffer, MyWeek, UndoMyAnswer } from './my-week.operations.ts'
import { focusTop } from './focus-top.ts'
import { isAhead, isUnreported, mayReport } from './my-week.rules.ts'
import { OfferCard } from './offer-card.tsx'
import { isSettled, Outcome, type Answered } from './offer-outcome.tsx'
import { InParts } from '../ui/in-parts.tsx'
import { OfficeLine, useKind, VisitFacts, whoOf, type MyVisitShown } from './visit-facts.tsx'
import { words as factsWords } from './facts.words.ts'
import { words } from './my-week.words.ts'

type Week = MyWeekQuery

/** `/v`: what a volunteer is asked, where they go next, and the four weeks ahead. */
export default function MyWeekPage() {
  const t = useWords(words)
  const day = today()
  const week = useRead(MyWeek, () => ({ from: addDays(day, -14), to: addDays(day, 27), visits: 100, offers: 20 }), {
    live: ['offer', 'visit', 'assignment', 'task'],
  })
  const accept = useAct(AcceptMyOffer)
  const decline = useAct(DeclineMyOffer)
  const undo = useAct(UndoMyAnswer)
  const [answered, setAnswered] = createSignal<Answered>()
  const [search, setSearch] = useSearchParams<{ sent?: string; left?: string }>()
  // What was done on the page one comes from: said once, not again when this page is loaded anew.
  const [said, setSaid] = createSignal<'sent' | 'left' | 'takenBack' | 'tooLate' | undefined>(
    search.sent ? 'sent' : search.left ? 'left' : undefined,
  )
  onMount(() => {
    if (said()) setSearch({ sent: undefined, left: undefined }, { replace: true })
  })
  // One key for one press of one offer, however often it is sent.
  const keys = new Map<string, string>()
  const keyOf = (what: string): string => keys.get(what) ?? keys.set(what, onceKey()).get(what) ?? onceKey()

  // An offer that was answered goes at once; the list that is read again agrees a moment later.
  const [gone, setGone] = createSignal<readonly string[]>([])
  const asked = (data: Week) => data.offers.nodes.filter((offer) => !gone().includes(offer.id))
  const answer = async (result: Answered | undefined, key: string, offer: string) => {
    if (!result) return
    keys.delete(key)
    if (isSettled(result) && result.__typename !== 'OfferWilling') setGone([...gone(), offer])
    setSaid(undefined)
    setAnswered(result)
    week.again()
    focusTop()
  }
  const yes = async (offer: string) => {
    const key = `yes ${offer}`
    await answer((await accept.send({ input: { offer, clientMutationId: keyOf(key) } }))?.acceptOffer, key, offer)
  }
  const no = async (offer: string) => {
    const key = `no ${offer}`
    await answer((await decline.send({ input: { offer, clientMutationId: keyOf(key) } }))?.declineOffer, key, offer)
  }
  const declined = () => {
    const result = answered()
    return result?.__typename === 'OfferDeclined' ? (result.offer ?? undefined) : undefined
  }
  const takeBack = async () => {
    const offer = declined()
    if (!offer) return
    const result = (await undo.send({ input: { offer: offer.id, clientMutationId: onceKey() } }))?.undo
    if (!result) return
    setAnswered(undefined)
    setGone(gone().filter((id) => id !== offer.id))
    setSaid(result.__typename === 'Undone' ? 'takenBack' : 'tooLate')
    week.again()
  }

  return (
    <div class="al-volunteer">
      <Page title={t().title}>
        <FaultLine fault={accept.fault() ?? decline.fault() ?? undo.fault()} />
        <p role="status" class="al-said">
          <Show when={said()}>{(key) => t()[key()]}</Show>
        </p>
        <Show when={answered()}>
          {(result) => (
            <Show
              when={declined()}
              fallback={
                <div class="al-outcome" role="status">
                  <Outcome result={result()} />
                </div>
              }
            >
              {(offer) => (
                <UndoBar until={offer().mayUndoUntil ?? undefined} onUndo={() => void takeBack()} busy={undo.busy()}>
                  <Outcome result={result()} />
                </UndoBar>
              )}
            </Show>
          )}
        </Show>
        <Loaded read={week}>
          {(data) => (
            <>
              <Visits week={data()} day={day}>
                <Show when={asked(data()).length > 0}>
                  <h2>{t().offers}</h2>
                  <For each={asked(data())}>
                    {(offer) => (
                      <OfferCard
                        offer={offer}
                        busy={accept.busy() || decline.busy()}
                        onYes={() => void yes(offer.id)}
                        onNo={() => void no(offer.id)}
                      />
                    )}
                  </For>
                  <For each={officesOf(asked(data()))}>{(office) => <OfficeLine organisation={office} />}</For>
                </Show>
              </Visits>
              <p class="al-row">
                <ButtonLink kind="secondary" href="/v/break">
                  {t().breakTitle}
                </ButtonLink>
              </p>
              <Breaks week={data()} day={day} />
            </>
          )}
        </Loaded>
      </Page>
    </div>
  )
}

/** Each office that asks, once. */
const officesOf = (offers: Week['offers']['nodes']) => [
  ...new Map(offers.map((offer) => [offer.task?.organisation?.id, offer.task?.organisation])).values(),
]

/** The next visit in full, the visits to report, and the weeks ahead in lines. A visit of today stands above the offers
 *  (`children`), a later one below them. */
function Visits(props: { week: Week; day: string; children: JSX.Element }) {
  const t = useWords(words)
  const now = new Date()
  const sorted = createMemo(() => {
    const all = props.week.visits.nodes
    const ahead = all.filter((visit) => isAhead(visit, now, props.day))
    const [next, ...rest] = ahead.filter((visit) => visit.status !== 'CANCELLED')
    const soon = addDays(props.day, 6)
    const calledOff = all.filter((visit) => visit.status === 'CANCELLED' && visit.occursOn >= props.day)
    const others = [...rest, ...calledOff].toSorted((a, b) => whenOf(a).localeCompare(whenOf(b)))
    return {
      toReport: all.filter((visit) => isUnreported(visit, now, props.day)),
      next,
      soon: others.filter((visit) => visit.occursOn <= soon),
      later: others.filter((visit) => visit.occursOn > soon),
    }
  })
  const isToday = () => sorted().next?.occursOn === props.day
  const next = () => (
    <Show
      when={sorted().next}
      fallback={
        <p>
          {t().noVisits} {t().noVisitsYet}
        </p>
      }
    >
      {(visit) => <NextVisit visit={visit()} mayReport={mayReport(visit(), now, props.day)} />}
    </Show>
  )
  return (
    <>
      <Show when={isToday()}>{next()}</Show>
      {props.children}
      <Show when={sorted().toReport.length > 0}>
        <h2>{t().toReport}</h2>
        <p>{t().toReportHint}</p>
        <VisitList visits={sorted().toReport} report />
      </Show>
      <Show when={!isToday()}>{next()}</Show>
      <Show when={sorted().next}>
        <h2>{t().thisWeek}</h2>
        <Show when={sorted().soon.length > 0} fallback={<p>{t().nothingThisWeek}</p>}>
          <VisitList visits={sorted().soon} />
        </Show>
      </Show>
      <Show when={sorted().later.length > 0}>
        <Details summary={t().later(sorted().later.length)}>
          <VisitList visits={sorted().later} />
        </Details>
      </Show>
    </>
  )
}

/** Where to go next, with all that is needed at the door. */
function NextVisit(props: { visit: MyVisitShown; mayReport: boolean }) {
  const t = useWords(words)
  const f = useWords(factsWords)
  const kindOf = useKind()
  return (
    <Card heading={t().nextVisit} class="al-next">
      <p class="al-next__kind">{kindOf(props.visit.task?.kind)}</p>
      <Show when={props.visit.clearanceLostAt}>
        <p class="al-warn">{f().status.clearanceLost}</p>
      </Show>
      <VisitFacts visit={props.visit} />
      <OfficeLine organisation={props.visit.task?.organisation} />
      <Show
        when={props.mayReport}
        fallback={
          <ButtonLink kind="secondary" href={`/v/visits/${props.visit.id}`}>
            {t().seeVisit}
          </ButtonLink>
        }
      >
        <ButtonLink
          kind={props.visit.clearanceLostAt ? 'secondary' : 'primary'}
          href={`/v/visits/${props.visit.id}/report`}
        >
          {f().tellUs}
        </ButtonLink>
        <p>
          <a class="al-tap" href={`/v/visits/${props.visit.id}`}>
            {t().seeVisit}
          </a>
        </p>
      </Show>
    </Card>
  )
}

const whenOf = (visit: MyVisitShown): string => visit.startsAt ?? visit.windowStartsAt ?? visit.occursOn

/** Visits as lines to press: who, what and when. */
function VisitList(props: { visits: readonly MyVisitShown[]; report?: boolean }) {
  const f = useWords(factsWords)
  const { language } = useLanguage()
  const kindOf = useKind()
  return (
    <ul class="al-visits">
      <For each={props.visits}>
        {(visit) => (
          <li>
            <a class="al-visits__link" href={`/v/visits/${visit.id}${props.report ? '/report' : ''}`}>
              <span class="al-visits__when">
                <InParts text={sayWhenLine(language(), visit)} />
              </span>
              <span>
                {whoOf(visit)?.name ?? f().someone} · {kindOf(visit.task?.kind)}
              </span>
              <Show when={visit.status === 'CANCELLED'}>
                <span class="al-visits__note">{f().status.cancelled}</span>
              </Show>
              <Show when={visit.clearanceLostAt}>
                <span class="al-visits__note">{f().status.clearanceLost}</span>
              </Show>
            </a>
          </li>
        )}
      </For>
    </ul>
  )
}

/** The breaks to come, each with its way back on the page of breaks. */
function Breaks(props: { week: Week; day: string }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const ahead = () => (props.week.viewer?.volunteer?.absences ?? []).filter((each) => each.lastOn >= props.day)
  return (
    <Show when={ahead().length > 0}>
      <h2>{t().breaks}</h2>
      <ul class="nhsuk-list nhsuk-list--bullet">
        <For each={ahead()}>
          {(each) => (
            <li>
              {t().away(formatDate(language(), each.firstOn, 'date'), formatDate(language(), each.lastOn, 'date'))}
            </li>
          )}
        </For>
      </ul>
    </Show>
  )
}
