import { Ctx, FieldResolver, registerEnumType, Resolver, Root, type ClassType } from 'type-graphql'
import type { Grant, Row } from '../kernel/index.ts'
import { join, literal, raw, rowOf, sql, type GrantBook, type ReadContext } from '../reads/index.ts'

type Asking = ReadContext & { readonly grants: GrantBook }

/** The rows that may be changed and the type each shows, from every slice; in the schema each gets `viewerMay`. */
export type Shown = Readonly<Record<string, ClassType<object>>>

/**
 * `viewerMay: [Action!]!` on every type of rows that some grant lets somebody change: which mutations the viewer is
 * granted on this very row. From the grant rows themselves, in the same statement as the row, so that a screen hides what
 * would be refused for want of a right. What its state forbids (a task that is over) the mutation itself says.
 */
export function viewerMayResolvers(grants: readonly Grant[], shown: Shown): ClassType<object>[] {
  const actions = [...new Set(grants.map(({ may }) => may))].filter((may) => may !== 'READ').sort()
  const Action = Object.fromEntries(actions.map((action) => [action, action]))
  registerEnumType(Action, { name: 'Action', description: 'What somebody may do with an object: the mutation’s name.' })
  return Object.entries(shown).flatMap(([type, shows]) => {
    const onIt = actions.filter((action) => grants.some(({ on, may }) => on === type && may === action))
    if (onIt.length === 0) return []
    class ViewerMay {
      viewerMay(row: Row, ctx: Asking) {
        return actionsOn(type, onIt, row, ctx)
      }
    }
    const descriptor = Object.getOwnPropertyDescriptor(ViewerMay.prototype, 'viewerMay') as PropertyDescriptor
    FieldResolver(() => [Action], { description: 'The mutations that you may use on it.' })(
      ViewerMay.prototype,
      'viewerMay',
      descriptor,
    )
    Root()(ViewerMay.prototype, 'viewerMay', 0)
    Ctx()(ViewerMay.prototype, 'viewerMay', 1)
    Resolver(() => shows)(ViewerMay)
    return [ViewerMay as ClassType<object>]
  })
}

const numbers = new WeakMap<object, number>()
let next = 0
/** The same number for the same relation. */
function numberOf(relation: object): number {
  const known = numbers.get(relation) ?? next++
  numbers.set(relation, known)
  return known
}

/** The actions granted to the viewer on a row of `type`, as a text[]: those granted alike are asked once. */
function actionsOn(type: string, actions: readonly string[], row: Row, { grants, viewer }: Asking) {
  const alike = new Map<string, string[]>()
  for (const action of actions) {
    if (grants.covers(`Mutation.${action}`) && !grants.mayUse(`Mutation.${action}`, viewer)) continue
    const ways = grants
      .ways(type, action, rowOf('r'), viewer)
      .map(({ grant: { to, when } }) => `${to} ${numberOf(when)}`)
    const key = ways.sort().join()
    if (ways.length > 0) alike.set(key, [...(alike.get(key) ?? []), action])
  }
  const none = raw(`'{}'::text[]`)
  const parts = [...alike.values()].map(
    (same) =>
      sql`case when ${grants.predicate(type, same[0] as string, row, viewer)} then array[${join(same.map(literal))}] else ${none} end`,
  )
  return parts.length === 0 ? none : sql`(${join(parts, ' || ')})`
}
