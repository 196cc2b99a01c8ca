import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type SelectionNode,
} from 'graphql'

/** The fields asked of `type` under these field nodes, by response key, merged as the specification says. */
export function collect(
  info: GraphQLResolveInfo,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
): Map<string, FieldNode[]> {
  const fields = new Map<string, FieldNode[]>()
  const seen = new Set<string>()
  const take = (selections: readonly SelectionNode[]) => {
    for (const selection of selections) {
      if (!isWanted(info, selection)) continue
      if (selection.kind === 'Field') {
        const key = selection.alias?.value ?? selection.name.value
        const same = fields.get(key)
        if (same) same.push(selection)
        else fields.set(key, [selection])
      } else if (selection.kind === 'InlineFragment') {
        if (applies(info, selection.typeCondition?.name.value, type)) take(selection.selectionSet.selections)
      } else {
        if (seen.has(selection.name.value)) continue
        seen.add(selection.name.value)
        const fragment = info.fragments[selection.name.value]
        if (fragment && applies(info, fragment.typeCondition.name.value, type)) take(fragment.selectionSet.selections)
      }
    }
  }
  for (const node of nodes) if (node.selectionSet) take(node.selectionSet.selections)
  return fields
}

function isWanted(info: GraphQLResolveInfo, node: SelectionNode): boolean {
  if (!node.directives?.length) return true
  const skip = getDirectiveValues(GraphQLSkipDirective, node, info.variableValues)
  if (skip?.['if'] === true) return false
  const include = getDirectiveValues(GraphQLIncludeDirective, node, info.variableValues)
  return include?.['if'] !== false
}

function applies(info: GraphQLResolveInfo, condition: string | undefined, type: GraphQLObjectType): boolean {
  if (!condition || condition === type.name) return true
  const named = info.schema.getType(condition)
  return !!named && isAbstractType(named) && info.schema.isSubType(named, type)
}
