import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  Float,
  ID,
  InputType,
  ObjectType,
  Query,
  Resolver,
  Root,
  registerEnumType,
} from 'type-graphql'
import type { Row } from '../kernel/index.ts'
import { AccountNameType, AccountNameView } from '../access/index.ts'
import { liesIn, LocalityType, OrganisationType, OrganisationView } from '../organisations/index.ts'
import {
  connectionOf,
  DateTime,
  Line,
  LocalDate,
  NodeType,
  PageArgs,
  pageOf,
  Postcode,
  select,
  sql,
  uuidOf,
  type ReadContext,
  type Selection,
  type View,
} from '../reads/index.ts'
import { byName, likeness, namedLike, perhapsTheSame } from './name-search.ts'
import { coOrdinators } from './people.policy.ts'
import { placesOfDeath, type PlaceOfDeathWord } from './people.rules.ts'
import {
  CarerContactView,
  CareRelationshipView,
  CarerView,
  ConsentView,
  PatientContactView,
  PatientView,
  ShareView,
} from './people.views.ts'
import { CareFields, ContactFields, PersonType } from './person.graphql.ts'

export enum PatientStatus {
  RED = 'RED',
  AMBER = 'AMBER',
  GREEN = 'GREEN',
  CLOSED = 'CLOSED',
}
registerEnumType(PatientStatus, {
  name: 'PatientStatus',
  description: 'How closely they are watched at present; CLOSED: no longer.',
})
export enum ConsentPurpose {
  SHARE_WITH_GROUP = 'SHARE_WITH_GROUP',
  SHARE_WITH_VOLUNTEER = 'SHARE_WITH_VOLUNTEER',
  MESSAGES = 'MESSAGES',
  OUTCOMES_USE = 'OUTCOMES_USE',
}
registerEnumType(ConsentPurpose, { name: 'ConsentPurpose', description: 'What somebody agreed to.' })
export const PlaceOfDeath = Object.fromEntries(Object.keys(placesOfDeath).map((word) => [word, word])) as {
  [W in PlaceOfDeathWord]: W
}
registerEnumType(PlaceOfDeath, {
  name: 'PlaceOfDeath',
  description: 'Where somebody wishes to die (NHS Data Dictionary: DEATH LOCATION TYPE).',
})

@ObjectType('PatientContact', { description: 'Where a patient lives and how to reach them.' })
export class PatientContactType extends ContactFields {}
@ObjectType('CarerContact', { description: 'Where a carer lives and how to reach them.' })
export class CarerContactType extends ContactFields {}

@ObjectType('Patient', {
  implements: [NodeType, PersonType],
  description: 'A person who is helped because of illness, age or disability.',
})
export class PatientType extends CareFields {
  @Field(() => PatientStatus, { nullable: true, description: 'Null for whoever only goes there.' })
  declare status?: PatientStatus
  @Field(() => String, { nullable: true, description: 'In words.' }) declare conditions?: string
  @Field(() => String, { nullable: true, description: 'ODS code of the GP practice.' }) declare gpPracticeCode?: string
  @Field(() => PlaceOfDeath, { nullable: true }) declare preferredPlaceOfDeath?: PlaceOfDeathWord
  @Field(() => OrganisationType, { nullable: true, description: 'Who answers for them here.' })
  declare organisation?: OrganisationType
  @Field(() => LocalityType, { nullable: true }) declare locality?: LocalityType
  @Field(() => AccountNameType, { nullable: true }) declare careCoOrdinator?: AccountNameType
}

@ObjectType('Carer', {
  implements: [NodeType, PersonType],
  description: 'An unpaid family member or friend who cares for somebody. Not a care worker.',
})
export class CarerType extends CareFields {
  @Field(() => LocalDate, { nullable: true, description: 'When they were registered as a carer.' })
  declare registeredOn?: string
  @Field(() => String, { nullable: true, description: 'ODS code of the practice that registered them.' })
  declare registeredAtPractice?: string
  @Field(() => OrganisationType, { nullable: true, description: 'Who answers for them here.' })
  declare organisation?: OrganisationType
  @Field(() => LocalityType, { nullable: true }) declare locality?: LocalityType
  @Field(() => AccountNameType, { nullable: true }) declare careCoOrdinator?: AccountNameType
}

@ObjectType('CareRelationship', {
  implements: NodeType,
  description: 'A carer cares for a patient; kept as history when it ends.',
})
export class CareRelationshipType extends NodeType {
  @Field(() => CarerType, { nullable: true }) declare carer?: CarerType
  @Field(() => PatientType, { nullable: true }) declare patient?: PatientType
  @Field(() => String, { description: 'What the carer is to the patient: daughter, neighbour.' })
  declare relationship: string
  @Field(() => Float, { nullable: true }) declare hoursAWeek?: number
  @Field(() => Boolean, { nullable: true, description: 'Wishes to care. null: not asked.' }) declare willing?: boolean
  @Field(() => Boolean, { nullable: true, description: 'Is able to care. null: not known.' }) declare able?: boolean
  @Field(() => String, { nullable: true, description: 'What happens when the carer suddenly cannot.' })
  declare emergencyPlan?: string
  @Field(() => LocalDate, { nullable: true }) declare sinceOn?: string
  @Field(() => LocalDate, { nullable: true, description: 'The last day; null while it lasts.' })
  declare untilOn?: string
  @Field(() => Number, { description: 'Send it back when ending it.' }) declare version: number
}

@ObjectType('Consent', {
  implements: NodeType,
  description: 'What a person agreed to. Withdrawing takes effect at once.',
})
export class ConsentType extends NodeType {
  @Field(() => ConsentPurpose) declare purpose: ConsentPurpose
  @Field(() => String, { description: 'Who gave it: the person, or whoever decides for them.' }) declare givenBy: string
  @Field(() => String, { nullable: true, description: 'How it was judged that they could decide this.' })
  declare capacityNote?: string
  @Field(() => LocalDate) declare givenOn: string
  @Field(() => DateTime, { nullable: true }) declare withdrawnAt?: string
}

@ObjectType('Share', {
  implements: NodeType,
  description: 'One record shown to another organisation. It can read, and not change.',
})
export class ShareType extends NodeType {
  @Field(() => PatientType, { nullable: true }) declare patient?: PatientType
  @Field(() => CarerType, { nullable: true }) declare carer?: CarerType
  @Field(() => OrganisationType, { nullable: true }) declare fromOrganisation?: OrganisationType
  @Field(() => OrganisationType, { nullable: true }) declare toOrganisation?: OrganisationType
  @Field(() => String) declare purpose: string
  @Field(() => LocalDate) declare fromOn: string
  @Field(() => LocalDate, { nullable: true }) declare toOn?: string
  @Field(() => DateTime, { nullable: true }) declare revokedAt?: string
  @Field(() => Boolean, { description: 'Neither ended nor over.' }) declare isOpen: boolean
}

@InputType('PersonFilter', { description: 'Which people; everything said must hold.' })
export class PersonFilter {
  @Field(() => Line, {
    nullable: true,
    description: 'Words of the name, accents and small slips forgiven, or a whole NHS number. Best first.',
  })
  declare search?: string | null
  @Field(() => ID, { nullable: true, description: 'In this locality or one beneath it.' }) declare locality?:
    string | null
  @Field(() => Boolean, { nullable: true, description: 'Whose care co-ordinator I am.' }) declare mine?: boolean | null
}

const PatientConnection = connectionOf('Patient', () => PatientType, { counted: true })
const CarerConnection = connectionOf('Carer', () => CarerType, { counted: true })

/** People by a filter: best match first where names are searched, else by name. */
function peopleOf(view: View, filter: PersonFilter | null | undefined, ctx: ReadContext): Selection {
  let rows = select(view)
  if (filter?.locality) rows = rows.where(liesIn(filter.locality))
  if (filter?.mine && ctx.viewer.account !== null) rows = rows.where({ care_co_ordinator_id: ctx.viewer.account })
  const search = filter?.search?.trim()
  if (search) rows = rows.where(namedLike(search)).orderBy(likeness(search), 'float8', 'down')
  return rows.orderBy(byName)
}

@Resolver()
export class PeopleResolver {
  @Query(() => PatientConnection, { description: 'Patients the viewer may see, by name or best match.' })
  patients(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: ReadContext,
    @Arg('filter', () => PersonFilter, { nullable: true }) filter?: PersonFilter | null,
  ) {
    return peopleOf(PatientView, filter, ctx).page(pageOf(page))
  }

  @Query(() => CarerConnection, { description: 'Carers the viewer may see, by name or best match.' })
  carers(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: ReadContext,
    @Arg('filter', () => PersonFilter, { nullable: true }) filter?: PersonFilter | null,
  ) {
    return peopleOf(CarerView, filter, ctx).page(pageOf(page))
  }

  @Query(() => [PatientType], {
    description: 'Patients who are perhaps this very person: look before making a new record. At most 10.',
  })
  peopleLike(
    @Arg('givenName', () => Line) givenName: string,
    @Arg('familyName', () => Line) familyName: string,
    @Arg('dateOfBirth', () => LocalDate, { nullable: true }) dateOfBirth?: string | null,
    @Arg('postcode', () => Postcode, { nullable: true }) postcode?: string | null,
  ) {
    const described = { givenName, familyName, dateOfBirth: dateOfBirth ?? null, postcode: postcode ?? null }
    return select(PatientView).where(perhapsTheSame(described)).orderBy(byName).limit(10)
  }

  @Query(() => [AccountNameType], {
    description:
      'Who may be named as somebody’s care co-ordinator: those who are one at present in the organisation, by name. At most 500.',
  })
  careCoOrdinators(
    @Ctx() ctx: ReadContext,
    @Arg('organisation', () => ID, {
      nullable: true,
      description: 'That answers for the person, and you work for; all you work for, unless said.',
    })
    organisation?: string | null,
  ) {
    const mine = ctx.viewer.memberships.flatMap((m) =>
      m.organisation !== null && (coOrdinators as readonly string[]).includes(m.role) ? [m.organisation] : [],
    )
    const asked = organisation ? uuidOf(OrganisationView, organisation, 'organisation') : undefined
    const these = asked === undefined ? mine : mine.filter((id) => id === asked)
    return select(AccountNameView)
      .where({ suspended_at: null, is_key: false })
      .where(
        (
          row,
        ) => sql`exists (select 1 from membership cm where cm.account_id = ${row['id']} and cm.role = 'CARE_CO_ORDINATOR'
          and cm.ended_at is null and cm.organisation_id = any(${these}::uuid[]))`,
      )
      .orderBy((row) => sql`lower(${row['name']})`)
  }
}

/** Relationships that last come first, then the newest. */
const relationships = (ends: Record<string, unknown>) =>
  select(CareRelationshipView)
    .where(ends)
    .orderBy((row) => sql`coalesce(${row['until_on']}, 'infinity'::date)`, 'date', 'down')

@Resolver(() => PatientType)
export class PatientFields {
  @FieldResolver(() => PatientContactType, { nullable: true, description: 'For those who may reach them.' })
  contact(@Root() patient: Row) {
    return select(PatientContactView).where({ id: patient['id'] }).one()
  }
  @FieldResolver(() => [CareRelationshipType], { description: 'Who cares for them; those that have ended come last.' })
  carers(@Root() patient: Row) {
    return relationships({ patient_id: patient['id'] })
  }
  @FieldResolver(() => [ConsentType], { description: 'What they agreed to, withdrawn ones included, newest first.' })
  consents(@Root() patient: Row) {
    return select(ConsentView).where({ patient_id: patient['id'] }).orderBy('given_on', 'date', 'down')
  }
  @FieldResolver(() => [ShareType], { description: 'Which organisations it is or was shown to, newest first.' })
  shares(@Root() patient: Row) {
    return select(ShareView).where({ patient_id: patient['id'] }).orderBy('from_on', 'date', 'down')
  }
}

@Resolver(() => CarerType)
export class CarerFields {
  @FieldResolver(() => CarerContactType, { nullable: true, description: 'For those who may reach them.' })
  contact(@Root() carer: Row) {
    return select(CarerContactView).where({ id: carer['id'] }).one()
  }
  @FieldResolver(() => [CareRelationshipType], { description: 'Whom they care for; those that have ended come last.' })
  caresFor(@Root() carer: Row) {
    return relationships({ carer_id: carer['id'] })
  }
  @FieldResolver(() => [ConsentType], { description: 'What they agreed to, withdrawn ones included, newest first.' })
  consents(@Root() carer: Row) {
    return select(ConsentView).where({ carer_id: carer['id'] }).orderBy('given_on', 'date', 'down')
  }
  @FieldResolver(() => [ShareType], { description: 'Which organisations it is or was shown to, newest first.' })
  shares(@Root() carer: Row) {
    return select(ShareView).where({ carer_id: carer['id'] }).orderBy('from_on', 'date', 'down')
  }
}
