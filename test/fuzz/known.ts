import { getNamedType, isObjectType, isRequiredArgument, type GraphQLSchema } from 'graphql'

type Ask = (query: string) => Promise<{ data?: Record<string, { nodes?: { id: string }[] } | null> | null }>

/** Ids of whatever this caller can list, so that hostile requests also meet things that are there. Not those of accounts:
 *  a fuzzer that suspends its own is soon alone. */
export async function knownIds(schema: GraphQLSchema, ask: Ask): Promise<string[]> {
  const ids: string[] = []
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) {
    const connection = getNamedType(field.type)
    if (!isObjectType(connection) || !connection.name.endsWith('Connection') || connection.name.startsWith('Account'))
      continue
    const node = connection.getFields()['nodes']
    const type = node && getNamedType(node.type)
    const others = field.args.filter((arg) => isRequiredArgument(arg) && arg.name !== 'first')
    if (!isObjectType(type) || !type.getFields()['id'] || others.length > 0) continue
    const { data } = await ask(`{ ${field.name}(first: 20) { nodes { id } } }`)
    ids.push(...(data?.[field.name]?.nodes ?? []).map((one) => one.id))
  }
  return [...new Set(ids)]
}
