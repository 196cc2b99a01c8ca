import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { lexicographicSortSchema, printSchema } from 'graphql'
import { projectRoot } from '../platform/index.ts'
import { bareSchema } from './schema.ts'

/** The contract's text: `schema.graphql`, sorted, so that a change shows as a change. */
export const schemaText = async (): Promise<string> =>
  `# The contract with every client. Written by \`npm run schema\`; reviewed like code.\n\n${printSchema(lexicographicSortSchema(await bareSchema()))}\n`

/** `schema [--check]`: writes `schema.graphql`, or says that it is stale. */
export async function writeSchema(args: readonly string[], say: (line: string) => void): Promise<number> {
  const file = join(projectRoot(), 'schema.graphql')
  const text = await schemaText()
  if (args.includes('--check')) {
    if (readFileSync(file, 'utf8') === text) return 0
    say('schema.graphql is not what the code says. Run: npm run schema')
    return 1
  }
  writeFileSync(file, text)
  return 0
}
