import { createHash } from 'node:crypto'
import type { FieldNode, GraphQLOutputType } from 'graphql'
import type { Asked } from './collect.ts'
import { Selection } from './describe.ts'
import { viewerValue, wayIn, type GrantBook } from './grant-book.ts'
import { plan, type Describer, type Planning, type Reason, type SiteRecord } from './plan.ts'
import { siteOf } from './site.ts'
import { isFragment, render, rowOf } from './sql.ts'
import { readStatement, requestValues, type Request } from './statement.ts'
import type { Table } from './tables.ts'

/** A root field with what its resolver described. */
export interface Root {
  readonly selection: Selection
  readonly returns: GraphQLOutputType
  readonly nodes: readonly FieldNode[]
}

/** How a statement is prepared on the connection that runs it. */
export interface Preparing {
  /** Means this text and no other. */
  readonly name: string
  /** Planned once a connection for whatever values, and not for the values it has. Planning a read of many tables takes
   *  longer than running it, and its plan is the same for everybody; how words are best looked for is in the words. */
  readonly forAnyValues: boolean
}

/** A statement with this request's values. `preparing` is there once it is worth it. */
export interface Statement {
  readonly text: string
  readonly values: unknown[]
  readonly preparing?: Preparing
}

/** A statement and what it will say of why people are shown. */
export interface Explained {
  readonly text: string
  readonly values: unknown[]
  readonly reasons: readonly Reason[]
}

/** Plans that were made for one operation (or one root field of it) and may be run again. */
interface Planned {
  readonly text: string
  readonly sites: readonly SiteRecord[]
  /** Where each value comes from: a site's, the request's, the viewer's, or it is always the same. */
  readonly slots: readonly Slot[]
  readonly reasons: readonly Reason[]
  readonly forAnyValues: boolean
  /** How many root fields it reads. */
  readonly roots: number
  runs: number
  preparing?: Preparing
}
type Slot =
  { readonly site: number; readonly value: number } | { readonly key: string } | { readonly constant: unknown }

/** How a read is asked for. */
export interface Asking {
  readonly roots: readonly Root[]
  readonly asked: Asked
  readonly request: Request
  /** What the operation is called by, for the audit. */
  readonly operation: string
  readonly isRaw: boolean
  /** The request's context, for describers. */
  readonly context: unknown
}

/** Plans kept for one operation; what differs more often than that is planned each time. */
const MOST_PLANS = 24
/** Combinations of roles and directives kept for one operation. */
const MOST_KEYS = 64
/** From this run on a statement is prepared on the connections that run it. */
const PREPARE_FROM = 3

/**
 * Makes statements of descriptions, and keeps the plans. A plan is kept with the document it is for (and goes with
 * it), by the viewer's roles and the directives' variables; it is run again where every description in it has the same
 * shape as before, with this request's values.
 */
export class Planner {
  readonly #kept = new WeakMap<object, Map<string, Planned[]>>()
  readonly #directiveVariables = new WeakMap<object, readonly string[]>()

  constructor(
    private readonly grants: GrantBook,
    private readonly tables: ReadonlyMap<string, Table>,
    private readonly describe: (type: string, field: string) => Describer | undefined,
  ) {}

  /**
   * @param of the node of the document that the plan is kept with: an operation, or a root field
   * @throws BadCursor, NotRaw, and what a describer throws
   */
  statement(of: object, asking: Asking): Statement {
    const key = `${asking.isRaw ? 'raw' : 'exec'} ${wayIn(asking.request.viewer)} ${this.#directives(of, asking.asked)}`
    let byKey = this.#kept.get(of)
    if (!byKey) this.#kept.set(of, (byKey = new Map()))
    let plans = byKey.get(key)
    if (!plans) {
      if (byKey.size >= MOST_KEYS) byKey.clear()
      byKey.set(key, (plans = []))
    }
    for (const planned of plans) {
      const values = this.#again(planned, asking)
      if (values) return prepared(planned, values)
    }
    const { planned, values } = this.#plan(asking)
    if (plans.length >= MOST_PLANS) plans.shift()
    plans.push(planned)
    return prepared(planned, values)
  }

  /** A statement to be looked at, planned anew. */
  explain(asking: Asking): Explained {
    const { planned, values } = this.#plan(asking)
    return { text: planned.text, values, reasons: planned.reasons }
  }

  /** The values of this request for a plan that is there, or undefined where it is of another shape. */
  #again(planned: Planned, asking: Asking): unknown[] | undefined {
    if (planned.roots !== asking.roots.length) return undefined
    const ofSites: (readonly unknown[])[] = []
    for (const [index, { origin, alias, isCounted, shape, fixed }] of planned.sites.entries()) {
      if (origin === 'relation') continue
      if (fixed) {
        ofSites.push(fixed)
        continue
      }
      const described =
        'root' in origin
          ? asking.roots[origin.root]?.selection
          : origin.describe(rowOf(origin.alias), origin.args(asking.asked), asking.context)
      if (!(described instanceof Selection) && !isFragment(described)) return undefined
      const site = siteOf(described, { alias, index, isCounted, isForPlanning: false })
      if (site.shape !== shape) return undefined
      ofSites.push(site.values)
    }
    const own = requestValues(asking.request, asking.operation)
    const { viewer } = asking.request
    return planned.slots.map((slot) => {
      if ('constant' in slot) return slot.constant
      if ('site' in slot) return ofSites[slot.site]?.[slot.value]
      return slot.key in own ? own[slot.key] : viewerValue(viewer, slot.key)
    })
  }

  #plan(asking: Asking): { planned: Planned; values: unknown[] } {
    const sites: SiteRecord[] = []
    const reasons: Reason[] = []
    const at: Planning = {
      viewer: asking.request.viewer,
      grants: this.grants,
      tables: this.tables,
      describe: this.describe,
      context: asking.context,
      asked: asking.asked,
      isRaw: asking.isRaw,
      sites,
      reasons,
      next: 0,
    }
    const pieces = asking.roots.map(({ selection, returns, nodes }, root) =>
      plan(at, selection, { root }, returns, nodes),
    )
    const { text, values, keys } = render(readStatement(pieces, reasons.length > 0 ? { reasons } : undefined))
    const own = requestValues(asking.request, asking.operation)
    const slots = keys.map((key, i): Slot => {
      if (key === undefined) return constant(values[i])
      const [kind, site, value] = key.split(' ')
      return kind === 'site' ? { site: Number(site), value: Number(value) } : { key }
    })
    return {
      planned: {
        text,
        sites,
        slots,
        reasons,
        roots: asking.roots.length,
        forAnyValues: asking.roots.every(({ selection }) => selection.source === undefined || selection.isNarrowed),
        runs: 0,
      },
      values: values.map((value, i) => {
        const key = keys[i]
        return key !== undefined && key in own ? own[key] : value
      }),
    }
  }

  /** The values of the variables that `@skip` and `@include` look at: other values, another plan. */
  #directives(of: object, { variableValues, fragments }: Asked): string {
    let names = this.#directiveVariables.get(of)
    if (!names) {
      const found = new Set<string>()
      const walk = (node: unknown, isInside: boolean): void => {
        if (Array.isArray(node)) for (const each of node) walk(each, isInside)
        else if (node && typeof node === 'object') {
          const { kind, name, loc: _, ...rest } = node as { kind?: string; name?: { value?: string }; loc?: unknown }
          if (kind === 'Variable' && isInside && name?.value) found.add(name.value)
          const inside = isInside || kind === 'Directive'
          for (const value of Object.values(rest)) walk(value, inside)
        }
      }
      walk([of, Object.values(fragments)], false)
      names = [...found].sort()
      this.#directiveVariables.set(of, names)
    }
    return names.map((each) => `${each}=${String(variableValues[each])}`).join()
  }
}

/** A value that is always the same must be plain: a moment would be frozen into the plan. */
function constant(value: unknown): Slot {
  if (value instanceof Date) throw new Error('a moment in an expression would stay what it was when it was planned')
  return { constant: value }
}

function prepared(planned: Planned, values: unknown[]): Statement {
  planned.runs++
  if (planned.runs < PREPARE_FROM) return { text: planned.text, values }
  planned.preparing ??= {
    name: `r${createHash('sha256').update(planned.text).digest('base64url').slice(0, 22)}`,
    forAnyValues: planned.forAnyValues,
  }
  return { text: planned.text, values, preparing: planned.preparing }
}
