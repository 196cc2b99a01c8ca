import { Field, InputType, InterfaceType, ObjectType, registerEnumType } from 'type-graphql'
import {
  CommandInput,
  EmailAddress,
  Line,
  LocalDate,
  NHSNumber,
  NodeType,
  PhoneNumber,
  Postcode,
  Words,
} from '../reads/index.ts'

export enum ContactPreference {
  PHONE = 'PHONE',
  TEXT = 'TEXT',
  EMAIL = 'EMAIL',
  LETTER = 'LETTER',
}
registerEnumType(ContactPreference, { name: 'ContactPreference', description: 'How somebody likes to be reached.' })

@InterfaceType('Person', {
  implements: NodeType,
  description: 'Somebody in one of their roles. No field leads from one role of a person to another.',
})
export abstract class PersonType extends NodeType {
  @Field(() => String, { description: 'Given and family name.' }) declare name: string
  @Field(() => String, { nullable: true, description: 'What they like to be called.' }) declare preferredName?: string
}

/** What a patient and a carer both show; no type of its own in the schema. */
@ObjectType()
export abstract class CareFields extends PersonType {
  @Field(() => String) declare givenName: string
  @Field(() => String) declare familyName: string
  @Field(() => LocalDate, { nullable: true }) declare dateOfBirth?: string
  @Field(() => NHSNumber, { nullable: true }) declare nhsNumber?: string
  @Field(() => [String], { description: 'Languages they speak, as ISO 639 codes: en, cy, bfi.' })
  declare languages: string[]
  @Field(() => String, { nullable: true, description: 'A language without which they cannot be helped.' })
  declare needsLanguage?: string
  @Field(() => String, { nullable: true, description: 'The language they like to be spoken to in.' })
  declare prefersLanguage?: string
  @Field(() => String, { nullable: true, description: 'Sight, hearing, moving about, reading.' })
  declare accessNeeds?: string
  @Field(() => String, { nullable: true, description: 'What whoever visits should know.' }) declare whatToKnow?: string
  @Field(() => Number, { description: 'Send it back when editing.' }) declare version: number
}

/** How to reach and find somebody; the contact types of each role extend it. */
@ObjectType()
export abstract class ContactFields {
  @Field(() => [String]) declare addressLines: string[]
  @Field(() => String, { nullable: true }) declare town?: string
  @Field(() => Postcode, { nullable: true }) declare postcode?: string
  @Field(() => [PhoneNumber], { description: 'The one to try first comes first.' }) declare phones: string[]
  @Field(() => EmailAddress, { nullable: true }) declare email?: string
  @Field(() => ContactPreference) declare contactPreference: ContactPreference
}

/** How to reach and find somebody, as an input. Absent: left as it is. null: taken away. */
@InputType()
export abstract class ContactInput extends CommandInput {
  @Field(() => Line, { nullable: true }) declare preferredName?: string | null
  @Field(() => [Line], { nullable: true, description: 'At most six.' }) declare addressLines?: string[] | null
  @Field(() => Line, { nullable: true }) declare town?: string | null
  @Field(() => Postcode, { nullable: true }) declare postcode?: string | null
  @Field(() => [PhoneNumber], { nullable: true, description: 'At most six; the one to try first comes first.' })
  declare phones?: string[] | null
  @Field(() => EmailAddress, { nullable: true }) declare email?: string | null
  @Field(() => ContactPreference, { nullable: true }) declare contactPreference?: ContactPreference | null
}

/** What may be said of a patient or a carer alike. */
@InputType()
export abstract class CareInput extends ContactInput {
  @Field(() => LocalDate, { nullable: true }) declare dateOfBirth?: string | null
  @Field(() => Line, { nullable: true, description: 'Unique Property Reference Number, at most 12 digits.' })
  declare uprn?: string | null
  @Field(() => [Line], { nullable: true, description: 'ISO 639 codes: en, cy, bfi.' }) declare languages?:
    string[] | null
  @Field(() => Line, { nullable: true }) declare needsLanguage?: string | null
  @Field(() => Line, { nullable: true }) declare prefersLanguage?: string | null
  @Field(() => Words, { nullable: true }) declare accessNeeds?: string | null
  @Field(() => NHSNumber, { nullable: true }) declare nhsNumber?: string | null
  @Field(() => Words, { nullable: true, description: 'What whoever visits should know.' }) declare whatToKnow?:
    string | null
}
