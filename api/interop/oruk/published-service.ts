import { isUuid } from '../../kernel/index.ts'
import { uuidv5 } from '../../platform/index.ts'
import type {
  FeedLocation,
  FeedOrganisation,
  FeedService,
  FeedTerm,
  NamedId,
  ServiceStatus,
  ToPublish,
} from '../core/index.ts'
import type { LocationRow, OrganisationRow, ServiceRow, TermRow } from './published-rows.ts'

/** Names within a UUID become UUIDs of version 5. */
export const namedId: NamedId = uuidv5

/** The id under which something is published: its source's where that is a UUID, else ours. */
const publishedIdOf = (sourceKey: string | null | undefined, own: string): string =>
  sourceKey != null && isUuid(sourceKey) ? sourceKey : own

/** A row of the directory as what is published of it: the normal form it was read from, put together again. */
export function toPublish(row: ServiceRow): ToPublish {
  const locations = row.locations ?? []
  const terms = row.terms ?? []
  const standIn = row.source?.publisher ?? row.source?.name ?? row.name
  return {
    service: serviceOf(row, locations, terms),
    id: row.published_id,
    organisationId: row.organisation ? organisationIdOf(row.organisation) : uuidv5(row.published_id, 'organisation'),
    standIn,
    changedAt: row.changed_at,
    isRetired: row.is_retired,
    source: row.source ?? null,
    places: locations.map((location) => ({
      link: publishedIdOf(location.details['linkSourceId'] as string | null, location.id),
      location: publishedIdOf(location.source_key, uuidv5(location.id, 'location')),
    })),
    terms: terms.map(termIds),
  }
}

export const organisationIdOf = (row: OrganisationRow): string => publishedIdOf(row.key, row.id)

/** A term's vocabulary and own id stand in its key (`termKey`). */
const keyParts = (key: string): { taxonomy: string; id: string } => {
  const [taxonomy = '', id = ''] = key.split('\n')
  return { taxonomy, id }
}

/** The UUIDs of a term, of the one above it and of its vocabulary. */
export function termIds(row: TermRow): { id: string; parent: string | null; taxonomy: string | null } {
  const { taxonomy, id } = keyParts(row.key)
  return {
    id: publishedIdOf(id, row.id),
    parent: row.parent_id === null ? null : publishedIdOf(keyParts(row.parent_key ?? '').id, row.parent_id),
    taxonomy: taxonomyIdOf(row.source_id, taxonomy),
  }
}

/** The UUID of a vocabulary, which has no row of its own: its own id, or one made of its source and name. */
export const taxonomyIdOf = (sourceId: string | null, taxonomy: string): string | null =>
  taxonomy === '' ? null : publishedIdOf(taxonomy, uuidv5(sourceId ?? noSource, `taxonomy\n${taxonomy}`))
const noSource = '6f1d3c52-8f0e-5d3a-9b54-0c2e6a7f9d11'

/** A list of the details: what an importer put there, in the normal form. */
const listOf = <T>(details: Readonly<Record<string, unknown>>, name: string): readonly T[] =>
  (details[name] as readonly T[] | undefined) ?? []
const textOf = (details: Readonly<Record<string, unknown>>, name: string): string | null =>
  (details[name] as string | undefined) ?? null

function serviceOf(row: ServiceRow, locations: readonly LocationRow[], terms: readonly TermRow[]): FeedService {
  const details = row.details ?? {}
  const hasHtml = row.description_html != null
  return {
    index: 0,
    sourceId: row.source_key ?? null,
    name: row.name,
    alternateName: row.alternate_name ?? null,
    descriptionWas: (textOf(details, 'descriptionWas') as 'html' | 'text' | null) ?? (hasHtml ? 'html' : 'text'),
    descriptionHtml: row.description_html ?? null,
    descriptionText: row.description ?? null,
    url: row.url ?? null,
    additionalUrls: listOf(details, 'additionalUrls'),
    email: row.email ?? null,
    status: row.status.toLowerCase().replace('_', ' ') as ServiceStatus,
    fees: row.fees ?? null,
    accreditations: textOf(details, 'accreditations'),
    alert: textOf(details, 'alert'),
    applicationProcess: textOf(details, 'applicationProcess'),
    waitTime: textOf(details, 'waitTime'),
    interpretationServices: textOf(details, 'interpretationServices'),
    licences: textOf(details, 'licences'),
    deliverableType: textOf(details, 'deliverableType'),
    attendingType: row.attending_type ?? null,
    attendingAccess: row.attending_access ?? null,
    organisation: row.organisation ? organisationOf(row.organisation) : null,
    locations: locations.map(locationOf),
    schedules: listOf(details, 'schedules'),
    contacts: listOf(details, 'contacts'),
    phones: listOf(details, 'phones'),
    costOptions: listOf(details, 'costOptions'),
    languages: listOf(details, 'languages'),
    eligibility: { minimumAge: row.age_min ?? null, maximumAge: row.age_max ?? null, text: row.eligibility ?? null },
    serviceAreas: listOf(details, 'serviceAreas'),
    terms: terms.map(termOf),
    funding: listOf(details, 'funding'),
    requiredDocuments: listOf(details, 'requiredDocuments'),
    capacities: listOf(details, 'capacities'),
    assuredOn: row.assured_on ?? null,
    sourceModified: row.source_modified ?? null,
    extras: (row.extras ?? {}) as FeedService['extras'],
    originals: {},
    fallback: row.fallback ?? [],
    warnings: [],
  }
}

/** An organisation of a source as that source has it; one of the network as we know it. */
export function organisationOf(row: OrganisationRow): FeedOrganisation {
  const details = row.details ?? {}
  return {
    sourceId: row.key,
    name: row.name,
    alternateName: textOf(details, 'alternateName'),
    description: row.description,
    url: row.url,
    email: row.email,
    logo: textOf(details, 'logo'),
    uri: textOf(details, 'uri'),
    legalStatus: textOf(details, 'legalStatus'),
    parentSourceId: textOf(details, 'parentSourceId'),
    identifiers:
      row.details === null && row.charity_number !== null
        ? [{ scheme: 'GB-CHC', type: 'Charity number', identifier: row.charity_number }]
        : listOf(details, 'identifiers'),
  }
}

function locationOf(row: LocationRow): FeedLocation {
  return {
    sourceId: row.source_key,
    linkSourceId: textOf(row.details, 'linkSourceId'),
    type: (row.kind?.toLowerCase() ?? null) as FeedLocation['type'],
    name: row.name,
    description: row.description,
    transportation: row.transportation,
    url: row.url,
    latitude: row.latitude,
    longitude: row.longitude,
    uprn: row.uprn,
    externalIdentifier: (row.details['externalIdentifier'] as FeedLocation['externalIdentifier'] | undefined) ?? null,
    addresses: listOf(row.details, 'addresses'),
    accessibility: listOf(row.details, 'accessibility'),
    schedules: listOf(row.details, 'schedules'),
    contacts: listOf(row.details, 'contacts'),
    phones: listOf(row.details, 'phones'),
    languages: listOf(row.details, 'languages'),
  }
}

export const termOf = (row: TermRow): FeedTerm => ({
  sourceId: row.id,
  name: row.name,
  description: row.description,
  code: row.code,
  taxonomy: row.taxonomy,
  taxonomySourceId: null,
  parentSourceId: null,
  uri: row.uri,
  linkType: row.link_type ?? null,
  value: row.value ?? null,
  fromExtra: row.from_extra ?? null,
})
