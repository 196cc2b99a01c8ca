import type { FeedTerm } from './model.ts'
import type { Fields } from './values.ts'

/** v3 `attributes[].taxonomy_term`. */
export function readAttribute(row: Fields): FeedTerm | null {
  const term = row.child('taxonomy_term')
  if (!term) return unnamed(row)
  return readTerm(term, row.line('link_type', 100), row.line('value'))
}

/** v1 `service_taxonomys[].taxonomy`, whose `vocabulary` is v3's `taxonomy`. */
export function readServiceTaxonomy(row: Fields): FeedTerm | null {
  const term = row.child('taxonomy', 'taxonomy_term')
  return term ? readTerm(term, null, null) : unnamed(row)
}

function unnamed(row: Fields): null {
  row.notes.warn('termUnnamed', row.path.replace(/\.$/, ''))
  return null
}

function readTerm(term: Fields, linkType: string | null, value: string | null): FeedTerm | null {
  const detail = typeof term.row['taxonomy_detail'] === 'object' ? term.child('taxonomy_detail') : null
  const name = term.line(['name', 'term'])
  if (name === null) return unnamed(term)
  return {
    sourceId: term.id(),
    name,
    description: term.lines('description', 1000),
    code: term.line('code', 200),
    taxonomy: term.line(['taxonomy', 'vocabulary'], 200) ?? detail?.line('name', 200) ?? null,
    taxonomySourceId: term.id('taxonomy_id') ?? detail?.id() ?? null,
    parentSourceId: term.id('parent_id'),
    uri: term.url('term_uri'),
    linkType,
    value,
    fromExtra: null,
  }
}

/**
 * Whom a service is for, as one supplier says it: `pc_targetAudience: [{ id, audienceType }]`. The type holds words, or
 * a bare number that means nothing outside that supplier's system: those stay in the extra alone.
 */
export function readTargetAudience(row: Fields): FeedTerm | null {
  const name = row.line('audienceType') ?? row.line('name')
  if (name === null || /^\d+$/.test(name)) return null
  return {
    sourceId: row.id(),
    name,
    description: null,
    code: null,
    taxonomy: 'pc_targetAudience',
    taxonomySourceId: null,
    parentSourceId: null,
    uri: null,
    linkType: null,
    value: null,
    fromExtra: 'pc_targetAudience',
  }
}
