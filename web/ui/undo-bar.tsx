import { createEffect, createSignal, onCleanup, Show, type JSX } from 'solid-js'
import { Button } from './button.tsx'
import { common } from './words/common.words.ts'
import { useWords } from './words/use-words.tsx'

/** What was just done, and the way back while there is one. `until` is when the way closes (ISO); the bar then says only
 *  what was done. Announced, never taking the focus. `z` does the same as the button. */
export function UndoBar(props: {
  children: JSX.Element
  until?: string | undefined
  onUndo: () => void
  busy?: boolean
}) {
  const t = useWords(common)
  const [left, setLeft] = createSignal(0)
  createEffect(() => {
    const until = props.until === undefined ? 0 : Date.parse(props.until)
    const count = () => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1000)))
    count()
    const timer = setInterval(count, 250)
    const key = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.matches('input, textarea, select')
      if (event.key === 'z' && !typing && !event.ctrlKey && !event.metaKey && left() > 0) props.onUndo()
    }
    document.addEventListener('keydown', key)
    onCleanup(() => {
      clearInterval(timer)
      document.removeEventListener('keydown', key)
    })
  })
  return (
    <div class="al-undo">
      <p role="status" class="al-undo__text">
        {props.children}
      </p>
      <Show when={left() > 0}>
        <Button
          kind="secondary"
          small
          class="al-undo__button"
          busy={props.busy ?? false}
          onClick={() => props.onUndo()}
        >
          {t().undo} <span aria-hidden="true">({left()})</span>
        </Button>
      </Show>
    </div>
  )
}
