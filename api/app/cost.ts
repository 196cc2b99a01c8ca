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
 * all lists, fragments and variables looked through. Aliases count each, also those with the names of introspection,
 * which itself is free. Each fragment is looked at once, however often it is spread: the cost of what lies below a row
 * is in proportion to the rows.
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
  const known = new Map<string, number>()
  /** What the fragment costs for one row of what it is on. */
  const fragmentCost = (name: string): number => {
    const before = known.get(name)
    if (before !== undefined) return before
    known.set(name, 0)
    const fragment = fragments.get(name)
    const type = fragment && schema.getType(fragment.typeCondition.name.value)
    const cost = fragment && type && isCompositeType(type) ? walk(fragment.selectionSet, type) : 0
    known.set(name, cost)
    return cost
  }
  /** What a selection costs for one row of `parent`. */
  const walk = (set: SelectionSetNode, parent: GraphQLCompositeType): number => {
    let cost = 0
    for (const selection of set.selections) {
      if (selection.kind === 'FragmentSpread') cost += fragmentCost(selection.name.value)
      else if (selection.kind === 'InlineFragment') {
        const type = selection.typeCondition ? schema.getType(selection.typeCondition.name.value) : parent
        if (type && isCompositeType(type)) cost += walk(selection.selectionSet, type)
      } else {
        const field = 'getFields' in parent ? parent.getFields()[selection.name.value] : undefined
        if (!field || !selection.selectionSet) continue
        const named = getNamedType(field.type)
        if (!isCompositeType(named)) continue
        const isConnection = isObjectType(named) && named.name.endsWith('Connection')
        const inConnection = isObjectType(parent) && /(Connection|Edge)$/.test(parent.name)
        const isList = isListType(getNullableType(field.type))
        // A page's rows are counted once, where the page is asked for, and not again at `nodes` and `edges`. A list
        // that takes a size is as long as that.
        const rows = inConnection
          ? 1
          : isConnection
            ? (pageOf(selection) ?? 1)
            : isList
              ? (pageOf(selection) ?? SHORT_LIST)
              : 1
        // One object of a row comes with the row; it is rows that multiply.
        const adds = !inConnection && (isConnection || isList)
        cost += (adds ? rows : 0) + rows * walk(selection.selectionSet, named)
      }
    }
    return cost
  }
  const root = operation && schema.getRootType(operation.operation)
  return root ? walk(operation.selectionSet, root) : 0
}
