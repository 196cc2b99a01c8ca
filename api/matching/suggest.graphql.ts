import { GraphQLError } from 'graphql'
import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  Float,
  ID,
  Int,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
  Root,
} from 'type-graphql'
import { instantFromDate } from '../kernel/index.ts'
import {
  connectionOf,
  PageArgs,
  pageOf,
  readAs,
  rowOf,
  sql,
  uuidOf,
  type GrantBook,
  type Page,
  type ReadContext,
} from '../reads/index.ts'
import { TaskType, TaskView } from '../tasks/index.ts'
import { VisitType, VisitView } from '../visits/index.ts'
import { VolunteerType } from '../volunteers/index.ts'
import { matchStatement, type MatchRow } from './match-inputs.ts'
import { standings, type Standing } from './standing.rules.ts'
import { ruledOutFrom, suggestionsFrom, unwrap, type MatchInputs } from './suggest-volunteers.ts'

export enum Fit {
  BEST = 'BEST',
  GOOD = 'GOOD',
  POSSIBLE = 'POSSIBLE',
  CLOSE = 'CLOSE',
}
registerEnumType(Fit, { name: 'Fit', description: 'How well somebody suits. CLOSE: one thing would have to change.' })

export const StandingEnum = Object.fromEntries(Object.keys(standings).map((word) => [word, word])) as {
  [W in Standing]: W
}
registerEnumType(StandingEnum, {
  name: 'Standing',
  description: 'How what is asked stands: whether anybody is still needed, and if not, why.',
  valuesConfig: Object.fromEntries(Object.entries(standings).map(([word, description]) => [word, { description }])),
})

@ObjectType('Fact')
class FactType {
  @Field(() => String) declare name: string
  @Field(() => String, { description: 'A number, a code, a date, or an instant in RFC 3339 with London’s offset.' })
  declare value: string
}
@ObjectType('Reason', { description: 'Why, as a code; the facts are for its sentence, whose words are the screen’s.' })
export class ReasonType {
  @Field(() => String) declare code: string
  @Field(() => [FactType]) declare facts: FactType[]
}
@ObjectType('ReasonCount')
export class ReasonCountType {
  @Field(() => String) declare code: string
  @Field(() => Int, { description: 'Volunteers; each is counted once, under the first of their reasons.' })
  declare count: number
}

@ObjectType('Suggestion', { description: 'A volunteer who may be asked, or (CLOSE) nearly.' })
class SuggestionType {
  @Field(() => VolunteerType, { nullable: true }) declare volunteer?: VolunteerType
  @Field(() => Int, { nullable: true, description: '1 for the first, over all pages.' }) declare rank?: number
  @Field(() => Fit) declare fit: Fit
  @Field(() => [ReasonType]) declare reasonsFor: ReasonType[]
  @Field(() => [ReasonType], { description: 'None of it bars.' }) declare reasonsAgainst: ReasonType[]
  @Field(() => [ReasonType], { description: 'What would have to change.' }) declare missing: ReasonType[]
  @Field(() => Float, { description: '100 are one ordinary visit covered. Never for a screen.' }) declare points: number
  @Field(() => Float, { nullable: true, description: 'By road, estimated.' }) declare distanceKm?: number
  @Field(() => [Int], { description: 'Their visits on Monday to Sunday of that week.' }) declare weekLoad: number[]
}
@ObjectType('RuledOut', { description: 'A volunteer who may not be asked, and everything that stands against it.' })
class RuledOutType {
  @Field(() => VolunteerType, { nullable: true }) declare volunteer?: VolunteerType
  @Field(() => [ReasonType]) declare missing: ReasonType[]
}

const SuggestionConnection = connectionOf('Suggestion', () => SuggestionType)
const RuledOutConnection = connectionOf('RuledOut', () => RuledOutType)

@ObjectType('Suggestions', { description: 'Every volunteer you may see, held against one task or visit.' })
class SuggestionsType {
  @Field(() => TaskType, { nullable: true }) declare task?: TaskType
  @Field(() => VisitType, {
    nullable: true,
    description: 'The visit they were judged by: the next with an open place unless said.',
  })
  declare visit?: VisitType
  @Field(() => StandingEnum, {
    description: 'Whether somebody is still needed. Look here first: the lists are made all the same.',
  })
  declare standing: Standing
  @Field(() => SuggestionConnection, { description: 'Who may be asked, best first.' }) declare ranked: unknown
  @Field(() => Int, { description: 'How many volunteers were looked at.' }) declare considered: number
  @Field(() => Int) declare ruledOutCount: number
  @Field(() => [ReasonCountType], { description: 'Why the others not; sums to `ruledOutCount`.' })
  declare ruledOutBecause: ReasonCountType[]
  @Field(() => [SuggestionType], { description: 'At most ten for whom one thing would have to change, and it can.' })
  declare close: SuggestionType[]
}

type Asking = ReadContext & { readonly grants: GrantBook; readonly now: Date }

@Resolver()
export class SuggestResolver {
  @Query(() => SuggestionsType, { description: 'Who can do this, in what order and why, and why the others cannot.' })
  async suggestVolunteers(
    @Arg('task', () => ID) task: string,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: Asking,
    @Arg('visit', () => ID, { nullable: true, description: 'The next with an open place, unless said.' })
    visit?: string | null,
  ) {
    const visitId = visit ? uuidOf(VisitView, visit, 'visit') : null
    const statement = matchStatement({
      taskId: uuidOf(TaskView, task, 'task'),
      visitId,
      taskReadable: ctx.grants.predicate('Task', 'READ', rowOf('t'), ctx.viewer),
      readable: ctx.grants.predicate('Volunteer', 'READ', rowOf('v'), ctx.viewer),
    })
    const row = (await readAs(ctx, sql`(select row_to_json(inputs) from (${statement}) inputs)`)) as MatchRow
    if (!row.ask) throw notFound('task')
    if (visitId !== null && row.ask.visitId === null) throw notFound('visit')
    const inputs: MatchInputs = { ...row, ask: row.ask }
    return paged(page, (asked) => suggestionsFrom(inputs, asked, visitId !== null, instantFromDate(ctx.now)))
  }
}

@Resolver(() => SuggestionsType)
export class SuggestionsFields {
  @FieldResolver(() => RuledOutConnection, {
    description: 'Who may not be asked, those with the fewest reasons first.',
  })
  ruledOut(@Root() suggestions: { inputs: MatchInputs }, @Args(() => PageArgs) page: PageArgs) {
    return paged(page, (asked) => ruledOutFrom(suggestions.inputs, asked))
  }
}

function paged<T>(page: PageArgs, make: (page: { first: number; after?: string }) => T): T {
  const { first, after }: Page = pageOf(page)
  try {
    return make({ first, ...(after != null && { after: unwrap(after) }) })
  } catch (error) {
    if (!(error instanceof RangeError) || !error.message.startsWith('after:')) throw error
    throw new GraphQLError('`after` is not a cursor of this list.', {
      extensions: { code: 'BAD_USER_INPUT', problems: [{ field: 'after', code: 'NOT_A_CURSOR' }] },
    })
  }
}

const notFound = (field: string) =>
  new GraphQLError('We cannot find this.', { extensions: { code: 'NOT_FOUND', field } })
