import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionNode,
} from 'graphql'

/** What of an operation its selections depend on; a resolver's `info` has it all. */
export interface Asked {
  readonly schema: GraphQLSchema
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>
  readonly variableValues: Readonly<Record<string, unknown>>
}

/** The fields asked of `type` under these field nodes, by response key, merged as the specification says. */
export function collect(asked: Asked, type: GraphQLObjectType, nodes: readonly FieldNode[]): Map<string, FieldNode[]> {
  const fields = new Map<string, FieldNode[]>()
  const seen = new Set<string>()
  const take = (selections: readonly SelectionNode[]) => {
    for (const selection of selections) {
      if (!isWanted(asked, selection)) continue
      if (selection.kind === 'Field') {
        const key = selection.alias?.value ?? selection.name.value
        const same = fields.get(key)
        if (same) same.push(selection)
        else fields.set(key, [selection])
      } else if (selection.kind === 'InlineFragment') {
        if (applies(asked, selection.typeCondition?.name.value, type)) take(selection.selectionSet.selections)
      } else {
        if (seen.has(selection.name.value)) continue
        seen.add(selection.name.value)
        const fragment = asked.fragments[selection.name.value]
        if (fragment && applies(asked, fragment.typeCondition.name.value, type)) take(fragment.selectionSet.selections)
      }
    }
  }
  for (const node of nodes) if (node.selectionSet) take(node.selectionSet.selections)
  return fields
}

function isWanted(asked: Asked, node: SelectionNode): boolean {
  if (!node.directives?.length) return true
  const skip = getDirectiveValues(GraphQLSkipDirective, node, asked.variableValues)
  if (skip?.['if'] === true) return false
  const include = getDirectiveValues(GraphQLIncludeDirective, node, asked.variableValues)
  return include?.['if'] !== false
}

function applies(asked: Asked, condition: string | undefined, type: GraphQLObjectType): boolean {
  if (!condition || condition === type.name) return true
  const named = asked.schema.getType(condition)
  return !!named && isAbstractType(named) && asked.schema.isSubType(named, type)
}
