import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'

/** How many rows a list without a page size is taken to have. */
const SHORT_LIST = 5

/**
 * How many rows an operation could make us read, before anything runs: page sizes multiplied down the tree, added up over
 * all lists, fragments and variables looked through. Aliases count each; introspection is free.
 */
export function costOf(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode | undefined,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  variables: Readonly<Record<string, unknown>>,
): number {
  const pageOf = (field: FieldNode): number | undefined => {
    const first = field.arguments?.find((argument) => argument.name.value === 'first')?.value
    if (!first) return undefined
    const size =
      first.kind === 'IntValue'
        ? Number(first.value)
        : first.kind === 'Variable'
          ? Number(variables[first.name.value] ?? 100)
          : 100
    return Math.min(100, Math.max(1, size || 1))
  }
  const walk = (set: SelectionSetNode, parent: GraphQLCompositeType, rows: number): number => {
    let cost = 0
    for (const selection of set.selections) {
      if (selection.kind === 'FragmentSpread') {
        const fragment = fragments.get(selection.name.value)
        const type = fragment && schema.getType(fragment.typeCondition.name.value)
        if (fragment && type && isCompositeType(type)) cost += walk(fragment.selectionSet, type, rows)
      } else if (selection.kind === 'InlineFragment') {
        const type = selection.typeCondition ? schema.getType(selection.typeCondition.name.value) : parent
        if (type && isCompositeType(type)) cost += walk(selection.selectionSet, type, rows)
      } else {
        const field = 'getFields' in parent ? parent.getFields()[selection.name.value] : undefined
        if (!field || !selection.selectionSet) continue
        const named = getNamedType(field.type)
        if (!isCompositeType(named)) continue
        const isConnection = isObjectType(named) && named.name.endsWith('Connection')
        const inConnection = isObjectType(parent) && /(Connection|Edge)$/.test(parent.name)
        const page = pageOf(selection)
        // A page's rows are counted once, where the page is asked for, and not again at `nodes` and `edges`.
        const below = inConnection
          ? rows
          : isConnection
            ? rows * (page ?? 1)
            : rows * (isListType(getNullableType(field.type)) ? SHORT_LIST : 1)
        // One object of a row comes with the row; it is rows that multiply.
        const adds = !inConnection && (isConnection || isListType(getNullableType(field.type)))
        cost += (adds ? below : 0) + walk(selection.selectionSet, named, below)
      }
    }
    return cost
  }
  const root = operation && schema.getRootType(operation.operation)
  return root ? walk(operation.selectionSet, root, 1) : 0
}
