import { timeOfMinutes, weekdayOf } from '../kernel/index.ts'
import type { KeptCost, KeptLocation, KeptPhone, KeptSchedule, KeptService } from '../directory/index.ts'
import { uuidv5 } from '../platform/index.ts'
import { languageNames } from './core/language-names.ts'
import { readFromText, wordsReadFrom } from './core/index.ts'
import type { FeedAddress, FeedCostOption, FeedLocation, FeedPhone, FeedSchedule, FeedService } from './core/index.ts'

/** What an importer decides about a service beside what the feed says of it. */
export interface Decided {
  readonly id: string
  readonly publishedId: string
  readonly fingerprint: string
  readonly organisationId: string | null
  readonly changedAt: Date
  /** By the key that `termKey` gives. */
  readonly termIds: ReadonlyMap<string, string>
}

/** The version of what is below: raise it when the same feed would be kept differently, and every service is read anew. */
export const reading = 2

/** A service of a feed as the directory keeps it: structured facts first, and what only its text says marked as such. */
export function keptOfFeed(service: FeedService, decided: Decided): KeptService {
  const { id } = decided
  const idOf = (kind: string) => {
    const taken = new Map<string, number>()
    // The same place has the same id from import to import, so that links to it go on working.
    return (key: string) => {
      const copy = (taken.get(key) ?? 0) + 1
      taken.set(key, copy)
      return uuidv5(id, [kind, key, ...(copy > 1 ? [copy] : [])].join('\n'))
    }
  }
  const fromText = readFromText(service.descriptionText)
  const locations = keepLocations(
    service,
    fromText.postcodes.map(({ postcode }) => postcode),
    idOf('location'),
  )
  const places = service.locations.map((location, at) => ({ location, id: locations[at]?.id ?? null }))
  const costs = keepCosts(service, idOf('cost'))
  return {
    id,
    publishedId: decided.publishedId,
    sourceKey: service.sourceId,
    fingerprint: decided.fingerprint,
    reading,
    organisationId: decided.organisationId,
    name: service.name,
    alternateName: service.alternateName,
    description: service.descriptionText,
    descriptionHtml: service.descriptionHtml,
    url: service.url,
    email: service.email,
    fees: service.fees,
    status: service.status.toUpperCase().replace(' ', '_') as KeptService['status'],
    assuredOn: service.assuredOn,
    ageMin: service.eligibility.minimumAge,
    ageMax: service.eligibility.maximumAge,
    eligibility: service.eligibility.text,
    attendingType: service.attendingType,
    attendingAccess: service.attendingAccess,
    free: costs.free,
    sourceModified: service.sourceModified,
    changedAt: decided.changedAt,
    details: detailsOf(service),
    extras: service.extras,
    fallback: service.fallback,
    provenance: { originals: service.originals },
    locations,
    schedules: keepSchedules(service, places, fromText.days, idOf('schedule')),
    costs: costs.costs,
    phones: keepPhones(service, places, idOf('phone')),
    languages: keepLanguages(service),
    terms: [...new Map(service.terms.map((term) => [termKey(term), term]))].flatMap(([key, term]) => {
      const termId = decided.termIds.get(key)
      return termId ? [{ termId, linkType: term.linkType, value: term.value, fromExtra: term.fromExtra }] : []
    }),
  }
}

/** What tells a feed's terms apart: vocabulary and id, or vocabulary and name. */
export const termKey = (term: FeedService['terms'][number]): string =>
  [term.taxonomySourceId ?? term.taxonomy ?? '', term.sourceId ?? `name:${term.name.toLowerCase()}`].join('\n')

/** What the standard says beyond the directory's columns: for the export, and for whoever looks closer. */
function detailsOf(service: FeedService): object {
  return said({
    descriptionWas: service.descriptionWas,
    additionalUrls: service.additionalUrls,
    accreditations: service.accreditations,
    alert: service.alert,
    applicationProcess: service.applicationProcess,
    waitTime: service.waitTime,
    interpretationServices: service.interpretationServices,
    licences: service.licences,
    deliverableType: service.deliverableType,
    schedules: service.schedules,
    contacts: service.contacts,
    phones: service.phones,
    costOptions: service.costOptions,
    languages: service.languages,
    serviceAreas: service.serviceAreas,
    funding: service.funding,
    requiredDocuments: service.requiredDocuments,
    capacities: service.capacities,
  })
}

const said = (facts: Record<string, unknown>): object =>
  Object.fromEntries(
    Object.entries(facts).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0)),
  )

function keepLocations(service: FeedService, postcodes: readonly string[], idOf: (key: string) => string) {
  const kept: KeptLocation[] = service.locations.map((location) => {
    const address = location.addresses.find((one) => one.postcode) ?? location.addresses[0]
    return {
      id: idOf(location.sourceId ?? [location.name, address?.address1, address?.postcode].join('\n')),
      sourceKey: location.sourceId,
      kind: location.type === null ? null : (location.type.toUpperCase() as KeptLocation['kind']),
      name: location.name,
      description: location.description,
      transportation: location.transportation,
      url: location.url,
      addressLines: linesOf(address),
      town: address?.city ?? null,
      county: address?.stateProvince ?? null,
      postcode: address?.postcode ?? null,
      country: address?.country ?? null,
      uprn: location.uprn,
      accessibility: location.accessibility.flatMap((one) =>
        [one.description, one.details].filter((text) => text !== null),
      ),
      latitude: location.latitude,
      longitude: location.longitude,
      fromText: false,
      details: said({
        linkSourceId: location.linkSourceId,
        externalIdentifier: location.externalIdentifier,
        schedules: location.schedules,
        addresses: location.addresses,
        accessibility: location.accessibility,
        contacts: location.contacts,
        phones: location.phones,
        languages: location.languages,
      }),
    }
  })
  if (kept.some((location) => location.latitude !== null || location.postcode !== null)) return kept
  // Nobody says where it is, but its description may: approximate, and perhaps only where to write to.
  const read = postcodes.slice(0, 5).map((postcode): KeptLocation => ({
    id: idOf(postcode),
    sourceKey: null,
    kind: null,
    name: null,
    description: null,
    transportation: null,
    url: null,
    addressLines: [],
    town: null,
    county: null,
    postcode,
    country: null,
    uprn: null,
    accessibility: [],
    latitude: null,
    longitude: null,
    fromText: true,
    details: {},
  }))
  return [...kept, ...read]
}

const linesOf = (address: FeedAddress | undefined): string[] =>
  [address?.attention, address?.address1, address?.address2, address?.region].filter((line) => line != null)

type Places = readonly { readonly location: FeedLocation; readonly id: string | null }[]

const dayCodes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

function keepSchedules(
  service: FeedService,
  places: Places,
  days: ReturnType<typeof readFromText>['days'],
  idOf: (key: string) => string,
): KeptSchedule[] {
  const stated = [
    ...service.schedules.map((schedule) => ({ schedule, locationId: null as string | null })),
    ...places.flatMap(({ location, id }) => location.schedules.map((schedule) => ({ schedule, locationId: id }))),
  ]
  const kept = stated.map(({ schedule, locationId }) => keepSchedule(schedule, locationId, idOf))
  const known = kept.some(({ weekdays, bymonthday }) => weekdays.length + bymonthday.length > 0)
  if (known) return kept
  // A schedule that says its days only in words is read like a description, and so is the description itself.
  const inWords = stated.flatMap(({ schedule }) => schedule.description ?? [])
  const texts: [string, typeof days][] = inWords.map((text) => [text, readFromText(text).days])
  if (service.descriptionText !== null) texts.push([service.descriptionText, days])
  const read = texts.flatMap(([text, found]) =>
    found.slice(0, 20).map((one): KeptSchedule => ({
      id: idOf(`text:${one.weekdays.join()}:${one.hours?.from ?? ''}:${one.hours?.to ?? ''}`),
      locationId: null,
      weekdays: one.weekdays,
      opensAt: one.hours && clock(one.hours.from),
      closesAt: one.hours && clock(one.hours.to),
      validFrom: null,
      validTo: null,
      startsOn: null,
      freq: one.every === 'month' ? 'MONTHLY' : 'WEEKLY',
      every: one.every === 'fortnight' ? 2 : 1,
      byday: [],
      bymonthday: [],
      description: null,
      fromText: true,
      readFrom: wordsReadFrom(text, one),
      details: {},
    })),
  )
  const differently = new Map(
    read.map((one) => [JSON.stringify([one.weekdays, one.opensAt, one.closesAt, one.every, one.freq]), one]),
  )
  return [...kept, ...differently.values()]
}

function keepSchedule(schedule: FeedSchedule, locationId: string | null, idOf: (key: string) => string): KeptSchedule {
  const named = schedule.byday.map((day) => dayCodes.indexOf(day.slice(-2)) + 1).filter((day) => day > 0)
  // A weekly rule without days repeats on the day it begins (RFC 5545).
  const begins = schedule.freq === 'WEEKLY' && schedule.dtstart ? [weekdayOf(schedule.dtstart)] : []
  const weekdays = [...new Set(named.length > 0 ? named : begins)].toSorted((a, b) => a - b)
  return {
    id: idOf(
      schedule.sourceId ?? JSON.stringify([locationId, schedule.freq, schedule.byday, schedule.opens, schedule.closes]),
    ),
    locationId,
    weekdays,
    opensAt: schedule.opens === null ? null : clock(schedule.opens),
    closesAt: schedule.closes === null ? null : clock(schedule.closes),
    validFrom: schedule.validFrom,
    validTo: schedule.validTo ?? schedule.until,
    startsOn: schedule.dtstart,
    freq: schedule.freq,
    every: schedule.interval ?? 1,
    byday: schedule.byday,
    bymonthday: schedule.bymonthday,
    description: schedule.description,
    fromText: false,
    readFrom: null,
    details: said({
      until: schedule.until,
      count: schedule.count,
      link: schedule.link,
      attendingType: schedule.attendingType,
      notes: schedule.notes,
    }),
  }
}

const clock = (minutes: number): string => (minutes === 1440 ? '24:00' : timeOfMinutes(minutes))

/** Free is stated when every cost the source lists is nothing; read from the text when that says so and names no sum. */
function keepCosts(
  service: FeedService,
  idOf: (key: string) => string,
): { costs: KeptCost[]; free: KeptService['free'] } {
  if (service.costOptions.length > 0) {
    const isFree = (cost: FeedCostOption) =>
      cost.amount === 0 || (cost.amount === null && /^\s*free\b/i.test(cost.option ?? cost.amountDescription ?? ''))
    const costs = service.costOptions.map((cost) => ({
      id: idOf(cost.sourceId ?? JSON.stringify([cost.option, cost.amount])),
      amount: cost.amount,
      currency: cost.currency,
      per: null,
      description: [cost.option, cost.amountDescription].filter((text) => text !== null).join(', ') || null,
      isFree: isFree(cost),
      validFrom: cost.validFrom,
      validTo: cost.validTo,
      fromText: false,
      readFrom: null,
    }))
    return { costs, free: costs.every((cost) => cost.isFree) ? 'STATED' : null }
  }
  // What the source says of fees goes before what its description happens to mention.
  const text = [service.fees, service.descriptionText].find((one) => readFromText(one).costs.length > 0) ?? null
  if (text === null) return { costs: [], free: null }
  const found = readFromText(text).costs.slice(0, 10)
  const sums = found.filter((one) => one.kind === 'amount')
  const costs = (sums.length > 0 ? found : found.slice(0, 1)).map((one): KeptCost => {
    const facts = one.kind === 'free' ? { amount: 0, per: null } : { amount: one.pounds, per: one.per }
    return {
      id: idOf(`text:${facts.amount}:${facts.per ?? ''}`),
      ...facts,
      currency: 'GBP',
      description: null,
      isFree: one.kind === 'free',
      validFrom: null,
      validTo: null,
      fromText: true,
      readFrom: wordsReadFrom(text, one),
    }
  })
  const differently = new Map(costs.map((cost) => [`${cost.amount} ${cost.per}`, cost]))
  return { costs: [...differently.values()], free: sums.length === 0 ? 'TEXT' : null }
}

function keepPhones(service: FeedService, places: Places, idOf: (key: string) => string): KeptPhone[] {
  const all: { phone: FeedPhone; name: string | null; locationId: string | null }[] = [
    ...service.phones.map((phone) => ({ phone, name: null, locationId: null })),
    ...service.contacts.flatMap((contact) =>
      contact.phones.map((phone) => ({
        phone,
        name: contact.name ?? contact.title ?? contact.department,
        locationId: null,
      })),
    ),
    ...places.flatMap(({ location, id }) => [
      ...location.phones.map((phone) => ({ phone, name: location.name, locationId: id })),
      ...location.contacts.flatMap((contact) =>
        contact.phones.map((phone) => ({ phone, name: contact.name ?? location.name, locationId: id })),
      ),
    ]),
  ]
  const differently = new Map<string, (typeof all)[number]>()
  for (const one of all) {
    const key = `${one.phone.number.replaceAll(/\D/g, '')} ${one.phone.extension ?? ''}`
    if (!differently.has(key)) differently.set(key, one)
  }
  return [...differently].map(([key, { phone, name, locationId }], place) => ({
    id: idOf(key),
    locationId,
    number: phone.number,
    extension: phone.extension,
    name: phone.description ?? name,
    place,
  }))
}

const codeOfName = new Map(
  Object.entries(languageNames).flatMap(([code, names]) => names.split('|').map((name) => [name, code] as const)),
)
/** The three-letter codes that feeds use for the languages of Britain. */
const longCodes: Readonly<Record<string, string>> = {
  eng: 'en',
  cym: 'cy',
  wel: 'cy',
  gle: 'ga',
  gla: 'gd',
  bsl: 'bfi',
}

function keepLanguages(service: FeedService): KeptService['languages'] {
  const kept = new Map<string, { code: string; name: string | null }>()
  for (const { code, name } of [...service.languages, ...service.locations.flatMap((location) => location.languages)]) {
    const written = code?.split(/[-_]/)[0] ?? ''
    const known =
      longCodes[written] ?? (written in languageNames ? written : codeOfName.get((name ?? code ?? '').toLowerCase()))
    const key = known ?? (written || (name ?? '').toLowerCase())
    if (key && !kept.has(key)) kept.set(key, { code: key, name })
  }
  return [...kept.values()]
}
