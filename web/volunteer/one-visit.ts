import type { MyVisitQuery } from '../gql/graphql.ts'

type Node = NonNullable<MyVisitQuery['node']>
export type OneVisit = Extract<Node, { occursOn: string }>

/** The visit of an answer, or undefined where the id is of something else. */
export const visitIn = (data: MyVisitQuery): OneVisit | undefined =>
  data.node && 'occursOn' in data.node ? data.node : undefined
