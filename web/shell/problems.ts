import type { Fault } from '../graphql.ts'
import type { Problem } from '../ui/form.ts'
import type { Language } from '../ui/words/catalogue.ts'
import { sayProblem } from '../ui/words/problems.words.ts'

// What is wrong with a phone number is said in one way, however the API came to it.
const ofPhones = new Set(['TOO_SHORT', 'TOO_LONG', 'NOT_DIGITS'])

/** What the API found wrong, as a form's problems, in words. `fields` renames inputs that the form calls otherwise. */
export const problemsOf = (
  fault: Fault | undefined,
  language: Language,
  fields: Readonly<Record<string, string>> = {},
): Problem[] =>
  (fault?.problems ?? []).map(({ field, code }) => ({
    field: fields[field] ?? field,
    text: sayProblem(language, field.startsWith('phone') && ofPhones.has(code) ? 'NOT_A_UK_NUMBER' : code),
  }))
