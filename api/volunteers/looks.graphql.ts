import { Args, FieldResolver, Resolver, Root } from 'type-graphql'
import { LookConnection, looksAt } from '../audit/index.ts'
import type { Row, SqlFragment } from '../kernel/index.ts'
import { PageArgs, pageOf } from '../reads/index.ts'
import { VolunteerType } from './volunteer.graphql.ts'

@Resolver(() => VolunteerType)
export class VolunteerLooks {
  @FieldResolver(() => LookConnection, {
    description: 'Who was shown this record, newest first. For the volunteer, and the co-ordinator who keeps it.',
  })
  looks(@Root() volunteer: Row, @Args(() => PageArgs) page: PageArgs) {
    return looksAt(volunteer['person_id'] as SqlFragment, 'Volunteer').page(pageOf(page))
  }
}
