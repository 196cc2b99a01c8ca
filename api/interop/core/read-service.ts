import { isUuid } from '../../kernel/index.ts'
import { cutText, hasInvisible } from './clean-text.ts'
import { looksLikeHtml, safeHtml } from './html.ts'
import type { FeedService, FeedTerm, ServiceStatus } from './model.ts'
import { readContactsAndPhones, readLanguage, readLocation, readServiceAtLocation } from './read-location.ts'
import { readOrganisation } from './read-organisation.ts'
import { readSchedule } from './read-schedule.ts'
import { readExtras } from './supplier-extras.ts'
import { withoutStandIns } from './stand-ins.ts'
import { readAttribute, readServiceTaxonomy, readTargetAudience } from './read-terms.ts'
import { Fields, isRow, type Notes, type Row } from './values.ts'

const rfc4122 = /^[\da-f]{8}-[\da-f]{4}-[1-5][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/i

/**
 * One service of any of the forms; null when it has not even an id. Notes say what was wrong.
 *
 * @param publisher who publishes the feed: stands in where neither a name, an organisation, words nor a place is given
 */
export function readService(given: Row, index: number, notes: Notes, publisher: string | null): FeedService | null {
  const row = withoutStandIns(given)
  const fields = new Fields(row, notes)
  const sourceId = fields.id()
  if (sourceId === null) notes.warn('idMissing', 'id')
  else if (!isUuid(sourceId)) notes.warn('idNotUuid', 'id')
  else if (!rfc4122.test(sourceId)) notes.warn('idNotRfc4122', 'id')

  const description = readDescription(fields)
  const organisation = readOrganisation(fields)
  const locations = [
    ...fields.list('service_at_locations', readServiceAtLocation),
    ...fields.list(['locations', 'location'], readLocation),
  ]
  const givenName = fields.line('name')
  const standIn = organisation?.name ?? firstWords(description.text) ?? locations.find((l) => l.name)?.name
  if (!givenName && !standIn && sourceId === null) return null
  const name = givenName ?? standIn ?? publisher ?? 'No name given'
  if (givenName === null) {
    notes.warn('nameMissing', 'name')
    notes.fallback.unshift('name')
  }

  const extras = readExtras(row, notes)
  const metadata = new Fields(isRow(extras['pc_metadata']) ? extras['pc_metadata'] : {}, notes, 'pc_metadata.')
  if (fields.raw('assurer_email')) notes.warn('personalDataDropped', 'assurer_email')

  return {
    index,
    sourceId,
    name,
    alternateName: fields.line('alternate_name'),
    descriptionWas: description.was,
    descriptionHtml: description.html,
    descriptionText: description.text,
    url: fields.url(),
    additionalUrls: fields.list('additional_urls', (item) => {
      const url = item.url()
      return url === null ? null : { label: item.line('label'), url }
    }),
    email: fields.email(),
    status: readStatus(fields),
    fees: fields.lines(['fees', 'fees_description'], 2000),
    accreditations: fields.lines('accreditations', 2000),
    alert: fields.lines('alert', 2000),
    applicationProcess: fields.lines('application_process', 5000),
    waitTime: fields.lines('wait_time', 1000),
    interpretationServices: fields.lines('interpretation_services', 2000),
    licences: fields.lines('licenses', 2000),
    deliverableType: fields.line('deliverable_type'),
    attendingType: fields.line('attending_type'),
    attendingAccess: fields.line('attending_access'),
    organisation,
    locations,
    schedules: fields.list(['schedules', 'regular_schedules', 'regular_schedule'], readSchedule),
    ...readContactsAndPhones(fields),
    costOptions: fields.list('cost_options', (item) => {
      const cost = {
        option: item.line('option', 500),
        amount: item.number('amount', 0, 1_000_000),
        currency: item.line('currency', 3)?.toUpperCase() ?? null,
        amountDescription: item.line('amount_description', 500),
        validFrom: item.date('valid_from'),
        validTo: item.date('valid_to'),
      }
      return cost.option || cost.amount !== null || cost.amountDescription ? { sourceId: item.id(), ...cost } : null
    }),
    languages: fields.list('languages', readLanguage),
    eligibility: readEligibility(fields),
    serviceAreas: fields.list('service_areas', (item) => {
      const name = item.lines(['name', 'service_area'], 500)
      const extent = item.lines('extent', 5000)
      const uri = item.url('uri')
      if (!name && !extent && !uri) return null
      return { sourceId: item.id(), name, extent, extentType: item.line('extent_type', 50), uri }
    }),
    terms: readTerms(fields),
    funding: fields.list(['funding', 'fundings'], (item) => item.lines('source', 2000)),
    requiredDocuments: fields.list('required_documents', (item) => item.lines(['document', 'name'], 1000)),
    capacities: fields.list(['capacities', 'service_capacities'], (item) => {
      const available = item.number('available', 0, 1_000_000)
      const maximum = item.number('maximum', 0, 1_000_000)
      const capacity = {
        available,
        maximum,
        description: item.line('description', 1000),
        updated: item.moment('updated'),
      }
      const unit = item.child('unit')?.line('name', 200) ?? null
      return available !== null || maximum !== null || capacity.description ? { unit, ...capacity } : null
    }),
    assuredOn: fields.date('assured_date') ?? metadata.date('date_assured'),
    sourceModified: fields.moment('last_modified') ?? metadata.moment('date_modified'),
    extras,
    originals: notes.originals,
    fallback: notes.fallback,
    warnings: notes.warnings,
  }
}

function readDescription(fields: Fields): { was: 'html' | 'text' | null; html: string | null; text: string | null } {
  const given = fields.raw('description')
  if (!given) return { was: null, html: null, text: null }
  if (typeof given.value === 'object') {
    fields.notes.warn('wrongType', 'description')
    return { was: null, html: null, text: null }
  }
  const raw = typeof given.value === 'string' ? given.value : JSON.stringify(given.value)
  if (hasInvisible(raw)) fields.notes.warn('invisibleCharacters', 'description')
  const { html, text, removed } = safeHtml(raw)
  for (const kind of removed) if (kind !== 'invisibleCharacters') fields.notes.warn(kind, 'description')
  if (text === '') {
    // "<p><br></p>" is what an editor leaves where nobody wrote anything.
    fields.notes.warn('emptyText', 'description')
    return { was: null, html: null, text: null }
  }
  return { was: looksLikeHtml(raw) ? 'html' : 'text', html, text }
}

/** The first line of the text, cut at a word within 80 characters. */
function firstWords(text: string | null): string | null {
  const line = text?.split('\n').find((part) => /\p{L}/u.test(part))
  if (!line) return null
  const sentence = /^.{15,80}?[.!?](?=\s)/u.exec(line)?.[0].slice(0, -1) ?? line
  if (sentence.length <= 80) return sentence
  return `${cutText(sentence, 80).replace(/\s+\S*$/, '')}…`
}

function readStatus(fields: Fields): ServiceStatus {
  const given = fields.line('status')
  const text = (given ?? 'active').toLowerCase().replace(/[\s_-]+/g, ' ')
  if (text === 'active' || text === 'inactive' || text === 'defunct' || text === 'temporarily closed') return text
  fields.notes.keep('statusUnknown', 'status', given)
  return 'active'
}

/** v3 has the ages in the service, v1 in `eligibilitys`, of which there may be several: together they reach furthest. */
function readEligibility(fields: Fields): FeedService['eligibility'] {
  const rows = [fields, ...fields.list(['eligibilitys', 'eligibilities', 'eligibility'], (item) => item)].map(
    (row) => ({
      minimum: row.whole('minimum_age', 0, 130),
      maximum: row.whole('maximum_age', 0, 130),
      text: row === fields ? row.lines('eligibility_description', 2000) : row.lines('eligibility', 1000),
    }),
  )
  const said = rows.filter(({ minimum, maximum }) => minimum !== null || maximum !== null)
  const limit = (ages: readonly (number | null)[], pick: (...ages: number[]) => number) =>
    // One row without the limit means no limit.
    ages.length === 0 || ages.includes(null) ? null : pick(...ages.filter((age) => age !== null))
  let minimumAge = limit(
    said.map((row) => row.minimum),
    Math.min,
  )
  let maximumAge = limit(
    said.map((row) => row.maximum),
    Math.max,
  )
  if (minimumAge !== null && maximumAge !== null && minimumAge > maximumAge) {
    fields.notes.keep('agesReversed', 'minimum_age', `${minimumAge}, ${maximumAge}`)
    ;[minimumAge, maximumAge] = [maximumAge, minimumAge]
  }
  return { minimumAge, maximumAge, text: rows.flatMap(({ text }) => text ?? []).join('\n') || null }
}

function readTerms(fields: Fields): FeedTerm[] {
  const audience = Array.isArray(fields.row['pc_targetAudience'])
    ? fields.list('pc_targetAudience', readTargetAudience)
    : []
  return [
    ...fields.list('attributes', readAttribute),
    ...fields.list(['service_taxonomys', 'service_taxonomies'], readServiceTaxonomy),
    ...audience,
  ]
}
