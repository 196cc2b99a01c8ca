import type { GraphQLSchema } from 'graphql'
import { buildSchema } from 'type-graphql'
import { GrantBook, prepareSchema, type Reader, type Table } from '../reads/index.ts'
import { describersOf } from './describers.ts'
import { badInput, forbidden, notSignedIn } from './faults.ts'
import { NodeResolver } from './node.graphql.ts'
import { grants, operations, resolvers } from './slices.ts'

/** The schema as the decorators say it: types, arguments, descriptions. What `npm run schema` writes. */
export const bareSchema = (): Promise<GraphQLSchema> =>
  buildSchema({ resolvers: [NodeResolver, ...resolvers] as never, validate: false, emitSchemaFile: false })

/**
 * The schema as it is served: held to the grants, reading by descriptions.
 * @throws when a field has no source, or a root field or type no grant; the server then does not start.
 */
export async function servedSchema(
  tables: ReadonlyMap<string, Table>,
): Promise<{ schema: GraphQLSchema; grants: GrantBook; reader: Reader }> {
  const book = new GrantBook(grants, operations)
  const schema = await bareSchema()
  const reader = prepareSchema(schema, book, tables, describersOf(schema), {
    badInput: (field, code) => badInput([{ field, code }]),
    notSignedIn,
    forbidden,
  })
  return { schema, grants: book, reader }
}
