/** Chance that can be repeated: the same seed gives the same sequence on every machine. */
export interface Rng {
  /** A number in [0, 1). */
  next(): number
  /** A whole number in [0, below). */
  int(below: number): number
  /** One of a list that is not empty. */
  pick<T>(list: readonly T[]): T
  /** The list in another order, Fisher–Yates; the argument is left as it was. */
  shuffle<T>(list: readonly T[]): T[]
}

/** sfc32 (Chris Doty-Humphrey's Small Fast Counting generator), its state filled from the seed by FNV-1a and mixed. */
export function seededRng(seed: number | string): Rng {
  let hash = 0x811c9dc5
  for (const c of String(seed)) hash = Math.imul(hash ^ (c.codePointAt(0) ?? 0), 0x01000193) >>> 0
  let a = hash
  let b = hash ^ 0x9e3779b9
  let c = Math.imul(hash, 0x85ebca6b)
  let counter = 1
  const step = () => {
    const t = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + t
    return t >>> 0
  }
  for (let i = 0; i < 15; i++) step()

  const next = () => step() / 0x1_0000_0000
  const int = (below: number) => {
    if (!Number.isInteger(below) || below < 1) throw new RangeError('int() needs a whole number above 0')
    return Math.floor(next() * below)
  }
  return {
    next,
    int,
    pick<T>(list: readonly T[]): T {
      return list[int(list.length)] as T
    },
    shuffle<T>(list: readonly T[]): T[] {
      const out = list.slice()
      for (let i = out.length - 1; i > 0; i--) {
        const j = int(i + 1)
        ;[out[i], out[j]] = [out[j] as T, out[i] as T]
      }
      return out
    },
  }
}
