import { seededRng, type Rng } from '../../../api/kernel/index.ts'
import { prose, serviceName, subject, TOWNS, WHAT, WHO } from './words.ts'

/** Where the made-up towns lie: around the middle of England, some kilometres apart, each with postcodes of its own. */
const placeOf = (town: number) => ({ lat: 52 + 0.12 * Math.floor(town / 5), lon: -1.6 + 0.2 * (town % 5) })
export const outwardOf = (town: number): string => `ZE${1 + town}`
const DAY_CODES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
const LANGUAGES = [
  ['English', 'en'],
  ['Welsh', 'cy'],
  ['Polish', 'pl'],
  ['Urdu', 'ur'],
  ['Panjabi', 'pa'],
] as const
const TAXONOMY = [...WHAT, ...WHO].map((name, i) => ({
  id: `term-${i}`,
  name,
  taxonomy: i < WHAT.length ? 'Kind' : 'For',
}))

/**
 * A feed of Open Referral UK 3 with all that can be searched for: places with positions and postcodes, opening hours,
 * costs, languages, terms. About 2.3 kB a service. Everything in it is made up.
 */
export function structuredFeed(services: number, seed = 1): string {
  const rng = seededRng(seed)
  const organisations = Array.from({ length: Math.ceil(services / 3) }, (_, i) => ({
    id: uuid(rng),
    name: `${rng.pick(TOWNS)} ${rng.pick(['Trust', 'Neighbours', 'Association', 'Action'])} ${i}`,
    description: prose(rng, 120).join(' '),
  }))
  const contents = Array.from({ length: services }, () => service(rng, rng.pick(organisations)))
  return JSON.stringify({
    total_items: services,
    total_pages: 1,
    page_number: 1,
    size: services,
    first_page: true,
    last_page: true,
    empty: false,
    contents,
  })
}

function service(rng: Rng, organization: object) {
  const town = rng.int(TOWNS.length)
  const about = { ...subject(rng), town: [TOWNS[town] ?? ''] }
  const isFree = rng.next() < 0.5
  const [from, to] = rng.pick([
    ['09:30', '12:00'],
    ['13:00', '15:30'],
    ['10:00', '16:00'],
    ['18:30', '20:30'],
  ] as const)
  return {
    id: uuid(rng),
    name: serviceName(rng, about),
    description: prose(rng, 250 + rng.int(900), about).join(' '),
    url: 'https://service.example.org',
    email: 'service@example.org',
    status: 'active',
    assured_date: `202${4 + rng.int(2)}-0${1 + rng.int(9)}-1${rng.int(10)}`,
    minimum_age: rng.next() < 0.3 ? 18 : undefined,
    organization,
    phones: [{ id: uuid(rng), number: `01632 960${String(rng.int(1000)).padStart(3, '0')}` }],
    schedules: [
      {
        id: uuid(rng),
        freq: 'WEEKLY',
        byday: rng
          .shuffle(DAY_CODES)
          .slice(0, 1 + rng.int(3))
          .join(','),
        opens_at: from,
        closes_at: to,
      },
    ],
    service_at_locations: [{ id: uuid(rng), location: location(rng, town) }],
    cost_options: isFree
      ? [{ id: uuid(rng), option: 'Free', amount: 0 }]
      : [{ id: uuid(rng), amount: 1 + rng.int(20), currency: 'GBP', amount_description: 'each time' }],
    languages: rng.next() < 0.3 ? [languageRow(rng)] : [],
    attributes: TAXONOMY.filter(({ name }) => about.who.includes(name) || about.what.includes(name)).map(
      (taxonomy_term) => ({ id: uuid(rng), taxonomy_term }),
    ),
  }
}

function languageRow(rng: Rng) {
  const [name, code] = rng.pick(LANGUAGES)
  return { id: uuid(rng), name, code }
}

function location(rng: Rng, town: number) {
  const { lat, lon } = placeOf(town)
  const letter = () => rng.pick('ABDEFGHJLNPQRSTUWXYZ'.split(''))
  return {
    id: uuid(rng),
    location_type: 'physical',
    name: `${TOWNS[town]} ${rng.pick(['Village Hall', 'Library', 'Church Rooms', 'Community Centre'])}`,
    latitude: round(lat + (rng.next() - 0.5) * 0.1),
    longitude: round(lon + (rng.next() - 0.5) * 0.16),
    addresses: [
      {
        id: uuid(rng),
        address_1: `${1 + rng.int(90)} Chapel Row`,
        city: TOWNS[town],
        postal_code: `${outwardOf(town)} ${rng.int(10)}${letter()}${letter()}`,
        country: 'GB',
        address_type: 'physical',
      },
    ],
    accessibility: rng.next() < 0.4 ? [{ id: uuid(rng), description: 'Level access and an accessible toilet.' }] : [],
  }
}

const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6

function uuid(rng: Rng): string {
  const hex = (digits: number) => Array.from({ length: digits }, () => rng.int(16).toString(16)).join('')
  return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`
}
