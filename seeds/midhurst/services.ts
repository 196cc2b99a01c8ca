import { thePublic } from '../../api/kernel/index.ts'
import { importOruk, readOruk } from '../../api/interop/index.ts'
import type { Invented, Place, Runner } from '../builder/index.ts'
import type { Staff } from './staff.ts'

interface Line {
  readonly in: 'midhurst' | 'petworth' | 'haslemere'
  readonly by: string
  readonly name: string
  readonly description: string
  /** Day codes and hours: `TH 10:00-12:00`; without: whenever somebody rings. */
  readonly when?: string
  /** Pounds; 0 is free; absent: not said. */
  readonly cost?: number
  readonly eligibility?: string
  readonly languages?: readonly (readonly [string, string])[]
}

const services: readonly Line[] = [
  {
    in: 'petworth',
    by: 'Petworth Good Neighbours',
    name: 'Lifts to the doctor and the hospital',
    description:
      'Neighbours with cars take people who cannot drive to appointments and bring them home. Ring two days before.',
    cost: 0,
    when: 'MO,TU,WE,TH,FR 09:00-12:00',
  },
  {
    in: 'petworth',
    by: 'Petworth Good Neighbours',
    name: 'Shopping together',
    description: 'Somebody to shop with you or for you, once a week.',
    cost: 0,
  },
  {
    in: 'haslemere',
    by: 'Haslemere Tea and Company',
    name: 'Thursday tea',
    description:
      'Tea, cake and company for people who live alone. Carers are welcome to come along or to go and have two hours to themselves.',
    when: 'TH 14:00-16:00',
    cost: 2,
  },
  {
    in: 'haslemere',
    by: 'Haslemere Tea and Company',
    name: 'Visits at home',
    description: 'A befriender comes every week to people who cannot get out.',
    cost: 0,
    eligibility: 'People over 60 who live alone',
  },
  {
    in: 'midhurst',
    by: 'Rother Valley Memory Café',
    name: 'Memory café',
    description:
      'For people with dementia and those who care for them: singing, talking, and a nurse to ask. No need to have been told a diagnosis.',
    when: 'WE 10:30-12:30',
    cost: 0,
  },
  {
    in: 'midhurst',
    by: 'Rother Valley Memory Café',
    name: 'Carers’ circle',
    description: 'Carers of someone with dementia meet while their person is at the café.',
    when: 'TH 10:00-12:00',
    cost: 0,
    eligibility: 'Carers',
  },
  {
    in: 'midhurst',
    by: 'Old Tannery Community Hall',
    name: 'Lunch club',
    description: 'A hot lunch with others, wheelchair friendly. Transport can be arranged.',
    when: 'TU,FR 12:00-14:00',
    cost: 6.5,
  },
  {
    in: 'midhurst',
    by: 'Old Tannery Community Hall',
    name: 'Chair exercise',
    description: 'Gentle exercise sitting down, for better balance and fewer falls.',
    when: 'MO 10:00-11:00',
    cost: 4,
  },
  {
    in: 'petworth',
    by: 'Three Gate Gardeners',
    name: 'Gardens made safe',
    description: 'Hedges, paths and steps cleared for people who are ill or disabled.',
    eligibility: 'On a low income, or referred',
    cost: 0,
  },
  {
    in: 'haslemere',
    by: 'Skylark Bereavement',
    name: 'Walking and talking',
    description: 'A slow walk for people who have been bereaved. A dog usually comes.',
    when: 'SA 10:00-11:30',
    cost: 0,
  },
  {
    in: 'haslemere',
    by: 'Surrey Hills Polish Club',
    name: 'Porozmawiajmy',
    description: 'Polish-speaking visitors, and help with letters from the hospital.',
    languages: [
      ['pl', 'Polish'],
      ['en', 'English'],
    ],
    cost: 0,
  },
  {
    in: 'midhurst',
    by: 'Quarry Rise Repairs',
    name: 'Small repairs',
    description: 'Grab rails, light bulbs, a shelf moved. Materials at cost.',
    cost: 0,
  },
]

/** Always the same: the published ids of the demo's services are its own and mean nothing elsewhere. */
const id = (kind: number, n: number) => `00000000-0000-4000-8000-${String(kind * 1_000_000 + n).padStart(12, '0')}`

/** The local directory, as an Open Referral UK feed that is imported like any other. */
export async function makeServices(runner: Runner, staff: Staff, invented: Invented): Promise<number> {
  const groups = [...new Set(services.map((service) => service.by))]
  const feed = readOruk(
    { contents: services.map((line, n) => asOruk(line, n, groups.indexOf(line.by), staff[line.in], invented)) },
    { publisher: 'Rother Valley Care at Home', isComplete: true },
  )
  const source = { name: 'midhurst demo', publisher: 'Rother Valley Care at Home', licence: null, url: null }
  const report = await runner.run(thePublic, (ctx) => importOruk(ctx, feed, { source }))
  if (report.new !== services.length) throw new Error(`of ${services.length} services ${report.new} were taken`)
  return report.new
}

function asOruk(line: Line, n: number, group: number, place: Place, invented: Invented) {
  const [days, hours] = line.when?.split(' ') ?? []
  const [opens_at, closes_at] = hours?.split('-') ?? []
  const number = invented.phone().replace('+44', '0')
  return {
    id: id(1, n),
    name: line.name,
    description: line.description,
    status: 'active',
    assured_date: '2026-09-01',
    organization: { id: id(2, group), name: line.by },
    ...(line.eligibility ? { eligibility_description: line.eligibility } : {}),
    phones: [{ id: id(3, n), number }],
    languages: (line.languages ?? []).map(([code, name], i) => ({ id: id(4, n * 10 + i), code, name })),
    schedules: days ? [{ id: id(5, n), freq: 'WEEKLY', byday: days, opens_at, closes_at }] : [],
    cost_options:
      line.cost === undefined
        ? []
        : [{ id: id(6, n), amount: line.cost, currency: 'GBP', ...(line.cost === 0 ? { option: 'free' } : {}) }],
    service_at_locations: [
      {
        id: id(7, n),
        location: {
          id: id(8, n),
          location_type: 'physical',
          name: `${line.by}, ${place.name}`,
          ...invented.near(place.at, 1),
          addresses: [
            {
              id: id(9, n),
              address_1: invented.addressLines()[0],
              city: place.name,
              state_province: 'West Sussex',
              postal_code: invented.postcode(place.outward),
              country: 'GB',
              address_type: 'physical',
            },
          ],
        },
      },
    ],
  }
}
