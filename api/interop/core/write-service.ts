import { isUuid } from '../../kernel/index.ts'
import type {
  FeedAddress,
  FeedContact,
  FeedLanguage,
  FeedLocation,
  FeedOrganisation,
  FeedPhone,
  FeedSchedule,
  FeedService,
  FeedTerm,
  Json,
} from './model.ts'

/** A service as it is published, and what its feed is told beside it. */
export interface ToPublish {
  readonly service: FeedService
  /** UUIDs under which the service and its organisation are published. */
  readonly id: string
  readonly organisationId: string
  /** Who is named where the source names no organisation. */
  readonly standIn: string
  /** ISO 8601 instant of the last change here. */
  readonly changedAt: string
  readonly isRetired: boolean
  readonly source: { readonly name: string; readonly publisher: string | null; readonly licence: string | null } | null
  /** UUIDs of the places, in the order of `service.locations`; a place has one as such, and one as where this service is. */
  readonly places: readonly { readonly link: string; readonly location: string }[]
  /** UUIDs of the terms, in the order of `service.terms`. */
  readonly terms: readonly { readonly id: string; readonly parent: string | null; readonly taxonomy: string | null }[]
}

/** A name-based UUID (RFC 9562 version 5) of a name within a UUID. */
export type NamedId = (within: string, name: string) => string

type Written = { [key: string]: Json }
/** How much of a service is written: a page of `list` or `minimal` rows, or everything that hangs on it. */
export type Fullness = 'minimal' | 'list' | 'full'

/**
 * A service in the words of Open Referral UK 3.0 (a profile of HSDS 3.0; `capacities` and `additional_urls` are of HSDS
 * 3.1): what is not given is left out, never null or empty. Where the schema requires what the source lacks, something
 * stands in, and `alongside_fallback` lists which; `readService` takes those out again, so that what is written and
 * read is the same service.
 */
export function writeService(of: ToPublish, fullness: Fullness, namedId: NamedId): Written {
  const { service } = of
  const status = of.isRetired ? 'inactive' : service.status
  const head = { id: of.id, name: service.name, status, last_modified: of.changedAt }
  if (fullness === 'minimal') return head
  const writer = new Writer(of, namedId)
  const flat = given({
    id: of.id,
    organization_id: of.organisationId,
    name: service.name,
    alternate_name: service.alternateName,
    description: service.descriptionWas === 'text' ? service.descriptionText : service.descriptionHtml,
    url: service.url,
    email: service.email,
    status,
    fees: service.fees,
    accreditations: service.accreditations,
    alert: service.alert,
    application_process: service.applicationProcess,
    wait_time: service.waitTime,
    interpretation_services: service.interpretationServices,
    licenses: service.licences,
    eligibility_description: service.eligibility.text,
    minimum_age: service.eligibility.minimumAge,
    maximum_age: service.eligibility.maximumAge,
    deliverable_type: service.deliverableType,
    attending_type: service.attendingType,
    attending_access: service.attendingAccess,
    assured_date: service.assuredOn,
    last_modified: of.changedAt,
    organization: writer.organisation(),
  })
  const whole = fullness === 'full' ? { ...flat, ...writer.nested() } : flat
  return {
    ...service.extras,
    ...whole,
    ...given({
      alongside_source: of.source && given({ ...of.source }),
      alongside_source_id: service.sourceId === of.id ? null : service.sourceId,
      alongside_source_modified: service.sourceModified,
      alongside_fallback: [...writer.standingIn],
    }),
  }
}

/** A place of a service as `/service_at_locations` has it: the place, and the service it belongs to. */
export function writeServiceAtLocation(of: ToPublish, at: number, fullness: Fullness, namedId: NamedId): Written {
  const writer = new Writer(of, namedId)
  const service = writeService(of, 'list', namedId)
  return { ...writer.place(at, fullness === 'full'), service }
}

/** An organisation as `/organizations` has it. */
export function writeOrganisation(
  of: Pick<ToPublish, 'organisationId'> & { readonly organisation: FeedOrganisation },
  namedId: NamedId,
): Written {
  return organisationWritten(of.organisation, of.organisationId, of.organisation.name ?? '', namedId, () => undefined)
}

/** A term of a vocabulary as `/taxonomy_terms` has it, and as services are sorted by. */
export function writeTerm(
  term: Pick<FeedTerm, 'name' | 'description' | 'code' | 'taxonomy' | 'uri'>,
  ids: { readonly id: string; readonly parent: string | null; readonly taxonomy: string | null },
): Written {
  return given({
    id: ids.id,
    name: term.name,
    description: term.description ?? term.name,
    code: term.code,
    parent_id: ids.parent,
    taxonomy: term.taxonomy,
    taxonomy_id: ids.taxonomy,
    term_uri: term.uri,
  })
}

type Whose = Pick<ToPublish, 'service' | 'id' | 'organisationId' | 'standIn' | 'places' | 'terms'>

/** One service being written: makes ids, and remembers what had to stand in. */
class Writer {
  readonly standingIn = new Set<string>()
  readonly #of: Whose
  readonly #namedId: NamedId

  constructor(of: Whose, namedId: NamedId) {
    this.#of = of
    this.#namedId = namedId
    if (of.service.fallback.includes('name')) this.standingIn.add('name')
  }

  /** The source's own id where it is a UUID, else one made of where it stands. */
  #id(sourceId: string | null, ...path: readonly (string | number)[]): string {
    return sourceId !== null && isUuid(sourceId) ? sourceId : this.#namedId(this.#of.id, path.join('\n'))
  }

  #required<T extends Json>(value: T | null | undefined, field: string, standIn: () => T): T {
    if (value !== null && value !== undefined && value !== '') return value
    this.standingIn.add(field)
    return standIn()
  }

  organisation(): Written {
    const organisation = this.#of.service.organisation
    if (organisation?.name == null) {
      this.standingIn.add('organization')
      if (organisation?.sourceId == null) this.standingIn.add('organization_id')
    }
    return organisationWritten(organisation ?? {}, this.#of.organisationId, this.#of.standIn, this.#namedId, (field) =>
      this.standingIn.add(`organization.${field}`),
    )
  }

  nested(): Written {
    const { service } = this.#of
    return given({
      schedules: this.#schedules(service.schedules, 'service'),
      service_areas: service.serviceAreas.map((area, n) =>
        given({
          id: this.#id(area.sourceId, 'area', n),
          name: area.name,
          extent: area.extent,
          extent_type: area.extentType,
          uri: area.uri,
        }),
      ),
      service_at_locations: service.locations.map((_, at) => this.place(at, true)),
      languages: this.#languages(service.languages, 'service'),
      funding: service.funding.map((source, n) => ({ id: this.#id(null, 'funding', n), source })),
      cost_options: service.costOptions.map((cost, n) =>
        given({
          id: this.#id(cost.sourceId, 'cost', n),
          valid_from: cost.validFrom,
          valid_to: cost.validTo,
          option: cost.option,
          currency: cost.currency,
          amount: cost.amount,
          amount_description: cost.amountDescription,
        }),
      ),
      required_documents: service.requiredDocuments.map((document, n) => ({
        id: this.#id(null, 'document', n),
        document,
      })),
      contacts: [
        ...this.#contacts(service.contacts, 'service'),
        // The standard's UK profile has phones in contacts only.
        ...this.#phoneContact(service.phones, 'service'),
      ],
      attributes: this.#attributes(service.terms),
      capacities: service.capacities.map((capacity, n) =>
        given({
          id: this.#id(null, 'capacity', n),
          unit: capacity.unit === null ? null : { id: this.#id(null, 'unit', capacity.unit), name: capacity.unit },
          available: capacity.available,
          maximum: capacity.maximum,
          description: capacity.description,
          updated: capacity.updated,
        }),
      ),
      additional_urls: service.additionalUrls.map(({ label, url }, n) =>
        given({ id: this.#id(null, 'url', n), label, url }),
      ),
    })
  }

  place(at: number, isFull: boolean): Written {
    const location = this.#of.service.locations[at] as FeedLocation
    const ids = this.#of.places[at] as ToPublish['places'][number]
    const path = `service_at_locations[${at}].location`
    const own = given({
      id: ids.location,
      location_type: this.#required(location.type, `${path}.location_type`, () =>
        location.addresses.length === 0 && location.latitude === null && location.url !== null ? 'virtual' : 'physical',
      ),
      name: location.name,
      description: location.description,
      transportation: location.transportation,
      url: location.url,
      latitude: location.latitude,
      longitude: location.longitude,
      external_identifier: location.uprn ?? location.externalIdentifier?.identifier,
      external_identifier_type: location.uprn === null ? location.externalIdentifier?.type : 'UPRN',
    })
    if (!isFull) return { id: ids.link, location: own }
    return given({
      id: ids.link,
      location: given({
        ...own,
        addresses: location.addresses.map((address, n) => this.#address(address, location, ids.location, path, n)),
        accessibility: location.accessibility.map((one, n) =>
          given({
            id: this.#id(one.sourceId, ids.location, 'accessibility', n),
            description: one.description,
            details: one.details,
            url: one.url,
          }),
        ),
        languages: this.#languages(location.languages, ids.location),
      }),
      schedules: this.#schedules(location.schedules, ids.location),
      contacts: [
        ...this.#contacts(location.contacts, ids.location),
        ...this.#phoneContact(location.phones, ids.location),
      ],
    })
  }

  /** The schema requires five lines of an address; whoever is sent there needs what is known, not what is missing. */
  #address(address: FeedAddress, location: FeedLocation, place: string, path: string, n: number): Written {
    const field = (name: string) => `${path}.addresses[${n}].${name}`
    const known = address.city ?? address.region ?? address.stateProvince ?? location.name ?? 'not given'
    return given({
      id: this.#id(address.sourceId, place, 'address', n),
      attention: address.attention,
      address_1: this.#required(address.address1, field('address_1'), () => address.address2 ?? location.name ?? known),
      address_2: address.address2,
      city: this.#required(address.city, field('city'), () => known),
      region: address.region,
      state_province: this.#required(address.stateProvince, field('state_province'), () => address.region ?? known),
      postal_code: this.#required(address.postcode ?? address.postalCode, field('postal_code'), () => 'not given'),
      country: this.#required(address.country, field('country'), () => 'GB'),
      address_type: this.#required(
        addressTypes.has(address.type ?? '') ? address.type : null,
        field('address_type'),
        () => location.type ?? 'physical',
      ),
    })
  }

  #schedules(schedules: readonly FeedSchedule[], of: string): Written[] {
    return schedules.map((schedule, n) =>
      given({
        id: this.#id(schedule.sourceId, of, 'schedule', n),
        valid_from: schedule.validFrom,
        valid_to: schedule.validTo,
        dtstart: schedule.dtstart,
        until: schedule.until,
        count: schedule.count,
        freq: schedule.freq,
        interval: schedule.interval,
        byday: schedule.byday.join(',') || null,
        bymonthday: schedule.bymonthday.join(',') || null,
        description: schedule.description,
        opens_at: clock(schedule.opens),
        closes_at: clock(schedule.closes),
        schedule_link: schedule.link,
        attending_type: schedule.attendingType,
        notes: schedule.notes,
      }),
    )
  }

  #languages(languages: readonly FeedLanguage[], of: string): Written[] {
    return languages.map((language, n) =>
      given({
        id: this.#id(language.sourceId, of, 'language', n),
        name: language.name,
        code: language.code,
        note: language.note,
      }),
    )
  }

  #contacts(contacts: readonly FeedContact[], of: string): Written[] {
    return contacts.map((contact, n) =>
      given({
        id: this.#id(contact.sourceId, of, 'contact', n),
        name: contact.name,
        title: contact.title,
        department: contact.department,
        email: contact.email,
        phones: this.#phones(contact.phones, `${of} contact ${n}`),
      }),
    )
  }

  #phoneContact(phones: readonly FeedPhone[], of: string): Written[] {
    return phones.length === 0 ? [] : [{ id: this.#id(null, of, 'phones'), phones: this.#phones(phones, of) }]
  }

  #phones(phones: readonly FeedPhone[], of: string): Written[] {
    return phones.map((phone, n) =>
      given({
        id: this.#id(phone.sourceId, of, 'phone', n),
        number: phone.number,
        extension: phone.extension,
        type: phone.type,
        description: phone.description,
      }),
    )
  }

  /** What was read out of a supplier's own field is published as that field. */
  #attributes(terms: readonly FeedTerm[]): Written[] {
    const stated = terms.flatMap((term, at) =>
      term.fromExtra === null ? [{ term, ids: this.#of.terms[at] as ToPublish['terms'][number] }] : [],
    )
    return stated.map(({ term, ids }, n) => {
      if (term.description === null) this.standingIn.add(`attributes[${n}].taxonomy_term.description`)
      return given({
        id: this.#id(null, 'attribute', ids.id),
        link_type: term.linkType,
        value: term.value,
        taxonomy_term: writeTerm(term, ids),
      })
    })
  }
}

function organisationWritten(
  one: Partial<FeedOrganisation>,
  id: string,
  standIn: string,
  namedId: NamedId,
  stands: (field: string) => void,
): Written {
  const name = one.name ?? standIn
  if (one.description == null) stands('description')
  return given({
    id,
    name,
    alternate_name: one.alternateName,
    description: one.description ?? name,
    email: one.email,
    website: one.url,
    logo: one.logo,
    uri: one.uri,
    legal_status: one.legalStatus,
    parent_organization_id: one.parentSourceId != null && isUuid(one.parentSourceId) ? one.parentSourceId : null,
    organization_identifiers: (one.identifiers ?? []).map((each, n) => {
      if (each.type === null) stands(`organization_identifiers[${n}].identifier_type`)
      return given({
        id: namedId(id, ['identifier', n].join('\n')),
        identifier_scheme: each.scheme,
        identifier_type: each.type ?? each.scheme ?? 'Identifier',
        identifier: each.identifier,
      })
    }),
  })
}

const addressTypes = new Set(['physical', 'postal', 'virtual'])

/** `10:00:00` of whole minutes; the end of the day is its midnight. */
function clock(minutes: number | null): string | null {
  if (minutes === null) return null
  const two = (n: number) => String(n).padStart(2, '0')
  return `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}:00`
}

/** Without what is not given: null, empty text and empty lists. */
function given(fields: Record<string, Json | undefined>): Written {
  const written: Written = {}
  for (const [key, value] of Object.entries(fields)) {
    if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) continue
    written[key] = value
  }
  return written
}
