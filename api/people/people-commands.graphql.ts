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
import { command, CommandInput, kindOf, Line, LocalDate, Words, type Commands } from '../reads/index.ts'
import { editPatient } from './edit-patient.ts'
import { giveConsent, withdrawConsent } from './give-consent.ts'
import type { PlaceOfDeathWord } from './people.rules.ts'
import {
  CareRelationshipType,
  CarerType,
  ConsentPurpose,
  ConsentType,
  PatientStatus,
  PatientType,
  PlaceOfDeath,
  ShareType,
} from './people.graphql.ts'
import { CareInput } from './person.graphql.ts'
import { editCarer, registerCarer } from './register-carer.ts'
import { registerPatient } from './register-patient.ts'
import { endCareRelationship, relateCarer } from './relate-carer.ts'
import { endShare, shareRecord } from './share-record.ts'

const area =
  'One that you reach in their organisation. The help they still want goes with them. Stays, where it is null.'

@InputType()
abstract class PatientFactsInput extends CareInput {
  @Field(() => Line, { nullable: true, description: 'ODS code of the GP practice: H82034.' }) declare gpPracticeCode?:
    string | null
  @Field(() => ID, {
    nullable: true,
    description: 'An AccountName. For a new patient: you, if you are a care co-ordinator and say nothing.',
  })
  declare careCoOrdinator?: string | null
  @Field(() => Words, { nullable: true }) declare conditions?: string | null
  @Field(() => PatientStatus, { nullable: true }) declare status?: PatientStatus | null
  @Field(() => PlaceOfDeath, { nullable: true }) declare preferredPlaceOfDeath?: PlaceOfDeathWord | null
}
@InputType('PatientInput', { description: 'A new patient.' })
class PatientInput extends PatientFactsInput {
  @Field(() => Line) declare givenName: string
  @Field(() => Line) declare familyName: string
  @Field(() => ID) declare locality: string
  @Field(() => ID, { nullable: true, description: 'Needed only if you work for several organisations there.' })
  declare organisation?: string | null
  @Field(() => Boolean, {
    nullable: true,
    description: 'Although somebody much like them is known. Never overrides an NHS number.',
  })
  declare evenSo?: boolean | null
  @Field(() => ID, { nullable: true, description: 'A Carer who now is a patient too.' }) declare samePersonAs?:
    string | null
}
@InputType('EditPatientInput', { description: 'What is absent stays, what is null goes.' })
class EditPatientInput extends PatientFactsInput {
  @Field(() => ID) declare id: string
  @Field(() => Int) declare version: number
  @Field(() => ID, { nullable: true, description: area }) declare locality?: string | null
  @Field(() => Line, { nullable: true }) declare givenName?: string | null
  @Field(() => Line, { nullable: true }) declare familyName?: string | null
}

@InputType()
abstract class CarerFactsInput extends CareInput {
  @Field(() => ID, { nullable: true, description: 'An AccountName.' }) declare careCoOrdinator?: string | null
  @Field(() => LocalDate, { nullable: true, description: 'Today, unless said.' }) declare registeredOn?: string | null
  @Field(() => Line, { nullable: true, description: 'ODS code of the practice.' }) declare registeredAtPractice?:
    string | null
}
@InputType('CarerInput', { description: 'A new carer.' })
class CarerInput extends CarerFactsInput {
  @Field(() => Line) declare givenName: string
  @Field(() => Line) declare familyName: string
  @Field(() => ID) declare locality: string
  @Field(() => ID, { nullable: true, description: 'Needed only if you work for several organisations there.' })
  declare organisation?: string | null
  @Field(() => ID, { nullable: true, description: 'A Patient who now is a carer too.' }) declare samePersonAs?:
    string | null
}
@InputType('EditCarerInput', { description: 'What is absent stays, what is null goes.' })
class EditCarerInput extends CarerFactsInput {
  @Field(() => ID) declare id: string
  @Field(() => Int) declare version: number
  @Field(() => ID, { nullable: true, description: area }) declare locality?: string | null
  @Field(() => Line, { nullable: true }) declare givenName?: string | null
  @Field(() => Line, { nullable: true }) declare familyName?: string | null
}

@InputType()
class RelateCarerInput extends CommandInput {
  @Field(() => ID) declare carer: string
  @Field(() => ID) declare patient: string
  @Field(() => Line, { description: 'What the carer is to the patient: daughter, neighbour.' })
  declare relationship: string
  @Field(() => Float, { nullable: true, description: '0 to 168.' }) declare hoursAWeek?: number | null
  @Field(() => Boolean, { nullable: true }) declare willing?: boolean | null
  @Field(() => Boolean, { nullable: true }) declare able?: boolean | null
  @Field(() => Words, { nullable: true }) declare emergencyPlan?: string | null
  @Field(() => LocalDate, { nullable: true }) declare sinceOn?: string | null
}
@InputType()
class EndCareRelationshipInput extends CommandInput {
  @Field(() => ID) declare id: string
  @Field(() => Int) declare version: number
  @Field(() => LocalDate, { nullable: true, description: 'The last day; today, unless said.' }) declare untilOn?:
    string | null
}
@InputType()
class GiveConsentInput extends CommandInput {
  @Field(() => ID, { nullable: true, description: 'This or `carer`.' }) declare patient?: string | null
  @Field(() => ID, { nullable: true, description: 'This or `patient`.' }) declare carer?: string | null
  @Field(() => ConsentPurpose) declare purpose: ConsentPurpose
  @Field(() => Line, { description: 'The person, or whoever decides for them.' }) declare givenBy: string
  @Field(() => Words, { nullable: true }) declare capacityNote?: string | null
  @Field(() => LocalDate, { nullable: true, description: 'Today, unless said.' }) declare givenOn?: string | null
}
@InputType()
class ShareRecordInput extends CommandInput {
  @Field(() => ID, { nullable: true, description: 'This or `carer`.' }) declare patient?: string | null
  @Field(() => ID, { nullable: true, description: 'This or `patient`.' }) declare carer?: string | null
  @Field(() => ID, { description: 'The other organisation.' }) declare with: string
  @Field(() => Line) declare purpose: string
  @Field(() => LocalDate, { nullable: true, description: 'Today, unless said.' }) declare fromOn?: string | null
  @Field(() => LocalDate, { nullable: true, description: 'The last day; open unless said.' }) declare toOn?:
    string | null
}

@ObjectType('AlreadyKnown', {
  description: 'Perhaps, or by the NHS number certainly, somebody your organisation has. Those you may see are listed.',
})
class AlreadyKnown {
  @Field(() => [PatientType]) declare patients: PatientType[]
  @Field(() => [CarerType]) declare carers: CarerType[]
}
@ObjectType('PatientRegistered')
class PatientRegistered {
  @Field(() => PatientType, { nullable: true }) declare patient?: PatientType
}
@ObjectType('PatientEdited')
class PatientEdited {
  @Field(() => PatientType, { nullable: true }) declare patient?: PatientType
}
@ObjectType('CarerRegistered')
class CarerRegistered {
  @Field(() => CarerType, { nullable: true }) declare carer?: CarerType
}
@ObjectType('CarerEdited')
class CarerEdited {
  @Field(() => CarerType, { nullable: true }) declare carer?: CarerType
}
@ObjectType('CarerRelated')
class CarerRelated {
  @Field(() => CareRelationshipType, { nullable: true }) declare relationship?: CareRelationshipType
}
@ObjectType('AlreadyRelated', { description: 'The two are related already; end that first to say something else.' })
class AlreadyRelated {
  @Field(() => CareRelationshipType, { nullable: true }) declare relationship?: CareRelationshipType
}
@ObjectType('CareRelationshipEnded')
class CareRelationshipEnded {
  @Field(() => CareRelationshipType, { nullable: true }) declare relationship?: CareRelationshipType
}
@ObjectType('ConsentGiven')
class ConsentGiven {
  @Field(() => ConsentType, { nullable: true }) declare consent?: ConsentType
}
@ObjectType('AlreadyGiven', { description: 'This consent is in force already.' })
class AlreadyGiven {
  @Field(() => ConsentType, { nullable: true }) declare consent?: ConsentType
}
@ObjectType('ConsentWithdrawn')
class ConsentWithdrawn {
  @Field(() => ConsentType, { nullable: true }) declare consent?: ConsentType
}
@ObjectType('RecordShared')
export class RecordShared {
  @Field(() => ShareType, { nullable: true }) declare share?: ShareType
}
@ObjectType('NoConsent', { description: 'The person has not agreed to this, or no longer does.' })
class NoConsent {
  @Field(() => ConsentPurpose) declare purpose: ConsentPurpose
}
@ObjectType('ShareEnded')
class ShareEnded {
  @Field(() => ShareType, { nullable: true }) declare share?: ShareType
}

const RegisterPatientResult = createUnionType({
  name: 'RegisterPatientResult',
  types: () => [PatientRegistered, AlreadyKnown] as const,
  resolveType: kindOf,
})
const EditPatientResult = createUnionType({
  name: 'EditPatientResult',
  types: () => [PatientEdited, Stale, AlreadyKnown] as const,
  resolveType: kindOf,
})
const RegisterCarerResult = createUnionType({
  name: 'RegisterCarerResult',
  types: () => [CarerRegistered, AlreadyKnown] as const,
  resolveType: kindOf,
})
const EditCarerResult = createUnionType({
  name: 'EditCarerResult',
  types: () => [CarerEdited, Stale, AlreadyKnown] as const,
  resolveType: kindOf,
})
const RelateCarerResult = createUnionType({
  name: 'RelateCarerResult',
  types: () => [CarerRelated, AlreadyRelated] as const,
  resolveType: kindOf,
})
const EndCareRelationshipResult = createUnionType({
  name: 'EndCareRelationshipResult',
  types: () => [CareRelationshipEnded, Stale] as const,
  resolveType: kindOf,
})
const GiveConsentResult = createUnionType({
  name: 'GiveConsentResult',
  types: () => [ConsentGiven, AlreadyGiven] as const,
  resolveType: kindOf,
})
const ShareRecordResult = createUnionType({
  name: 'ShareRecordResult',
  types: () => [RecordShared, NoConsent] as const,
  resolveType: kindOf,
})

interface Ctx_ {
  commands: Commands
}

@Resolver()
export class PeopleCommands {
  @Mutation(() => RegisterPatientResult, { description: 'Makes a patient of your organisation.' })
  registerPatient(@Arg('input', () => PatientInput) input: PatientInput, @Ctx() ctx: Ctx_) {
    return command(ctx, 'registerPatient', input, registerPatient)
  }
  @Mutation(() => EditPatientResult)
  editPatient(@Arg('input', () => EditPatientInput) input: EditPatientInput, @Ctx() ctx: Ctx_) {
    return command(ctx, 'editPatient', input, editPatient)
  }
  @Mutation(() => RegisterCarerResult, { description: 'Makes a carer of your organisation.' })
  registerCarer(@Arg('input', () => CarerInput) input: CarerInput, @Ctx() ctx: Ctx_) {
    return command(ctx, 'registerCarer', input, registerCarer)
  }
  @Mutation(() => EditCarerResult)
  editCarer(@Arg('input', () => EditCarerInput) input: EditCarerInput, @Ctx() ctx: Ctx_) {
    return command(ctx, 'editCarer', input, editCarer)
  }
  @Mutation(() => RelateCarerResult, { description: 'Says that a carer cares for a patient.' })
  relateCarer(@Arg('input', () => RelateCarerInput) input: RelateCarerInput, @Ctx() ctx: Ctx_) {
    return command(ctx, 'relateCarer', input, relateCarer)
  }
  @Mutation(() => EndCareRelationshipResult)
  endCareRelationship(@Arg('input', () => EndCareRelationshipInput) input: EndCareRelationshipInput, @Ctx() ctx: Ctx_) {
    return command(ctx, 'endCareRelationship', input, endCareRelationship)
  }
  @Mutation(() => GiveConsentResult)
  giveConsent(@Arg('input', () => GiveConsentInput) input: GiveConsentInput, @Ctx() ctx: Ctx_) {
    return command(ctx, 'giveConsent', input, giveConsent)
  }
  @Mutation(() => ConsentWithdrawn, { description: 'Takes effect at once.' })
  withdrawConsent(@Arg('input', () => IdInput) input: IdInput, @Ctx() ctx: Ctx_) {
    return command(ctx, 'withdrawConsent', input, withdrawConsent)
  }
  @Mutation(() => ShareRecordResult, {
    description: 'Shows a patient or carer to another organisation. Needs their consent, and ends with it.',
  })
  shareRecord(@Arg('input', () => ShareRecordInput) input: ShareRecordInput, @Ctx() ctx: Ctx_) {
    return command(ctx, 'shareRecord', input, shareRecord)
  }
  @Mutation(() => ShareEnded, { description: 'Ends a share, at once.' })
  endShare(@Arg('input', () => IdInput) input: IdInput, @Ctx() ctx: Ctx_) {
    return command(ctx, 'endShare', input, endShare)
  }
}
