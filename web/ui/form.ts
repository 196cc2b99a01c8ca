import { createSignal, type Accessor } from 'solid-js'

/** Something in a form that must be put right: the field's name and what to do, in words. */
export interface Problem {
  field: string
  text: string
}

/** A form: how to send it, and what was wrong with it. */
export interface Form {
  submit: (event: SubmitEvent) => void
  problems: Accessor<readonly Problem[]>
  /** The problem of one field, for the line above it. */
  error: (field: string) => string | undefined
  busy: Accessor<boolean>
}

/** Native form, FormData, and the GDS pattern: all problems at once, a summary that takes the focus, a line at each
 *  field. `send` returns the problems it found, or nothing when all went well. */
export function createForm(
  send: (data: FormData) => Promise<readonly Problem[] | undefined | void> | readonly Problem[],
): Form {
  const [problems, setProblems] = createSignal<readonly Problem[]>([])
  const [busy, setBusy] = createSignal(false)
  const run = async (form: HTMLFormElement, submitter: HTMLElement | null) => {
    if (busy()) return
    setBusy(true)
    try {
      const found = (await send(new FormData(form, submitter))) ?? []
      setProblems(found)
      if (found.length > 0) form.querySelector<HTMLElement>('.nhsuk-error-summary')?.focus()
    } finally {
      setBusy(false)
    }
  }
  return {
    submit: (event) => {
      event.preventDefault()
      void run(event.currentTarget as HTMLFormElement, event.submitter)
    },
    problems,
    error: (field) => problems().find((each) => each.field === field)?.text,
    busy,
  }
}

/** A text answer without the space around it; empty is undefined. */
export const textOf = (data: FormData, name: string): string | undefined => {
  const value = data.get(name)
  const text = typeof value === 'string' ? value.trim() : ''
  return text === '' ? undefined : text
}

/** A secret exactly as typed, spaces and all. */
export const secretOf = (data: FormData, name: string): string => {
  const value = data.get(name)
  return typeof value === 'string' ? value : ''
}

/** Every ticked value of a group. */
export const ticksOf = (data: FormData, name: string): string[] =>
  data.getAll(name).filter((each): each is string => typeof each === 'string')

/** A whole number, undefined where empty, null where it is none. */
export const numberOf = (data: FormData, name: string): number | null | undefined => {
  const text = textOf(data, name)
  if (text === undefined) return undefined
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : null
}

/** A date from its three fields: ISO text, undefined where all are empty, null where it is no date. */
export const dateOf = (data: FormData, name: string): string | null | undefined => {
  const [day, month, year] = ['day', 'month', 'year'].map((part) => textOf(data, `${name}-${part}`))
  if (day === undefined && month === undefined && year === undefined) return undefined
  if (!/^\d{1,2}$/.test(day ?? '') || !/^\d{1,2}$/.test(month ?? '') || !/^\d{4}$/.test(year ?? '')) return null
  const iso = `${year}-${(month ?? '').padStart(2, '0')}-${(day ?? '').padStart(2, '0')}`
  const date = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : null
}

/** A time as people write it ("2pm", "2.30 pm", "14:30", "midday"): `HH:MM`, undefined where empty, null where it is none. */
export const timeOf = (data: FormData, name: string): string | null | undefined => {
  const text = textOf(data, name)
  if (text === undefined) return undefined
  return readTime(text)
}

/** Reads a time as people write it, or null. */
export const readTime = (text: string): string | null => {
  const said = text.toLowerCase().replaceAll(/\s+/g, ' ').trim()
  if (['midday', 'noon', 'hanner dydd'].includes(said)) return '12:00'
  const found = /^(\d{1,2})(?:[.:](\d{2}))?\s?(am|pm|yb|yh)?$/.exec(said)
  if (!found) return null
  let hour = Number(found[1])
  const minute = Number(found[2] ?? '0')
  const half = found[3]
  // A bare number could be morning or evening: "2" is not a time, "14" and "2:00" are.
  if (half === undefined && found[2] === undefined && hour < 13) return null
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return null
    hour = (hour % 12) + (half === 'pm' || half === 'yh' ? 12 : 0)
  }
  if (hour > 23 || minute > 59) return null
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}
