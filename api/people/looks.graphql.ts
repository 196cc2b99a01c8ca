import { Args, FieldResolver, Resolver, Root } from 'type-graphql'
import { LookConnection, looksAt } from '../audit/index.ts'
import type { Row, SqlFragment } from '../kernel/index.ts'
import { PageArgs, pageOf } from '../reads/index.ts'
import { CarerType, PatientType } from './people.graphql.ts'

@Resolver(() => PatientType)
export class PatientLooks {
  @FieldResolver(() => LookConnection, {
    description: 'Who was shown this record, newest first. For the co-ordinator who keeps it.',
  })
  looks(@Root() patient: Row, @Args(() => PageArgs) page: PageArgs) {
    return looksAt(patient['person_id'] as SqlFragment, 'Patient').page(pageOf(page))
  }
}

@Resolver(() => CarerType)
export class CarerLooks {
  @FieldResolver(() => LookConnection, {
    description: 'Who was shown this record, newest first. For the co-ordinator who keeps it.',
  })
  looks(@Root() carer: Row, @Args(() => PageArgs) page: PageArgs) {
    return looksAt(carer['person_id'] as SqlFragment, 'Carer').page(pageOf(page))
  }
}
