import { Field, ObjectType } from 'type-graphql'
import { connectionOf, DateTime } from '../reads/index.ts'

@ObjectType('Look', { description: 'Somebody was shown a person’s record: who, when, why and where.' })
export class LookType {
  @Field(() => DateTime) declare at: string
  @Field(() => String, {
    nullable: true,
    description: 'The name of whoever looked; null where they are no longer known.',
  })
  declare by?: string
  @Field(() => String, { nullable: true, description: 'In which role they looked, as in Role.' }) declare role?: string
  @Field(() => String, { nullable: true, description: 'Why they may: the words of the grant.' })
  declare because?: string
  @Field(() => String, { nullable: true, description: 'What they did, in words: “volunteer record”, “today board”.' })
  declare operation?: string
}

export const LookConnection = connectionOf('Look', () => LookType)
