import { createEffect, createUniqueId, onCleanup, Show, type JSX } from 'solid-js'
import { LinkButton } from './button.tsx'
import { common } from './words/common.words.ts'
import { useWords } from './words/use-words.tsx'

/** A native dialog: the page behind it is out of reach, Esc closes it, and the focus goes back to where it was. */
export function Dialog(props: {
  open: boolean
  onClose: () => void
  title: JSX.Element
  wide?: boolean
  children: JSX.Element
}) {
  const t = useWords(common)
  const titleId = createUniqueId()
  let dialog: HTMLDialogElement | undefined
  createEffect(() => {
    if (!dialog) return
    if (props.open && !dialog.open) {
      dialog.showModal()
      dialog.querySelector<HTMLElement>('h2')?.focus()
    } else if (!props.open && dialog.open) dialog.close()
  })
  onCleanup(() => dialog?.close())
  return (
    <dialog
      ref={dialog}
      class={`al-dialog${props.wide ? ' al-dialog--wide' : ''}`}
      aria-labelledby={titleId}
      onClose={() => props.onClose()}
    >
      <Show when={props.open}>
        <div class="al-dialog__head">
          <h2 id={titleId} tabindex="-1" class="nhsuk-heading-m">
            {props.title}
          </h2>
          <LinkButton onClick={() => props.onClose()}>{t().close}</LinkButton>
        </div>
        {props.children}
      </Show>
    </dialog>
  )
}
