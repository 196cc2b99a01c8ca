import { createSignal, For, Show, type JSX } from 'solid-js'
import { LinkButton } from './button.tsx'
import { common } from './words/common.words.ts'
import { useWords } from './words/use-words.tsx'

/** A list of which the first `most` show, and the rest on a press: what is near in sight, what is far within reach. */
export function FirstFew<Item extends object>(props: {
  each: readonly Item[]
  most: number
  class?: string
  children: (item: Item) => JSX.Element
}) {
  const c = useWords(common)
  const [all, setAll] = createSignal(false)
  return (
    <>
      <Show when={props.each.length > 0}>
        <ul class={props.class}>
          <For each={all() ? props.each : props.each.slice(0, props.most)}>{(item) => props.children(item)}</For>
        </ul>
      </Show>
      <Show when={props.each.length > props.most}>
        <LinkButton class="al-no-print" aria-expanded={all()} onClick={() => setAll(!all())}>
          {all() ? c().showFewer : c().showAll(props.each.length)}
        </LinkButton>
      </Show>
    </>
  )
}
