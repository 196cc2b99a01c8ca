import { createSignal, createUniqueId, Show, type JSX } from 'solid-js'

/** A button that opens a small list over the page (the Popover API: Esc and a press elsewhere close it, the focus
 *  returns). Its content is made when it opens. `children` is given a way to close it. */
export function Menu(props: {
  label: JSX.Element
  /** Said by a screen reader in place of the label, where the label alone does not say of what. */
  name?: string
  class?: string
  buttonRef?: (button: HTMLButtonElement) => void
  children: (close: () => void) => JSX.Element
}) {
  const id = createUniqueId()
  const [open, setOpen] = createSignal(false)
  let button: HTMLButtonElement | undefined
  let panel: HTMLDivElement | undefined
  const place = () => {
    if (!button || !panel) return
    const at = button.getBoundingClientRect()
    const width = Math.min(panel.offsetWidth, window.innerWidth - 16)
    const left = Math.max(8, Math.min(at.left, window.innerWidth - width - 8))
    const below = at.bottom + panel.offsetHeight + 8 < window.innerHeight
    panel.style.left = `${left}px`
    panel.style.top = below ? `${at.bottom + 4}px` : `${Math.max(8, at.top - panel.offsetHeight - 4)}px`
  }
  const move = (event: KeyboardEvent) => {
    if (!panel || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return
    const items = [...panel.querySelectorAll<HTMLElement>('button, a')]
    const now = items.indexOf(document.activeElement as HTMLElement)
    const next = items[(now + (event.key === 'ArrowDown' ? 1 : -1) + items.length) % items.length]
    event.preventDefault()
    event.stopPropagation()
    next?.focus()
  }
  return (
    <>
      <button
        ref={(made) => {
          button = made
          props.buttonRef?.(made)
        }}
        type="button"
        class={props.class ?? 'al-link-button'}
        popovertarget={id}
        aria-expanded={open()}
        aria-label={props.name}
      >
        {props.label}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        class="al-menu"
        onKeyDown={move}
        onToggle={(event) => {
          const opened = (event as ToggleEvent).newState === 'open'
          setOpen(opened)
          if (!opened) return
          place()
          panel?.querySelector<HTMLElement>('button, a')?.focus()
        }}
      >
        <Show when={open()}>{props.children(() => panel?.hidePopover())}</Show>
      </div>
    </>
  )
}

/** "Move to" of a card or a visit: the key path and plain button beside any dragging. */
export function MoveMenu<To extends string>(props: {
  label: JSX.Element
  name: string
  choices: readonly { to: To; text: JSX.Element; why?: JSX.Element }[]
  onMove: (to: To) => void
  buttonRef?: (button: HTMLButtonElement) => void
}) {
  return (
    <Menu label={props.label} name={props.name} {...(props.buttonRef ? { buttonRef: props.buttonRef } : {})}>
      {(close) => (
        <ul class="al-menu__list">
          {props.choices.map((choice) => (
            <li>
              <button
                type="button"
                class="al-menu__item"
                onClick={() => {
                  close()
                  props.onMove(choice.to)
                }}
              >
                {choice.text}
                <Show when={choice.why}>
                  <span class="al-quiet">{choice.why}</span>
                </Show>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Menu>
  )
}
