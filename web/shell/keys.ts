import { createSignal, onCleanup, onMount } from 'solid-js'

const stored = 'single-keys'
const remembered = () => {
  try {
    return localStorage.getItem(stored) !== 'off'
  } catch {
    return true
  }
}
const [keysOn, setOn] = createSignal(true)

/** Whether single keys act at all. A person may turn them off; the choice stays on this device. */
export const singleKeys = keysOn
/** Turns single keys on or off. */
export const useSingleKeys = (on: boolean): void => {
  setOn(on)
  try {
    localStorage.setItem(stored, on ? 'on' : 'off')
  } catch {
    // A browser that stores nothing still obeys until the page is closed.
  }
}

const typing = (event: KeyboardEvent) =>
  event.target instanceof HTMLElement &&
  (event.target.matches('input:not([type=checkbox], [type=radio]), textarea, select') || event.target.isContentEditable)

/** Keys that act while the calling component is on screen: never inside a field, never with Ctrl, Alt or Meta, never
 *  behind an open dialog, and not at all where a person has turned them off. Two keys in a row are written `g t`. */
export function useKeys(keys: Readonly<Record<string, (event: KeyboardEvent) => void>>): void {
  onMount(() => {
    setOn(remembered())
    let before = ''
    const pressed = (event: KeyboardEvent) => {
      if (!keysOn() || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event)) return
      if (document.querySelector('dialog[open]')) return
      const act = keys[`${before} ${event.key}`] ?? (before === 'g' ? undefined : keys[event.key])
      before = event.key
      if (!act) return
      act(event)
    }
    document.addEventListener('keydown', pressed)
    onCleanup(() => document.removeEventListener('keydown', pressed))
  })
}

/** Moves the focus among elements, wrapping at neither end: `j` and `k`, and the arrows. */
export const focusNext = (items: readonly HTMLElement[], step: 1 | -1): void => {
  const now = items.findIndex((item) => item.contains(document.activeElement))
  const next = items[now === -1 ? (step === 1 ? 0 : items.length - 1) : now + step]
  next?.focus()
}
