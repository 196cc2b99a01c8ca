import {
  Arg,
  Args,
  createUnionType,
  Ctx,
  Field,
  FieldResolver,
  Float,
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
import { startOfIsoWeek, type Row } from '../../kernel/index.ts'
import { liesIn, LocalityType, LocalityView } from '../../organisations/index.ts'
import {
  byId,
  command,
  CommandInput,
  connectionOf,
  DateTime,
  kindOf,
  LocalDate,
  NodeType,
  PageArgs,
  pageOf,
  rowOf,
  select,
  sql,
  uuidOf,
  type Commands,
  type GrantBook,
  type ReadContext,
} from '../../reads/index.ts'
import { NotPossible } from '../../tasks/index.ts'
import { AssignmentType, VisitType } from '../../visits/index.ts'
import { VolunteerType } from '../../volunteers/index.ts'
import { Choosing, NotCleared, NothingOpen, OfferLinkType, OfferType } from '../offer.graphql.ts'
import type { OfferLink } from '../send-offers.ts'
import { ReasonType } from '../suggest.graphql.ts'
import { applyPlan } from './apply-plan.ts'
import { dropSuggestion, suggestVisit } from './keep-suggestions.ts'
import { PlanRunView, PlanSlidersView, PlanSuggestionView } from './plan.views.ts'
import { cancelPlanRun, proposeWeek, setPlanSliders } from './propose-week.ts'
import { sendSuggestions } from './send-suggestions.ts'

export enum PlanRunStatus {
  WAITING = 'WAITING',
  RUNNING = 'RUNNING',
  DONE = 'DONE',
  CANCELLED = 'CANCELLED',
  FAILED = 'FAILED',
}
registerEnumType(PlanRunStatus, {
  name: 'PlanRunStatus',
  description: 'DONE: its suggestions are there to be looked at. CANCELLED and FAILED leave none.',
})
export enum SuggestionStatus {
  SUGGESTED = 'SUGGESTED',
  CHOSEN = 'CHOSEN',
  SENT = 'SENT',
  DROPPED = 'DROPPED',
  CHANGED = 'CHANGED',
}
registerEnumType(SuggestionStatus, {
  name: 'SuggestionStatus',
  description:
    'SUGGESTED by a plan. CHOSEN: a draft in the week, not sent. SENT: an offer went out. DROPPED: taken out again. CHANGED: it could not be done after all; `because` says why.',
})

@ObjectType('PlanSliders', { description: 'What a co-ordinator leans on, for a locality: 0 (not at all) to 4 (much).' })
export class PlanSlidersType {
  @Field(() => LocalityType, { nullable: true }) declare locality?: LocalityType
  @Field(() => Int, { description: 'The same faces again.' }) declare continuity: number
  @Field(() => Int, { description: 'Short ways.' }) declare travel: number
  @Field(() => Int, { description: 'Nobody over what they would like to give.' }) declare fairness: number
  @Field(() => Int, { description: 'What was planned before stays.' }) declare keepPlan: number
  @Field(() => Int) declare version: number
}

@ObjectType('PlanRun', {
  implements: NodeType,
  description: 'A week that was asked to be planned. It puts nothing into the week and sends nothing.',
})
export class PlanRunType extends NodeType {
  @Field(() => LocalityType, { nullable: true }) declare locality?: LocalityType
  @Field(() => LocalDate, { description: 'The Monday of the week.' }) declare monday: string
  @Field(() => PlanRunStatus) declare status: PlanRunStatus
  @Field(() => Int, { description: 'How much is done, in a hundred.' }) declare progress: number
  @Field(() => DateTime) declare askedAt: string
  @Field(() => DateTime, { nullable: true }) declare endedAt?: string
  @Field(() => String, { nullable: true, description: 'A code: what it failed by.' }) declare because?: string
  @Field(() => Int, { description: 'With the same week, seed, iterations and engine the plan is the same.' })
  declare seed: number
  @Field(() => Int, { nullable: true, description: 'Moves of the search; null before it is known.' })
  declare iterations?: number
  @Field(() => String, { description: 'Which engine.' }) declare engine: string
  @Field(() => Int, { description: 'As the slider stood.' }) declare continuity: number
  @Field(() => Int, { description: 'As the slider stood.' }) declare travel: number
  @Field(() => Int, { description: 'As the slider stood.' }) declare fairness: number
  @Field(() => Int, { description: 'As the slider stood.' }) declare keepPlan: number
  @Field(() => Boolean, { description: 'It began from a plan before.' }) declare isWarm: boolean
  @Field(() => Int, { nullable: true, description: 'How many drafts of a plan there were before…' })
  declare plannedBefore?: number
  @Field(() => Int, { nullable: true, description: '… and how many of them stay.' }) declare kept?: number
  @Field(() => Float, { nullable: true, description: '100 are one ordinary visit covered. Never for a screen.' })
  declare value?: number
  @Field(() => Float, { nullable: true, description: 'No plan of this week is worth more.' }) declare bound?: number
  @Field(() => Float, { nullable: true, description: '(bound − value) / max(1, |bound|): a fraction.' })
  declare gap?: number
  @Field(() => Int, { nullable: true, description: 'How many suggestions it made.' }) declare suggested?: number
  @Field(() => Int, {
    nullable: true,
    description:
      'Of places filled for people who know a volunteer: how many in a hundred by one they know, as the week stood.',
  })
  declare continuityBefore?: number
  @Field(() => Int, { nullable: true, description: 'The same with the plan.' }) declare continuityAfter?: number
  @Field(() => Int, { nullable: true, description: 'Visits with an open place, as the week stood.' })
  declare unfilledBefore?: number
  @Field(() => Int, { nullable: true, description: 'The same with the plan.' }) declare unfilledAfter?: number
  @Field(() => Int, { nullable: true, description: 'Minutes from home to the visit furthest off, as the week stood.' })
  declare longestTripBefore?: number
  @Field(() => Int, { nullable: true, description: 'The same with the plan.' }) declare longestTripAfter?: number
  @Field(() => Int) declare version: number
}

@ObjectType('PlanSuggestion', {
  implements: NodeType,
  description: 'A volunteer proposed for a visit. Only co-ordinators see it; nothing was sent to anyone.',
})
export class PlanSuggestionType extends NodeType {
  @Field(() => PlanRunType, { nullable: true, description: 'The plan it is from; null: by hand.' })
  declare run?: PlanRunType
  @Field(() => VisitType, { nullable: true }) declare visit?: VisitType
  @Field(() => VolunteerType, { nullable: true }) declare volunteer?: VolunteerType
  @Field(() => AssignmentType, {
    nullable: true,
    description: 'Who holds the place now: taken off when this is sent, and not before.',
  })
  declare insteadOf?: AssignmentType
  @Field(() => DateTime, { nullable: true, description: 'The start that was reckoned with; null: any time.' })
  declare startsAt?: string
  @Field(() => SuggestionStatus) declare status: SuggestionStatus
  @Field(() => [ReasonType]) declare reasonsFor: ReasonType[]
  @Field(() => [ReasonType], { description: 'To be known before sending. None of it bars.' })
  declare reasonsAgainst: ReasonType[]
  @Field(() => [ReasonType], { description: 'Of CHANGED: what stands against it by now.' })
  declare because: ReasonType[]
  @Field(() => Int) declare version: number
}

const PlanRunConnection = connectionOf('PlanRun', () => PlanRunType)
const PlanSuggestionConnection = connectionOf('PlanSuggestion', () => PlanSuggestionType, { counted: true })

@InputType()
class ProposeWeekInput extends CommandInput {
  @Field(() => ID, { description: 'With those beneath it.' }) declare locality: string
  @Field(() => LocalDate, { description: 'Any day of the week.' }) declare week: string
  @Field(() => Int, { nullable: true, description: '0 to 4; kept for the locality. As it was, unless said.' })
  declare continuity?: number | null
  @Field(() => Int, { nullable: true, description: '0 to 4; kept for the locality. As it was, unless said.' })
  declare travel?: number | null
  @Field(() => Int, { nullable: true, description: '0 to 4; kept for the locality. As it was, unless said.' })
  declare fairness?: number | null
  @Field(() => Int, { nullable: true, description: '0 to 4; kept for the locality. As it was, unless said.' })
  declare keepPlan?: number | null
  @Field(() => Int, { nullable: true, description: '1 unless said.' }) declare seed?: number | null
  @Field(() => Int, { nullable: true, description: 'Moves of the search, 1,000 to 20,000,000; by size unless said.' })
  declare iterations?: number | null
}
@InputType()
class SetPlanSlidersInput extends CommandInput {
  @Field(() => ID) declare locality: string
  @Field(() => Int, { nullable: true, description: '0 to 4.' }) declare continuity?: number | null
  @Field(() => Int, { nullable: true, description: '0 to 4.' }) declare travel?: number | null
  @Field(() => Int, { nullable: true, description: '0 to 4.' }) declare fairness?: number | null
  @Field(() => Int, { nullable: true, description: '0 to 4.' }) declare keepPlan?: number | null
}
@InputType()
class CancelPlanRunInput extends CommandInput {
  @Field(() => ID) declare run: string
}
@InputType()
class ApplyPlanInput extends CommandInput {
  @Field(() => ID) declare run: string
  @Field(() => [ID], { nullable: true, description: 'Left out: all of them.' }) declare suggestions?: string[] | null
}
@InputType()
class SuggestVisitInput extends CommandInput {
  @Field(() => ID) declare visit: string
  @Field(() => ID) declare volunteer: string
}
@InputType()
class DropSuggestionInput extends CommandInput {
  @Field(() => ID) declare suggestion: string
}
@InputType()
class SendSuggestionsInput extends CommandInput {
  @Field(() => [ID], { description: '1 to 100 that are CHOSEN.' }) declare suggestions: string[]
  @Field(() => DateTime, { nullable: true, description: '48 hours, and never after the visit can begin, unless said.' })
  declare lapsesAt?: Date | null
  @Field(() => Choosing, { defaultValue: Choosing.FIRST_TO_ACCEPT }) declare choosing: Choosing
}

@ObjectType('WeekProposed', { description: 'It is being worked out; `planRun` says how far.' })
class WeekProposed {
  @Field(() => PlanRunType, { nullable: true }) declare run?: PlanRunType
}
@ObjectType('PlanAlreadyRunning', { description: 'This week is being planned at this moment.' })
class PlanAlreadyRunning {
  @Field(() => PlanRunType, { nullable: true }) declare run?: PlanRunType
}
@ObjectType('PlanRunCancelled')
class PlanRunCancelled {
  @Field(() => PlanRunType, { nullable: true }) declare run?: PlanRunType
}
@ObjectType('PlanSlidersSet')
class PlanSlidersSet {
  @Field(() => PlanSlidersType, { nullable: true }) declare sliders?: PlanSlidersType
}
@ObjectType('PlanApplied', { description: 'Drafts in the week; nothing was sent.' })
class PlanApplied {
  @Field(() => PlanRunType, { nullable: true }) declare run?: PlanRunType
  @Field(() => [PlanSuggestionType]) declare chosen: PlanSuggestionType[]
  @Field(() => [PlanSuggestionType], { description: 'What changed meanwhile; each says why.' })
  declare changed: PlanSuggestionType[]
}
@ObjectType('VisitSuggested', { description: 'A draft in the week; nothing was sent.' })
class VisitSuggested {
  @Field(() => PlanSuggestionType, { nullable: true }) declare suggestion?: PlanSuggestionType
}
@ObjectType('SuggestionDropped')
class SuggestionDropped {
  @Field(() => PlanSuggestionType, { nullable: true }) declare suggestion?: PlanSuggestionType
}
@ObjectType('SuggestionsSent', { description: 'Offers went out, one for each draft that was still possible.' })
class SuggestionsSent {
  @Field(() => [OfferType]) declare offers: OfferType[]
  @Field(() => [PlanSuggestionType], { description: 'What changed meanwhile; each says why. Nothing was sent for it.' })
  declare notSent: PlanSuggestionType[]
  @Field(() => [OfferLinkType], { description: 'Shown once: a repetition of the command gives none.' })
  declare links: OfferLinkType[]
  @Field(() => DateTime) declare undoUntil: string
}

const ProposeWeekResult = createUnionType({
  name: 'ProposeWeekResult',
  types: () => [WeekProposed, PlanAlreadyRunning, NotPossible] as const,
  resolveType: kindOf,
})
const CancelPlanRunResult = createUnionType({
  name: 'CancelPlanRunResult',
  types: () => [PlanRunCancelled, NotPossible] as const,
  resolveType: kindOf,
})
const ApplyPlanResult = createUnionType({
  name: 'ApplyPlanResult',
  types: () => [PlanApplied, NotPossible] as const,
  resolveType: kindOf,
})
const SuggestVisitResult = createUnionType({
  name: 'SuggestVisitResult',
  types: () => [VisitSuggested, NotCleared, NothingOpen] as const,
  resolveType: kindOf,
})
const DropSuggestionResult = createUnionType({
  name: 'DropSuggestionResult',
  types: () => [SuggestionDropped, NotPossible] as const,
  resolveType: kindOf,
})

type Calling = ReadContext & { readonly commands: Commands; readonly grants: GrantBook }

/** The viewer's grant to read volunteers, on `v`. */
const readable = (ctx: Calling) => ctx.grants.predicate('Volunteer', 'READ', rowOf('v'), ctx.viewer)

const dayOfVisit = (row: Row) => sql`(select dv.occurs_on from visit dv where dv.id = ${row['visit_id']})`
/** Its visit can still be filled. */
const stands = (row: Row) => sql`exists (select 1 from visit sv where sv.id = ${row['visit_id']}
  and sv.status in ('PLANNED', 'CONFIRMED') and coalesce(sv.starts_at, sv.window_ends_at, 'infinity') > now()
  and (${row['instead_of_id']} is not null or (select count(*) from assignment sa where sa.visit_id = sv.id and sa.ended_at is null)
    < (select st.volunteers_needed from task st where st.id = sv.task_id)))`

@Resolver()
export class PlanResolver {
  @Query(() => PlanRunType, { nullable: true, description: 'A plan of a week: how far it is, and what it comes to.' })
  planRun(@Arg('id', () => ID) id: string) {
    return byId(PlanRunView, uuidOf(PlanRunView, id, 'id'))
  }
  @Query(() => PlanRunConnection, { description: 'Plans of a week, the latest first.' })
  planRuns(
    @Arg('locality', () => ID) locality: string,
    @Arg('week', () => LocalDate, { description: 'Any day of it.' }) week: string,
    @Args(() => PageArgs) page: PageArgs,
  ) {
    return select(PlanRunView)
      .where({ locality_id: uuidOf(LocalityView, locality, 'locality'), monday: startOfIsoWeek(week) })
      .orderBy('asked_at', 'timestamptz', 'down')
      .page(pageOf(page))
  }
  @Query(() => PlanSlidersType, { nullable: true, description: 'Null: nobody has moved them, and all stand at 2.' })
  planSliders(@Arg('locality', () => ID) locality: string) {
    return select(PlanSlidersView)
      .where({ locality_id: uuidOf(LocalityView, locality, 'locality') })
      .one()
  }
  @Query(() => PlanSuggestionConnection, {
    description: 'The week’s drafts that can still be sent; or (`run`) what a plan suggests and nobody has chosen yet.',
  })
  planSuggestions(
    @Arg('week', () => LocalDate, { description: 'Any day of it.' }) week: string,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('locality', () => ID, { nullable: true, description: 'With those beneath it; wherever, unless said.' })
    locality?: string | null,
    @Arg('run', () => ID, { nullable: true, description: 'The suggestions of this plan.' }) run?: string | null,
  ) {
    const monday = startOfIsoWeek(week)
    let of = select(PlanSuggestionView)
      .where((row) => sql`${dayOfVisit(row)} between ${monday}::date and ${monday}::date + 6`)
      .where(stands)
    if (locality) of = of.where(liesIn(locality))
    const these = run
      ? of.where({ run_id: uuidOf(PlanRunView, run, 'run') }).where({ status: 'SUGGESTED' })
      : of.where({ status: 'CHOSEN' })
    return these.orderBy(dayOfVisit, 'date').page(pageOf(page))
  }

  @Mutation(() => ProposeWeekResult, {
    description: 'Asks for a plan of a locality’s week. It puts nothing into the week and sends nothing.',
  })
  proposeWeek(@Arg('input', () => ProposeWeekInput) input: ProposeWeekInput, @Ctx() ctx: Calling) {
    return command(ctx, 'proposeWeek', input, (context, given) => proposeWeek(context, given, readable(ctx)))
  }
  @Mutation(() => CancelPlanRunResult, { description: 'Stops a plan that is being worked out.' })
  cancelPlanRun(@Arg('input', () => CancelPlanRunInput) input: CancelPlanRunInput, @Ctx() ctx: Calling) {
    return command(ctx, 'cancelPlanRun', input, cancelPlanRun)
  }
  @Mutation(() => PlanSlidersSet, { description: 'Keeps what a co-ordinator leans on, for the next plan.' })
  setPlanSliders(@Arg('input', () => SetPlanSlidersInput) input: SetPlanSlidersInput, @Ctx() ctx: Calling) {
    return command(ctx, 'setPlanSliders', input, setPlanSliders)
  }
  @Mutation(() => ApplyPlanResult, {
    description:
      'Takes suggestions of a plan into the week as drafts. Each is held against the week as it is now; nothing is sent.',
  })
  applyPlan(@Arg('input', () => ApplyPlanInput) input: ApplyPlanInput, @Ctx() ctx: Calling) {
    return command(ctx, 'applyPlan', input, (context, given) => applyPlan(context, given, readable(ctx)))
  }
  @Mutation(() => SuggestVisitResult, { description: 'Chooses a volunteer for a visit by hand, as a draft.' })
  suggestVisit(@Arg('input', () => SuggestVisitInput) input: SuggestVisitInput, @Ctx() ctx: Calling) {
    return command(ctx, 'suggestVisit', input, suggestVisit)
  }
  @Mutation(() => DropSuggestionResult, { description: 'Takes a draft out of the week again.' })
  dropSuggestion(@Arg('input', () => DropSuggestionInput) input: DropSuggestionInput, @Ctx() ctx: Calling) {
    return command(ctx, 'dropSuggestion', input, dropSuggestion)
  }
  @Mutation(() => SuggestionsSent, { description: 'Sends an offer for each of these drafts.' })
  sendSuggestions(@Arg('input', () => SendSuggestionsInput) input: SendSuggestionsInput, @Ctx() ctx: Calling) {
    return command(ctx, 'sendSuggestions', input, sendSuggestions)
  }
}

@Resolver(() => SuggestionsSent)
export class SuggestionsSentFields {
  @FieldResolver(() => [OfferLinkType])
  links(@Root() sent: { links?: readonly OfferLink[] }) {
    return sent.links ?? []
  }
}
