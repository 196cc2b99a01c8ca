/** The most that a list shows of a description, in characters. */
const longest = 320

/** The first sentences of a text, at most 320 characters; a long sentence is cut between words. Null of nothing. */
export function summaryOf(text: string | null): string | null {
  if (text === null || text.length <= longest) return text
  const start = text.slice(0, longest)
  const sentences = /^[\s\S]{120,}[.!?](?=\s)/.exec(start)?.[0]
  if (sentences !== undefined) return sentences
  const words = text.slice(0, longest - 20).replace(/\s+\S*$/, '')
  return `${words.toWellFormed().replace(/\ufffd$/, '')}…`
}
