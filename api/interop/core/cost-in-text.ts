/** What a text says that something costs. */
export type FoundCost =
  | { readonly kind: 'free'; readonly start: number; readonly end: number }
  | {
      readonly kind: 'amount'
      /** Pounds. */
      readonly pounds: number
      /** What it is for: `session`, `hour`, `week`, `person`…; null when the text does not say. */
      readonly per: string | null
      readonly start: number
      readonly end: number
    }

/** Alternatives of a regular expression from a list with blanks between. */
function oneOf(words: string): string {
  return words.trim().split(/\s+/).join('|')
}

/** What may be called free and then means that the service is: not tea, parking, a quotation or the first session. */
const offered =
  oneOf(String.raw`services? support advice information help advocacy counselling mediation guidance sessions?
  activit(?:y|ies) class(?:es)? courses? workshops? events? groups? drop-?ins? training membership entry admission
  programmes? programs? clubs? mentoring befriending coaching helpline therap(?:y|ies) tuition lessons?`)
/** Up to five words between: "free, confidential and impartial advice"; none that begins another part of the sentence. */
const between = String.raw`(?:(?:\s*,\s*|[ \t]+)(?!(?:to|for|of|in|with|from|on|at|by|is|are|was|were|when|where|who|if|but|so|you|we|they|it|plus)\b)[\w'’&-]+){0,5}?`

const free = new RegExp(
  [
    String.raw`\bfree\s+of\s+(?:any\s+)?(?:charge|cost)\b`,
    String.raw`\b(?:at\s+)?no\s+(?:cost|charge)(?!\s*(?:of|more|effective|as\s+long))\b`,
    String.raw`\bwithout\s+(?:any\s+)?(?:charge|cost)\b`,
    String.raw`\b(?:completely|totally|entirely|absolutely|fully|100%)\s+free\b`,
    String.raw`\bfree\s+to\s+(?:attend|join|use|access|all|everyone|anyone|those|residents|carers|members|people|clients|individuals|families|take\s+part|participate|visit|enter|patients)\b`,
    String.raw`\bfree\s+for\s+(?:all|everyone|anyone|carers|members|residents|people|families|children|adults|unpaid|anybody|participants|patients)\b`,
    String.raw`\b(?:is|are|it's|it’s|they're|they’re)\s+(?:all\s+|also\s+|a\s+)?free\b(?=\s*(?:[.,;!)\n]|and\b|but\b|to\b|for\b|at\s+the\s+point\b|$))`,
    String.raw`\bfree\b${between}(?:\s*,\s*|[ \t]+)(?:${offered})\b`,
    String.raw`(?:^|\n|[.!] )[ \t-]*free[ \t]*[.!]?[ \t]*(?=\n|$)`,
    String.raw`(?:,|\s[-–])\s+free\b(?=\s*(?:[,.;!\n]|$))`,
    String.raw`\b(?:costs?|price|prices|fees?|charges?)\s*[:=–-]\s*free\b`,
    String.raw`\b(?:offered|provided|available|join|attend|access|lessons?[^.\n]{0,20}|sessions?|classes)\s+(?:for\s+)?free\b`,
  ].join('|'),
  'gi',
)

/** What a place may be free of. */
const rid =
  oneOf(String.raw`drugs? alcohol gluten smoke dairy nuts? sugar wheat allergen violence abuse pain stress risk symptom debt
  duty traffic obligation judge?ment cancer carbon interest harm fear fragrance lactose meat plastic rent tax commission
  barrier step substance addiction pressure jargon crime hate worry injury`)
/** "Feel free", "gluten free", "not free"; and what is free but is not the service: the call, the car park. */
const notFreeBefore = new RegExp(
  String.raw`(?:\b(?:feel|felt|sets?|breaks?|stay|live|living|be|become|becoming|run|not|n['’]t|never|whether|hands|toll|calls?|calling|1st|first|initial|parking|wi-?fi)\s+(?:is\s+|are\s+)?|[a-z][-‑–]|\b(?:${rid})\s+)$`,
  'i',
)
/** Earlier in the sentence: only some of it is free, or only the refreshments or the first time are. */
const partlyBefore =
  /\b(?:some|refreshments|snacks|biscuits|coffee|intro|introductory|initial|taster|trial|first|parking)\b[^.!?\n]{0,40}$|\bcall(?:\s+(?:us|them|it))?(?:\s+for)?\s+$/i
const otherThing =
  oneOf(String.raw`from up time will range school movement speech spirit(?:ed)? parking car wi-?fi tea coffee hot cup
  lunch meals? food drinks? snacks? refreshments? charging showers? guest loan tablet scooters? quot(?:es?|ations?)
  estimates? surveys? no non obligation home\s+(?:demo\w*|visits?|assess\w*) demonstrations? copy gift church nursery
  daycare childcare shuttle mini-?bus bus uniform style phone number calls? telephone\s+(?:number|line) travel transport
  pass trial taster initial first intake consultations? introductory website`)
const notFreeAfter = new RegExp(
  String.raw`^\s*(?:(?:${otherThing})\b|to\s+(?:call|phone|ring|contact|choose|be|express|ask|speak|do|live|talk|explore|share|come|leave|make|move|say|get|drop|pop|message|advertise)\b|of\s+(?!(?:any\s+)?(?:charge|cost)))`,
  'i',
)

const unit =
  oneOf(String.raw`session hour hr half\s+hour week month year annum person head class visit meal lunch trip mile term child
  adult family couple day half\s+day night journey game lesson workshop course time evening morning afternoon household
  item appointment participant shop`)
const amount = new RegExp(
  String.raw`£\s?(\d{1,4}(?:,\d{3})*(?:\.\d\d)?)(?!\s*(?:million|billion|bn|m\b|k\b|\d|[.,]\d|[-–]\s?£?\d))\s*(?:(pp\b|p\/h\b)|(?:(?:per|a|an|each|every|for\s+(?:a|an|each|one))\s+|p?\s?\/\s?)(${unit})(?:e?s)?\b|(pw|ph|pcm|pa)\b)?`,
  'gi',
)
const inFull: Readonly<Record<string, string>> = {
  pw: 'week',
  ph: 'hour',
  'p/h': 'hour',
  hr: 'hour',
  pcm: 'month',
  pa: 'year',
  annum: 'year',
  pp: 'person',
  head: 'person',
}

/** Words that say that a sum is what one pays here. */
const costBefore =
  /\b(?:costs?|costing|charges?|charged?|fees?|prices?|priced|pay|entry|admission|admittance|subscriptions?|subs|donations?|contribution|only|just|members?|membership|non-members|adults?|child(?:ren)?|concessions?|session|tickets?|from)\b[^.£\n]{0,25}$|\b(?:costs?|fees?|prices?|charges?|tariffs?)\s*:?\s*$|\($/i
const costAfter =
  /^\s*(?:\(|each\b|for\s+(?:members|non|adults|children|concessions|\d)|(?:suggested\s+)?donation\b|member|charge\b|fee\b|entry\b|admission\b|joining\b)/i
/** Sums that are something else: what is given, owed, earned, saved or raised, or the hire of a hall. */
const otherSum =
  /\b(?:grants?|awards?|awarded|fund(?:s|ed|ing|raising)?|rais(?:e|ed|ing)|incomes?|earn(?:s|ing|ings)?|savings?|saved|benefits?|allowance|worth|value|debts?|owe|prize|vouchers?|lottery|budget|capital|assets|invest(?:ed|ment)?|compensation|less\s+than|under|over|below|up\s+to|more\s+than|pension|credit|salary|wage|loan|loans|borrow|insurance|hire|hiring|hall|rooms?|business|parties)\b[^.\n]{0,40}$/i
const otherSumAfter =
  /^[^.\n]{0,25}\b(?:grants?|awards?|vouchers?|debts?|income|prize|funding|allowance|raised|compensation|discount|off|we\s+invest)\b/i

/**
 * What a description plainly says about cost: that the service is free, or a sum with what it is for. "Feel free",
 * "drug-free" and free parking are none, nor are grants, incomes and the hire of a hall. When in doubt, nothing.
 *
 * @param text plain text; positions are in it
 */
export function costsIn(text: string): FoundCost[] {
  return [...freeIn(text), ...amountsIn(text)].toSorted((a, b) => a.start - b.start)
}

function freeIn(text: string): FoundCost[] {
  const found: FoundCost[] = []
  for (const match of text.matchAll(free)) {
    const start = match.index + match[0].search(/[a-z\d]/i)
    const isWord = /free/i.test(match[0])
    const word = match.index + match[0].search(/free/i)
    const isSure = /free\s+of\s+(?:any\s+)?(?:charge|cost)/i.test(match[0])
    if (isWord && notFreeBefore.test(text.slice(Math.max(0, word - 40), word))) continue
    if (isWord && !isSure && notFreeAfter.test(text.slice(word + 4, word + 50))) continue
    if (partlyBefore.test(text.slice(Math.max(0, start - 60), start))) continue
    if (/\b(?:not|n['’]t)\s+$/i.test(text.slice(Math.max(0, start - 8), start))) continue
    found.push({ kind: 'free', start, end: match.index + match[0].trimEnd().length })
  }
  return found
}

function amountsIn(text: string): FoundCost[] {
  const found: FoundCost[] = []
  for (const match of text.matchAll(amount)) {
    const [start, end] = [match.index, match.index + match[0].trimEnd().length]
    const pounds = Number(match[1]!.replace(/,/g, ''))
    const before = text.slice(Math.max(0, start - 60), start)
    const after = text.slice(end, end + 50)
    const written = (match[2] ?? match[3] ?? match[4])?.toLowerCase().replace(/\s+/g, ' ')
    const per = written === undefined ? null : (inFull[written] ?? written)
    const isPrice = per !== null || costBefore.test(before) || costAfter.test(after)
    if (!isPrice || pounds === 0 || otherSum.test(before) || otherSumAfter.test(after)) continue
    found.push({ kind: 'amount', pounds, per, start, end })
  }
  return found
}
