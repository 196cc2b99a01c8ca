import { For, Show } from 'solid-js'

/** A day and its times, each whole: where they do not fit on one line they part at the comma. */
export function InParts(props: { text: string }) {
  return (
    <For each={props.text.split(', ')}>
      {(part, at) => (
        <>
          <Show when={at() > 0}> </Show>
          <span class="al-whole">
            {part}
            {at() < props.text.split(', ').length - 1 ? ',' : ''}
          </span>
        </>
      )}
    </For>
  )
}
