import { GraphQLError } from 'graphql'
import {
  Arg,
  createUnionType,
  Ctx,
  Field,
  Float,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql'
import { instantFromDate, localDateOf, startOfIsoWeek } from '../../kernel/index.ts'
import { liesIn, LocalityView } from '../../organisations/index.ts'
import {
  and,
  command,
  CommandInput,
  kindOf,
  Line,
  LocalDate,
  readAs,
  rowOf,
  sql,
  uuidOf,
  type Commands,
  type GrantBook,
  type ReadContext,
} from '../../reads/index.ts'
import { TaskType, TaskView } from '../../tasks/index.ts'
import { VisitType, VisitView } from '../../visits/index.ts'
import { VolunteerType, VolunteerView } from '../../volunteers/index.ts'
import { matchStatement, type MatchRow } from '../match-inputs.ts'
import { ReasonCountType, ReasonType } from '../suggest.graphql.ts'
import type { MatchInputs } from '../suggest-volunteers.ts'
import { applyRepair, repairStatement, wrongDays, type Readable } from './apply-repair.ts'
import { PlanSuggestionType } from './plan.graphql.ts'
import { repairsOf } from './repair-inputs.ts'
import { shortagesIn } from './shortage-inputs.ts'
import { weekStatement, type WeekRow } from './week-inputs.ts'
import { explainPair, whyNotOf, whyUnfilledOf } from './why.ts'

@ObjectType('PointsPart')
class PointsPartType {
  @Field(() => String, {
    description: 'continuity, nearness, scarceSkillLeftFree, preference, language, gender, newFace, overTarget.',
  })
  declare part: string
  @Field(() => Float) declare points: number
}
@ObjectType('MatchExplanation', {
  description: 'One volunteer held against one task or visit: all that speaks for and against.',
})
class MatchExplanationType {
  @Field(() => TaskType, { nullable: true }) declare task?: TaskType
  @Field(() => VisitType, { nullable: true, description: 'The visit they were judged by.' }) declare visit?: VisitType
  @Field(() => VolunteerType, { nullable: true }) declare volunteer?: VolunteerType
  @Field(() => Boolean, { description: 'No hard rule stands against it.' }) declare may: boolean
  @Field(() => [ReasonType]) declare reasonsFor: ReasonType[]
  @Field(() => [ReasonType], { description: 'None of it bars.' }) declare reasonsAgainst: ReasonType[]
  @Field(() => [ReasonType], { description: 'Every hard rule that fails.' }) declare missing: ReasonType[]
  @Field(() => Float, { description: '100 are one ordinary visit covered. Never for a screen.' }) declare points: number
  @Field(() => [PointsPartType], { description: 'What the points are made of.' }) declare parts: PointsPartType[]
}
@ObjectType('WhyNot', { description: 'Why a volunteer is not on a visit.' })
class WhyNotType {
  @Field(() => VisitType, { nullable: true }) declare visit?: VisitType
  @Field(() => VolunteerType, { nullable: true }) declare volunteer?: VolunteerType
  @Field(() => Boolean, { description: 'Nothing stands against it: they could be asked.' }) declare may: boolean
  @Field(() => [ReasonType], { description: 'The hard rules that fail.' }) declare missing: ReasonType[]
  @Field(() => [VisitType], { description: 'They could, but then these visits of theirs would need somebody.' })
  declare displaced: VisitType[]
  @Field(() => Float, {
    nullable: true,
    description: 'What the week would gain by it, below 0 a loss. Never for a screen.',
  })
  declare net?: number
}
@ObjectType('SmallestChange', { description: 'The one thing that, changed, would let somebody go.' })
class SmallestChangeType {
  @Field(() => VolunteerType, { nullable: true }) declare volunteer?: VolunteerType
  @Field(() => ReasonType) declare missing: ReasonType
}
@ObjectType('WhyUnfilled', {
  description: 'Why nobody is on a visit: what rules people out, counted over all volunteers you may see.',
})
class WhyUnfilledType {
  @Field(() => TaskType, { nullable: true }) declare task?: TaskType
  @Field(() => VisitType, { nullable: true }) declare visit?: VisitType
  @Field(() => Int) declare considered: number
  @Field(() => Int, { description: 'Against whom nothing stands.' }) declare able: number
  @Field(() => [ReasonCountType]) declare because: ReasonCountType[]
  @Field(() => SmallestChangeType, { nullable: true, description: 'Null: no single change would do.' })
  declare smallestChange?: SmallestChangeType
}
@ObjectType('Shortage', {
  description: 'Visits of one kind, day and area that stay open, and what a sentence about them needs.',
})
class ShortageType {
  @Field(() => String, { description: 'The code of the kind of help.' }) declare kind: string
  @Field(() => String) declare kindName: string
  @Field(() => String) declare kindNameCy: string
  @Field(() => Int, { nullable: true, description: '1 is Monday; null where they could be on several days.' })
  declare weekday?: number
  @Field(() => String, { nullable: true }) declare area?: string
  @Field(() => [String], { description: 'Codes of skills that are needed.' }) declare skills: string[]
  @Field(() => [VisitType], { description: 'The visits that are open.' }) declare visits: VisitType[]
  @Field(() => Int, { description: 'All visits of that kind, day, area and skills.' }) declare asked: number
  @Field(() => Int, { description: 'Volunteers who could do at least one of them were they not busy.' })
  declare eligible: number
  @Field(() => Int, { description: 'No more of them could be covered by those; below `asked`, only more people help.' })
  declare roomFor: number
  @Field(() => [ReasonCountType], {
    description: 'How often each rule stands in the way, over open visits and volunteers.',
  })
  declare because: ReasonCountType[]
  @Field(() => Int, { description: 'So many more with these skills, there for half a day, would cover them all.' })
  declare volunteersNeeded: number
}
@ObjectType('RepairChange', { description: 'A visit that somebody else goes to.' })
class RepairChangeType {
  @Field(() => VisitType, { nullable: true }) declare visit?: VisitType
  @Field(() => VolunteerType, { nullable: true, description: 'Who holds it now.' }) declare from?: VolunteerType
  @Field(() => VolunteerType, { nullable: true }) declare to?: VolunteerType
}
@ObjectType('RepairOption', { description: 'A way to cover a volunteer who cannot come.' })
class RepairOptionType {
  @Field(() => String, { description: 'Its name, for `applyRepair`; another way has another.' }) declare key: string
  @Field(() => Int, { description: 'Visits they can no longer do.' }) declare lost: number
  @Field(() => [RepairChangeType], { description: 'Those of them that somebody else takes.' })
  declare refilled: RepairChangeType[]
  @Field(() => [RepairChangeType], { description: 'Visits of others that change hands for it.' })
  declare moved: RepairChangeType[]
  @Field(() => [VisitType], { description: 'Those that still need somebody.' }) declare unfilled: VisitType[]
}

@InputType()
class ApplyRepairInput extends CommandInput {
  @Field(() => ID) declare volunteer: string
  @Field(() => LocalDate) declare from: string
  @Field(() => LocalDate, { description: 'In the same week, it included.' }) declare to: string
  @Field(() => Line, { description: 'The `key` of an option.' }) declare option: string
}
@ObjectType('RepairApplied', {
  description: 'They are away, their visits are theirs no longer, and the others are drafts. Nothing was sent.',
})
class RepairApplied {
  @Field(() => [PlanSuggestionType]) declare chosen: PlanSuggestionType[]
  @Field(() => [VisitType], { description: 'These still need somebody.' }) declare unfilled: VisitType[]
}
@ObjectType('RepairChanged', {
  description: 'The week has changed meanwhile: nothing was done. Look at the options again.',
})
class RepairChanged {
  @Field(() => VolunteerType, { nullable: true }) declare volunteer?: VolunteerType
}
const ApplyRepairResult = createUnionType({
  name: 'ApplyRepairResult',
  types: () => [RepairApplied, RepairChanged] as const,
  resolveType: kindOf,
})

type Asking = ReadContext & { readonly grants: GrantBook; readonly now: Date; readonly commands: Commands }

@Resolver()
export class WhyResolver {
  @Query(() => MatchExplanationType, { description: 'Everything that speaks for and against one volunteer on a task.' })
  async explainMatch(
    @Arg('task', () => ID) task: string,
    @Arg('volunteer', () => ID) volunteer: string,
    @Ctx() ctx: Asking,
    @Arg('visit', () => ID, { nullable: true, description: 'The next with an open place, unless said.' })
    visit?: string | null,
  ) {
    const whom = uuidOf(VolunteerView, volunteer, 'volunteer')
    return explainPair(await matchInputs(ctx, task, visit), whom) ?? notFound('volunteer')
  }

  @Query(() => WhyUnfilledType, { description: 'Why nobody is on it, and the smallest change that would fill it.' })
  async whyUnfilled(
    @Arg('task', () => ID) task: string,
    @Ctx() ctx: Asking,
    @Arg('visit', () => ID, { nullable: true, description: 'The next with an open place, unless said.' })
    visit?: string | null,
  ) {
    return whyUnfilledOf(await matchInputs(ctx, task, visit))
  }

  @Query(() => WhyNotType, {
    description: 'Why a volunteer is not on a visit: what is missing, or which other visit would then need somebody.',
  })
  async whyNot(
    @Arg('visit', () => ID) visit: string,
    @Arg('volunteer', () => ID) volunteer: string,
    @Ctx() ctx: Asking,
  ) {
    const visitId = uuidOf(VisitView, visit, 'visit')
    const volunteerId = uuidOf(VolunteerView, volunteer, 'volunteer')
    const row = await week(
      ctx,
      weekStatement({
        visits: readable(ctx).visits,
        monday: sql`(select date_trunc('week', av.occurs_on) from visit av where av.id = ${visitId}::uuid)`,
        readable: readable(ctx).volunteers,
      }),
    )
    const isThere = row.visits.some((each) => each.visitId === visitId)
    return whyNotOf(row, visitId, volunteerId) ?? notFound(isThere ? 'volunteer' : 'visit')
  }

  @Query(() => [ShortageType], { description: 'Where people are too few in a week, the most open visits first.' })
  async shortages(
    @Arg('week', () => LocalDate, { description: 'Any day of it.' }) day: string,
    @Ctx() ctx: Asking,
    @Arg('locality', () => ID, { nullable: true, description: 'With those beneath it; wherever, unless said.' })
    locality?: string | null,
  ) {
    if (locality) uuidOf(LocalityView, locality, 'locality')
    const { visits } = readable(ctx)
    const row = await week(
      ctx,
      weekStatement({
        visits: locality ? and([visits, liesIn(locality)(rowOf('v'))]) : visits,
        monday: sql`${startOfIsoWeek(day)}`,
        readable: readable(ctx).volunteers,
      }),
    )
    return shortagesIn(row).map(({ open, reasons, ...shortage }) => ({ ...shortage, visitIds: open, because: reasons }))
  }

  @Query(() => [RepairOptionType], {
    description:
      'Two or three ways to cover a volunteer who cannot come: moving nobody, moving few. None: nothing is lost.',
  })
  async repairOptions(
    @Arg('volunteer', () => ID) volunteer: string,
    @Arg('from', () => LocalDate) from: string,
    @Arg('to', () => LocalDate, { description: 'In the same week, it included.' }) to: string,
    @Ctx() ctx: Asking,
  ) {
    const away = uuidOf(VolunteerView, volunteer, 'volunteer')
    const wrong = wrongDays(from, to, localDateOf(instantFromDate(ctx.now)))
    if (wrong)
      throw new GraphQLError(`\`${wrong.field}\` cannot be so.`, {
        extensions: { code: 'BAD_USER_INPUT', problems: [wrong] },
      })
    const row = await week(ctx, repairStatement(from, readable(ctx)))
    if (!row.volunteers.some(({ id }) => id === away)) return notFound('volunteer')
    return repairsOf(row, away, from, to).map(({ key, lost, refilled, moved, unfilled }) => ({
      key,
      lost,
      refilled: refilled.map(changeOf),
      moved: moved.map(changeOf),
      unfilledIds: unfilled,
    }))
  }

  @Mutation(() => ApplyRepairResult, {
    description:
      'Covers a volunteer who cannot come, in one of these ways. Who could go instead is a draft; nothing is sent.',
  })
  applyRepair(@Arg('input', () => ApplyRepairInput) input: ApplyRepairInput, @Ctx() ctx: Asking) {
    return command(ctx, 'applyRepair', input, (context, given) => applyRepair(context, given, readable(ctx)))
  }
}

const changeOf = (change: { visitId: string; from: string; to: string }) => ({
  visitId: change.visitId,
  fromId: change.from,
  toId: change.to,
})

const readable = (ctx: Asking): Readable => ({
  visits: ctx.grants.predicate('Visit', 'READ', rowOf('v'), ctx.viewer),
  volunteers: ctx.grants.predicate('Volunteer', 'READ', rowOf('v'), ctx.viewer),
})

const week = async (ctx: Asking, statement: ReturnType<typeof weekStatement>): Promise<WeekRow> =>
  (await readAs(ctx, sql`(select row_to_json(inputs) from (${statement}) inputs)`)) as WeekRow

async function matchInputs(ctx: Asking, task: string, visit: string | null | undefined): Promise<MatchInputs> {
  const visitId = visit ? uuidOf(VisitView, visit, 'visit') : null
  const statement = matchStatement({
    taskId: uuidOf(TaskView, task, 'task'),
    visitId,
    taskReadable: ctx.grants.predicate('Task', 'READ', rowOf('t'), ctx.viewer),
    readable: readable(ctx).volunteers,
  })
  const row = (await readAs(ctx, sql`(select row_to_json(inputs) from (${statement}) inputs)`)) as MatchRow
  if (!row.ask) return notFound('task')
  if (visitId !== null && row.ask.visitId === null) return notFound('visit')
  return { ...row, ask: row.ask }
}

function notFound(field: string): never {
  throw new GraphQLError('We cannot find this.', { extensions: { code: 'NOT_FOUND', field } })
}
