import {
  Arg,
  Args,
  Field,
  FieldResolver,
  Float,
  ID,
  InputType,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
  registerEnumType,
} from 'type-graphql'
import type { Row, Viewer } from '../kernel/index.ts'
import { ViewerType } from '../access/index.ts'
import { liesIn, LocalityType, OrganisationType } from '../organisations/index.ts'
import {
  byName,
  CarerType,
  ContactFields,
  likeness,
  londonToday,
  namedLike,
  PatientType,
  PersonType,
  ShareType,
  ShareView,
} from '../people/index.ts'
import {
  byId,
  connectionOf,
  DateTime,
  Line,
  LocalDate,
  LocalTime,
  NodeType,
  PageArgs,
  pageOf,
  select,
  sql,
} from '../reads/index.ts'
import { moves, type VolunteerStatusWord } from './volunteer.rules.ts'
import {
  AbsenceView,
  AvailabilityView,
  BlockedPairView,
  CheckView,
  nextCheckDueOn,
  SkillView,
  TrainingCourseView,
  TrainingView,
  TravelView,
  VolunteerContactView,
  VolunteerView,
} from './volunteer.views.ts'
import { CheckLevel, SkillType, TrainingCourseType } from './words.graphql.ts'

export const VolunteerStatus = Object.fromEntries(Object.keys(moves).map((word) => [word, word])) as {
  [W in VolunteerStatusWord]: W
}
registerEnumType(VolunteerStatus, {
  name: 'VolunteerStatus',
  description: 'Where a volunteer stands on the way in, and whether they help at present.',
})
export enum Gender {
  FEMALE = 'FEMALE',
  MALE = 'MALE',
  OTHER = 'OTHER',
}
registerEnumType(Gender, {
  name: 'Gender',
  description: 'As the person says; asked for only where somebody wishes to be helped by a woman or a man.',
})
export enum CheckDecision {
  ACCEPTED = 'ACCEPTED',
  WAITING = 'WAITING',
  REFUSED = 'REFUSED',
}
registerEnumType(CheckDecision, {
  name: 'CheckDecision',
  description: 'What the organisation decided on seeing a check.',
})
export enum TravelMode {
  WALK = 'WALK',
  CYCLE = 'CYCLE',
  BUS = 'BUS',
  DRIVE = 'DRIVE',
}
registerEnumType(TravelMode, { name: 'TravelMode', description: 'How a volunteer gets about.' })
export enum BlockedBy {
  PERSON = 'PERSON',
  VOLUNTEER = 'VOLUNTEER',
  CO_ORDINATOR = 'CO_ORDINATOR',
}
registerEnumType(BlockedBy, { name: 'BlockedBy', description: 'Who asked that two people are not matched.' })

@ObjectType('VolunteerContact', { description: 'Where a volunteer lives and how to reach them.' })
export class VolunteerContactType extends ContactFields {}

@ObjectType('Volunteer', {
  implements: [NodeType, PersonType],
  description: 'Somebody who gives their time. Belongs to an organisation.',
})
export class VolunteerType extends PersonType {
  @Field(() => String) declare givenName: string
  @Field(() => String) declare familyName: string
  @Field(() => [String], { description: 'Languages they speak, as ISO 639 codes: en, cy, bfi.' })
  declare languages: string[]
  @Field(() => VolunteerStatus) declare status: VolunteerStatusWord
  @Field(() => Gender, { nullable: true }) declare gender?: Gender
  @Field(() => LocalDate, { nullable: true }) declare joinedOn?: string
  @Field(() => Int, { nullable: true, description: 'At most so many minutes a week.' }) declare minutesAWeek?: number
  @Field(() => Int, { nullable: true, description: 'At most so many visits a week.' }) declare visitsAWeek?: number
  @Field(() => Int, { nullable: true, description: 'How many minutes a week they like to give.' })
  declare targetMinutesAWeek?: number
  @Field(() => Boolean, { description: 'Not to homes with pets.' }) declare noPets: boolean
  @Field(() => Boolean, { description: 'Not to homes where people smoke.' }) declare noSmoking: boolean
  @Field(() => Boolean, { description: 'Not up stairs.' }) declare noStairs: boolean
  @Field(() => [String], { description: 'Codes of the kinds of help they like to give.' })
  declare preferredKinds: string[]
  @Field(() => LocalDate, { nullable: true, description: 'The day by which the next check must be made again.' })
  declare nextCheckDueOn?: string
  @Field(() => OrganisationType, { nullable: true }) declare organisation?: OrganisationType
  @Field(() => LocalityType, { nullable: true }) declare locality?: LocalityType
  @Field(() => Number, { description: 'Send it back when changing anything.' }) declare version: number
}

@ObjectType('Check', { implements: NodeType, description: 'That a check was made. Never what it says.' })
export class CheckType extends NodeType {
  @Field(() => CheckLevel) declare level: CheckLevel
  @Field(() => LocalDate) declare issuedOn: string
  @Field(() => String) declare seenBy: string
  @Field(() => LocalDate, { description: 'The last day it counts.' }) declare reviewDueOn: string
  @Field(() => CheckDecision) declare decision: CheckDecision
  @Field(() => DateTime, { nullable: true }) declare revokedAt?: string
  @Field(() => Number) declare version: number
}
@ObjectType('Training', { implements: NodeType, description: 'A course that a volunteer completed.' })
export class TrainingType extends NodeType {
  @Field(() => LocalDate) declare completedOn: string
  @Field(() => LocalDate, { nullable: true, description: 'The last day it counts; null: for good.' })
  declare untilOn?: string
  @Field(() => DateTime, { nullable: true }) declare revokedAt?: string
}
@ObjectType('Absence', {
  implements: NodeType,
  description: 'Days on which a volunteer cannot help, both ends included.',
})
export class AbsenceType extends NodeType {
  @Field(() => LocalDate) declare firstOn: string
  @Field(() => LocalDate) declare lastOn: string
}
@ObjectType('Availability', { description: 'Hours of an ordinary week in which a volunteer can help, Europe/London.' })
export class AvailabilityType {
  @Field(() => Int, { description: 'Monday 1 to Sunday 7.' }) declare weekday: number
  @Field(() => LocalTime) declare startsAt: string
  @Field(() => LocalTime) declare endsAt: string
}
@ObjectType('Travel', { description: 'A way a volunteer gets about.' })
export class TravelType {
  @Field(() => TravelMode) declare mode: TravelMode
  @Field(() => Float, { description: 'At most so many kilometres one way.' }) declare maxKm: number
}
@ObjectType('BlockedPair', {
  implements: NodeType,
  description: 'A volunteer and a person who are not matched. Never shown to the volunteer.',
})
export class BlockedPairType extends NodeType {
  @Field(() => VolunteerType, { nullable: true }) declare volunteer?: VolunteerType
  @Field(() => PatientType, { nullable: true }) declare patient?: PatientType
  @Field(() => CarerType, { nullable: true }) declare carer?: CarerType
  @Field(() => BlockedBy) declare askedBy: BlockedBy
  @Field(() => LocalDate) declare sinceOn: string
  @Field(() => LocalDate, { nullable: true, description: 'The last day; null: until further notice.' })
  declare untilOn?: string
}

@InputType('VolunteerFilter', { description: 'Which volunteers; everything said must hold.' })
export class VolunteerFilter {
  @Field(() => Line, {
    nullable: true,
    description: 'Words of the name, accents and small slips forgiven. Best first.',
  })
  declare search?: string | null
  @Field(() => ID, { nullable: true, description: 'In this locality or one beneath it.' }) declare locality?:
    string | null
  @Field(() => [VolunteerStatus], { nullable: true }) declare status?: VolunteerStatusWord[] | null
  @Field(() => LocalDate, { nullable: true, description: 'Whose next check must be made again before this day.' })
  declare checkDueBefore?: string | null
}

const VolunteerConnection = connectionOf('Volunteer', () => VolunteerType, { counted: true })

@Resolver()
export class VolunteerResolver {
  @Query(() => VolunteerConnection, { description: 'Volunteers the viewer may see, by name or best match.' })
  volunteers(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => VolunteerFilter, { nullable: true }) filter?: VolunteerFilter | null,
  ) {
    let rows = select(VolunteerView)
    if (filter?.locality) rows = rows.where(liesIn(filter.locality))
    if (filter?.status) rows = rows.where({ status: filter.status })
    if (filter?.checkDueBefore) rows = rows.where((row) => sql`${nextCheckDueOn(row)} < ${filter.checkDueBefore}::date`)
    const search = filter?.search?.trim()
    if (search) rows = rows.where(namedLike(search)).orderBy(likeness(search), 'float8', 'down')
    return rows.orderBy(byName).page(pageOf(page))
  }
}

@Resolver(() => VolunteerType)
export class VolunteerFields {
  @FieldResolver(() => VolunteerContactType, { nullable: true, description: 'For those who may reach them.' })
  contact(@Root() volunteer: Row) {
    return select(VolunteerContactView).where({ id: volunteer['id'] }).one()
  }
  @FieldResolver(() => [SkillType])
  skills(@Root() volunteer: Row) {
    return select(SkillView)
      .where(
        (skill) =>
          sql`exists (select 1 from volunteer_skill vs where vs.volunteer_id = ${volunteer['id']} and vs.skill = ${skill['code']})`,
      )
      .orderBy('name')
  }
  @FieldResolver(() => [TrainingType], { description: 'Newest first, those taken away included.' })
  trainings(@Root() volunteer: Row) {
    return select(TrainingView).where({ volunteer_id: volunteer['id'] }).orderBy('completed_on', 'date', 'down')
  }
  @FieldResolver(() => [CheckType], { description: 'Newest first, those taken away included.' })
  checks(@Root() volunteer: Row) {
    return select(CheckView).where({ volunteer_id: volunteer['id'] }).orderBy('issued_on', 'date', 'down')
  }
  @FieldResolver(() => [TravelType])
  travels(@Root() volunteer: Row) {
    return select(TravelView).where({ volunteer_id: volunteer['id'] }).orderBy('max_km', 'numeric', 'down')
  }
  @FieldResolver(() => [AvailabilityType], { description: 'In order of the week.' })
  availability(@Root() volunteer: Row) {
    return select(AvailabilityView)
      .where({ volunteer_id: volunteer['id'] })
      .orderBy('weekday', 'int')
      .orderBy('starts_at', 'time')
  }
  @FieldResolver(() => [AbsenceType], { description: 'Those that are not over, the next one first.' })
  absences(@Root() volunteer: Row) {
    return select(AbsenceView)
      .where({ volunteer_id: volunteer['id'] })
      .where((row) => sql`${row['last_on']} >= ${londonToday}`)
      .orderBy('first_on', 'date')
  }
  @FieldResolver(() => [BlockedPairType], {
    description: 'With whom they are not matched, at present. Empty for those who may not know.',
  })
  blockedPairs(@Root() volunteer: Row) {
    return blockedOf('volunteer_id', volunteer)
  }
  @FieldResolver(() => [ShareType], { description: 'Which organisations they are or were shown to, newest first.' })
  shares(@Root() volunteer: Row) {
    return select(ShareView).where({ volunteer_id: volunteer['id'] }).orderBy('from_on', 'date', 'down')
  }
}

const blockedOf = (column: 'volunteer_id' | 'patient_id' | 'carer_id', one: Row) =>
  select(BlockedPairView)
    .where({ [column]: one['id'] })
    .where((row) => sql`(${row['until_on']} is null or ${row['until_on']} >= ${londonToday})`)
    .orderBy('since_on', 'date')

@Resolver(() => PatientType)
export class PatientBlocks {
  @FieldResolver(() => [BlockedPairType], {
    description: 'Volunteers they are not matched with, at present. Empty for those who may not know.',
  })
  blockedPairs(@Root() patient: Row) {
    return blockedOf('patient_id', patient)
  }
}

@Resolver(() => CarerType)
export class CarerBlocks {
  @FieldResolver(() => [BlockedPairType], {
    description: 'Volunteers they are not matched with, at present. Empty for those who may not know.',
  })
  blockedPairs(@Root() carer: Row) {
    return blockedOf('carer_id', carer)
  }
}

@Resolver(() => TrainingType)
export class TrainingFields {
  @FieldResolver(() => TrainingCourseType)
  course(@Root() training: Row) {
    return select(TrainingCourseView).where({ code: training['course'] }).one()
  }
}

@Resolver(() => ShareType)
export class ShareVolunteer {
  @FieldResolver(() => VolunteerType, { nullable: true })
  volunteer(@Root() share: Row) {
    return select(VolunteerView).where({ id: share['volunteer_id'] }).one()
  }
}

@Resolver(() => ViewerType)
export class ViewerVolunteer {
  @FieldResolver(() => VolunteerType, {
    nullable: true,
    description: 'The volunteer who is signed in, if that is what they are.',
  })
  volunteer(@Root() viewer: { viewer: Viewer }) {
    const mine = viewer.viewer.memberships.find((membership) => membership.volunteer !== null)?.volunteer
    return mine ? byId(VolunteerView, mine) : null
  }
}
