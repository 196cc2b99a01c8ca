import {
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  type GraphQLInputType,
} from 'graphql'
import type { Chance } from './chance.ts'

/** What values may refer to: opaque ids of things that are there, of all types mixed. */
export interface Known {
  readonly ids: readonly string[]
}

const UUID = '0198a1b2-0000-7000-8000-000000000000'

/** Texts that break careless programs. None of it is a word that an answer could leak by. */
const hostileTexts: readonly ((chance: Chance) => string)[] = [
  () => '',
  () => ' ',
  () => '\0',
  () => 'a\0b',
  () => '\ud800',
  () => 'x\udfff',
  () => '\u202e\u2066evil',
  () => '\ufeff',
  () => "'; drop table person; --",
  () => "' or '1'='1",
  () => '%_\\%',
  () => '\\',
  () => '$1',
  () => '${7*7}{{7*7}}',
  () => '<script>alert(1)</script>',
  () => '../../../../etc/passwd',
  () => '{"$ne":null}',
  () => '[]',
  () => 'null',
  () => 'NaN',
  () => '1e999',
  () => '-1',
  () => '٣٤٥',
  () => '🧓🏽'.repeat(20),
  () => 'Ṫ̷̡̧̛͖͉̗̝̪̯̜̲̥̦̣̰͔̙̮̘̟̱̳́̂̃̄̅̆̇̈̉̊̋̌̍',
  () => '(((((((((((',
  () => '*&|!:<-> a',
  () => "a' & b | !c",
  (chance) => 'a'.repeat(chance.pick([100, 5000, 60_000])),
  (chance) => '('.repeat(chance.pick([100, 20_000])),
  (chance) => ' a'.repeat(10_000).slice(0, chance.pick([199, 201, 4001])),
  () => '2026-02-30',
  () => '9999-12-31',
  () => '-0001-01-01T00:00:00Z',
  () => '2026-11-02T24:00:00+99:99',
  () => '24:00',
  () => 'infinity',
  () => '275760-09-13T00:00:00Z',
  () => UUID,
  () => UUID.replaceAll('-', ''),
  () => '999 000 0000',
  () => '+44 0000',
  () => '__proto__',
  () => 'constructor',
]
const hostileNumbers = [0, -1, 1.5, 101, 1e9, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, 1e308, -0] as const
const otherKinds: readonly unknown[] = [null, true, 0, 1.5, '', [], [[]], {}, [null], { a: { b: [] } }, [1, 'a', {}]]

/** A text, an id or a number that means harm. */
export const hostileText = (chance: Chance): string => chance.pick(hostileTexts)(chance)

function idOf(chance: Chance, known: Known): string {
  if (known.ids.length > 0 && chance.often(0.7)) return chance.pick(known.ids)
  const bytes = Buffer.from(
    Array.from({ length: chance.pick([0, 1, 16, 17, 17, 17, 18, 200]) }, () => chance.below(256)),
  )
  if (chance.often(0.5) && bytes.length > 0) bytes[0] = chance.below(30)
  return chance.often(0.8) ? bytes.toString('base64url') : hostileText(chance)
}

/** What a client that means well would give. */
function plausible(name: string, chance: Chance, known: Known): unknown {
  const text = () => chance.pick(['Mair', 'O’Brien', 'Tŷ', 'help with shopping', 'a', 'walk the dog'])
  const table: Readonly<Record<string, () => unknown>> = {
    ID: () => idOf(chance, known),
    Int: () => chance.pick([1, 1, 2, 5, 10, 20]),
    Float: () => chance.pick([0, 0.5, 51.5, -0.7]),
    Boolean: () => chance.often(0.5),
    String: () => chance.pick(['en', 'cy', text(), '']),
    LocalDate: () => `20${chance.pick(['24', '26', '27'])}-0${1 + chance.below(9)}-1${chance.below(9)}`,
    LocalTime: () => `${String(chance.below(24)).padStart(2, '0')}:${chance.pick(['00', '15', '59'])}`,
    DateTime: () => `2026-1${chance.below(3)}-0${1 + chance.below(9)}T10:00:00Z`,
    Postcode: () => chance.pick(['GU29 9NB', 'SY20 8AA', 'B1 1AA']),
    NHSNumber: () => '9990000018',
    PhoneNumber: () => '01632 960101',
    EmailAddress: () => `a${chance.below(50)}@example.org`,
    UUID: () => UUID.slice(0, -4) + String(1000 + chance.below(9000)),
  }
  return (table[name] ?? text)()
}

/**
 * A value for an input type: mostly of its shape, and in places not. `calm` is the share of values that mean well; from
 * a given depth on, optional fields are left out.
 */
export function valueOf(type: GraphQLInputType, chance: Chance, known: Known, calm = 0.75, depth = 0): unknown {
  if (!isNonNullType(type) && chance.often(0.15)) return null
  if (chance.often((1 - calm) * 0.15)) return chance.pick(otherKinds)
  const bare = getNullableType(type)
  if (isListType(bare)) {
    const length = chance.often((1 - calm) * 0.2) ? chance.pick([60, 500]) : chance.below(3)
    return Array.from({ length }, () => valueOf(bare.ofType, chance, known, calm, depth + 1))
  }
  if (isInputObjectType(bare)) {
    const fields = Object.values(bare.getFields()).filter(
      (field) => isRequiredInputField(field) || (depth < 3 && chance.often(0.4)),
    )
    const value: Record<string, unknown> = Object.create(null) as Record<string, unknown>
    for (const field of fields) value[field.name] = valueOf(field.type, chance, known, calm, depth + 1)
    if (chance.often((1 - calm) * 0.1)) value[chance.pick(['__proto__', 'extra', 'id'])] = hostileText(chance)
    return value
  }
  if (isEnumType(bare)) return chance.often(calm) ? chance.pick(bare.getValues()).name : hostileText(chance)
  if (chance.often(calm)) return plausible(bare.name, chance, known)
  if (chance.often(0.15)) return chance.pick(otherKinds)
  if (bare.name === 'Int' || bare.name === 'Float') return chance.pick(hostileNumbers)
  return hostileText(chance)
}
