/** Levels of a Disclosure and Barring Service check, least first; the two barred lists are beside each other. */
export const CHECK_LEVELS = [
  'NONE',
  'BASIC',
  'STANDARD',
  'ENHANCED',
  'ENHANCED_ADULT_BARRED',
  'ENHANCED_CHILD_BARRED',
  'ENHANCED_BOTH',
] as const
export type CheckLevel = (typeof CHECK_LEVELS)[number]

// Each level shows all that the level before it shows. An enhanced check with one barred list says nothing of the other
// list, so neither of those two stands in for the other; BOTH stands in for everything.
const COVERS: Record<CheckLevel, readonly CheckLevel[]> = {
  NONE: ['NONE'],
  BASIC: ['NONE', 'BASIC'],
  STANDARD: ['NONE', 'BASIC', 'STANDARD'],
  ENHANCED: ['NONE', 'BASIC', 'STANDARD', 'ENHANCED'],
  ENHANCED_ADULT_BARRED: ['NONE', 'BASIC', 'STANDARD', 'ENHANCED', 'ENHANCED_ADULT_BARRED'],
  ENHANCED_CHILD_BARRED: ['NONE', 'BASIC', 'STANDARD', 'ENHANCED', 'ENHANCED_CHILD_BARRED'],
  ENHANCED_BOTH: CHECK_LEVELS,
}

/** Whether a check of level `has` stands in where `needed` is asked for. */
export const checkCovers = (has: CheckLevel, needed: CheckLevel): boolean => COVERS[has].includes(needed)

/** Every level that satisfies `needed`, least first: `Ask.needs.check.accepted` where no rule table says otherwise. */
export const levelsThatSatisfy = (needed: CheckLevel): CheckLevel[] =>
  CHECK_LEVELS.filter((level) => checkCovers(level, needed))
