/** The words of the mail that tells a volunteer they are asked. It names nobody: kind, area and time are all that is
 *  told before they accept. */
export interface OfferMailFacts {
  readonly name: string
  readonly kind: string
  readonly area: string
  /** The day and the hours, in words of this language; null where it is by arrangement. */
  readonly when: string | null
  readonly isSeries: boolean
  /** Where to answer; null for who does not sign in. */
  readonly address: string | null
  readonly organisation: string
  readonly phone: string | null
}

type Words = (facts: OfferMailFacts) => { readonly subject: string; readonly text: string }

const lines = (...parts: (string | null)[]) => parts.filter((part) => part !== null).join('\n')

const en: Words = (f) => ({
  subject: `Can you help? ${f.kind}, ${f.area}`,
  text: lines(
    `Hello ${f.name}`,
    '',
    'We are asking whether you can help:',
    '',
    `  ${f.kind}`,
    `  ${f.area}`,
    f.when === null
      ? '  Some time that week, as you arrange it'
      : `  ${f.when}${f.isSeries ? ', and every time after that' : ''}`,
    '',
    f.address === null ? null : `Answer here: ${f.address}`,
    f.phone === null ? null : `Or ring us: ${f.phone}`,
    f.address === null && f.phone === null ? 'Please tell your co-ordinator.' : null,
    '',
    'It is quite all right to say that you cannot.',
    '',
    f.organisation,
  ),
})

const cy: Words = (f) => ({
  subject: `Allwch chi helpu? ${f.kind}, ${f.area}`,
  text: lines(
    `Helo ${f.name}`,
    '',
    'Rydym yn gofyn a allwch chi helpu:',
    '',
    `  ${f.kind}`,
    `  ${f.area}`,
    f.when === null
      ? '  Rywbryd yr wythnos honno, fel y trefnwch'
      : `  ${f.when}${f.isSeries ? ', a phob tro wedi hynny' : ''}`,
    '',
    f.address === null ? null : `Atebwch yma: ${f.address}`,
    f.phone === null ? null : `Neu ffoniwch ni: ${f.phone}`,
    f.address === null && f.phone === null ? 'Dywedwch wrth eich cydlynydd.' : null,
    '',
    'Mae’n iawn i chi ddweud na allwch.',
    '',
    f.organisation,
  ),
})

export const offerMailWords: Readonly<Record<'en' | 'cy', Words>> = { en, cy }

const days = {
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  cy: ['Dydd Llun', 'Dydd Mawrth', 'Dydd Mercher', 'Dydd Iau', 'Dydd Gwener', 'Dydd Sadwrn', 'Dydd Sul'],
} as const
const months = {
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
  cy: [
    'Ionawr',
    'Chwefror',
    'Mawrth',
    'Ebrill',
    'Mai',
    'Mehefin',
    'Gorffennaf',
    'Awst',
    'Medi',
    'Hydref',
    'Tachwedd',
    'Rhagfyr',
  ],
} as const

/** `Tuesday 8 December, 14:00 to 16:00`, from a day, its weekday (1 Monday) and two wall-clock times. */
export function dayAndHours(
  language: 'en' | 'cy',
  of: { readonly on: string; readonly weekday: number; readonly from: string; readonly to: string },
): string {
  const day = `${days[language][of.weekday - 1]} ${Number(of.on.slice(8, 10))} ${months[language][Number(of.on.slice(5, 7)) - 1]}`
  return `${day}, ${of.from} ${language === 'cy' ? 'i' : 'to'} ${of.to}`
}
