/** What was pressed has gone from the screen: the focus goes to the page's heading, above what came of the press. */
export const focusTop = (): void => {
  window.scrollTo({ top: 0 })
  requestAnimationFrame(() => document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true }))
}
