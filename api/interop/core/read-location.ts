import { isPosition, parsePostcode } from '../../kernel/index.ts'
import type { FeedAccessibility, FeedAddress, FeedContact, FeedLanguage, FeedLocation, FeedPhone } from './model.ts'
import { readSchedule } from './read-schedule.ts'
import type { Fields } from './values.ts'

/**
 * A place: v3 nests it in `service_at_locations[].location`, v1 likewise with `physical_addresses` and
 * `accessibility_for_disabilities`. What the link between service and place says (its hours, contacts, phones) is
 * joined to the place.
 */
export function readServiceAtLocation(link: Fields): FeedLocation | null {
  const place = link.child('location')
  const own = place && readLocation(place)
  const schedules = link.list(['schedules', 'regular_schedules', 'regular_schedule'], readSchedule)
  const { contacts, phones } = readContactsAndPhones(link)
  const description = link.lines('description', 2000)
  if (!own && !description && schedules.length + contacts.length + phones.length === 0) return null
  const location = own ?? { ...nowhere, sourceId: link.id('location_id') }
  return {
    ...location,
    linkSourceId: link.id(),
    description: location.description ?? description,
    schedules: together(location.schedules, schedules),
    contacts: together(location.contacts, contacts),
    phones: together(location.phones, phones),
  }
}

/** Both lists, what is word for word the same only once: feeds repeat a place's hours in its link to the service. */
function together<T>(one: readonly T[], other: readonly T[]): T[] {
  return [...new Map([...one, ...other].map((item) => [JSON.stringify(item), item])).values()]
}

const nowhere: FeedLocation = {
  sourceId: null,
  linkSourceId: null,
  type: null,
  name: null,
  description: null,
  transportation: null,
  url: null,
  latitude: null,
  longitude: null,
  uprn: null,
  externalIdentifier: null,
  addresses: [],
  accessibility: [],
  schedules: [],
  contacts: [],
  phones: [],
  languages: [],
}

/** A location row of either version; null when it says nothing at all. */
export function readLocation(row: Fields): FeedLocation | null {
  const position = readPosition(row)
  const identifier = row.line('external_identifier', 100)
  const identifierType = row.line('external_identifier_type', 100)
  const uprn = identifier && /^uprn$/i.test(identifierType ?? '') && /^\d{1,12}$/.test(identifier) ? identifier : null
  const type = row.line('location_type')?.toLowerCase() ?? null
  const location: FeedLocation = {
    sourceId: row.id(),
    linkSourceId: null,
    type: type === 'physical' || type === 'postal' || type === 'virtual' ? type : null,
    name: row.line('name'),
    description: row.lines('description', 2000),
    transportation: row.lines('transportation', 2000),
    url: row.url(),
    latitude: position?.lat ?? null,
    longitude: position?.lon ?? null,
    uprn,
    externalIdentifier: identifier && !uprn ? { type: identifierType, identifier } : null,
    addresses: row.list(['addresses', 'physical_addresses', 'physical_address', 'address'], readAddress),
    accessibility: row.list(['accessibility', 'accessibility_for_disabilities'], readAccessibility),
    schedules: row.list(['schedules', 'regular_schedules', 'regular_schedule'], readSchedule),
    ...readContactsAndPhones(row),
    languages: row.list('languages', readLanguage),
  }
  const { sourceId, ...said } = location
  const saysSomething = Object.values(said).some((value) => (Array.isArray(value) ? value.length > 0 : value !== null))
  return saysSomething || sourceId !== null ? location : null
}

/** The extreme points of the United Kingdom with its islands, the Channel Islands and Man, a little rounded out. */
const kingdom = { south: 49, north: 61, west: -9, east: 2.5 }

/** Both degrees or nothing. Exchanged ones are put right; 0,0 is what a form leaves when nobody filled it in. */
function readPosition(row: Fields): { lat: number; lon: number } | null {
  const first = (names: readonly string[]) => names.find((name) => Object.hasOwn(row.row, name)) ?? names[0]!
  const latName = first(['latitude', 'lat'])
  const lonName = first(['longitude', 'lon', 'lng', 'long'])
  const lat = row.number(latName, -1e9, 1e9)
  const lon = row.number(lonName, -1e9, 1e9)
  if (lat === null && lon === null) return null
  if (lat === null || lon === null) {
    row.notes.warn('positionHalf', row.path + (lat === null ? latName : lonName))
    return null
  }
  const inside = (a: number, b: number) =>
    a >= kingdom.south && a <= kingdom.north && b >= kingdom.west && b <= kingdom.east
  const field = row.path + latName
  if (!inside(lat, lon) && inside(lon, lat)) {
    row.notes.keep('positionSwapped', field, `${lat}, ${lon}`)
    return { lat: lon, lon: lat }
  }
  if (!isPosition({ lat, lon }) || (lat === 0 && lon === 0)) {
    row.notes.keep('positionOutOfRange', field, `${lat}, ${lon}`)
    return null
  }
  if (!inside(lat, lon)) row.notes.warn('positionOutsideUk', field)
  return { lat, lon }
}

export function readAddress(row: Fields): FeedAddress | null {
  const postalCode = row.line(['postal_code', 'postcode', 'post_code'], 40)
  const parsed = postalCode === null ? null : parsePostcode(postalCode)
  if (parsed && !parsed.ok) row.notes.warn('postcodeUnreadable', `${row.path}postal_code`)
  const address: FeedAddress = {
    sourceId: row.id(),
    attention: row.line('attention'),
    address1: row.line(['address_1', 'address1', 'street_address']),
    address2: row.line(['address_2', 'address2']),
    city: row.line(['city', 'town']),
    region: row.line('region'),
    stateProvince: row.line(['state_province', 'county']),
    postcode: parsed?.ok ? parsed.value : null,
    postalCode,
    country: row.line('country'),
    type: row.line('address_type')?.toLowerCase() ?? null,
  }
  const { sourceId: _, country: _country, type: _type, ...said } = address
  return Object.values(said).some((value) => value !== null) ? address : null
}

function readAccessibility(row: Fields): FeedAccessibility | null {
  const description = row.lines(['description', 'accessibility'], 2000)
  const details = row.lines('details', 2000)
  const url = row.url()
  return description || details || url ? { sourceId: row.id(), description, details, url } : null
}

/** Contacts that are somebody, and phones: those of a contact without any name are simply the phones. */
export function readContactsAndPhones(row: Fields): { contacts: FeedContact[]; phones: FeedPhone[] } {
  const contacts = row.list('contacts', readContact)
  const isSomebody = ({ name, title, department, email }: FeedContact) =>
    [name, title, department, email].some((value) => value !== null)
  const phonesAlone = contacts.filter((contact) => !isSomebody(contact)).flatMap(({ phones }) => phones)
  return { contacts: contacts.filter(isSomebody), phones: together(row.list('phones', readPhone), phonesAlone) }
}

function readContact(row: Fields): FeedContact | null {
  const contact: FeedContact = {
    sourceId: row.id(),
    name: row.line('name'),
    title: row.line('title'),
    department: row.line('department'),
    email: row.email(),
    phones: row.list(['phones', 'phone'], readPhone),
  }
  const { sourceId: _, phones, ...said } = contact
  return phones.length > 0 || Object.values(said).some((value) => value !== null) ? contact : null
}

/** A phone as the source writes it: it is read aloud and dialled by people, so an odd one is kept if it has a figure. */
export function readPhone(row: Fields): FeedPhone | null {
  const number = row.line('number', 100)?.replace(/^["']+|["']+$/g, '') ?? null
  if (number === null || !/\d{3}/.test(number.replace(/[\s().-]/g, ''))) {
    row.notes.warn('phoneUnreadable', `${row.path}number`)
    return null
  }
  return {
    sourceId: row.id(),
    number,
    extension: row.line('extension', 20),
    type: row.line('type', 50),
    description: row.line('description', 500),
  }
}

/** v3 has name and code, v1 one field `language` with either. */
export function readLanguage(row: Fields): FeedLanguage | null {
  const name = row.line(['name', 'language'], 100)
  const code = row.line('code', 20)
  if (!name && !code) {
    row.notes.warn('languageUnnamed', row.path.replace(/\.$/, ''))
    return null
  }
  return { sourceId: row.id(), name, code: code?.toLowerCase() ?? null, note: row.line('note', 500) }
}
