/** What may be said of a person, decided in pure code. Dates are `YYYY-MM-DD`. */

/** The facts of a person that a command may be given. Absent: left as it is. null or '': taken away. */
export interface PersonFacts {
  readonly preferredName?: string | null
  readonly dateOfBirth?: string | null
  readonly addressLines?: readonly string[] | null
  readonly town?: string | null
  readonly postcode?: string | null
  readonly uprn?: string | null
  readonly phones?: readonly string[] | null
  readonly email?: string | null
  readonly languages?: readonly string[] | null
  readonly needsLanguage?: string | null
  readonly prefersLanguage?: string | null
  readonly accessNeeds?: string | null
  readonly contactPreference?: string | null
  readonly nhsNumber?: string | null
  /** Where they live in degrees, when it is known better than by the postcode. Not part of any GraphQL input. */
  readonly position?: { readonly latitude: number; readonly longitude: number } | null
}
export interface NamedFacts extends PersonFacts {
  readonly givenName?: string | null
  readonly familyName?: string | null
}

export interface Problem {
  readonly field: string
  readonly code: string
  readonly facts?: Readonly<Record<string, string | number>>
}

/** ISO 639 codes as BCP 47 uses them: `en`, `cy`, `pl`, `bfi` (British Sign Language). */
export const isLanguage = (code: string): boolean => /^[a-z]{2,3}$/.test(code)

/** Organisation Data Service codes of practices: `H82034`. */
export const isOdsCode = (code: string): boolean => /^[A-Z0-9]{3,8}$/.test(code)

const atMost = { addressLines: 6, phones: 6, languages: 12 } as const

/**
 * What is wrong with the facts, all of it at once. Text has been through the scalars already (length, characters,
 * postcode, phone, e-mail and NHS number forms).
 * @param isNew a new person must have both names
 */
export function personProblems(facts: NamedFacts, today: string, isNew: boolean): Problem[] {
  const problems: Problem[] = []
  for (const field of ['givenName', 'familyName'] as const) {
    const name = facts[field]
    if (name === '' || name === null || (isNew && name === undefined)) problems.push({ field, code: 'EMPTY' })
  }
  if (facts.dateOfBirth && facts.dateOfBirth > today) problems.push({ field: 'dateOfBirth', code: 'IN_THE_FUTURE' })
  if (facts.uprn && !/^\d{1,12}$/.test(facts.uprn)) problems.push({ field: 'uprn', code: 'NOT_A_UPRN' })
  for (const field of ['addressLines', 'phones', 'languages'] as const)
    if ((facts[field]?.length ?? 0) > atMost[field])
      problems.push({ field, code: 'TOO_MANY', facts: { atMost: atMost[field] } })
  if (facts.languages && !facts.languages.every(isLanguage))
    problems.push({ field: 'languages', code: 'NOT_A_LANGUAGE' })
  for (const field of ['needsLanguage', 'prefersLanguage'] as const) {
    const code = facts[field]
    if (code && !isLanguage(code)) problems.push({ field, code: 'NOT_A_LANGUAGE' })
  }
  return problems
}

/** null for what is empty or absent. */
export const orNull = (text: string | null | undefined): string | null => (text === '' || text == null ? null : text)

/** Without empty lines; each once where `once`. */
export const listed = (lines: readonly string[] | null | undefined, once = false): string[] => {
  const kept = (lines ?? []).filter((line) => line !== '')
  return once ? [...new Set(kept)] : kept
}

/** NHS Data Dictionary, NHS NUMBER STATUS INDICATOR CODE: 02 present but not traced, 07 not present. */
export const numberStatus = (nhsNumber: string | null): string => (nhsNumber === null ? '07' : '02')

/** Preferred place of death: our word, and the code that the NHS Data Dictionary keeps for it (the column). */
export const placesOfDeath = {
  HOSPITAL: '10',
  OWN_HOME: '21',
  OTHER_PRIVATE_HOME: '22',
  HOSPICE: '30',
  CARE_HOME_WITH_NURSING: '41',
  CARE_HOME: '42',
  OTHER: '50',
} as const
export type PlaceOfDeathWord = keyof typeof placesOfDeath
