import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  Mutation,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
  Root,
  createUnionType,
  InputType,
} from 'type-graphql'
import { AccountNameType } from '../access/index.ts'
import type { Row } from '../kernel/index.ts'
import { LocalityType, LocalityView, OrganisationType, Stale } from '../organisations/index.ts'
import { CarerType, PatientType } from '../people/index.ts'
import {
  command,
  connectionOf,
  DateTime,
  kindOf,
  Line,
  LocalDate,
  LocalTime,
  NodeType,
  PageArgs,
  pageOf,
  select,
  uuidOf,
  type Commands,
  type ReadContext,
} from '../reads/index.ts'
import { Gender, TaskKindType, TaskKindView } from '../volunteers/index.ts'
import { editTask } from './edit-task.ts'
import { markUnmet, withdrawTask } from './end-task.ts'
import { requestTask } from './request-task.ts'
import {
  AskedWhere,
  EditTaskInput,
  MarkUnmetInput,
  Priority,
  RequestTaskInput,
  Timing,
  WithdrawTaskInput,
} from './task.inputs.ts'
import { TaskDetailsView, TaskView } from './task.views.ts'
import { tasks } from './tasks.queries.ts'

export enum TaskStatus {
  REQUESTED = 'REQUESTED',
  OPEN = 'OPEN',
  MATCHED = 'MATCHED',
  ACTIVE = 'ACTIVE',
  DONE = 'DONE',
  UNMET = 'UNMET',
  WITHDRAWN = 'WITHDRAWN',
  DIED = 'DIED',
  TRANSFERRED = 'TRANSFERRED',
}
registerEnumType(TaskStatus, {
  name: 'TaskStatus',
  description:
    'OPEN: nobody is on it. MATCHED: somebody is, for a visit ahead. ACTIVE: visits have begun. The others are ends.',
})

@ObjectType('TaskDetails', {
  description: 'What is told of a task to those who keep it and, once they have accepted, to those who go there.',
})
export class TaskDetailsType {
  @Field(() => String, { description: 'What the person said they want, unedited.' }) declare inTheirWords: string
  @Field(() => String, { nullable: true, description: 'Where it is, if not at the person’s home.' })
  declare address?: string
  @Field(() => String, { nullable: true, description: 'For whoever goes: the key safe, the dog, the hearing aid.' })
  declare whatToKnow?: string
}

@ObjectType('Task', {
  implements: NodeType,
  description:
    'One piece of help wanted by or for a person. A volunteer who was asked sees the kind, area and time of it.',
})
export class TaskType extends NodeType {
  @Field(() => String, { nullable: true, description: 'What the person said they want. Null until you have accepted.' })
  declare inTheirWords?: string
  @Field(() => String, { description: 'Town or outward postcode: never an address.' }) declare area: string
  @Field(() => Timing) declare timing: Timing
  @Field(() => LocalDate, { description: 'The first day; a repeating rule counts from it.' }) declare firstOn: string
  @Field(() => LocalTime, { nullable: true, description: 'FIXED: when it begins. WINDOW: not before.' })
  declare startsAt?: string
  @Field(() => LocalTime, { nullable: true, description: 'FIXED: when it ends. WINDOW: over by then.' })
  declare endsAt?: string
  @Field(() => Int, { description: 'How long the help takes.' }) declare minutes: number
  @Field(() => String, { nullable: true, description: 'RFC 5545 RRULE in Europe/London wall clock; null: once.' })
  declare recurrence?: string
  @Field(() => Int, { description: '1, or 2 where it takes two.' }) declare volunteersNeeded: number
  @Field(() => String, { nullable: true, description: 'ISO 639 code; without it nobody is suggested.' })
  declare needsLanguage?: string
  @Field(() => String, { nullable: true, description: 'ISO 639 code.' }) declare prefersLanguage?: string
  @Field(() => Gender, { nullable: true }) declare needsGender?: Gender
  @Field(() => Gender, { nullable: true }) declare prefersGender?: Gender
  @Field(() => Boolean) declare hasPets: boolean
  @Field(() => Boolean) declare hasSmoking: boolean
  @Field(() => Boolean) declare hasStairs: boolean
  @Field(() => [String], { description: 'Skills wanted beside those that the kind always needs.' })
  declare skills: string[]
  @Field(() => Priority) declare priority: Priority
  @Field(() => LocalDate, { nullable: true, description: 'When it should have begun.' }) declare targetOn?: string
  @Field(() => TaskStatus) declare status: TaskStatus
  @Field(() => String, { nullable: true, description: 'Why nobody could be found.' }) declare unmetReason?: string
  @Field(() => AskedWhere) declare askedWhere: AskedWhere
  @Field(() => AccountNameType, { nullable: true }) declare askedBy?: AccountNameType
  @Field(() => DateTime) declare createdAt: string
  @Field(() => PatientType, { nullable: true, description: 'For whom: a patient or a carer, never both.' })
  declare patient?: PatientType
  @Field(() => CarerType, { nullable: true }) declare carer?: CarerType
  @Field(() => OrganisationType, { nullable: true, description: 'Who answers for it.' })
  declare organisation?: OrganisationType
  @Field(() => LocalityType, { nullable: true }) declare locality?: LocalityType
  @Field(() => Int, { description: 'Send it back when editing.' }) declare version: number
}

export const TaskConnection = connectionOf('Task', () => TaskType, { counted: true })

@InputType('TaskFilter')
class TaskFilterInput {
  @Field(() => [TaskStatus], { nullable: true }) declare status?: TaskStatus[] | null
  @Field(() => Boolean, { nullable: true, description: 'A visit ahead has an open place (or, false, none has).' })
  declare needsSomeone?: boolean | null
  @Field(() => Boolean, { nullable: true, description: 'Somebody was asked and the answer is awaited.' })
  declare offered?: boolean | null
  @Field(() => ID, { nullable: true }) declare locality?: string | null
  @Field(() => Line, { nullable: true, description: 'The code of a kind.' }) declare kind?: string | null
  @Field(() => Boolean, { nullable: true }) declare askedByMe?: boolean | null
}

@ObjectType('TaskRequested')
class TaskRequested {
  @Field(() => TaskType, { nullable: true }) declare task?: TaskType
}
@ObjectType('TaskEdited')
class TaskEdited {
  @Field(() => TaskType, { nullable: true }) declare task?: TaskType
}
@ObjectType('TaskWithdrawn')
class TaskWithdrawn {
  @Field(() => TaskType, { nullable: true }) declare task?: TaskType
}
@ObjectType('TaskUnmet')
class TaskUnmet {
  @Field(() => TaskType, { nullable: true }) declare task?: TaskType
}
@ObjectType('NotPossible', { description: 'It cannot be done as things stand now.' })
export class NotPossible {
  @Field(() => String, {
    description:
      'SOMEBODY_IS_ON_IT (end their assignments first), IT_IS_OVER, NOT_YET (too early for it) or CLEARANCE_LOST (a check was taken away).',
  })
  declare because: string
  @Field(() => String, { description: 'The state that the task or visit is in.' }) declare status: string
}

const RequestTaskResult = createUnionType({
  name: 'RequestTaskResult',
  types: () => [TaskRequested] as const,
  resolveType: kindOf,
})
const EditTaskResult = createUnionType({
  name: 'EditTaskResult',
  types: () => [TaskEdited, Stale, NotPossible] as const,
  resolveType: kindOf,
})
const WithdrawTaskResult = createUnionType({
  name: 'WithdrawTaskResult',
  types: () => [TaskWithdrawn, NotPossible] as const,
  resolveType: kindOf,
})
const MarkUnmetResult = createUnionType({
  name: 'MarkUnmetResult',
  types: () => [TaskUnmet, NotPossible] as const,
  resolveType: kindOf,
})

/** What resolvers use of a request. */
type Calling = ReadContext & { readonly commands: Commands }

@Resolver()
export class TaskResolver {
  @Query(() => TaskConnection, { description: 'Tasks, what cannot wait first.' })
  tasks(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: Calling,
    @Arg('filter', () => TaskFilterInput, { nullable: true }) filter?: TaskFilterInput | null,
  ) {
    const { locality, askedByMe, ...rest } = filter ?? {}
    return tasks({
      ...rest,
      locality: locality ? uuidOf(LocalityView, locality, 'locality') : null,
      askedBy: askedByMe ? ctx.viewer.account : null,
    }).page(pageOf(page))
  }

  @Mutation(() => RequestTaskResult, {
    description: 'Writes down that help is wanted, and makes the visits of eight weeks.',
  })
  requestTask(@Arg('input', () => RequestTaskInput) input: RequestTaskInput, @Ctx() ctx: Calling) {
    return command(ctx, 'requestTask', input, requestTask)
  }
  @Mutation(() => EditTaskResult, { description: 'Changes what is said; fields left out stay as they are.' })
  editTask(@Arg('input', () => EditTaskInput) input: EditTaskInput, @Ctx() ctx: Calling) {
    return command(ctx, 'editTask', input, editTask)
  }
  @Mutation(() => WithdrawTaskResult, {
    description: 'The help is no longer wanted: visits ahead are cancelled, offers end.',
  })
  withdrawTask(@Arg('input', () => WithdrawTaskInput) input: WithdrawTaskInput, @Ctx() ctx: Calling) {
    return command(ctx, 'withdrawTask', input, withdrawTask)
  }
  @Mutation(() => MarkUnmetResult, { description: 'Nobody could be found, and why.' })
  markUnmet(@Arg('input', () => MarkUnmetInput) input: MarkUnmetInput, @Ctx() ctx: Calling) {
    return command(ctx, 'markUnmet', input, markUnmet)
  }
}

@Resolver(() => TaskType)
export class TaskFields {
  @FieldResolver(() => TaskKindType)
  kind(@Root() task: Row) {
    return select(TaskKindView).where({ code: task['kind'] }).one()
  }
  @FieldResolver(() => TaskDetailsType, { nullable: true, description: 'Null until you have accepted.' })
  details(@Root() task: Row) {
    return select(TaskDetailsView).where({ id: task['id'] }).one()
  }
}

@Resolver(() => PatientType)
export class PatientTasks {
  @FieldResolver(() => TaskConnection, { description: 'Help for this person, the newest first.' })
  tasks(@Root() patient: Row, @Args(() => PageArgs) page: PageArgs) {
    return select(TaskView)
      .where({ patient_id: patient['id'] })
      .orderBy('created_at', 'timestamptz', 'down')
      .page(pageOf(page))
  }
}
@Resolver(() => CarerType)
export class CarerTasks {
  @FieldResolver(() => TaskConnection, { description: 'Help for this person, the newest first.' })
  tasks(@Root() carer: Row, @Args(() => PageArgs) page: PageArgs) {
    return select(TaskView)
      .where({ carer_id: carer['id'] })
      .orderBy('created_at', 'timestamptz', 'down')
      .page(pageOf(page))
  }
}
