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
  LocalDate,
  NodeType,
  PageArgs,
  pageOf,
  readAs,
  rowOf,
  Secret,
  select,
  sql,
  uuidOf,
  type Commands,
  type GrantBook,
  type ReadContext,
} from '../reads/index.ts'
import { TaskType, TaskView, Timing } from '../tasks/index.ts'
import { AssignmentType, VisitType } from '../visits/index.ts'
import { TaskKindType, TaskKindView, VolunteerType } from '../volunteers/index.ts'
import { acceptOffer, declineOffer, undo } from './answer-offer.ts'
import { assignVisit, confirmAssignment } from './assign-visit.ts'
import { offerByToken, type OfferByLink } from './offer-by-token.ts'
import { offerStatusOf, OfferView } from './offer.views.ts'
import { sendOffers, type OfferLink } from './send-offers.ts'
import { ReasonType } from './suggest.graphql.ts'

export enum OfferStatus {
  HELD = 'HELD',
  SENT = 'SENT',
  WILLING = 'WILLING',
  ACCEPTED = 'ACCEPTED',
  DECLINED = 'DECLINED',
  LAPSED = 'LAPSED',
  TAKEN = 'TAKEN',
  WITHDRAWN = 'WITHDRAWN',
}
registerEnumType(OfferStatus, {
  name: 'OfferStatus',
  description:
    'SENT: no answer yet. WILLING: said yes, the co-ordinator chooses. TAKEN: somebody else has it. WITHDRAWN: taken back, or what it told of has changed. HELD is kept for offers that wait to be sent.',
})
export enum Choosing {
  FIRST_TO_ACCEPT = 'FIRST_TO_ACCEPT',
  CO_ORDINATOR_CHOOSES = 'CO_ORDINATOR_CHOOSES',
}
registerEnumType(Choosing, { name: 'Choosing', description: 'Who gets a place that several are asked for.' })

@ObjectType('Offer', { implements: NodeType, description: 'One volunteer asked, for one visit or for the series.' })
export class OfferType extends NodeType {
  @Field(() => TaskType, { nullable: true }) declare task?: TaskType
  @Field(() => VisitType, { nullable: true, description: 'Null: for every visit of the series.' })
  declare visit?: VisitType
  @Field(() => VolunteerType, { nullable: true }) declare volunteer?: VolunteerType
  @Field(() => OfferStatus) declare status: OfferStatus
  @Field(() => Choosing) declare choosing: Choosing
  @Field(() => DateTime) declare sentAt: string
  @Field(() => DateTime) declare lapsesAt: string
  @Field(() => DateTime, { nullable: true }) declare answeredAt?: string
  @Field(() => DateTime, { nullable: true, description: 'Until then `undo` takes back the sending, or the no.' })
  declare mayUndoUntil?: string
  @Field(() => Int) declare version: number
}

const OfferConnection = connectionOf('Offer', () => OfferType, { counted: true })

@ObjectType('LinkPerson', { description: 'What whoever accepted needs to go there.' })
class LinkPersonType {
  @Field(() => String) declare name: string
  @Field(() => String, { nullable: true }) declare preferredName?: string
  @Field(() => [String]) declare addressLines: string[]
  @Field(() => String, { nullable: true }) declare town?: string
  @Field(() => String, { nullable: true }) declare postcode?: string
  @Field(() => [String]) declare phones: string[]
  @Field(() => String, { description: 'What they said they want.' }) declare inTheirWords: string
  @Field(() => String, { nullable: true }) declare whatToKnow?: string
}

@ObjectType('OfferByLink', { description: 'An offer as its single-use link shows it.' })
class OfferByLinkType {
  @Field(() => OfferStatus) declare status: OfferStatus
  @Field(() => Choosing) declare choosing: Choosing
  @Field(() => String, { description: 'Town or outward postcode: never an address.' }) declare area: string
  @Field(() => Timing) declare timing: Timing
  @Field(() => LocalDate, { nullable: true, description: 'The day of the visit; of a series, of the next one.' })
  declare occursOn?: string
  @Field(() => DateTime, { nullable: true }) declare startsAt?: string
  @Field(() => DateTime, { nullable: true }) declare endsAt?: string
  @Field(() => DateTime, { nullable: true }) declare windowStartsAt?: string
  @Field(() => DateTime, { nullable: true }) declare windowEndsAt?: string
  @Field(() => Int) declare minutes: number
  @Field(() => String, { nullable: true }) declare recurrence?: string
  @Field(() => Int) declare volunteersNeeded: number
  @Field(() => Boolean, { description: 'Every visit, not one.' }) declare isSeries: boolean
  @Field(() => Boolean, { description: 'The visit was called off.' }) declare isCancelled: boolean
  @Field(() => String) declare organisationName: string
  @Field(() => String, { nullable: true }) declare officePhone?: string
  @Field(() => String) declare volunteerPreferredName: string
  @Field(() => String, { description: 'en or cy: the volunteer’s.' }) declare language: string
  @Field(() => DateTime) declare lapsesAt: string
  @Field(() => LinkPersonType, { nullable: true, description: 'Only once accepted.' }) declare person?: LinkPersonType
}

@InputType('OfferFilter')
class OfferFilterInput {
  @Field(() => [OfferStatus], { nullable: true }) declare status?: OfferStatus[] | null
  @Field(() => ID, { nullable: true }) declare task?: string | null
  @Field(() => Boolean, { nullable: true, description: 'To me.' }) declare mine?: boolean | null
}
@InputType()
class SendOffersInput extends CommandInput {
  @Field(() => ID) declare task: string
  @Field(() => ID, { nullable: true, description: 'Left out: the series, or the only visit.' }) declare visit?:
    string | null
  @Field(() => [ID], { description: '1 to 20.' }) declare volunteers: string[]
  @Field(() => DateTime, { nullable: true, description: '48 hours, and never after the visit can begin, unless said.' })
  declare lapsesAt?: Date | null
  @Field(() => Choosing, { defaultValue: Choosing.FIRST_TO_ACCEPT }) declare choosing: Choosing
}
@InputType()
class AnswerOfferInput extends CommandInput {
  @Field(() => ID, { nullable: true, description: 'This, signed in…' }) declare offer?: string | null
  @Field(() => Secret, { nullable: true, description: '… or the token of its link.' }) declare token?: string | null
}
@InputType()
class UndoInput extends CommandInput {
  @Field(() => ID) declare offer: string
}
@InputType()
class ConfirmAssignmentInput extends CommandInput {
  @Field(() => ID) declare offer: string
  @Field(() => Int, { nullable: true, description: '1 leads, 2 goes along; the first that is open unless said.' })
  declare place?: number | null
}
@InputType()
class AssignVisitInput extends CommandInput {
  @Field(() => ID) declare visit: string
  @Field(() => ID) declare volunteer: string
  @Field(() => Int, { nullable: true }) declare place?: number | null
}

@ObjectType('OfferLink', { description: 'A secret to hand to the volunteer, and to nobody else.' })
export class OfferLinkType {
  @Field(() => ID) declare offer: string
  @Field(() => String, { description: 'A path of this site.' }) declare url: string
}
@ObjectType('OffersSent')
class OffersSent {
  @Field(() => [OfferType]) declare offers: OfferType[]
  @Field(() => [OfferLinkType], { description: 'Shown once: a repetition of the command gives none.' })
  declare links: OfferLinkType[]
  @Field(() => DateTime) declare undoUntil: string
}
@ObjectType('NotCleared', { description: 'A check, training or skill is wanting, or the two may not be put together.' })
export class NotCleared {
  @Field(() => VolunteerType, { nullable: true }) declare volunteer?: VolunteerType
  @Field(() => [ReasonType]) declare missing: ReasonType[]
}
@ObjectType('NothingOpen', { description: 'No place is left, or it is too late for one.' })
export class NothingOpen {
  @Field(() => TaskType, { nullable: true }) declare task?: TaskType
}
@ObjectType('OfferAccepted')
class OfferAccepted {
  @Field(() => OfferType, { nullable: true, description: 'Null by a link: what it needs is `offerByToken`.' })
  declare offer?: OfferType
  @Field(() => [VisitType]) declare visits: VisitType[]
  @Field(() => [LocalDate], { description: 'Days of the series that were not possible.' })
  declare stillNeedsSomeone: string[]
}
@ObjectType('OfferWilling', { description: 'The co-ordinator chooses among those who can.' })
class OfferWilling {
  @Field(() => OfferType, { nullable: true }) declare offer?: OfferType
}
@ObjectType('OfferTaken', { description: 'Somebody else has the place.' })
class OfferTaken {
  @Field(() => Boolean) declare taken: boolean
}
@ObjectType('OfferLapsed', { description: 'It had ended.' })
class OfferLapsed {
  @Field(() => DateTime) declare at: string
}
@ObjectType('OfferLinkEnded', { description: 'The link opens nothing, or nothing any more.' })
class OfferLinkEnded {
  @Field(() => Boolean) declare ended: boolean
}
@ObjectType('DoubleBooked', { description: 'They are at another visit then.' })
class DoubleBooked {
  @Field(() => VisitType, { nullable: true, description: 'The other visit.' }) declare visit?: VisitType
  @Field(() => DateTime) declare startsAt: string
  @Field(() => DateTime) declare endsAt: string
}
@ObjectType('OfferDeclined')
class OfferDeclined {
  @Field(() => OfferType, { nullable: true }) declare offer?: OfferType
}
@ObjectType('Undone')
class Undone {
  @Field(() => OfferType, { nullable: true }) declare offer?: OfferType
}
@ObjectType('TooLate')
class TooLate {
  @Field(() => DateTime, { description: 'Until then it could be taken back.' }) declare at: string
}
@ObjectType('AssignmentConfirmed')
class AssignmentConfirmed {
  @Field(() => AssignmentType, { nullable: true }) declare assignment?: AssignmentType
  @Field(() => [LocalDate], { description: 'Days of the series that were not possible.' })
  declare stillNeedsSomeone: string[]
}

const SendOffersResult = createUnionType({
  name: 'SendOffersResult',
  types: () => [OffersSent, NotCleared, NothingOpen] as const,
  resolveType: kindOf,
})
const AcceptOfferResult = createUnionType({
  name: 'AcceptOfferResult',
  types: () =>
    [OfferAccepted, OfferWilling, OfferTaken, OfferLapsed, NotCleared, DoubleBooked, OfferLinkEnded] as const,
  resolveType: kindOf,
})
const DeclineOfferResult = createUnionType({
  name: 'DeclineOfferResult',
  types: () => [OfferDeclined, OfferLapsed, OfferLinkEnded] as const,
  resolveType: kindOf,
})
const UndoResult = createUnionType({ name: 'UndoResult', types: () => [Undone, TooLate] as const, resolveType: kindOf })
const ConfirmAssignmentResult = createUnionType({
  name: 'ConfirmAssignmentResult',
  types: () => [AssignmentConfirmed, OfferTaken, OfferLapsed, NotCleared, DoubleBooked] as const,
  resolveType: kindOf,
})

type Calling = ReadContext & { readonly commands: Commands; readonly grants: GrantBook }

@Resolver()
export class OfferResolver {
  @Query(() => OfferConnection, { description: 'Offers, the latest first.' })
  offers(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: Calling,
    @Arg('filter', () => OfferFilterInput, { nullable: true }) filter?: OfferFilterInput | null,
  ) {
    let rows = select(OfferView)
    if (filter?.status?.length) rows = rows.where((row) => sql`${offerStatusOf(row)} = any(${filter.status}::text[])`)
    if (filter?.task)
      rows = rows.where((row) => sql`${row['task_id']} = ${uuidOf(TaskView, filter.task as string, 'task')}::uuid`)
    if (filter?.mine) {
      const me = ctx.viewer.memberships.flatMap((membership) => membership.volunteer ?? [])
      rows = rows.where((row) => sql`${row['volunteer_id']} = any(${me}::uuid[])`)
    }
    return rows.orderBy('sent_at', 'timestamptz', 'down').page(pageOf(page))
  }

  @Query(() => OfferByLinkType, {
    nullable: true,
    description: 'What a single-use link shows; null where it opens nothing.',
  })
  async offerByToken(@Arg('token', () => Secret) token: string, @Ctx() ctx: Calling) {
    return readAs(ctx, offerByToken(token))
  }

  @Mutation(() => SendOffersResult, { description: 'Asks volunteers, all in one round.' })
  sendOffers(@Arg('input', () => SendOffersInput) input: SendOffersInput, @Ctx() ctx: Calling) {
    return command(ctx, 'sendOffers', input, sendOffers)
  }
  @Mutation(() => AcceptOfferResult, {
    description: '“I can do this.” Signed in, by a link’s token, or by the co-ordinator they ring.',
  })
  acceptOffer(@Arg('input', () => AnswerOfferInput) input: AnswerOfferInput, @Ctx() ctx: Calling) {
    return command(ctx, 'acceptOffer', input, acceptOffer)
  }
  @Mutation(() => DeclineOfferResult, { description: '“Sorry, I cannot.”' })
  declineOffer(@Arg('input', () => AnswerOfferInput) input: AnswerOfferInput, @Ctx() ctx: Calling) {
    return command(ctx, 'declineOffer', input, declineOffer)
  }
  @Mutation(() => UndoResult, { description: 'Takes back the sending of a round, or a no, for ten seconds.' })
  undo(@Arg('input', () => UndoInput) input: UndoInput, @Ctx() ctx: Calling) {
    return command(ctx, 'undo', input, undo)
  }
  @Mutation(() => ConfirmAssignmentResult, { description: 'Chooses one who is willing.' })
  confirmAssignment(@Arg('input', () => ConfirmAssignmentInput) input: ConfirmAssignmentInput, @Ctx() ctx: Calling) {
    return command(ctx, 'confirmAssignment', input, confirmAssignment)
  }
  @Mutation(() => ConfirmAssignmentResult, { description: 'Puts a volunteer on a visit by hand, after a phone call.' })
  assignVisit(@Arg('input', () => AssignVisitInput) input: AssignVisitInput, @Ctx() ctx: Calling) {
    return command(ctx, 'assignVisit', input, assignVisit)
  }
}

@Resolver(() => OffersSent)
export class OffersSentFields {
  @FieldResolver(() => [OfferLinkType])
  links(@Root() sent: { links?: readonly OfferLink[] }) {
    return sent.links ?? []
  }
}

@Resolver(() => OfferByLinkType)
export class OfferByLinkFields {
  @FieldResolver(() => TaskKindType)
  kind(@Root() link: OfferByLink) {
    return select(TaskKindView).where({ code: link.kindCode }).one()
  }
}

@Resolver(() => TaskType)
export class TaskOffers {
  @FieldResolver(() => OfferConnection, { description: 'Who was asked, the latest first.' })
  offers(@Root() task: Row, @Args(() => PageArgs) page: PageArgs) {
    return select(OfferView).where({ task_id: task['id'] }).orderBy('sent_at', 'timestamptz', 'down').page(pageOf(page))
  }
}

@Resolver(() => VisitType)
export class VisitOffers {
  @FieldResolver(() => Int, { description: 'How many are asked for it, the series included, and have not answered.' })
  openOffers(@Root() visit: Row, @Ctx() ctx: Calling) {
    const offer = rowOf('oo')
    return sql`(select count(*)::int from offer oo where oo.task_id = ${visit['task_id']} and (oo.visit_id is null or oo.visit_id = ${visit['id']})
      and ${offerStatusOf(offer)} in ('SENT', 'WILLING') and ${ctx.grants.predicate('Offer', 'READ', offer, ctx.viewer)})`
  }
}
