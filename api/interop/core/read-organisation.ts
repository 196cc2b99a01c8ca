import type { FeedOrganisation } from './model.ts'
import type { Fields } from './values.ts'

/**
 * The organisation nested in a service, of either version (v1 writes `url`, v3 `website`); or what `organization_id`
 * alone says. Null when there is none, which is noted with the field that then falls back.
 */
export function readOrganisation(service: Fields): FeedOrganisation | null {
  const row = service.child('organization', 'organisation')
  const id = service.id(['organization_id', 'organisation_id'])
  const organisation = row && readRow(row)
  if (
    !organisation ||
    (organisation.sourceId === null && organisation.name === null && organisation.description === null)
  ) {
    service.notes.warn('organisationMissing', 'organization')
    service.notes.fallback.push('organization')
    return id === null ? null : { ...nobody, sourceId: id }
  }
  if (organisation.name === null) {
    service.notes.warn('organisationNameMissing', 'organization.name')
    service.notes.fallback.push('organization.name')
  }
  if (organisation.description === null) {
    service.notes.warn('organisationDescriptionMissing', 'organization.description')
    service.notes.fallback.push('organization.description')
  }
  return { ...organisation, sourceId: organisation.sourceId ?? id }
}

const nobody: FeedOrganisation = {
  sourceId: null,
  name: null,
  alternateName: null,
  description: null,
  url: null,
  email: null,
  logo: null,
  uri: null,
  legalStatus: null,
  parentSourceId: null,
  identifiers: [],
}

function readRow(row: Fields): FeedOrganisation {
  return {
    sourceId: row.id(),
    name: row.line('name'),
    alternateName: row.line('alternate_name'),
    description: row.lines('description', 10_000),
    url: row.url(['website', 'url']),
    email: row.email(),
    logo: row.url('logo'),
    uri: row.url('uri'),
    legalStatus: row.line('legal_status'),
    parentSourceId: row.id('parent_organization_id'),
    identifiers: row.list('organization_identifiers', (item) => {
      const identifier = item.line('identifier', 100)
      if (identifier === null) return null
      return { scheme: item.line('identifier_scheme', 100), type: item.line('identifier_type', 200), identifier }
    }),
  }
}
