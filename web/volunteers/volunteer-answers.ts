import type { ContactPreference, Gender } from '../gql/graphql.ts'
import { dateOf, textOf, ticksOf, type Problem } from '../ui/form.ts'

/** What the fields here are first filled with; nothing for somebody new. */
export interface Known {
  givenName?: string
  familyName?: string
  preferredName?: string | null
  gender?: Gender | null
  languages?: readonly string[]
  joinedOn?: string | null
  organisation?: { id: string } | null
  locality?: { id: string; name: string; nameCy?: string | null } | null
  contact?: {
    addressLines: readonly string[]
    town?: string | null
    postcode?: string | null
    phones: readonly string[]
    email?: string | null
    contactPreference: ContactPreference
  } | null
}

/** The API's names of inputs, as the fields here are called. */
export const fieldsOf: Readonly<Record<string, string>> = { phones: 'phone', addressLines: 'address' }

/** The answers about gender, in the order they are offered. */
export const genders: readonly Gender[] = ['FEMALE', 'MALE', 'OTHER']
/** The ways of hearing from us, in the order they are offered. */
export const preferences: readonly ContactPreference[] = ['PHONE', 'TEXT', 'EMAIL', 'LETTER']

/** The answers of `NameFields`, and what is missing. */
export const readNames = (data: FormData, t: { enterGivenName: string; enterFamilyName: string }) => {
  const givenName = textOf(data, 'givenName') ?? ''
  const familyName = textOf(data, 'familyName') ?? ''
  const problems: Problem[] = []
  if (givenName === '') problems.push({ field: 'givenName', text: t.enterGivenName })
  if (familyName === '') problems.push({ field: 'familyName', text: t.enterFamilyName })
  return { answers: { givenName, familyName, preferredName: textOf(data, 'preferredName') ?? null }, problems }
}

/** The answers of `LanguageFields`. */
export const readLanguages = (data: FormData) => ({
  languages: [...new Set(ticksOf(data, 'languages'))],
  gender: genders.find((each) => each === textOf(data, 'gender')) ?? null,
})

/** The answers of `ContactFields`. Phones beyond the two that are asked for stay. */
export const readContact = (data: FormData, known?: Known) => ({
  phones: [textOf(data, 'phone'), textOf(data, 'otherPhone'), ...(known?.contact?.phones.slice(2) ?? [])].filter(
    (each): each is string => each !== undefined,
  ),
  email: textOf(data, 'email') ?? null,
  contactPreference: preferences.find((each) => each === textOf(data, 'contactPreference')) ?? null,
  addressLines: (textOf(data, 'address') ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== ''),
  town: textOf(data, 'town') ?? null,
  postcode: textOf(data, 'postcode') ?? null,
})

/** The answers of `HomeFields`, and what is missing. */
export const readHome = (data: FormData, t: { chooseLocality: string; realDate: string }) => {
  const locality = textOf(data, 'locality') ?? ''
  const joinedOn = dateOf(data, 'joinedOn')
  const problems: Problem[] = []
  if (locality === '') problems.push({ field: 'locality', text: t.chooseLocality })
  if (joinedOn === null) problems.push({ field: 'joinedOn', text: t.realDate })
  return { answers: { locality, joinedOn: joinedOn ?? null }, problems }
}
