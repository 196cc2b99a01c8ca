import type { Actor, Builder, Organisation, Place } from '../builder/index.ts'

/** The one password of the whole demo. Production refuses to serve a database that has it. */
export const password = 'walk-the-south-downs'

/** Who signs in, one for each role; volunteers.ts makes the volunteer's account. */
export const midhurstSignIns = [
  { role: 'VOLUNTEER_CO_ORDINATOR', name: 'Sally Brook', email: 'sally@midhurst.example', password },
  { role: 'CARE_CO_ORDINATOR', name: 'Grace Adeyemi', email: 'grace@midhurst.example', password },
  { role: 'GROUP_MANAGER', name: 'Margaret Dunn', email: 'margaret@midhurst.example', password },
  { role: 'VOLUNTEER', name: 'Peter Hale', email: 'peter@midhurst.example', password },
  { role: 'ADMINISTRATOR', name: 'Helen Marsh', email: 'helen@midhurst.example', password },
] as const

export interface Staff {
  readonly valley: Place
  readonly midhurst: Place
  readonly petworth: Place
  readonly haslemere: Place
  readonly network: Organisation
  readonly hospice: Organisation
  readonly practice: Organisation
  readonly neighbours: Organisation
  readonly befrienders: Organisation
  /** The volunteer co-ordinator. */
  readonly sally: Actor
  /** Nurse specialists: care co-ordinators of the network, and one of the hospice. */
  readonly grace: Actor
  readonly tom: Actor
  readonly ivy: Actor
  /** Of the good neighbours. */
  readonly margaret: Actor
}

/** Places, organisations and those who work there. */
export async function makeStaff(build: Builder): Promise<Staff> {
  const valley = await build.place('Rother valley', { latitude: 51.02, longitude: -0.69, outward: 'GU29' })
  const midhurst = await build.place('Midhurst', {
    latitude: 50.986,
    longitude: -0.737,
    outward: 'GU29',
    parent: valley,
  })
  const petworth = await build.place('Petworth', {
    latitude: 50.987,
    longitude: -0.611,
    outward: 'GU28',
    parent: valley,
  })
  const haslemere = await build.place('Haslemere', {
    latitude: 51.089,
    longitude: -0.713,
    outward: 'GU27',
    parent: valley,
  })
  const everywhere = [valley, midhurst, petworth, haslemere]

  const network = await build.organisation('Rother Valley Care at Home', 'CHARITY', {
    description: 'Nurses and volunteers for people who wish to stay at home in their last year of life.',
    email: 'office@midhurst.example',
  })
  const hospice = await build.organisation('Three Gates Hospice at Home', 'CHARITY', {
    description: 'Nights and palliative nursing at home.',
    email: 'nights@threegates.example',
  })
  const practice = await build.organisation('Larch Close Surgery', 'GP_PRACTICE')
  const neighbours = await build.organisation('Petworth Good Neighbours', 'UNINCORPORATED', {
    description: 'Lifts, shopping and company in and around Petworth.',
    email: 'hello@goodneighbours.example',
  })
  const befrienders = await build.organisation('Haslemere Tea and Company', 'CIC', {
    description: 'A weekly tea for people who live alone, and visits to those who cannot come.',
    email: 'tea@haslemere.example',
  })

  const [co, care, manager, , administrator] = midhurstSignIns
  await build.account(administrator)
  const sally = await build.account({ ...co, organisation: network, places: everywhere })
  const grace = await build.account({ ...care, organisation: network, places: everywhere })
  const tom = await build.account({
    name: 'Tom Whitfield',
    email: 'tom@midhurst.example',
    role: 'CARE_CO_ORDINATOR',
    organisation: network,
    places: everywhere,
  })
  const ivy = await build.account({
    name: 'Ivy Castell',
    email: 'ivy@threegates.example',
    role: 'CARE_CO_ORDINATOR',
    organisation: hospice,
    places: everywhere,
  })
  const margaret = await build.account({ ...manager, organisation: neighbours })
  return {
    valley,
    midhurst,
    petworth,
    haslemere,
    network,
    hospice,
    practice,
    neighbours,
    befrienders,
    sally,
    grace,
    tom,
    ivy,
    margaret,
  }
}
