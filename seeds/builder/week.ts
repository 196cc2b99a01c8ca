const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** `'Mon Wed 09:00-17:00, Thu 13:00-17:00'` as windows of a week; `'Mon-Fri 09:00-12:00'` is five of them. */
export function week(text: string): { weekday: number; startsAt: string; endsAt: string }[] {
  return text.split(',').flatMap((part) => {
    const words = part.trim().split(/\s+/)
    const [startsAt, endsAt] = (words.pop() ?? '').split('-')
    if (!startsAt || !endsAt || words.length === 0) throw new Error(`not hours of a week: ${part}`)
    return words.flatMap(daysOf).map((weekday) => ({ weekday, startsAt, endsAt }))
  })
}

function daysOf(word: string): number[] {
  const [from, to] = word.split('-').map((name) => days.indexOf(name) + 1)
  if (!from || (word.includes('-') && !to)) throw new Error(`not a day: ${word}`)
  const last = to ?? from
  return Array.from({ length: last - from + 1 }, (_, i) => from + i)
}
