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
  Resolver,
} from 'type-graphql'
import { IdInput } from '../access/index.ts'
import { Stale } from '../organisations/index.ts'
import { ContactInput, RecordShared } from '../people/index.ts'
import { command, CommandInput, kindOf, Line, LocalDate, LocalTime, type Commands } from '../reads/index.ts'
import { addVolunteer } from './add-volunteer.ts'
import { blockPair, unblockPair } from './block-pair.ts'
import { confirmTaskRule } from './confirm-task-rule.ts'
import { editVolunteer, editVolunteerContact } from './edit-volunteer.ts'
import { recordCheck, revokeCheck } from './record-check.ts'
import { recordTraining, revokeTraining } from './record-training.ts'
import { addAbsence, removeAbsence, setAvailability } from './set-availability.ts'
import { setTravel, setVolunteerSkills } from './set-skills.ts'
import { shareVolunteer } from './share-volunteer.ts'
import {
  AbsenceType,
  BlockedBy,
  BlockedPairType,
  CheckDecision,
  CheckType,
  Gender,
  TrainingType,
  TravelMode,
  VolunteerStatus,
  VolunteerType,
} from './volunteer.graphql.ts'
import type { VolunteerStatusWord } from './volunteer.rules.ts'
import { CheckLevel, TaskRuleType } from './words.graphql.ts'

@InputType()
abstract class VolunteerFactsInput extends ContactInput {
  @Field(() => LocalDate, { nullable: true }) declare dateOfBirth?: string | null
  @Field(() => [Line], { nullable: true, description: 'ISO 639 codes: en, cy, bfi.' }) declare languages?:
    string[] | null
  @Field(() => Gender, { nullable: true }) declare gender?: Gender | null
  @Field(() => LocalDate, { nullable: true }) declare joinedOn?: string | null
  @Field(() => Int, { nullable: true, description: '0 to 10,080.' }) declare minutesAWeek?: number | null
  @Field(() => Int, { nullable: true, description: '0 to 100.' }) declare visitsAWeek?: number | null
  @Field(() => Int, { nullable: true, description: '0 to 10,080.' }) declare targetMinutesAWeek?: number | null
  @Field(() => Boolean, { nullable: true }) declare noPets?: boolean | null
  @Field(() => Boolean, { nullable: true }) declare noSmoking?: boolean | null
  @Field(() => Boolean, { nullable: true }) declare noStairs?: boolean | null
  @Field(() => [Line], { nullable: true, description: 'Codes of kinds of help.' }) declare preferredKinds?:
    string[] | null
}
@InputType('VolunteerInput', { description: 'A new volunteer.' })
class VolunteerInput extends VolunteerFactsInput {
  @Field(() => Line) declare givenName: string
  @Field(() => Line) declare familyName: string
  @Field(() => ID) declare locality: string
  @Field(() => ID, { nullable: true, description: 'Needed only if you work for several organisations there.' })
  declare organisation?: string | null
  @Field(() => VolunteerStatus, { nullable: true, description: 'APPLIED unless said.' })
  declare status?: VolunteerStatusWord | null
  @Field(() => Boolean, { nullable: true, description: 'Although somebody like them is known.' }) declare evenSo?:
    boolean | null
}
@InputType('EditVolunteerInput', { description: 'What is absent stays, what is null goes.' })
class EditVolunteerInput extends VolunteerFactsInput {
  @Field(() => ID) declare id: string
  @Field(() => Int) declare version: number
  @Field(() => Line, { nullable: true }) declare givenName?: string | null
  @Field(() => Line, { nullable: true }) declare familyName?: string | null
  @Field(() => ID, { nullable: true }) declare locality?: string | null
  @Field(() => VolunteerStatus, { nullable: true }) declare status?: VolunteerStatusWord | null
}
@InputType('EditVolunteerContactInput', { description: 'What is absent stays, what is null goes.' })
class EditVolunteerContactInput extends ContactInput {
  @Field(() => ID) declare volunteer: string
  @Field(() => Int) declare version: number
}
@InputType('AvailabilityWindow')
class AvailabilityWindow {
  @Field(() => Int, { description: 'Monday 1 to Sunday 7.' }) declare weekday: number
  @Field(() => LocalTime) declare startsAt: string
  @Field(() => LocalTime, { description: 'After `startsAt`.' }) declare endsAt: string
}
@InputType()
class SetAvailabilityInput extends CommandInput {
  @Field(() => ID) declare volunteer: string
  @Field(() => Int) declare version: number
  @Field(() => [AvailabilityWindow], { description: 'All of them, at most 50; those that overlap become one.' })
  declare windows: AvailabilityWindow[]
}
@InputType()
class AddAbsenceInput extends CommandInput {
  @Field(() => ID) declare volunteer: string
  @Field(() => LocalDate) declare firstOn: string
  @Field(() => LocalDate, { description: 'The last day, included.' }) declare lastOn: string
}
@InputType('RecordCheckInput', { description: 'There is no field for what a check says, and no other field takes it.' })
class RecordCheckInput extends CommandInput {
  @Field(() => ID) declare volunteer: string
  @Field(() => CheckLevel) declare level: CheckLevel
  @Field(() => LocalDate) declare issuedOn: string
  @Field(() => LocalDate, { description: 'The last day it counts.' }) declare reviewDueOn: string
  @Field(() => Line, { nullable: true, description: 'A name and nothing else. You, unless said.' }) declare seenBy?:
    string | null
  @Field(() => CheckDecision, { nullable: true, description: 'ACCEPTED unless said.' })
  declare decision?: CheckDecision | null
}
@InputType()
class RecordTrainingInput extends CommandInput {
  @Field(() => ID) declare volunteer: string
  @Field(() => Line, { description: 'The course’s code.' }) declare course: string
  @Field(() => LocalDate) declare completedOn: string
  @Field(() => LocalDate, {
    nullable: true,
    description: 'The last day it counts; by the course’s renewal unless said.',
  })
  declare untilOn?: string | null
}
@InputType()
class SetVolunteerSkillsInput extends CommandInput {
  @Field(() => ID) declare volunteer: string
  @Field(() => Int) declare version: number
  @Field(() => [Line], { description: 'Codes of all their skills.' }) declare skills: string[]
}
@InputType('TravelInput')
class TravelInput {
  @Field(() => TravelMode) declare mode: TravelMode
  @Field(() => Float, { description: 'Kilometres one way, up to 200.' }) declare maxKm: number
}
@InputType()
class SetTravelInput extends CommandInput {
  @Field(() => ID) declare volunteer: string
  @Field(() => Int) declare version: number
  @Field(() => [TravelInput], { description: 'All of them, each mode once.' }) declare travels: TravelInput[]
}
@InputType()
class ConfirmTaskRuleInput extends CommandInput {
  @Field(() => ID) declare id: string
  @Field(() => Int) declare version: number
  @Field(() => CheckLevel, {
    nullable: true,
    description: 'null: no check. References, identity, PVG and AccessNI cannot be asked for here.',
  })
  declare checkLevel?: CheckLevel | null
  @Field(() => [Line], { description: 'Codes.' }) declare skills: string[]
  @Field(() => [Line], { description: 'Codes.' }) declare trainings: string[]
  @Field(() => Line, { description: 'The safeguarding lead who says that it is right.' }) declare confirmedBy: string
}
@InputType()
class BlockPairInput extends CommandInput {
  @Field(() => ID) declare volunteer: string
  @Field(() => ID, { nullable: true, description: 'This or `carer`.' }) declare patient?: string | null
  @Field(() => ID, { nullable: true, description: 'This or `patient`.' }) declare carer?: string | null
  @Field(() => BlockedBy) declare askedBy: BlockedBy
  @Field(() => LocalDate, { nullable: true, description: 'The last day; until further notice unless said.' })
  declare untilOn?: string | null
}
@InputType()
class ShareVolunteerInput extends CommandInput {
  @Field(() => ID) declare volunteer: string
  @Field(() => ID, { description: 'The other organisation.' }) declare with: string
  @Field(() => Line) declare purpose: string
  @Field(() => LocalDate, { nullable: true, description: 'Today, unless said.' }) declare fromOn?: string | null
  @Field(() => LocalDate, { nullable: true, description: 'The last day; open unless said.' }) declare toOn?:
    string | null
}

@ObjectType('VolunteerAdded')
class VolunteerAdded {
  @Field(() => VolunteerType, { nullable: true }) declare volunteer?: VolunteerType
}
@ObjectType('VolunteerKnown', {
  description:
    'The same e-mail, or phone and surname, is a volunteer of your organisation already. Those you may see are listed.',
})
class VolunteerKnown {
  @Field(() => [VolunteerType]) declare volunteers: VolunteerType[]
}
@ObjectType('VolunteerEdited')
class VolunteerEdited {
  @Field(() => VolunteerType, { nullable: true }) declare volunteer?: VolunteerType
}
@ObjectType('StatusNotPossible', { description: 'A volunteer does not move that way.' })
class StatusNotPossible {
  @Field(() => VolunteerStatus) declare from: VolunteerStatusWord
  @Field(() => VolunteerStatus) declare to: VolunteerStatusWord
  @Field(() => [VolunteerStatus], { description: 'Where they can go from here.' })
  declare possible: VolunteerStatusWord[]
}
@ObjectType('AvailabilitySet')
class AvailabilitySet {
  @Field(() => VolunteerType, { nullable: true }) declare volunteer?: VolunteerType
}
@ObjectType('AbsenceAdded')
class AbsenceAdded {
  @Field(() => AbsenceType, { nullable: true }) declare absence?: AbsenceType
  @Field(() => VolunteerType, { nullable: true }) declare volunteer?: VolunteerType
}
@ObjectType('AbsenceRemoved')
class AbsenceRemoved {
  @Field(() => VolunteerType, { nullable: true }) declare volunteer?: VolunteerType
}
@ObjectType('CheckRecorded')
class CheckRecorded {
  @Field(() => CheckType, { nullable: true }) declare check?: CheckType
  @Field(() => VolunteerType, { nullable: true }) declare volunteer?: VolunteerType
}
@ObjectType('CheckRevoked')
class CheckRevoked {
  @Field(() => CheckType, { nullable: true }) declare check?: CheckType
}
@ObjectType('TrainingRecorded')
class TrainingRecorded {
  @Field(() => TrainingType, { nullable: true }) declare training?: TrainingType
  @Field(() => VolunteerType, { nullable: true }) declare volunteer?: VolunteerType
}
@ObjectType('TrainingRevoked')
class TrainingRevoked {
  @Field(() => TrainingType, { nullable: true }) declare training?: TrainingType
}
@ObjectType('VolunteerSkillsSet')
class VolunteerSkillsSet {
  @Field(() => VolunteerType, { nullable: true }) declare volunteer?: VolunteerType
}
@ObjectType('TravelSet')
class TravelSet {
  @Field(() => VolunteerType, { nullable: true }) declare volunteer?: VolunteerType
}
@ObjectType('TaskRuleConfirmed')
class TaskRuleConfirmed {
  @Field(() => TaskRuleType, { nullable: true }) declare rule?: TaskRuleType
}
@ObjectType('PairBlocked')
class PairBlocked {
  @Field(() => BlockedPairType, { nullable: true }) declare pair?: BlockedPairType
}
@ObjectType('PairUnblocked')
class PairUnblocked {
  @Field(() => BlockedPairType, { nullable: true }) declare pair?: BlockedPairType
}

const AddVolunteerResult = createUnionType({
  name: 'AddVolunteerResult',
  types: () => [VolunteerAdded, VolunteerKnown] as const,
  resolveType: kindOf,
})
const EditVolunteerResult = createUnionType({
  name: 'EditVolunteerResult',
  types: () => [VolunteerEdited, StatusNotPossible, Stale] as const,
  resolveType: kindOf,
})
const EditVolunteerContactResult = createUnionType({
  name: 'EditVolunteerContactResult',
  types: () => [VolunteerEdited, Stale] as const,
  resolveType: kindOf,
})
const SetAvailabilityResult = createUnionType({
  name: 'SetAvailabilityResult',
  types: () => [AvailabilitySet, Stale] as const,
  resolveType: kindOf,
})
const SetVolunteerSkillsResult = createUnionType({
  name: 'SetVolunteerSkillsResult',
  types: () => [VolunteerSkillsSet, Stale] as const,
  resolveType: kindOf,
})
const SetTravelResult = createUnionType({
  name: 'SetTravelResult',
  types: () => [TravelSet, Stale] as const,
  resolveType: kindOf,
})
const ConfirmTaskRuleResult = createUnionType({
  name: 'ConfirmTaskRuleResult',
  types: () => [TaskRuleConfirmed, Stale] as const,
  resolveType: kindOf,
})

interface WithCommands {
  commands: Commands
}

@Resolver()
export class VolunteerCommands {
  @Mutation(() => AddVolunteerResult, { description: 'Adds a volunteer to your organisation.' })
  addVolunteer(@Arg('input', () => VolunteerInput) input: VolunteerInput, @Ctx() ctx: WithCommands) {
    return command(ctx, 'addVolunteer', input, addVolunteer)
  }
  @Mutation(() => EditVolunteerResult)
  editVolunteer(@Arg('input', () => EditVolunteerInput) input: EditVolunteerInput, @Ctx() ctx: WithCommands) {
    return command(ctx, 'editVolunteer', input, editVolunteer)
  }
  @Mutation(() => EditVolunteerContactResult, {
    description: 'How a volunteer is reached; they may change it themselves.',
  })
  editVolunteerContact(
    @Arg('input', () => EditVolunteerContactInput) input: EditVolunteerContactInput,
    @Ctx() ctx: WithCommands,
  ) {
    return command(ctx, 'editVolunteerContact', input, editVolunteerContact)
  }
  @Mutation(() => SetAvailabilityResult, {
    description: 'Replaces the hours of an ordinary week; volunteers may do it themselves.',
  })
  setAvailability(@Arg('input', () => SetAvailabilityInput) input: SetAvailabilityInput, @Ctx() ctx: WithCommands) {
    return command(ctx, 'setAvailability', input, setAvailability)
  }
  @Mutation(() => AbsenceAdded, {
    description: 'Days on which a volunteer cannot help; volunteers may do it themselves.',
  })
  addAbsence(@Arg('input', () => AddAbsenceInput) input: AddAbsenceInput, @Ctx() ctx: WithCommands) {
    return command(ctx, 'addAbsence', input, addAbsence)
  }
  @Mutation(() => AbsenceRemoved)
  removeAbsence(@Arg('input', () => IdInput) input: IdInput, @Ctx() ctx: WithCommands) {
    return command(ctx, 'removeAbsence', input, removeAbsence)
  }
  @Mutation(() => CheckRecorded, { description: 'That a check was made; never what it says.' })
  recordCheck(@Arg('input', () => RecordCheckInput) input: RecordCheckInput, @Ctx() ctx: WithCommands) {
    return command(ctx, 'recordCheck', input, recordCheck)
  }
  @Mutation(() => CheckRevoked, {
    description: 'The check counts no more, from now on; visits it held up go back to the co-ordinator.',
  })
  revokeCheck(@Arg('input', () => IdInput) input: IdInput, @Ctx() ctx: WithCommands) {
    return command(ctx, 'revokeCheck', input, revokeCheck)
  }
  @Mutation(() => TrainingRecorded)
  recordTraining(@Arg('input', () => RecordTrainingInput) input: RecordTrainingInput, @Ctx() ctx: WithCommands) {
    return command(ctx, 'recordTraining', input, recordTraining)
  }
  @Mutation(() => TrainingRevoked, { description: 'The training counts no more, from now on.' })
  revokeTraining(@Arg('input', () => IdInput) input: IdInput, @Ctx() ctx: WithCommands) {
    return command(ctx, 'revokeTraining', input, revokeTraining)
  }
  @Mutation(() => SetVolunteerSkillsResult)
  setVolunteerSkills(
    @Arg('input', () => SetVolunteerSkillsInput) input: SetVolunteerSkillsInput,
    @Ctx() ctx: WithCommands,
  ) {
    return command(ctx, 'setVolunteerSkills', input, setVolunteerSkills)
  }
  @Mutation(() => SetTravelResult)
  setTravel(@Arg('input', () => SetTravelInput) input: SetTravelInput, @Ctx() ctx: WithCommands) {
    return command(ctx, 'setTravel', input, setTravel)
  }
  @Mutation(() => ConfirmTaskRuleResult, {
    description: 'Sets what a kind of task asks of a volunteer, and who said that it is right.',
  })
  confirmTaskRule(@Arg('input', () => ConfirmTaskRuleInput) input: ConfirmTaskRuleInput, @Ctx() ctx: WithCommands) {
    return command(ctx, 'confirmTaskRule', input, confirmTaskRule)
  }
  @Mutation(() => PairBlocked, { description: 'A volunteer and a person are not matched any more.' })
  blockPair(@Arg('input', () => BlockPairInput) input: BlockPairInput, @Ctx() ctx: WithCommands) {
    return command(ctx, 'blockPair', input, blockPair)
  }
  @Mutation(() => PairUnblocked)
  unblockPair(@Arg('input', () => IdInput) input: IdInput, @Ctx() ctx: WithCommands) {
    return command(ctx, 'unblockPair', input, unblockPair)
  }
  @Mutation(() => RecordShared, {
    description: 'Shows a volunteer to another organisation, whose co-ordinators may ask them.',
  })
  shareVolunteer(@Arg('input', () => ShareVolunteerInput) input: ShareVolunteerInput, @Ctx() ctx: WithCommands) {
    return command(ctx, 'shareVolunteer', input, shareVolunteer)
  }
}
