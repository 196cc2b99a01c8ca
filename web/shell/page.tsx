import { createEffect, onMount, Show, type JSX } from 'solid-js'
import { common } from '../ui/words/common.words.ts'
import { useWords } from '../ui/words/use-words.tsx'

let loads = 0

/** A page: its title in the window and in the `<h1>`, which takes the focus when a person comes here from another page.
 *  `heading` is what the `<h1>` says where that is more than the title; `back` the list this page belongs to, above it;
 *  `actions` stand beside it. */
export function Page(props: {
  title: string
  heading?: JSX.Element
  back?: { href: string; text: string }
  actions?: JSX.Element
  children: JSX.Element
}) {
  const t = useWords(common)
  let heading: HTMLHeadingElement | undefined
  createEffect(() => {
    document.title = `${props.title} – ${t().product}`
  })
  onMount(() => {
    // The first page of a visit leaves the focus at the top, where the skip link is.
    loads += 1
    if (loads > 1) heading?.focus({ preventScroll: true })
  })
  return (
    <>
      <Show when={props.back}>
        {(back) => (
          <p class="al-back al-no-print">
            <a href={back().href}>{back().text}</a>
          </p>
        )}
      </Show>
      <div class="al-page-head">
        <h1 ref={heading} tabindex="-1">
          {props.heading ?? props.title}
        </h1>
        <div class="al-page-head__actions">{props.actions}</div>
      </div>
      {props.children}
    </>
  )
}
