import { onCleanup, onMount } from 'solid-js'

/** The kinds of thing that the API says have moved. It never says which: each screen re-reads through its own rights. */
export type Topic = 'task' | 'visit' | 'offer' | 'assignment' | 'person' | 'volunteer' | 'plan_run' | 'plan_suggestion'
// After a break in its own listening the API says "all": anything may have moved.
const everything = 'all'

const pollEvery = 30_000
const settleFor = 150

type Listener = { topics: readonly string[]; heard: () => void; timer?: ReturnType<typeof setTimeout> | undefined }
const listeners = new Set<Listener>()
let source: EventSource | undefined
let poll: ReturnType<typeof setInterval> | undefined

const tell = (topic: string | undefined) => {
  for (const listener of listeners) {
    if (topic !== undefined && topic !== everything && !listener.topics.includes(topic)) continue
    // Several moves in one moment are one re-read.
    clearTimeout(listener.timer)
    listener.timer = setTimeout(listener.heard, settleFor)
  }
}

const open = () => {
  if (source || listeners.size === 0) return
  source = new EventSource('/live-updates')
  let opened = false
  source.addEventListener('moved', (event) => tell(String((event as MessageEvent<unknown>).data).trim()))
  source.addEventListener('open', () => {
    // What moved while the line was down was not heard.
    if (opened) tell(undefined)
    opened = true
  })
  poll = setInterval(() => {
    if (document.visibilityState === 'visible' && source?.readyState !== EventSource.OPEN) tell(undefined)
    if (source?.readyState === EventSource.CLOSED) reopen()
  }, pollEvery)
}

const close = () => {
  source?.close()
  source = undefined
  clearInterval(poll)
}

const reopen = () => {
  close()
  open()
}

/** Calls `heard` when something of these kinds moved, while the calling component is on screen. One connection serves
 *  the whole portal; without it (a proxy that buffers, say) everything on screen is re-read every 30 seconds. */
export function useLive(topics: readonly Topic[], heard: () => void): void {
  onMount(() => {
    const listener: Listener = { topics, heard }
    listeners.add(listener)
    open()
    onCleanup(() => {
      clearTimeout(listener.timer)
      listeners.delete(listener)
      if (listeners.size === 0) close()
    })
  })
}
