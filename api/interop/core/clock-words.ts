/** A stretch of a day as people write it: minutes after midnight, `from` before `to`. */
export type Hours = { readonly from: number; readonly to: number }

const clock = String.raw`(?:(\d{1,2})(?:[:.](\d\d))?\s*(am|pm|a\.m\.?|p\.m\.?|noon)?|(noon|midday|midnight))`
const between = String.raw`\s*(?:-|–|—|to|till|til|until|and)\s*`

/** Source of a regular expression for a stretch of hours (`10am-12pm`, `2 to 4pm`, `9.30 - 11.30`); 8 groups. */
export const hoursPattern = `${clock}${between}${clock}`

/**
 * Minutes from the groups of {@link hoursPattern}, or null where they are no hours of one day. Without am or pm the
 * other end's half of the day is taken when the result is a stretch of at most twelve hours; `9-5` is nine to five and
 * `2-4` the afternoon, `7-9` the evening. What stands for neither (`2019-2021`, `3-5` years) is the caller's to tell from the words around.
 */
export function readHours(groups: readonly (string | undefined)[]): Hours | null {
  const [a, b] = [readClock(groups.slice(0, 4)), readClock(groups.slice(4, 8))]
  if (!a || !b) return null
  const candidates: Hours[] = []
  for (const from of a.possible) for (const to of b.possible) if (from < to) candidates.push({ from, to })
  // Both ends named: what was written. Otherwise the day's ordinary hours, then the shortest stretch.
  const ordinary = ({ from, to }: Hours) => (from >= 8 * 60 && to <= 22 * 60 + 30 ? 0 : 1)
  const sorted = candidates.toSorted((x, y) => ordinary(x) - ordinary(y) || x.to - x.from - (y.to - y.from))
  const best = sorted[0]
  if (!best) return null
  return best.to - best.from <= 12 * 60 || (a.isSure && b.isSure) ? best : null
}

/** The minutes that one time may mean: one when it is sure, two for a bare `2` or `2.30`. Null when it is no time. */
function readClock(groups: readonly (string | undefined)[]): { possible: number[]; isSure: boolean } | null {
  const [hourText, minuteText, half, word] = groups
  if (word) return { possible: [/midnight/i.test(word) ? 1440 : 720], isSure: true }
  const hour = Number(hourText)
  const minute = Number(minuteText ?? 0)
  if (hour > 24 || minute > 59 || (hour === 24 && minute > 0)) return null
  const at = hour * 60 + minute
  if (half) {
    if (hour < 1 || hour > 12) return null
    if (/noon/i.test(half)) return hour === 12 ? { possible: [720], isSure: true } : null
    return { possible: [(at % 720) + (/^p/i.test(half) ? 720 : 0)], isSure: true }
  }
  if (hour > 12 || hour === 0 || (hourText!.length === 2 && hourText!.startsWith('0')))
    return { possible: [at], isSure: true }
  return { possible: hour === 12 ? [at] : [at, at + 720], isSure: false }
}

/** Minutes of a single time that is surely one: `10am`, `7.30pm`, `noon`, `14:00`; null otherwise. */
export function readTime(text: string): number | null {
  const match = new RegExp(`^${clock}$`, 'i').exec(text.trim())
  if (!match) return null
  const read = readClock(match.slice(1))
  if (!read || !read.isSure || (match[4] === undefined && match[2] === undefined && match[3] === undefined)) return null
  return read.possible[0]!
}
