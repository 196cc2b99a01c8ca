export type { Context, DomainEvent, InputProblem, Refused } from './context.ts'
export { byId, byIds, select, Selection, type Order, type Page } from './describe.ts'
export { GrantBook } from './grant-book.ts'
export { nodeId, type Describer } from './plan.ts'
export type { Explained, Preparing } from './planner.ts'
export { prepareSchema } from './prepare.ts'
export { Reader, type Faults, type Operation, type ReadContext } from './reader.ts'
export { readAs } from './read.ts'
export { and, isFragment, join, literal, name, once, or, raw, render, rowOf, sourceOf, sql } from './sql.ts'
export { tablesOf, type Table } from './tables.ts'
export { allViews, view, viewOf, viewOfCode, type View, type ViewOptions } from './view.ts'
export { CommandInput, connectionOf, kindOf, NodeType, PageArgs, PageInfoType, pageOf } from './connections.ts'
export * as scalars from './scalars.ts'
export {
  DateTime,
  EmailAddress,
  Line,
  LocalDate,
  LocalTime,
  NHSNumber,
  PhoneNumber,
  Postcode,
  Secret,
  UUID,
  Words,
} from './scalars.ts'
export { command, toldOnce, type Commands } from './command.ts'
export { enqueue, type Job, type JobFacts, type JobHandler, type JobTools } from './jobs.ts'
export { uuidOf } from './uuid-of.ts'
