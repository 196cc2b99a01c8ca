import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql'
import {
  clean,
  instantFromIso,
  isLocalDate,
  isLocalTime,
  isUuid,
  parseEmail,
  parseNhsNumber,
  parsePhone,
  parsePostcode,
  toDate,
} from '../kernel/index.ts'

/** The one layer through which text comes in: NUL and lone surrogates are refused, NFC, bounded. What a scalar cannot
 *  take is BAD_USER_INPUT and the message says the form that would be right, never the value. */
const refuse = (code: string, hint: string): never => {
  throw new GraphQLError(hint, { extensions: { code: 'BAD_USER_INPUT', problem: code } })
}

function textScalar(options: {
  name: string
  description: string
  max: number
  parse: (text: string) => string | { refuse: string }
  hint: string
  url?: string
}): GraphQLScalarType<string, string> {
  const parse = (value: unknown): string => {
    if (typeof value !== 'string') return refuse('NOT_TEXT', options.hint)
    const text = clean(value, options.max, { mayBeEmpty: true })
    if (!text.ok)
      return refuse(
        text.problem,
        text.problem === 'TOO_LONG'
          ? `At most ${options.max} characters.`
          : 'This text holds characters that cannot be stored.',
      )
    const parsed = options.parse(text.value)
    return typeof parsed === 'string' ? parsed : refuse(parsed.refuse, options.hint)
  }
  return new GraphQLScalarType<string, string>({
    name: options.name,
    description: options.description,
    ...(options.url ? { specifiedByURL: options.url } : {}),
    serialize: (value) => String(value),
    parseValue: parse,
    parseLiteral: (node: ValueNode) =>
      node.kind === Kind.STRING ? parse(node.value) : refuse('NOT_TEXT', options.hint),
  })
}

export const LocalDate = textScalar({
  name: 'LocalDate',
  description: 'A day in the calendar, as YYYY-MM-DD.',
  max: 10,
  parse: (text) =>
    isLocalDate(text) && text >= '1880-01-01' && text <= '2200-12-31' ? text : { refuse: 'NOT_A_DATE' },
  hint: 'A real date between 1880 and 2200, as YYYY-MM-DD.',
})
export const LocalTime = textScalar({
  name: 'LocalTime',
  description: 'A wall-clock time in Europe/London, as HH:MM.',
  max: 8,
  parse: (text) =>
    isLocalTime(text.slice(0, 5)) && /^\d\d:\d\d(:00)?$/.test(text) ? text.slice(0, 5) : { refuse: 'NOT_A_TIME' },
  hint: 'A time between 00:00 and 23:59, as HH:MM.',
})
export const Postcode = textScalar({
  name: 'Postcode',
  description: 'A UK postcode, in capitals with one space: GU29 9NB.',
  max: 16,
  parse: (text) => {
    const parsed = parsePostcode(text)
    return parsed.ok ? parsed.value : { refuse: parsed.problem }
  },
  hint: 'A full UK postcode, such as GU29 9NB.',
})
export const NHSNumber = textScalar({
  name: 'NHSNumber',
  description: 'Ten digits of which the last is the Modulus 11 check digit (NHS Data Dictionary: NHS NUMBER).',
  max: 20,
  parse: (text) => {
    const parsed = parseNhsNumber(text)
    return parsed.ok ? parsed.value : { refuse: parsed.problem }
  },
  hint: 'An NHS number has 10 digits, and the last one checks the others.',
})
export const PhoneNumber = textScalar({
  name: 'PhoneNumber',
  description: 'A UK telephone number, kept as +44…',
  max: 40,
  parse: (text) => {
    const parsed = parsePhone(text)
    return parsed.ok ? parsed.value.e164 : { refuse: parsed.problem }
  },
  hint: 'A UK telephone number, such as 01632 960123.',
})
export const EmailAddress = textScalar({
  name: 'EmailAddress',
  description: 'An e-mail address.',
  max: 254,
  parse: (text) => {
    const parsed = parseEmail(text)
    return parsed.ok ? parsed.value : { refuse: parsed.problem }
  },
  hint: 'An e-mail address, such as name@example.org.',
})
export const UUID = textScalar({
  name: 'UUID',
  description: 'A UUID in lower case with hyphens.',
  max: 36,
  parse: (text) => (isUuid(text.toLowerCase()) ? text.toLowerCase() : { refuse: 'NOT_A_UUID' }),
  hint: 'A UUID: 32 hexadecimal digits in five groups.',
})
/** A line of text: a name, a town. */
export const Line = textScalar({
  name: 'Line',
  description: 'One line of text, at most 200 characters.',
  max: 200,
  parse: (text) => (/[\n\r]/.test(text) ? { refuse: 'MORE_THAN_ONE_LINE' } : text),
  hint: 'One line of text, at most 200 characters.',
})
/** Several sentences: what somebody said. */
export const Words = textScalar({
  name: 'Words',
  description: 'Several sentences, at most 4,000 characters.',
  max: 4000,
  parse: (text) => text,
  hint: 'At most 4,000 characters.',
})
/** A secret a person carries. Not normalised: every byte counts. */
export const Secret = new GraphQLScalarType<string, string>({
  name: 'Secret',
  description: 'A password or a token: at most 256 characters, never shown back.',
  serialize: (value) => String(value),
  parseValue: (value) =>
    typeof value === 'string' && value.length <= 256 && !value.includes('\0') && value.isWellFormed()
      ? value
      : refuse('NOT_TEXT', 'At most 256 characters.'),
  parseLiteral: (node) =>
    node.kind === Kind.STRING && node.value.length <= 256 && !node.value.includes('\0') && node.value.isWellFormed()
      ? node.value
      : refuse('NOT_TEXT', 'At most 256 characters.'),
})

const instantHint = 'A date and time with its offset, such as 2026-11-26T14:00:00+00:00.'
const parseInstant = (value: unknown): Date => {
  const at = typeof value === 'string' && value.length <= 40 ? instantFromIso(value) : undefined
  return at === undefined ? refuse('NOT_A_DATE_TIME', instantHint) : toDate(at)
}
export const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'An instant, RFC 3339 with its offset in Europe/London: 2026-11-26T14:00:00+00:00.',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/date-time.html',
  // The database writes it with London's offset of that day, so the wall clock can be read off the text.
  serialize: (value) => (value instanceof Date ? value.toISOString() : String(value)),
  parseValue: parseInstant,
  parseLiteral: (node) => parseInstant(node.kind === Kind.STRING ? node.value : undefined),
})
