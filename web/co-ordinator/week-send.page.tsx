import './week.scss'
import { useSearchParams } from '@solidjs/router'
import { createMemo, createSignal, For, Show } from 'solid-js'
import type { PlanSuggestionsQuery, SendSuggestionsMutation } from '../gql/graphql.ts'
import { onceKey } from '../graphql.ts'
import { FaultLine, Loaded } from '../shell/loaded.tsx'
import { Page } from '../shell/page.tsx'
import { useAct, useReadAll } from '../shell/reads.ts'
import { Button, PrintButton } from '../ui/button.tsx'
import { Radios } from '../ui/fields.tsx'
import { ReasonList } from '../ui/reason-list.tsx'
import { UndoBar } from '../ui/undo-bar.tsx'
import { mondayOf, today } from '../ui/words/dates.ts'
import { useLanguage, useWords } from '../ui/words/use-words.tsx'
import { sayWhen } from '../ui/words/when.ts'
import { hoursFromNow } from './match-message.ts'
import { nameOf } from './person-of.ts'
import { PlanSuggestions, SendSuggestions, TakeBackOffer } from './week-plan.operations.ts'
import { words } from './week-plan.words.ts'
import { sayChanged } from './week-suggest.tsx'
import { words as weekWords } from './week.words.ts'

type Draft = PlanSuggestionsQuery['planSuggestions']['nodes'][number]
type Sent = SendSuggestionsMutation['sendSuggestions']
const replyHours = { h24: 24, h48: 48, h96: 96 } as const
type Reply = keyof typeof replyHours

/** `/week/send`: every offer that would be sent, each with a tick, its reasons and what to look at first. Nothing is sent
 *  without this page. */
export default function WeekSendPage() {
  const t = useWords(words)
  const w = useWords(weekWords)
  const { language } = useLanguage()
  const [search] = useSearchParams<{ from?: string }>()
  const monday = () => mondayOf(/^\d{4}-\d{2}-\d{2}$/.test(search.from ?? '') ? (search.from ?? today()) : today())
  const read = useReadAll(
    PlanSuggestions,
    () => ({ week: monday(), run: null, after: null }),
    (data) => data.planSuggestions,
    { live: ['plan_suggestion', 'assignment', 'offer'] },
  )
  const [left, setLeft] = createSignal<ReadonlySet<string>>(new Set())
  const [reply, setReply] = createSignal<Reply>('h48')
  const [problem, setProblem] = createSignal('')
  const [sent, setSent] = createSignal<Sent>()
  const send = useAct(SendSuggestions)
  // One key for one sending, however often the button is pressed.
  let key = onceKey()
  const ticked = createMemo(() => (read.data() ?? []).filter(({ id }) => !left().has(id)))
  const tick = (id: string, on: boolean) => {
    const next = new Set(left())
    if (on) next.delete(id)
    else next.add(id)
    setLeft(next)
    key = onceKey()
  }
  const go = async () => {
    if (ticked().length === 0) return void setProblem(t().pickOne)
    setProblem('')
    const answer = await send.send({
      input: {
        suggestions: ticked()
          .slice(0, 100)
          .map(({ id }) => id),
        lapsesAt: earliest(ticked(), hoursFromNow(replyHours[reply()])),
        choosing: 'FIRST_TO_ACCEPT',
        clientMutationId: key,
      },
    })
    if (!answer) return
    key = onceKey()
    setSent(answer.sendSuggestions)
    window.scrollTo({ top: 0 })
    read.again()
  }
  const visit = (draft: Draft) =>
    draft.visit ? `${nameOf(draft.visit.task, t().someone)}, ${sayWhen(language(), draft.visit)}` : t().someone
  return (
    <div class="al-week">
      <Page title={t().checkTitle} back={{ href: `/week?from=${monday()}`, text: t().backToWeek }}>
        <Show when={sent()}>{(done) => <WhatWasSent sent={done()} onUndone={() => read.again()} />}</Show>
        <Loaded read={read}>
          {(drafts) => (
            <Show when={drafts().length > 0} fallback={<p>{sent() ? '' : t().nothingToSend}</p>}>
              <p>{t().checkIntro}</p>
              <ul class="al-send">
                <For each={drafts()}>
                  {(draft) => (
                    <li class="al-send__one">
                      <div class="nhsuk-checkboxes nhsuk-checkboxes--small">
                        <div class="nhsuk-checkboxes__item">
                          <input
                            class="nhsuk-checkboxes__input"
                            type="checkbox"
                            id={`send-${draft.id}`}
                            checked={!left().has(draft.id)}
                            onChange={(event) => tick(draft.id, event.currentTarget.checked)}
                          />
                          <label class="nhsuk-label nhsuk-checkboxes__label" for={`send-${draft.id}`}>
                            {t().sendIt(draft.volunteer?.name ?? t().someone, visit(draft))}
                          </label>
                        </div>
                      </div>
                      <Show when={draft.reasonsAgainst.length > 0 || draft.insteadOf}>
                        <p class="al-small">
                          <strong>{t().warnings}</strong>
                        </p>
                        <Show when={draft.insteadOf?.volunteer}>{(now) => <p>{t().takesOver(now().name)}</p>}</Show>
                        <ReasonList side="against" reasons={draft.reasonsAgainst} />
                      </Show>
                      <ReasonList side="for" reasons={draft.reasonsFor} />
                    </li>
                  )}
                </For>
              </ul>
              <div class="al-no-print">
                <Radios
                  name="reply"
                  small
                  label={t().replyBy}
                  value={reply()}
                  choices={(['h24', 'h48', 'h96'] as const).map((value) => ({
                    value,
                    text: t().replyChoices[value],
                  }))}
                  onChange={(value) => setReply(value as Reply)}
                />
                <FaultLine fault={send.fault()} />
                <p role="alert">{problem()}</p>
                <div class="al-row">
                  <Button busy={send.busy()} onClick={() => void go()}>
                    {t().send(ticked().length)}
                  </Button>
                  <PrintButton>{w().print}</PrintButton>
                </div>
              </div>
            </Show>
          )}
        </Loaded>
      </Page>
    </div>
  )
}

/** No later than the first of these visits begins. */
function earliest(drafts: readonly Draft[], until: string): string | null {
  const starts = drafts.flatMap(({ visit }) => visit?.startsAt ?? visit?.windowStartsAt ?? [])
  // The API keeps each within its own visit where nothing is said.
  return starts.some((at) => Date.parse(at) <= Date.parse(until)) ? null : until
}

/** What was sent and what was not, the way back for ten seconds, and the links to hand on. */
function WhatWasSent(props: { sent: Sent; onUndone: () => void }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const undo = useAct(TakeBackOffer)
  const [undone, setUndone] = createSignal<string>()
  const takeBack = async () => {
    let isLate = false
    for (const { id } of props.sent.offers) {
      const answer = await undo.send({ input: { offer: id, clientMutationId: onceKey() } })
      if (answer?.undo.__typename !== 'Undone') isLate = true
    }
    setUndone(isLate ? t().tooLate : t().takenBack)
    props.onUndone()
  }
  const nameOfOffer = (id: string) => props.sent.offers.find((offer) => offer.id === id)?.volunteer?.name ?? t().someone
  return (
    <Show
      when={undone()}
      fallback={
        <>
          <UndoBar
            until={props.sent.offers.length > 0 ? props.sent.undoUntil : undefined}
            busy={undo.busy()}
            onUndo={() => void takeBack()}
          >
            {t().sent(props.sent.offers.length)}
          </UndoBar>
          <Show when={props.sent.notSent.length > 0}>
            <section class="al-panel">
              <h2>{t().notSent}</h2>
              <ul>
                <For each={props.sent.notSent}>
                  {(each) => (
                    <li>
                      {each.volunteer?.name ?? t().someone}:{' '}
                      {each.because.map((reason) => sayChanged(language(), reason)).join('. ')}
                    </li>
                  )}
                </For>
              </ul>
            </section>
          </Show>
          <Show when={props.sent.links.length > 0}>
            <section class="al-panel" aria-labelledby="links">
              <h2 id="links">{t().links}</h2>
              <p>{t().linksIntro}</p>
              <ul class="al-plain">
                <For each={props.sent.links}>
                  {(link) => (
                    <li class="al-slip">
                      <h3>{nameOfOffer(link.offer)}</h3>
                      <p class="al-slip__link">{new URL(link.url, window.location.origin).href}</p>
                    </li>
                  )}
                </For>
              </ul>
            </section>
          </Show>
        </>
      }
    >
      {(text) => <p role="status">{text()}</p>}
    </Show>
  )
}
