/** What somebody is called: first name, and the one they go by where that is another. */
export type CalledBy = { readonly givenName: string; readonly preferredName: string | null }

/**
 * Whether two first names could be one person's: the same, an initial or a shorter form of it (`A`, `Marg`), the name
 * they go by, or a slip of the pen. Couples share addresses, phones and e-mail; without this a wife's row would be taken
 * for her husband's record, checks included.
 */
export function mayBeSameName(one: CalledBy, other: CalledBy): boolean {
  const names = (person: CalledBy) =>
    [person.givenName, person.preferredName ?? ''].map(plain).filter((name) => name !== '')
  return names(one).some((a) => names(other).some((b) => a.startsWith(b) || b.startsWith(a) || slips(a, b)))
}

const plain = (name: string) =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim()

/** One letter wrong, missing or too many in a name of four letters or more; two in one of seven. */
function slips(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length)
  const allowed = shorter >= 7 ? 2 : shorter >= 4 ? 1 : 0
  return allowed > 0 && Math.max(a.length, b.length) <= 60 && distance(a, b) <= allowed
}

/** Letters to change, add or take away (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    row = next
  }
  return row[b.length]!
}
