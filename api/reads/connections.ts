// type-graphql asks for it before the first decorator runs, and this is the lowest room with one.
import 'reflect-metadata'
import { ArgsType, Field, ID, InputType, Int, InterfaceType, ObjectType, type ClassType } from 'type-graphql'
import { GraphQLError } from 'graphql'
import { UUID } from './scalars.ts'
import type { Page } from './describe.ts'

@InterfaceType('Node', { description: 'Anything that can be fetched again by its id.' })
export abstract class NodeType {
  @Field(() => ID, { description: 'Opaque. It names a row and gives no right to it.' }) declare id: string
}

@ObjectType('PageInfo', { description: 'Where this page stands in the whole list.' })
export class PageInfoType {
  @Field(() => Boolean, { description: 'There is more after the last row here.' }) declare hasNextPage: boolean
  @Field(() => Boolean, { description: 'This is not the first page.' }) declare hasPreviousPage: boolean
  @Field(() => String, { nullable: true, description: 'Ask for `after` this to go on.' }) declare endCursor?: string
  @Field(() => String, { nullable: true }) declare startCursor?: string
}

@ArgsType()
export class PageArgs implements Page {
  @Field(() => Int, { description: 'How many rows, 1 to 100.' }) declare first: number
  @Field(() => String, { nullable: true, description: 'The `endCursor` of the page before.' }) declare after?:
    string | null
}

/** The page asked for, bounds checked. Use it wherever `PageArgs` arrives. */
export function pageOf({ first, after }: PageArgs): Page {
  if (!Number.isInteger(first) || first < 1 || first > 100)
    throw new GraphQLError('`first` is a whole number from 1 to 100.', {
      extensions: {
        code: 'BAD_USER_INPUT',
        problems: [{ field: 'first', code: 'OUT_OF_RANGE', facts: { from: 1, to: 100 } }],
      },
    })
  return { first, after: after ?? null }
}

/** The connection and edge types of a node type: `connectionOf('Task', () => TaskType)`. */
export function connectionOf<T extends object>(name: string, node: () => ClassType<T>, { counted = false } = {}) {
  @ObjectType(`${name}Edge`, { description: `A ${name} and where it stands in its list.` })
  class Edge {
    @Field(() => node()) declare node: T
    @Field(() => String) declare cursor: string
  }
  @ObjectType(`${name}Connection`, { description: `A page of a list of ${name}.` })
  class Connection {
    @Field(() => [node()]) declare nodes: T[]
    @Field(() => [Edge]) declare edges: Edge[]
    @Field(() => PageInfoType) declare pageInfo: PageInfoType
  }
  if (counted) Field(() => Int, { description: 'How many rows there are in all.' })(Connection.prototype, 'totalCount')
  return Connection
}

/** What every mutation's input has. */
@InputType()
export abstract class CommandInput {
  @Field(() => UUID, {
    nullable: true,
    description:
      'Made by the client, kept through retries: the same key does the thing once and gives the same answer.',
  })
  declare clientMutationId?: string | null
}

/** The union member a command's result is: its `kind`. */
export const kindOf = (result: unknown): string => (result as { kind: string }).kind
