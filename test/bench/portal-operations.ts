import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../api/platform/index.ts'

/** The list of the portal's operations, as the build leaves it beside the portal's server half. */
export const listOfOperations = () => join(projectRoot(), 'web/gql/persisted-documents.json')

/** The portal's operations by name, letter for letter as it posts them: in production nothing else is run for it. */
export function portalOperations(): ReadonlyMap<string, string> {
  const byHash = JSON.parse(readFileSync(listOfOperations(), 'utf8')) as Record<string, string>
  return new Map(
    Object.values(byHash).map((text) => [/^\s*(?:query|mutation)\s+(\w+)/.exec(text)?.[1] ?? '', text] as const),
  )
}

/** @throws Error when the portal has no operation of this name */
export function portalOperation(name: string): string {
  const text = portalOperations().get(name)
  if (text === undefined) throw new Error(`the portal has no operation ${name}`)
  return text
}
