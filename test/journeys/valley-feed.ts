/** A small Open Referral UK 3 feed of invented services in an invented valley, with what a council could say if it did. */

export interface ValleyService {
  readonly id?: string
  readonly name: string
  readonly description?: string
  readonly organisation?: string
  readonly at?: { readonly lat?: number; readonly lon?: number; readonly postcode?: string; readonly town?: string }
  /** `MO,TH 10:00-12:00` */
  readonly open?: string
  readonly costs?: readonly { readonly option?: string; readonly amount?: number }[]
  readonly languages?: readonly { readonly name?: string; readonly code?: string }[]
  readonly terms?: readonly { readonly id: string; readonly name: string; readonly parent?: string }[]
  readonly assured?: string
  readonly status?: string
  readonly ages?: readonly [number, number]
  readonly phone?: string
}

const id = (n: number) => `5e000000-0000-4000-8000-${String(n).padStart(12, '0')}`

export const asOruk = (services: readonly ValleyService[]) =>
  services.map((service, n) => ({
    id: service.id ?? id(n + 1),
    name: service.name,
    status: service.status ?? 'active',
    description: service.description,
    ...(service.assured ? { assured_date: service.assured } : {}),
    ...(service.ages ? { minimum_age: service.ages[0], maximum_age: service.ages[1] } : {}),
    organization: {
      id: `org-${service.organisation ?? 'valley'}`,
      name: service.organisation ?? 'Valley Friends',
      description: 'A charity of the valley.',
    },
    ...(service.costs ? { cost_options: service.costs.map((cost, i) => ({ id: `c${n}-${i}`, ...cost })) } : {}),
    ...(service.languages ? { languages: service.languages } : {}),
    ...(service.terms
      ? {
          attributes: service.terms.map(({ id, name, parent }) => ({
            id: `a${n}-${id}`,
            taxonomy_term: { id, name, taxonomy: 'Valley words', ...(parent ? { parent_id: parent } : {}) },
          })),
        }
      : {}),
    ...(service.phone ? { phones: [{ id: `p${n}`, number: service.phone }] } : {}),
    ...(service.at
      ? {
          service_at_locations: [
            {
              id: `sal${n}`,
              location: {
                id: `loc${n}`,
                location_type: 'physical',
                name: `Hall of ${service.name}`,
                ...(service.at.lat === undefined ? {} : { latitude: service.at.lat, longitude: service.at.lon }),
                addresses: [
                  {
                    id: `ad${n}`,
                    address_1: '1 High Street',
                    city: service.at.town ?? 'Aberdyffryn',
                    postal_code: service.at.postcode ?? '',
                    country: 'GB',
                    address_type: 'physical',
                  },
                ],
              },
            },
          ],
        }
      : {}),
    ...(service.open ? { schedules: [scheduleOf(service.open)] } : {}),
  }))

function scheduleOf(text: string) {
  const [byday, hours = ''] = text.split(' ')
  const [opens, closes] = hours.split('-')
  return { freq: 'WEEKLY', byday, opens_at: opens, closes_at: closes }
}

/** Aberdyffryn lies at 52.00, -4.00; a hundredth of a degree north is 1.1 km. */
export const valley: readonly ValleyService[] = [
  {
    name: 'Valley Befrienders',
    description: 'A volunteer calls once a week for a cup of tea and a chat with people who feel lonely.',
    at: { lat: 52.01, lon: -4, postcode: 'ZE9 1AA' },
    open: 'TU 10:00-12:00',
    costs: [{ option: 'Visit', amount: 0 }],
    languages: [{ name: 'Welsh', code: 'cym' }, { name: 'English' }],
    terms: [{ id: 't-befriending', name: 'Befriending', parent: 't-social' }],
    assured: '2026-05-01',
    phone: '01632 960101',
  },
  {
    name: 'Caffi Cof',
    description:
      'A memory café for people with dementia and those who care for them. Every Tuesday 2pm to 4pm. £2 per session.',
    at: { lat: 52.05, lon: -4, postcode: 'ZE9 2BB', town: 'Pentre Uchaf' },
    languages: [{ code: 'cy' }],
    terms: [{ id: 't-social', name: 'Social' }],
    assured: '2024-01-15',
  },
  {
    name: 'Cwtsh Sitting Service',
    description: 'Somebody sits with the person you care for, so that you have a break of two hours. Free of charge.',
    at: { postcode: 'ZE9 1AA' },
    ages: [18, 120],
  },
  {
    name: 'Telephone Bereavement Support',
    description: 'A trained volunteer rings you after somebody has died. Grief has no timetable.',
    open: 'MO,FR 18:00-20:00',
  },
  {
    name: 'Community Transport',
    description: 'Volunteer drivers take people to hospital appointments. Our office is at ZE9 1AD. Cost: 45p a mile.',
  },
  {
    name: 'Lunch Club',
    description: 'A hot meal in company.',
    at: { lat: 52.4, lon: -4, postcode: 'ZE8 7XY', town: 'Llanbell' },
    open: 'WE 12:00-14:00',
    costs: [{ option: 'Meal', amount: 4.5 }],
  },
  { name: 'Closed Club', description: 'Befriending, until it closed.', status: 'defunct' },
  { name: 'Paused Walks', description: 'Walking for health in the hills.', status: 'temporarily closed' },
]
