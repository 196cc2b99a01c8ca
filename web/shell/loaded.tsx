import { createEffect, createSignal, Match, onCleanup, onMount, Show, Switch, type JSX } from 'solid-js'
import type { Fault } from '../graphql.ts'
import { Button } from '../ui/button.tsx'
import { common } from '../ui/words/common.words.ts'
import { useWords } from '../ui/words/use-words.tsx'
import { Page } from './page.tsx'
import type { Read } from './reads.ts'

/** Grey lines and the word "Loading", after 200 ms: what comes sooner needs neither. */
export function Loading() {
  const t = useWords(common)
  const [late, setLate] = createSignal(false)
  onMount(() => {
    const timer = setTimeout(() => setLate(true), 200)
    onCleanup(() => clearTimeout(timer))
  })
  return (
    <div role="status" class="al-loading">
      <Show when={late()}>
        <p>{t().loading}</p>
        <div class="al-loading__line" />
        <div class="al-loading__line" />
        <div class="al-loading__line" />
      </Show>
    </div>
  )
}

/** What could not be read, and a way to try again. Nothing that was on screen is lost. */
export function CouldNotLoad(props: { again: () => void }) {
  const t = useWords(common)
  return (
    <div class="al-fault" role="alert">
      <p>{t().couldNotLoad}</p>
      <Button kind="secondary" small onClick={() => props.again()}>
        {t().tryAgain}
      </Button>
    </div>
  )
}

/** Said instead of a page that is not there, or not for this person: the two look the same. */
export function CannotFind() {
  const t = useWords(common)
  return (
    <Page title={t().cannotFindTitle}>
      <p class="nhsuk-body">{t().cannotFind}</p>
      <p class="nhsuk-body">
        <a href="/">{t().toStart}</a>
      </p>
    </Page>
  )
}

/** What went wrong with a change, in words, and brought into sight: whoever pressed a button at the foot of a form does
 *  not look for it at the head. `badInput` is said by the form itself, field by field. */
export function FaultLine(props: { fault: Fault | undefined }) {
  const t = useWords(common)
  let line: HTMLDivElement | undefined
  createEffect(() => {
    // Once its words are there: an empty line would be in sight with them out of it.
    if (props.fault) requestAnimationFrame(() => line?.scrollIntoView({ block: 'nearest' }))
  })
  const say = (kind: Fault['kind']): string => {
    switch (kind) {
      case 'offline':
        return t().offline
      case 'conflict':
        return t().conflict
      case 'tooMany':
        return t().tooMany
      case 'notFound':
        return t().cannotFind
      case 'signedOut':
      case 'badInput':
      case 'other':
        return t().couldNotSave
    }
  }
  return (
    <div role="alert" ref={line}>
      <Show when={props.fault}>{(fault) => <p class="al-fault al-fault--line">{say(fault().kind)}</p>}</Show>
    </div>
  )
}

/** A read on screen: loading, failed, not for this person, or there. Old data stays while new data comes. */
export function Loaded<Data>(props: { read: Read<Data>; children: (data: () => Data) => JSX.Element }) {
  return (
    <>
      <Show when={props.read.data() !== undefined && props.read.fault()}>
        <CouldNotLoad again={props.read.again} />
      </Show>
      <Switch fallback={<Loading />}>
        <Match when={props.read.data()}>{(data) => props.children(data)}</Match>
        <Match when={props.read.fault()?.kind === 'notFound'}>
          <CannotFind />
        </Match>
        <Match when={props.read.fault()}>
          <CouldNotLoad again={props.read.again} />
        </Match>
      </Switch>
    </>
  )
}
