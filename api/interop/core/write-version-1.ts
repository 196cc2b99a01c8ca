import type { Json } from './model.ts'

type Row = Readonly<Record<string, Json>>
type Rows = readonly Row[]

/** Version 1 knows these words only; others are left out there. */
const ways = {
  deliverable_type: [
    'Advice',
    'Assessment',
    'Counselling',
    'Equipment',
    'Financial Support',
    'Information',
    'Permission',
    'Training',
  ],
  attending_type: ['phone', 'online', 'venue', 'home visit'],
  attending_access: ['referral', 'appointment', 'membership', 'drop-in'],
} as const

/**
 * What `writeService` wrote, as Open Referral UK 1.0 has it: other names for the same (`service_taxonomys`,
 * `regular_schedules`, `physical_addresses`), ages as `eligibilitys`, an organisation's `url`. What version 1 has no
 * place for is left out; a supplier's own fields stay.
 */
export function serviceOfVersion1(service: Row): Row {
  const { minimum_age: minimum, maximum_age: maximum, eligibility_description: eligibility } = service
  const own = (name: string) => Object.entries(service).filter(([key]) => key.startsWith(name))
  return given({
    ...Object.fromEntries(Object.entries(service).filter(([key]) => !ofVersion3.has(key))),
    ...pick(service, [
      'id',
      'name',
      'description',
      'url',
      'email',
      'status',
      'fees',
      'accreditations',
      'assured_date',
      'last_modified',
    ]),
    ...Object.fromEntries(
      Object.entries(ways).map(([key, known]) => [key, known.find((each) => each === service[key])]),
    ),
    ...Object.fromEntries(own('alongside_')),
    organization: service['organization'] && organisationOfVersion1(service['organization'] as Row),
    eligibilitys:
      minimum === undefined && maximum === undefined && eligibility === undefined
        ? undefined
        : [given({ id: service['id'], eligibility, minimum_age: minimum, maximum_age: maximum })],
    service_at_locations: rows(service, 'service_at_locations').map((place) =>
      given({
        id: place['id'],
        location: locationOf(place['location'] as Row),
        regular_schedule: rows(place, 'schedules').map(schedule),
      }),
    ),
    regular_schedules: rows(service, 'schedules').map(schedule),
    contacts: rows(service, 'contacts').map((contact) =>
      given({
        ...pick(contact, ['id', 'name', 'title']),
        phones: rows(contact, 'phones').map((phone) => pick(phone, ['id', 'number'])),
      }),
    ),
    cost_options: rows(service, 'cost_options').map((cost) =>
      pick(cost, ['id', 'valid_from', 'valid_to', 'option', 'amount', 'amount_description']),
    ),
    fundings: rows(service, 'funding').map((funding) => pick(funding, ['id', 'source'])),
    languages: rows(service, 'languages').map((language) =>
      given({ id: language['id'], language: language['name'] ?? language['code'] }),
    ),
    service_areas: rows(service, 'service_areas').map((area) =>
      given({ ...pick(area, ['id', 'extent', 'uri']), service_area: area['name'] }),
    ),
    service_taxonomys: rows(service, 'attributes').map((attribute) => ({
      id: attribute['id'] as Json,
      taxonomy: termOfVersion1(attribute['taxonomy_term'] as Row),
    })),
  })
}

/** An organisation of version 3, as version 1 has it. */
export const organisationOfVersion1 = (organisation: Row): Row =>
  given({ ...pick(organisation, ['id', 'name', 'description', 'email', 'logo', 'uri']), url: organisation['website'] })

/** A taxonomy term of version 3: version 1 calls it a taxonomy, and its taxonomy a vocabulary. */
export const termOfVersion1 = (term: Row): Row =>
  given({ ...pick(term, ['id', 'name', 'parent_id']), vocabulary: term['taxonomy'] })

/** A service at a location of version 3: version 1 has the location, and in it the service. */
export const locationOfVersion1 = (place: Row): Row =>
  given({
    ...locationOf(place['location'] as Row),
    service_at_locations: [{ id: place['id'] as Json, service: serviceOfVersion1(place['service'] as Row) }],
  })

/** A page's header and rows under the names of version 1. */
export const pageOfVersion1 = (page: Row, write: (row: Row) => Row): Row => ({
  totalElements: page['total_items'] as Json,
  totalPages: page['total_pages'] as Json,
  number: page['page_number'] as Json,
  size: page['size'] as Json,
  first: page['first_page'] as Json,
  last: page['last_page'] as Json,
  empty: page['empty'] as Json,
  content: rows(page, 'contents').map(write),
})

const locationOf = (location: Row): Row =>
  given({
    ...pick(location, ['id', 'name', 'description', 'latitude', 'longitude']),
    physical_addresses: rows(location, 'addresses').map((address) =>
      pick(address, ['id', 'address_1', 'city', 'state_province', 'postal_code', 'country']),
    ),
    accessibility_for_disabilities: rows(location, 'accessibility').map((one) =>
      given({ id: one['id'], accessibility: one['description'] ?? one['details'] }),
    ),
  })

const schedule = (row: Row): Row =>
  pick(row, [
    'id',
    'opens_at',
    'closes_at',
    'valid_from',
    'valid_to',
    'dtstart',
    'freq',
    'interval',
    'byday',
    'bymonthday',
    'description',
  ])

/** What version 3 writes and version 1 has under other names or not at all; anything else is a supplier's own. */
const ofVersion3 = new Set(
  `organization_id alternate_name alert application_process wait_time interpretation_services licenses eligibility_description
   minimum_age maximum_age deliverable_type attending_type attending_access organization schedules service_areas service_at_locations
   languages funding cost_options required_documents contacts attributes capacities additional_urls`.split(/\s+/),
)

const rows = (row: Row, name: string): Rows => (row[name] ?? []) as Rows
const pick = (row: Row, names: readonly string[]): Row =>
  given(Object.fromEntries(names.map((name) => [name, row[name]])))

function given(fields: Readonly<Record<string, Json | undefined>>): Row {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
  ) as Row
}
