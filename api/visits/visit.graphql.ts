import {
  Arg,
  Args,
  createUnionType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
  Root,
} from 'type-graphql'
import type { Row } from '../kernel/index.ts'
import {
  command,
  CommandInput,
  connectionOf,
  DateTime,
  kindOf,
  Line,
  LocalDate,
  NodeType,
  PageArgs,
  pageOf,
  rowOf,
  select,
  sql,
  uuidOf,
  Words,
  type Commands,
  type GrantBook,
  type ReadContext,
} from '../reads/index.ts'
import { NotPossible, TaskType } from '../tasks/index.ts'
import { VolunteerType, VolunteerView } from '../volunteers/index.ts'
import { endAssignment } from './end-assignment.ts'
import { cancelVisit, checkVisit, reportVisit, startVisit } from './report-visit.ts'
import { AssignmentView, VisitReportView, VisitView } from './visit.views.ts'
import { heldBy, isAhead, needsSomeone, visits, whenOf } from './visits.queries.ts'

export enum VisitStatus {
  PLANNED = 'PLANNED',
  CONFIRMED = 'CONFIRMED',
  STARTED = 'STARTED',
  ENDED = 'ENDED',
  MISSED = 'MISSED',
  CANCELLED = 'CANCELLED',
}
registerEnumType(VisitStatus, {
  name: 'VisitStatus',
  description: 'PLANNED: a place is open. CONFIRMED: every place is held. ENDED: it happened. MISSED: it did not.',
})
export enum Went {
  FINE = 'FINE',
  WORRY = 'WORRY',
  URGENT = 'URGENT',
}
registerEnumType(Went, { name: 'Went', description: 'How a visit went.' })
export enum CancelledBy {
  PERSON = 'PERSON',
  VOLUNTEER = 'VOLUNTEER',
  CO_ORDINATOR = 'CO_ORDINATOR',
}
registerEnumType(CancelledBy, { name: 'CancelledBy', description: 'Who called a visit off.' })

@ObjectType('VisitReport', { description: 'How a visit went: for the co-ordinators, and for whoever went alone.' })
export class VisitReportType {
  @Field(() => Int, { nullable: true, description: 'How long it took; null if it did not happen.' })
  declare reportedMinutes?: number
  @Field(() => Went, { nullable: true }) declare went?: Went
  @Field(() => String, { nullable: true, description: 'In the volunteer’s words.' }) declare worry?: string
  @Field(() => DateTime, { nullable: true, description: 'When a co-ordinator saw the worry, or that it was missed.' })
  declare worrySeenAt?: string
}

@ObjectType('Visit', { implements: NodeType, description: 'One occurrence of a task.' })
export class VisitType extends NodeType {
  @Field(() => TaskType, { nullable: true }) declare task?: TaskType
  @Field(() => LocalDate, { description: 'Its day; of an untimed one, a day of its week.' }) declare occursOn: string
  @Field(() => DateTime, {
    nullable: true,
    description: 'A window visit has one once somebody goes; an untimed one never.',
  })
  declare startsAt?: string
  @Field(() => DateTime, { nullable: true }) declare endsAt?: string
  @Field(() => DateTime, { nullable: true, description: 'It may begin at any time from here on…' })
  declare windowStartsAt?: string
  @Field(() => DateTime, { nullable: true, description: '… and is over by then.' }) declare windowEndsAt?: string
  @Field(() => Int) declare minutes: number
  @Field(() => VisitStatus) declare status: VisitStatus
  @Field(() => DateTime, { nullable: true }) declare startedAt?: string
  @Field(() => DateTime, { nullable: true, description: 'When it was reported as over.' }) declare endedAt?: string
  @Field(() => CancelledBy, { nullable: true }) declare cancelledBy?: CancelledBy
  @Field(() => String, {
    nullable: true,
    description: 'In words; TASK_CHANGED, TASK_WITHDRAWN or TASK_UNMET where that was why.',
  })
  declare cancelledBecause?: string
  @Field(() => DateTime, {
    nullable: true,
    description:
      'Since then whoever was to go may not: a check, training or skill is gone, the rule became stricter, or they help no longer at present. `assignments { lacks }` says what. Gone when all is well again.',
  })
  declare clearanceLostAt?: string
  @Field(() => Int, { description: 'Places nobody holds; 0 once it is over or called off.' }) declare placesOpen: number
  @Field(() => Int) declare version: number
}

@ObjectType('Assignment', {
  implements: NodeType,
  description: 'A named volunteer in one place of a visit or, without a visit, of the series.',
})
export class AssignmentType extends NodeType {
  @Field(() => Int, { description: '1 leads, 2 goes along.' }) declare place: number
  @Field(() => VolunteerType, { nullable: true }) declare volunteer?: VolunteerType
  @Field(() => VisitType, { nullable: true }) declare visit?: VisitType
  @Field(() => TaskType, { nullable: true }) declare task?: TaskType
  @Field(() => DateTime, { nullable: true }) declare endedAt?: string
  @Field(() => String, { nullable: true }) declare endReason?: string
  @Field(() => DateTime) declare createdAt: string
  @Field(() => [String], {
    nullable: true,
    description:
      'What they lack for it by now: CHECK:<level>, TRAINING:<course>, SKILL:<code>, NOT_ACTIVE. For its co-ordinators and themselves.',
  })
  declare lacks?: string[]
}

export const VisitConnection = connectionOf('Visit', () => VisitType, { counted: true })

@InputType('VisitFilter')
class VisitFilterInput {
  @Field(() => LocalDate, { nullable: true, description: 'From this day on.' }) declare from?: string | null
  @Field(() => LocalDate, { nullable: true, description: 'Until this day, it included.' }) declare to?: string | null
  @Field(() => [VisitStatus], { nullable: true }) declare status?: VisitStatus[] | null
  @Field(() => Boolean, { nullable: true, description: 'Has an open place and can still be filled.' })
  declare needsSomeone?: boolean | null
  @Field(() => Boolean, {
    nullable: true,
    description: 'An unseen worry or missed visit, a lost clearance, or no report two hours after its end.',
  })
  declare toCheck?: boolean | null
  @Field(() => ID, { nullable: true, description: 'Where this volunteer goes.' }) declare volunteer?: string | null
  @Field(() => Boolean, { nullable: true, description: 'Where I go.' }) declare mine?: boolean | null
}

@InputType()
class StartVisitInput extends CommandInput {
  @Field(() => ID) declare visit: string
}
@InputType()
class ReportVisitInput extends CommandInput {
  @Field(() => ID) declare visit: string
  @Field(() => Boolean, { description: 'Did it happen?' }) declare happened: boolean
  @Field(() => Int, { nullable: true, description: 'How long it took; as planned unless said.' }) declare minutes?:
    number | null
  @Field(() => Went, { nullable: true, description: 'FINE, or WORRY where a worry is told, unless said.' })
  declare went?: Went | null
  @Field(() => Words, { nullable: true }) declare worry?: string | null
}
@InputType()
class CancelVisitInput extends CommandInput {
  @Field(() => ID) declare visit: string
  @Field(() => CancelledBy) declare by: CancelledBy
  @Field(() => Line) declare because: string
}
@InputType()
class CheckVisitInput extends CommandInput {
  @Field(() => ID) declare visit: string
}
@InputType()
class EndAssignmentInput extends CommandInput {
  @Field(() => ID) declare assignment: string
  @Field(() => Line, {
    description: 'CANNOT_COME, NEED_MET, MOVED, DIED, VOLUNTEER_LEFT, MISMATCH, SAFEGUARDING, or in words.',
  })
  declare reason: string
  @Field(() => Boolean, { defaultValue: false, description: 'All visits to come, not this one alone.' })
  declare series: boolean
}

@ObjectType('VisitStarted')
class VisitStarted {
  @Field(() => VisitType, { nullable: true }) declare visit?: VisitType
}
@ObjectType('VisitReported')
class VisitReported {
  @Field(() => VisitType, { nullable: true }) declare visit?: VisitType
}
@ObjectType('VisitCancelled')
class VisitCancelled {
  @Field(() => VisitType, { nullable: true }) declare visit?: VisitType
}
@ObjectType('VisitChecked')
class VisitChecked {
  @Field(() => VisitType, { nullable: true }) declare visit?: VisitType
}
@ObjectType('AssignmentEnded')
class AssignmentEnded {
  @Field(() => AssignmentType, { nullable: true, description: 'Null for the volunteer, who no longer sees it.' })
  declare assignment?: AssignmentType
  @Field(() => TaskType, { nullable: true }) declare task?: TaskType
}

const StartVisitResult = createUnionType({
  name: 'StartVisitResult',
  types: () => [VisitStarted, NotPossible] as const,
  resolveType: kindOf,
})
const ReportVisitResult = createUnionType({
  name: 'ReportVisitResult',
  types: () => [VisitReported, NotPossible] as const,
  resolveType: kindOf,
})
const CancelVisitResult = createUnionType({
  name: 'CancelVisitResult',
  types: () => [VisitCancelled, NotPossible] as const,
  resolveType: kindOf,
})
const CheckVisitResult = createUnionType({
  name: 'CheckVisitResult',
  types: () => [VisitChecked] as const,
  resolveType: kindOf,
})
const EndAssignmentResult = createUnionType({
  name: 'EndAssignmentResult',
  types: () => [AssignmentEnded, NotPossible] as const,
  resolveType: kindOf,
})

type Calling = ReadContext & { readonly commands: Commands; readonly grants: GrantBook }

/** The volunteers that the viewer is. */
const volunteersOf = (ctx: ReadContext) => ctx.viewer.memberships.flatMap((membership) => membership.volunteer ?? [])

@Resolver()
export class VisitResolver {
  @Query(() => VisitConnection, { description: 'Visits by when they are.' })
  visits(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: Calling,
    @Arg('filter', () => VisitFilterInput, { nullable: true }) filter?: VisitFilterInput | null,
  ) {
    const { volunteer, mine, ...rest } = filter ?? {}
    let rows = visits({ ...rest, ...(volunteer && { volunteers: [uuidOf(VolunteerView, volunteer, 'volunteer')] }) })
    if (mine) rows = rows.where((row) => heldBy(row, volunteersOf(ctx)))
    return rows.page(pageOf(page))
  }

  @Mutation(() => StartVisitResult, { description: '“I am there.”' })
  startVisit(@Arg('input', () => StartVisitInput) input: StartVisitInput, @Ctx() ctx: Calling) {
    return command(ctx, 'startVisit', input, startVisit)
  }
  @Mutation(() => ReportVisitResult, {
    description: 'Did it happen, how long, how did it go. May be said again to put it right.',
  })
  reportVisit(@Arg('input', () => ReportVisitInput) input: ReportVisitInput, @Ctx() ctx: Calling) {
    return command(ctx, 'reportVisit', input, reportVisit)
  }
  @Mutation(() => CancelVisitResult, { description: 'Calls a visit off, and frees whoever was to go.' })
  cancelVisit(@Arg('input', () => CancelVisitInput) input: CancelVisitInput, @Ctx() ctx: Calling) {
    return command(ctx, 'cancelVisit', input, cancelVisit)
  }
  @Mutation(() => CheckVisitResult, { description: 'The worry, or that it was missed, has been seen.' })
  checkVisit(@Arg('input', () => CheckVisitInput) input: CheckVisitInput, @Ctx() ctx: Calling) {
    return command(ctx, 'checkVisit', input, checkVisit)
  }
  @Mutation(() => EndAssignmentResult, { description: 'A volunteer no longer goes; the visits need someone again.' })
  endAssignment(@Arg('input', () => EndAssignmentInput) input: EndAssignmentInput, @Ctx() ctx: Calling) {
    return command(ctx, 'endAssignment', input, endAssignment)
  }
}

@Resolver(() => VisitType)
export class VisitFields {
  @FieldResolver(() => [AssignmentType], { description: 'Who goes, as far as you may know.' })
  assignments(@Root() visit: Row) {
    return select(AssignmentView).where({ visit_id: visit['id'], ended_at: null }).orderBy('place', 'int').limit(2)
  }
  @FieldResolver(() => VisitReportType, { nullable: true, description: 'Null before it was reported.' })
  report(@Root() visit: Row) {
    return select(VisitReportView)
      .where({ id: visit['id'] })
      .where({ status: ['ENDED', 'MISSED'] })
      .one()
  }
}

@Resolver(() => TaskType)
export class TaskVisits {
  @FieldResolver(() => VisitConnection, { description: 'Its visits by when they are.' })
  visits(
    @Root() task: Row,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('from', () => LocalDate, { nullable: true, description: 'From this day on.' }) from?: string | null,
  ) {
    return visits({ from: from ?? null })
      .where({ task_id: task['id'] })
      .page(pageOf(page))
  }
  @FieldResolver(() => VisitType, { nullable: true, description: 'The next one to come.' })
  nextVisit(@Root() task: Row) {
    return select(VisitView).where({ task_id: task['id'] }).where(isAhead).orderBy(whenOf, 'timestamptz').one()
  }
  @FieldResolver(() => VisitType, { nullable: true, description: 'The next one with an open place.' })
  nextVisitNeedingSomeone(@Root() task: Row) {
    return select(VisitView).where({ task_id: task['id'] }).where(needsSomeone).orderBy(whenOf, 'timestamptz').one()
  }
  @FieldResolver(() => Int, { description: 'How many visits to come have an open place.' })
  visitsNeedingSomeone(@Root() task: Row, @Ctx() ctx: Calling) {
    const row = rowOf('nv')
    return sql`(select count(*)::int from visit nv where nv.task_id = ${task['id']} and ${needsSomeone(row)}
      and ${ctx.grants.predicate('Visit', 'READ', row, ctx.viewer)})`
  }
  @FieldResolver(() => [AssignmentType], { description: 'Who goes every time.' })
  seriesAssignments(@Root() task: Row) {
    return select(AssignmentView)
      .where({ task_id: task['id'], visit_id: null, ended_at: null })
      .orderBy('place', 'int')
      .limit(2)
  }
}

@Resolver(() => VolunteerType)
export class VolunteerVisits {
  @FieldResolver(() => VisitConnection, {
    description: 'Where they go on these days (both included), called-off visits too.',
  })
  visits(
    @Root() volunteer: Row,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('from', () => LocalDate) from: string,
    @Arg('to', () => LocalDate) to: string,
  ) {
    return visits({ from, to })
      .where(
        (row) => sql`exists (select 1 from assignment qa where qa.visit_id = ${row['id']} and qa.ended_at is null
          and qa.volunteer_id = ${volunteer['id']})`,
      )
      .page(pageOf(page))
  }
}
