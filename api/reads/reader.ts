import { randomUUID } from 'node:crypto'
import DataLoader from 'dataloader'
import {
  execute,
  getVariableValues,
  isObjectType,
  Kind,
  responsePathAsArray,
  type FieldNode,
  type GraphQLField,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type DocumentNode,
} from 'graphql'
import { getArgumentValues } from 'graphql/execution/values.js'
import { errorCode, isDatabaseAway } from '../platform/index.ts'
import { collect, type Asked } from './collect.ts'
import { BadCursor } from './cursor.ts'
import { select, Selection } from './describe.ts'
import type { GrantBook } from './grant-book.ts'
import { NotRaw, type Describer } from './plan.ts'
import type { Asking, Explained, Planner, Preparing, Root } from './planner.ts'
import type { Request } from './statement.ts'
import { viewOf, type View } from './view.ts'

/** What a request must carry for its reads. */
export interface ReadContext extends Request {
  /** Runs one statement as the serving role; `text` with `$1…`, prepared where it says how. */
  readonly query: (
    text: string,
    values: unknown[],
    preparing?: Preparing,
  ) => Promise<{ rows: Record<string, unknown>[] }>
  /** Objects asked for by id from lists of facts, gathered so that each list costs one statement. */
  readonly batches: Map<unknown, DataLoader<string, unknown>>
}

/** The faults a read can meet, as `app` wants them thrown. */
export interface Faults {
  readonly badInput: (field: string, code: string) => Error
  readonly notSignedIn: () => Error
  readonly forbidden: () => Error
}

/** An operation as it came in, checked against the schema, its variables not yet. */
export interface Operation {
  readonly schema: GraphQLSchema
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  readonly variables: Readonly<Record<string, unknown>>
}

/** A root field beside which others can still be passed on unparsed: the request itself has its value. */
const ofTheRequest = 'Query.viewer'

/** A description met beside the rows, and where its object goes. */
interface Described {
  readonly root: Root
  readonly path: readonly (string | number)[]
}
/** Stands in the text for an object that is being read; known to this process alone. */
const mark = `${randomUUID()} `
const toCome = new RegExp(`"${mark}(\\d+)"`, 'g')

interface RawAsking extends Asking {
  readonly keys: { readonly key: string; readonly from: 'row' | 'aside' | 'name' }[]
  readonly aside: readonly FieldNode[]
}

/**
 * Runs descriptions. Two ways over one plan: EXEC gives graphql-js the parsed JSON of a root field; RAW gives the text
 * of a whole operation's `data`, one statement for all its root fields, unparsed.
 */
export class Reader {
  constructor(
    private readonly planner: Planner,
    private readonly grants: GrantBook,
    private readonly describers: ReadonlyMap<string, Describer>,
    private readonly faults: Faults,
  ) {}

  /** What a resolver gave, with descriptions read. A promise is awaited; anything else passes. */
  settle(value: unknown, context: ReadContext, info: GraphQLResolveInfo): unknown {
    if (value instanceof Promise) return value.then((settled) => this.settle(settled, context, info))
    if (Array.isArray(value) && value.some((one) => one instanceof Selection))
      return this.several(value as (Selection | null)[], context, info)
    if (!(value instanceof Selection)) return value
    const described = this.#described.get(context)
    if (described && isObjectType(info.returnType)) {
      const root = { selection: value, returns: info.returnType, nodes: info.fieldNodes }
      described.push({ root, path: responsePathAsArray(info.path) })
      return null
    }
    if (value.shape.kind === 'id') return this.oneOfMany(value, value.shape.id, context, info)
    return this.run([value], context, info).then(([json]) => json)
  }

  /**
   * The text of an operation's `data`, or undefined where graphql-js has to carry it out: a root field that is no
   * description, a field that code works out, an error that has to be told, a null where none may be.
   */
  async raw(asked: Operation, context: ReadContext): Promise<string | undefined> {
    const { operation } = asked
    if (operation.operation !== 'query' || this.#notRaw.has(operation)) return undefined
    try {
      const asking = this.asRaw(asked, context)
      if (!asking) return undefined
      const aside = await this.aside(asked, asking, context)
      if (!aside) return undefined
      const roots = [...asking.roots, ...aside.roots]
      const { text, values, preparing } = this.planner.statement(operation, { ...asking, roots })
      const row = (await this.once(context, text, values, preparing)).rows[0] ?? {}
      const read = (i: number) => (row[`r${i}`] as string | null) ?? 'null'
      let column = 0
      const fields = asking.keys.map(({ key, from }) => {
        if (from === 'name') return `"${key}":"Query"`
        if (from === 'row') return `"${key}":${read(column++)}`
        const known = JSON.stringify(aside.data[key])
        return `"${key}":${aside.roots.length === 0 ? known : known.replaceAll(toCome, (_, i) => read(asking.roots.length + Number(i)))}`
      })
      return `{${fields.join(',')}}`
    } catch (error) {
      if (error instanceof NotRaw) this.#notRaw.add(operation)
      // Whatever else it is, graphql-js meets it again where it belongs, and says at which field.
      return undefined
    }
  }

  /** A statement of RAW. What graphql-js could do no better (it took too long, the database is away) is remembered, so
   *  that the same is not tried again: `run` then says it at each field. */
  private async once(context: ReadContext, ...statement: Parameters<ReadContext['query']>) {
    try {
      return await context.query(...statement)
    } catch (error) {
      if (isDatabaseAway(error) || /^(57014|55P03|53...)$/.test(errorCode(error) ?? ''))
        this.#failed.set(context, error)
      throw error
    }
  }
  readonly #failed = new WeakMap<ReadContext, unknown>()

  readonly #notRaw = new WeakSet<object>()

  /** The statement of an operation that goes out unparsed, or undefined where graphql-js carries it out. */
  explain(asked: Operation, context: ReadContext): Explained | undefined {
    try {
      const asking = this.asRaw(asked, context)
      return asking && this.planner.explain(asking)
    } catch (error) {
      if (error instanceof NotRaw) return undefined
      throw error
    }
  }

  /** An operation's root fields as descriptions; undefined where one of them is none. */
  private asRaw({ schema, document, operation, variables }: Operation, context: ReadContext): RawAsking | undefined {
    const query = schema.getQueryType()
    if (!query) return undefined
    const coerced = getVariableValues(schema, operation.variableDefinitions ?? [], variables)
    if (!coerced.coerced) return undefined
    const asked: Asked = { schema, fragments: fragmentsOf(document), variableValues: coerced.coerced }
    const roots: Root[] = []
    const keys: RawAsking['keys'] = []
    const aside: FieldNode[] = []
    // An operation has its selection where a field has one.
    for (const [key, nodes] of collect(asked, query, [operation as unknown as FieldNode])) {
      const node = nodes[0] as FieldNode
      if (node.name.value === '__typename') {
        keys.push({ key, from: 'name' })
        continue
      }
      const path = `${query.name}.${node.name.value}`
      const field = query.getFields()[node.name.value] as GraphQLField<unknown, unknown> | undefined
      if (path === ofTheRequest) {
        keys.push({ key, from: 'aside' })
        aside.push(...nodes)
        continue
      }
      keys.push({ key, from: 'row' })
      const describe = this.describers.get(path)
      if (!field || !describe || !this.grants.mayUse(path, context.viewer)) return undefined
      const selection = describe(undefined, getArgumentValues(field, node, asked.variableValues), context)
      if (!(selection instanceof Selection)) return undefined
      roots.push({ selection, returns: field.type, nodes })
    }
    if (roots.length === 0) return undefined
    return {
      roots,
      keys,
      aside,
      asked,
      request: context,
      operation: operation.name?.value ?? roots[0]?.nodes[0]?.name.value ?? '',
      isRaw: true,
      context,
    }
  }

  /**
   * What of an operation is known without reading, by graphql-js; undefined where it meets an error. A description in it
   * (the volunteer that the viewer is) becomes one more root of the statement, and `toCome` stands in its place.
   */
  private async aside({ schema, document, operation, variables }: Operation, asking: RawAsking, context: ReadContext) {
    if (asking.aside.length === 0) return { data: {}, roots: [] }
    const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: asking.aside }
    const fragments_ = document.definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION)
    const described: Described[] = []
    const contextValue = { ...context }
    this.#described.set(contextValue, described)
    const { data, errors } = await execute({
      schema,
      document: { kind: Kind.DOCUMENT, definitions: [{ ...operation, selectionSet }, ...fragments_] },
      variableValues: variables,
      contextValue,
    })
    if (errors || !data) return undefined
    for (const [i, { path }] of described.entries()) {
      let at = data as Record<string | number, unknown>
      for (const key of path.slice(0, -1)) at = at[key] as typeof at
      at[path.at(-1) ?? ''] = `${mark}${i}`
    }
    return { data, roots: described.map(({ root }) => root) }
  }
  readonly #described = new WeakMap<ReadContext, Described[]>()

  /** Descriptions under one field, in one statement. */
  private async run(selections: readonly Selection[], context: ReadContext, info: GraphQLResolveInfo) {
    if (this.#failed.has(context)) throw this.#failed.get(context)
    try {
      const { text, values, preparing } = this.planner.statement(info.fieldNodes[0] as FieldNode, {
        roots: selections.map((selection) => ({ selection, returns: info.returnType, nodes: info.fieldNodes })),
        asked: info,
        request: context,
        operation: info.operation.name?.value ?? info.fieldName,
        isRaw: false,
        context,
      })
      const row = (await context.query(text, values, preparing)).rows[0] ?? {}
      return selections.map((_, i) => JSON.parse((row[`r${i}`] as string | null) ?? 'null') as unknown)
    } catch (error) {
      if (error instanceof BadCursor) throw this.faults.badInput('after', 'NOT_A_CURSOR')
      const refused = refusedInput(error)
      if (refused) throw this.faults.badInput(refused.field, refused.code)
      throw error
    }
  }

  /** Single objects of several types, in one statement; null where there is nothing, or nothing to be read. */
  private async several(wanted: readonly (Selection | null)[], context: ReadContext, info: GraphQLResolveInfo) {
    const idsByType = new Map<string, string[]>()
    for (const one of wanted)
      if (one?.shape.kind === 'id')
        idsByType.set(one.view.type, [...(idsByType.get(one.view.type) ?? []), one.shape.id])
    if (idsByType.size === 0) return wanted.map(() => null)
    const types = [...idsByType.keys()].sort()
    const rows = await this.run(
      types.map((type) => select(viewOf(type) as View).keyed(idsByType.get(type) ?? [])),
      context,
      info,
    )
    const byType = new Map(types.map((type, i) => [type, rows[i] as Record<string, unknown>]))
    return wanted.map((one) => (one?.shape.kind === 'id' ? (byType.get(one.view.type)?.[one.shape.id] ?? null) : null))
  }

  /** Single objects under a list of facts share the list's field node, so they are read together. */
  private oneOfMany(
    selection: Selection,
    id: string,
    context: ReadContext,
    info: GraphQLResolveInfo,
  ): Promise<unknown> {
    const node = info.fieldNodes[0] as FieldNode
    let batch = context.batches.get(node)
    if (!batch) {
      batch = new DataLoader(async (ids: readonly string[]) => {
        const [rows] = await this.run([select(selection.view).keyed(ids)], context, info)
        return ids.map((wanted) => (rows as Record<string, unknown>)[wanted] ?? null)
      })
      context.batches.set(node, batch)
    }
    return batch.load(id)
  }
}

const fragments = new WeakMap<DocumentNode, Asked['fragments']>()
function fragmentsOf(document: DocumentNode): Asked['fragments'] {
  let known = fragments.get(document)
  if (!known) {
    known = Object.fromEntries(
      document.definitions.flatMap((each) => (each.kind === 'FragmentDefinition' ? [[each.name.value, each]] : [])),
    )
    fragments.set(document, known)
  }
  return known
}

/** What only the database can tell of an argument (no such place): raised by `refuse_input(field, problem)`. */
function refusedInput(error: unknown): { field: string; code: string } | undefined {
  const { code, column, message } = error as { code?: unknown; column?: unknown; message?: unknown }
  return code === 'AL400' ? { field: String(column), code: String(message) } : undefined
}
