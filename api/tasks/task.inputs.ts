import { Field, Float, ID, InputType, Int, registerEnumType } from 'type-graphql'
import { CommandInput, Line, LocalDate, LocalTime, Words } from '../reads/index.ts'
import { Gender } from '../volunteers/index.ts'

export enum Timing {
  FIXED = 'FIXED',
  WINDOW = 'WINDOW',
  UNTIMED = 'UNTIMED',
}
registerEnumType(Timing, {
  name: 'Timing',
  description: 'FIXED: exactly then. WINDOW: somewhere between two hours. UNTIMED: some time that week.',
})
export enum Priority {
  URGENT = 'URGENT',
  SOON = 'SOON',
  ROUTINE = 'ROUTINE',
}
registerEnumType(Priority, { name: 'Priority', description: 'How soon help is needed.' })
export enum AskedWhere {
  PHONE = 'PHONE',
  MEETING = 'MEETING',
  REFERRAL = 'REFERRAL',
  VISIT = 'VISIT',
  LETTER = 'LETTER',
  SELF = 'SELF',
}
registerEnumType(AskedWhere, { name: 'AskedWhere', description: 'How the wish reached us.' })

@InputType()
abstract class TaskFactsInput extends CommandInput {
  @Field(() => AskedWhere, { nullable: true, description: 'PHONE, unless said.' })
  declare askedWhere?: AskedWhere | null
  @Field(() => Words, { nullable: true, description: 'Only where it is not at the person’s home.' }) declare address?:
    string | null
  @Field(() => Float, { nullable: true, description: 'Degrees, WGS 84; the person’s own unless given.' })
  declare latitude?: number | null
  @Field(() => Float, { nullable: true }) declare longitude?: number | null
  @Field(() => LocalTime, { nullable: true }) declare startsAt?: string | null
  @Field(() => LocalTime, { nullable: true }) declare endsAt?: string | null
  @Field(() => Int, {
    nullable: true,
    description: 'The kind’s usual length, or what lies between the hours, unless given.',
  })
  declare minutes?: number | null
  @Field(() => Line, {
    nullable: true,
    description: 'RRULE: FREQ=WEEKLY or MONTHLY, INTERVAL, BYDAY, BYMONTHDAY, UNTIL or COUNT.',
  })
  declare recurrence?: string | null
  @Field(() => Int, { nullable: true, description: '1 (unless said) or 2.' }) declare volunteersNeeded?: number | null
  @Field(() => Line, {
    nullable: true,
    description: 'ISO 639 code. Left out: as the person’s record says; null: none.',
  })
  declare needsLanguage?: string | null
  @Field(() => Line, { nullable: true }) declare prefersLanguage?: string | null
  @Field(() => Gender, { nullable: true }) declare needsGender?: Gender | null
  @Field(() => Gender, { nullable: true }) declare prefersGender?: Gender | null
  @Field(() => Boolean, { nullable: true }) declare hasPets?: boolean | null
  @Field(() => Boolean, { nullable: true }) declare hasSmoking?: boolean | null
  @Field(() => Boolean, { nullable: true }) declare hasStairs?: boolean | null
  @Field(() => [Line], {
    nullable: true,
    description: 'Codes of skills wanted beside those that the kind always needs.',
  })
  declare skills?: string[] | null
  @Field(() => Words, { nullable: true }) declare whatToKnow?: string | null
  @Field(() => Priority, { nullable: true, description: 'ROUTINE, unless said.' }) declare priority?: Priority | null
  @Field(() => LocalDate, { nullable: true }) declare targetOn?: string | null
}

@InputType()
export class RequestTaskInput extends TaskFactsInput {
  @Field(() => ID, { nullable: true, description: 'For whom: a patient or a carer.' }) declare patient?: string | null
  @Field(() => ID, { nullable: true }) declare carer?: string | null
  @Field(() => Line, { description: 'The code of a kind.' }) declare kind: string
  @Field(() => Words, { description: 'What the person said they want, unedited.' }) declare inTheirWords: string
  @Field(() => Timing) declare timing: Timing
  @Field(() => LocalDate) declare firstOn: string
}

@InputType()
export class EditTaskInput extends TaskFactsInput {
  @Field(() => ID) declare id: string
  @Field(() => Int) declare version: number
  @Field(() => Line, { nullable: true }) declare kind?: string | null
  @Field(() => Words, { nullable: true }) declare inTheirWords?: string | null
  @Field(() => Timing, { nullable: true }) declare timing?: Timing | null
  @Field(() => LocalDate, { nullable: true }) declare firstOn?: string | null
}

@InputType()
export class WithdrawTaskInput extends CommandInput {
  @Field(() => ID) declare id: string
}
@InputType()
export class MarkUnmetInput extends CommandInput {
  @Field(() => ID) declare id: string
  @Field(() => Line, { description: 'Why nobody could be found.' }) declare reason: string
}
