import type { Context } from '../reads/index.ts'
import { locatePostcode, locatePostcodes } from '../organisations/index.ts'
import { listed, numberStatus, orNull, personProblems, type NamedFacts } from './people.rules.ts'
import { PersonEntity, type Person } from './person.entity.ts'

type Position = NonNullable<NamedFacts['position']>

/** Makes the person behind a new role. Names must have been said (`checkPerson`). */
export async function makePerson(ctx: Context, facts: NamedFacts): Promise<Person> {
  const person = emptyPerson(ctx, facts)
  await changePerson(ctx, person, facts)
  // Before the role's row, which refers to it.
  await ctx.em.flush()
  return person
}

/** The same for many at once, in their order: postcodes are looked up together, rows written together. */
export async function makePeople(ctx: Context, many: readonly NamedFacts[]): Promise<Person[]> {
  const places = await placesOf(ctx, many)
  const people = many.map((facts) => {
    const person = emptyPerson(ctx, facts)
    changeAt(person, facts, places)
    return person
  })
  await ctx.em.flush()
  return people
}

const emptyPerson = (ctx: Context, facts: NamedFacts): Person =>
  ctx.em.create(PersonEntity, {
    id: ctx.newId(),
    givenName: facts.givenName ?? '',
    familyName: facts.familyName ?? '',
    addressLines: [],
    phones: [],
    languages: ['en'],
    contactPreference: 'PHONE',
    nhsNumberStatus: numberStatus(null),
  })

/**
 * Takes over the facts that were said; the position follows the postcode unless it is given.
 * @returns whether that changed where they live, as far as anybody knows it
 */
export async function changePerson(ctx: Context, person: Person, facts: NamedFacts): Promise<boolean> {
  const before = whereOf(person)
  const postcode = takeOver(person, facts)
  if (postcode !== undefined) place(person, postcode === null ? null : await locatePostcode(ctx, postcode))
  return whereOf(person) !== before
}

/** The same for many at once. Whole postcodes only. */
export async function changePeople(
  ctx: Context,
  many: readonly { readonly person: Person; readonly facts: NamedFacts }[],
): Promise<void> {
  const places = await placesOf(
    ctx,
    many.flatMap(({ person, facts }) => [facts, { postcode: person.postcode ?? null }]),
  )
  for (const { person, facts } of many) changeAt(person, facts, places)
}

/** Looked up before anything is changed: a statement writes what was changed before it. */
const placesOf = (ctx: Context, many: readonly NamedFacts[]): Promise<Map<string, Position>> =>
  locatePostcodes(
    ctx,
    many.flatMap(({ postcode }) => postcode ?? []),
  )

function changeAt(person: Person, facts: NamedFacts, places: ReadonlyMap<string, Position>): void {
  const postcode = takeOver(person, facts)
  if (postcode !== undefined) place(person, postcode === null ? null : (places.get(postcode) ?? null))
}

const place = (person: Person, at: Position | null): void => {
  person.latitude = at?.latitude ?? null
  person.longitude = at?.longitude ?? null
}

/**
 * Takes over what needs no looking up, a given position included.
 * @returns the postcode whose position is theirs from now on, null for none; undefined where the position stays
 */
function takeOver(person: Person, facts: NamedFacts): string | null | undefined {
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
  if (facts.position) {
    place(person, facts.position)
    return undefined
  }
  return facts.position === null || moved ? (person.postcode ?? null) : undefined
}

const whereOf = ({ town, postcode, latitude, longitude }: Person): string =>
  JSON.stringify([town ?? null, postcode ?? null, latitude ?? null, longitude ?? null])

/** Refuses what is wrong with the facts, all of it at once. */
export function checkPerson(ctx: Context, facts: NamedFacts, isNew: boolean): void {
  const problems = personProblems(facts, ctx.today, isNew)
  if (problems.length > 0) ctx.refuseInput(...problems)
}
