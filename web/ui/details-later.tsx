import { createSignal, Show, Suspense, type JSX } from 'solid-js'
import { Details } from './button.tsx'

/** `Details` whose inside is made when it is first opened: with a `lazy` component in it, what few visits need is not
 *  loaded by all. */
export function DetailsLater(props: { summary: JSX.Element; children: JSX.Element }) {
  const [open, setOpen] = createSignal(false)
  return (
    <Details summary={props.summary} onOpen={() => setOpen(true)}>
      <Show when={open()}>
        <Suspense>{props.children}</Suspense>
      </Show>
    </Details>
  )
}
