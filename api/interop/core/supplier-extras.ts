import { cleanText } from './clean-text.ts'
import type { Json } from './model.ts'
import type { Notes, Row } from './values.ts'

/** What the standards themselves call a service's fields, in any version, and what the reader therefore reads. */
const standardFields = new Set(
  `id organization_id program_id name alternate_name description url email status interpretation_services application_process
   fees_description wait_time fees accreditations eligibility_description minimum_age maximum_age assured_date assurer_email
   licenses alert last_modified phones schedules service_areas service_at_locations languages organization funding fundings
   cost_options program required_documents contacts attributes metadata capacities service_capacities additional_urls
   deliverable_type attending_type attending_access regular_schedules regular_schedule holiday_schedules eligibilitys
   eligibilities service_taxonomys service_taxonomies locations location organisation organisation_id reviews
   link_taxonomies`.split(/\s+/),
)

/** The sources' own records of who changed what, and people's opinions under their names: not ours to keep. */
const leftOut = ['metadata', 'reviews']

/** A key that says which person looked after the entry. */
const personal =
  /(?:^|_)(?:assured|assurer|assuror|updated|modified|changed|created|edited|checked|approved|verified|owned|submitted)_?by(?:_|$)|(?:^|_)(?:assurer|assuror|editor|author|owner|user|username|user_?name|creator|submitter)(?:_(?:email|e_mail|name|id|phone|contact))?$/i

/** What a feed of ours says of itself: it would pile up from one to the next. */
const ourPrefix = 'alongside_'

const largest = 20_000
const deepest = 6

/** What of a service's own fields is not the standard's: kept under its own name, without empties and personal data. */
export function readExtras(row: Row, notes: Notes): Record<string, Json> {
  const extras: Record<string, Json> = {}
  let size = 0
  for (const [key, value] of Object.entries(row)) {
    if (standardFields.has(key) || key.startsWith(ourPrefix)) continue
    if (key === '__proto__' || key.length > 100) {
      notes.warn('extraLeftOut', null)
      continue
    }
    const kept = keep(value, key, 0, notes)
    if (kept === undefined) continue
    size += JSON.stringify(kept).length
    if (size > largest) notes.warn('extraLeftOut', key)
    else extras[key] = kept
  }
  for (const key of leftOut) {
    const value = row[key]
    if (Array.isArray(value) ? value.length > 0 : value) notes.warn('recordKeepingLeftOut', key)
  }
  return extras
}

/** The value without empty parts; undefined when nothing is left of it. */
function keep(value: unknown, path: string, depth: number, notes: Notes): Json | undefined {
  if (value === null) {
    notes.warn('nullGiven', path)
    return undefined
  }
  const isGiven = !(typeof value === 'string' && cleanText(value) === '')
  if (personal.test(camelToSnake(path.slice(path.lastIndexOf('.') + 1)))) {
    if (isGiven) notes.warn('personalDataDropped', path)
    return undefined
  }
  if (!isGiven) {
    notes.warn('emptyText', path)
    return undefined
  }
  if (typeof value === 'string') return cleanText(value.slice(0, largest))
  if (typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value !== 'object') return undefined
  if (depth >= deepest) {
    notes.warn('extraLeftOut', path)
    return undefined
  }
  if (Array.isArray(value)) {
    const list = (value as readonly unknown[])
      .slice(0, 1000)
      .map((item) => keep(item, path, depth + 1, notes))
      .filter((item) => item !== undefined)
    return list.length ? list : undefined
  }
  const object: Record<string, Json> = {}
  for (const [key, inner] of Object.entries(value).slice(0, 200)) {
    if (key === '__proto__' || key.length > 100) continue
    const kept = keep(inner, `${path}.${key}`, depth + 1, notes)
    if (kept !== undefined) object[key] = kept
  }
  return Object.keys(object).length ? object : undefined
}

const camelToSnake = (key: string) => key.replace(/([a-z])([A-Z])/g, '$1_$2')
