import { createSignal, For, onMount, Show } from 'solid-js'
import type { Choosing, SendOffersMutation } from '../gql/graphql.ts'
import { onceKey } from '../graphql.ts'
import { FaultLine } from '../shell/loaded.tsx'
import { useAct } from '../shell/reads.ts'
import { Button, LinkButton, PrintButton } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Radios } from '../ui/fields.tsx'
import { UndoBar } from '../ui/undo-bar.tsx'
import { common } from '../ui/words/common.words.ts'
import { useWords } from '../ui/words/use-words.tsx'
import { hoursFromNow, messageTo, writtenIn, type Wanted } from './match-message.ts'
import { SendOffers, UndoOffer } from './match.operations.ts'
import { words } from './match.words.ts'

/** Somebody to be asked. */
export interface Asked {
  id: string
  name: string
  preferredName?: string | null
  languages: readonly string[]
}

/** What was sent: the offers, their links, and until when they can be taken back. */
export type Sent = Extract<SendOffersMutation['sendOffers'], { __typename: 'OffersSent' }>

const replyHours = { h24: 24, h48: 48, h96: 96 } as const
type Reply = keyof typeof replyHours | 'start'

/** The answers-by that end before the visit begins, and "before it starts" where some do not. */
const repliesBefore = (latest: string | undefined): readonly Reply[] => {
  const all = ['h24', 'h48', 'h96'] as const
  if (latest === undefined) return all
  const inTime = all.filter((each) => Date.parse(hoursFromNow(replyHours[each])) <= Date.parse(latest))
  return inTime.length === all.length ? all : [...inTime, 'start']
}

/** Who, what they will read and in which language, by when, and how it is settled. Sending to people is not undone by
 *  a question afterwards but shown before. */
export function SendDialog(props: {
  open: boolean
  onClose: () => void
  task: string
  visit: string | undefined
  wanted: Wanted
  people: readonly Asked[]
  /** The API's answer, and the moment that was asked for as the last to answer. */
  onAnswer: (answer: SendOffersMutation['sendOffers'], lapsesAt: string) => void
}) {
  const t = useWords(words)
  const c = useWords(common)
  const send = useAct(SendOffers)
  const latest = () => props.wanted.when?.startsAt ?? props.wanted.when?.windowStartsAt ?? undefined
  const replies = () => repliesBefore(latest())
  const [chosen, setReply] = createSignal<Reply>('h48')
  const reply = (): Reply => (replies().includes(chosen()) ? chosen() : (replies().at(-1) ?? 'h48'))
  const [choosing, setChoosing] = createSignal<Choosing>('FIRST_TO_ACCEPT')
  // One key for one sending, however often the button is pressed.
  let key = onceKey()
  const lapsesAt = () => {
    const by = reply()
    return by === 'start' ? (latest() ?? hoursFromNow(replyHours.h24)) : hoursFromNow(replyHours[by])
  }
  const go = async () => {
    const until = lapsesAt()
    const answer = await send.send({
      input: {
        clientMutationId: key,
        task: props.task,
        visit: props.visit ?? null,
        volunteers: props.people.map((person) => person.id),
        lapsesAt: until,
        choosing: choosing(),
      },
    })
    if (!answer) return
    key = onceKey()
    props.onAnswer(answer.sendOffers, until)
  }
  return (
    <Dialog open={props.open} onClose={props.onClose} title={t().preview} wide>
      <p>{t().previewIntro}</p>
      <div class="al-columns">
        <Show
          when={replies().length > 1}
          fallback={
            <p>
              {t().replyBy}
              <strong class="al-block">{t().replyChoices[reply()]}</strong>
            </p>
          }
        >
          <Radios
            name="reply"
            small
            label={t().replyBy}
            value={reply()}
            choices={replies().map((value) => ({ value, text: t().replyChoices[value] }))}
            onChange={(value) => setReply(value as Reply)}
          />
        </Show>
        <Radios
          name="choosing"
          small
          label={t().how}
          value={choosing()}
          choices={[
            { value: 'FIRST_TO_ACCEPT', text: t().first, hint: t().firstHint },
            { value: 'CO_ORDINATOR_CHOOSES', text: t().choosing, hint: t().choosingHint },
          ]}
          onChange={(value) => setChoosing(value as Choosing)}
        />
      </div>
      <For each={props.people}>
        {(person) => (
          <div class="al-message">
            <h3>{t().messageTo(person.name, c().languages[writtenIn(person.languages)] ?? '')}</h3>
            <p lang={writtenIn(person.languages)} class="al-message__text">
              {messageTo(writtenIn(person.languages), person, props.wanted, lapsesAt())}
            </p>
          </div>
        )}
      </For>
      <div class="al-dialog__foot">
        <FaultLine fault={send.fault()} />
        <p class="al-quiet">{t().notSentYet}</p>
        <Button busy={send.busy()} onClick={() => void go()}>
          {t().sendNow}
        </Button>
      </div>
    </Dialog>
  )
}

/** After sending: the way back for ten seconds, and the links to hand on. Shown once; we keep only their hashes. */
export function SentPanel(props: { sent: Sent; wanted: Wanted; lapsesAt: string; onUndone: (said: string) => void }) {
  const t = useWords(words)
  const c = useWords(common)
  const undo = useAct(UndoOffer)
  const [copied, setCopied] = createSignal('')
  const [reading, setReading] = createSignal<string>()
  let title: HTMLHeadingElement | undefined
  // The links stand at the top, and whoever pressed Send may be far down.
  onMount(() => {
    window.scrollTo({ top: 0 })
    title?.focus({ preventScroll: true })
  })
  const take = async () => {
    let late = false
    for (const offer of props.sent.offers) {
      const answer = await undo.send({ input: { offer: offer.id, clientMutationId: onceKey() } })
      if (answer?.undo.__typename !== 'Undone') late = true
    }
    props.onUndone(late ? t().tooLate : t().takenBack)
  }
  const address = (url: string) => new URL(url, window.location.origin).href
  const offerOf = (id: string) => props.sent.offers.find((offer) => offer.id === id)
  const message = (link: { offer: string; url: string }) => {
    const to = offerOf(link.offer)?.volunteer
    return messageTo(writtenIn(to?.languages), to ?? { name: '' }, props.wanted, props.lapsesAt, address(link.url))
  }
  const copy = async (text: string, name: string) => {
    await navigator.clipboard.writeText(text)
    setCopied(`${c().copied}: ${name}`)
  }
  const groups = (url: string) => (url.split('/').at(-1) ?? '').replaceAll(/(.{4})/g, '$1 ').trim()
  return (
    <>
      <UndoBar until={props.sent.undoUntil} busy={undo.busy()} onUndo={() => void take()}>
        {t().sent(props.sent.offers.length)}
      </UndoBar>
      <section class="al-panel" aria-labelledby="links-title">
        <div class="al-row al-row--spread">
          <h2 id="links-title" tabindex="-1" ref={title}>
            {t().links}
          </h2>
          <PrintButton>{t().printSlips}</PrintButton>
        </div>
        <p class="al-no-print">{t().linksIntro}</p>
        <p role="status">{copied()}</p>
        <ul class="al-plain">
          <For each={props.sent.links}>
            {(link) => {
              const name = () => offerOf(link.offer)?.volunteer?.name ?? t().someone
              return (
                <li class="al-slip">
                  <h3>{t().linkFor(name())}</h3>
                  <p class="al-slip__link">{address(link.url)}</p>
                  <p class="al-only-print al-message__text" lang={writtenIn(offerOf(link.offer)?.volunteer?.languages)}>
                    {message(link)}
                  </p>
                  <div class="al-row al-no-print">
                    <LinkButton onClick={() => void copy(message(link), name())}>
                      {t().copyMessage}
                      <span class="nhsuk-u-visually-hidden">: {name()}</span>
                    </LinkButton>
                    <LinkButton onClick={() => void copy(address(link.url), name())}>
                      {t().copyLink}
                      <span class="nhsuk-u-visually-hidden">: {name()}</span>
                    </LinkButton>
                    <LinkButton
                      aria-expanded={reading() === link.offer}
                      onClick={() => setReading(reading() === link.offer ? undefined : link.offer)}
                    >
                      {t().readOut}
                      <span class="nhsuk-u-visually-hidden">: {name()}</span>
                    </LinkButton>
                  </div>
                  <Show when={reading() === link.offer}>
                    <p class="al-no-print">{t().readOutIntro}</p>
                    <p class="al-slip__aloud al-no-print">{groups(link.url)}</p>
                  </Show>
                </li>
              )
            }}
          </For>
        </ul>
      </section>
    </>
  )
}
