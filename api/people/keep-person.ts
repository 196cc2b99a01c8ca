import type { Context } from '../reads/index.ts'
import { locatePostcode } from '../organisations/index.ts'
import { listed, numberStatus, orNull, personProblems, type NamedFacts } from './people.rules.ts'
import { PersonEntity, type Person } from './person.entity.ts'

/** Makes the person behind a new role. Names must have been said (`checkPerson`). */
export async function makePerson(ctx: Context, facts: NamedFacts): Promise<Person> {
  const person = ctx.em.create(PersonEntity, {
    id: ctx.newId(),
    givenName: facts.givenName ?? '',
    familyName: facts.familyName ?? '',
    addressLines: [],
    phones: [],
    languages: ['en'],
    contactPreference: 'PHONE',
    nhsNumberStatus: numberStatus(null),
  })
  await changePerson(ctx, person, facts)
  // Before the role's row, which refers to it.
  await ctx.em.flush()
  return person
}

/**
 * Takes over the facts that were said; the position follows the postcode unless it is given.
 * @returns whether that changed where they live, as far as anybody knows it
 */
export async function changePerson(ctx: Context, person: Person, facts: NamedFacts): Promise<boolean> {
  const before = whereOf(person)
  const said = <K extends keyof NamedFacts>(key: K): boolean => facts[key] !== undefined
  if (facts.givenName) person.givenName = facts.givenName
  if (facts.familyName) person.familyName = facts.familyName
  if (said('preferredName')) person.preferredName = orNull(facts.preferredName)
  if (said('dateOfBirth')) person.dateOfBirth = facts.dateOfBirth ?? null
  if (said('addressLines')) person.addressLines = listed(facts.addressLines)
  if (said('town')) person.town = orNull(facts.town)
  if (said('uprn')) person.uprn = orNull(facts.uprn)
  if (said('phones')) person.phones = listed(facts.phones, true)
  if (said('email')) person.email = orNull(facts.email)
  if (said('languages')) {
    const languages = listed(facts.languages, true)
    person.languages = languages.length > 0 ? languages : ['en']
  }
  if (said('needsLanguage')) person.needsLanguage = orNull(facts.needsLanguage)
  if (said('prefersLanguage')) person.prefersLanguage = orNull(facts.prefersLanguage)
  if (said('accessNeeds')) person.accessNeeds = orNull(facts.accessNeeds)
  if (facts.contactPreference) person.contactPreference = facts.contactPreference
  if (said('nhsNumber')) {
    const number = orNull(facts.nhsNumber)
    if (number !== (person.nhsNumber ?? null)) person.nhsNumberStatus = numberStatus(number)
    person.nhsNumber = number
  }
  const moved = said('postcode') && orNull(facts.postcode) !== (person.postcode ?? null)
  if (said('postcode')) person.postcode = orNull(facts.postcode)
  if (facts.position !== undefined || moved) {
    const at = facts.position ?? (person.postcode ? await locatePostcode(ctx, person.postcode) : null)
    person.latitude = at?.latitude ?? null
    person.longitude = at?.longitude ?? null
  }
  return whereOf(person) !== before
}

const whereOf = ({ town, postcode, latitude, longitude }: Person): string =>
  JSON.stringify([town ?? null, postcode ?? null, latitude ?? null, longitude ?? null])

/** Refuses what is wrong with the facts, all of it at once. */
export function checkPerson(ctx: Context, facts: NamedFacts, isNew: boolean): void {
  const problems = personProblems(facts, ctx.today, isNew)
  if (problems.length > 0) ctx.refuseInput(...problems)
}
