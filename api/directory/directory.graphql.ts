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
  registerEnumType,
  Resolver,
  Root,
} from 'type-graphql'
import { GraphQLError } from 'graphql'
import type { Row, SqlFragment } from '../kernel/index.ts'
import { OrganisationType } from '../organisations/index.ts'
import {
  connectionOf,
  DateTime,
  Line,
  LocalDate,
  LocalTime,
  NodeType,
  PageArgs,
  pageOf,
  select,
  sourceOf,
  sql,
  UUID,
  uuidOf,
} from '../reads/index.ts'
import {
  ServiceCostView,
  ServiceLocationView,
  ServicePhoneView,
  ServiceProvenanceView,
  ServiceScheduleView,
  ServiceView,
  TaxonomyTermView,
} from './directory.views.ts'
import { isNarrowing, narrowedServices, searchServices } from './search-services.ts'

export enum ServiceStatus {
  ACTIVE = 'ACTIVE',
  INACTIVE = 'INACTIVE',
  DEFUNCT = 'DEFUNCT',
  TEMPORARILY_CLOSED = 'TEMPORARILY_CLOSED',
}
registerEnumType(ServiceStatus, {
  name: 'ServiceStatus',
  description: 'As Open Referral UK has it. A service its source no longer names is INACTIVE.',
})
export enum PositionFrom {
  GIVEN = 'GIVEN',
  POSTCODE = 'POSTCODE',
  TEXT = 'TEXT',
}
registerEnumType(PositionFrom, {
  name: 'PositionFrom',
  description: 'How a position is known.',
  valuesConfig: {
    GIVEN: { description: 'The source gives it.' },
    POSTCODE: { description: 'That of its postcode: right to a street or so.' },
    TEXT: { description: 'Of a postcode that stood in the description: approximate, and perhaps of another place.' },
  },
})
export enum ServiceOrder {
  FIT = 'FIT',
  DISTANCE = 'DISTANCE',
}
registerEnumType(ServiceOrder, { name: 'ServiceOrder', description: 'Best match first, or nearest first.' })
export enum FoundBecause {
  WORDS_IN_NAME = 'WORDS_IN_NAME',
  WORDS_IN_TEXT = 'WORDS_IN_TEXT',
  SPELT_LIKE = 'SPELT_LIKE',
  RELATED_WORDS = 'RELATED_WORDS',
  NEAR = 'NEAR',
  PLACE_NOT_GIVEN = 'PLACE_NOT_GIVEN',
  OPEN = 'OPEN',
  FREE = 'FREE',
  SPEAKS = 'SPEAKS',
  TEMPORARILY_CLOSED = 'TEMPORARILY_CLOSED',
  CHECKED = 'CHECKED',
  NOT_CHECKED_SINCE = 'NOT_CHECKED_SINCE',
  NEVER_CHECKED = 'NEVER_CHECKED',
}
registerEnumType(FoundBecause, {
  name: 'FoundBecause',
  description: 'Why a service stands in a search, or what to bear in mind.',
  valuesConfig: {
    WORDS_IN_NAME: { description: 'Its name has these of the words asked.' },
    WORDS_IN_TEXT: { description: 'Its description, organisation, terms or address have them.' },
    SPELT_LIKE: { description: 'It has `words`, spelt like what was asked.' },
    RELATED_WORDS: { description: 'It has `words`, which say nearly what was asked.' },
    NEAR: { description: '`km` from the place asked.' },
    PLACE_NOT_GIVEN: { description: 'A place was asked, and nobody says where this is.' },
    OPEN: { description: 'Open on `weekday` `from` `to`.' },
    SPEAKS: { description: 'The language asked is spoken.' },
    CHECKED: { description: 'Its source checked it within twelve months, `on` this day.' },
    NOT_CHECKED_SINCE: { description: 'Last checked `on` this day: ring first.' },
  },
})

@ObjectType('ServiceReason', { description: 'A reason as a code with facts; the words for it are the portal’s.' })
export class ServiceReasonType {
  @Field(() => FoundBecause) declare code: FoundBecause
  @Field(() => [String], { nullable: true }) declare words?: string[]
  @Field(() => Float, { nullable: true, description: 'Kilometres in a straight line.' }) declare km?: number
  @Field(() => Int, { nullable: true, description: '1 Monday to 7 Sunday.' }) declare weekday?: number
  @Field(() => LocalTime, { nullable: true }) declare from?: string
  @Field(() => LocalTime, { nullable: true, description: '24:00 is midnight at the end.' }) declare to?: string
  @Field(() => Boolean, { nullable: true, description: 'Read off the description, not said by a field.' })
  declare fromText?: boolean
  @Field(() => LocalDate, { nullable: true }) declare on?: string
}

@ObjectType('ServiceLocation', { implements: NodeType, description: 'A place where a service is given.' })
export class ServiceLocationType extends NodeType {
  @Field(() => String, { nullable: true }) declare name?: string
  @Field(() => String, { nullable: true }) declare description?: string
  @Field(() => String, { nullable: true, description: 'How to get there.' }) declare transportation?: string
  @Field(() => String, { nullable: true }) declare url?: string
  @Field(() => [String]) declare addressLines: string[]
  @Field(() => String, { nullable: true }) declare town?: string
  @Field(() => String, { nullable: true }) declare county?: string
  @Field(() => String, { nullable: true }) declare postcode?: string
  @Field(() => [String], { description: 'What the source says of access for disabled people.' })
  declare accessibility: string[]
  @Field(() => Float, { nullable: true, description: 'Degrees, WGS 84.' }) declare latitude?: number
  @Field(() => Float, { nullable: true, description: 'Degrees, WGS 84.' }) declare longitude?: number
  @Field(() => PositionFrom, { nullable: true }) declare positionFrom?: PositionFrom
  @Field(() => Boolean, { description: 'Read off the description, not said by a field.' }) declare fromText: boolean
}

@ObjectType('ServiceSchedule', { description: 'When a service is open, in Europe/London.' })
export class ServiceScheduleType {
  @Field(() => [Int], { description: '1 Monday to 7 Sunday; empty where only the hours are known.' })
  declare weekdays: number[]
  @Field(() => LocalTime, { nullable: true }) declare opensAt?: string
  @Field(() => LocalTime, { nullable: true, description: '24:00 is midnight at the end of the day.' })
  declare closesAt?: string
  @Field(() => LocalDate, { nullable: true }) declare validFrom?: string
  @Field(() => LocalDate, { nullable: true }) declare validTo?: string
  @Field(() => String, { nullable: true, description: 'WEEKLY or MONTHLY.' }) declare freq?: string
  @Field(() => Int, { description: 'Every so many weeks or months.' }) declare every: number
  @Field(() => String, { nullable: true }) declare description?: string
  @Field(() => Boolean, { description: 'Read off the description, not said by a field.' }) declare fromText: boolean
  @Field(() => String, { nullable: true, description: 'The words it was read from.' }) declare readFrom?: string
}

@ObjectType('ServiceCost', { description: 'What something costs.' })
export class ServiceCostType {
  @Field(() => Float, { nullable: true, description: 'In whole units of the currency: pounds.' })
  declare amount?: number
  @Field(() => String, { nullable: true, description: 'ISO 4217; GBP where not said.' }) declare currency?: string
  @Field(() => String, { nullable: true, description: 'What the amount is for: session, hour, week.' })
  declare per?: string
  @Field(() => String, { nullable: true }) declare description?: string
  @Field(() => Boolean) declare isFree: boolean
  @Field(() => Boolean, { description: 'Read off the description, not said by a field.' }) declare fromText: boolean
  @Field(() => String, { nullable: true, description: 'The words it was read from.' }) declare readFrom?: string
}

@ObjectType('ServicePhone', { description: 'A number to ring, as the source writes it.' })
export class ServicePhoneType {
  @Field(() => String) declare number: string
  @Field(() => String, { nullable: true }) declare extension?: string
  @Field(() => String, { nullable: true, description: 'Whose it is, or what for.' }) declare name?: string
}

@ObjectType('TaxonomyTerm', {
  implements: NodeType,
  description: 'A word of a vocabulary that services are sorted by.',
})
export class TaxonomyTermType extends NodeType {
  @Field(() => String) declare name: string
  @Field(() => String, { nullable: true }) declare description?: string
  @Field(() => String, { nullable: true }) declare code?: string
  @Field(() => String, { nullable: true, description: 'The vocabulary, as the source calls it.' })
  declare taxonomy?: string
  @Field(() => TaxonomyTermType, { nullable: true }) declare parent?: TaxonomyTermType
}

@ObjectType('ServiceOriginal', { description: 'A field that was mended or left out.' })
export class ServiceOriginalType {
  @Field(() => String) declare field: string
  @Field(() => String, { description: 'What the source had there.' }) declare text: string
}
@ObjectType('ServiceProvenance', {
  description: 'Where a service’s facts come from. For those who tend the directory.',
})
export class ServiceProvenanceType {
  @Field(() => String, { nullable: true, description: 'The source’s own id.' }) declare sourceKey?: string
  @Field(() => String, { nullable: true, description: 'When the source says it changed it.' })
  declare sourceModified?: string
  @Field(() => DateTime, { description: 'When it last changed here.' }) declare changedAt: Date
  @Field(() => [ServiceOriginalType]) declare originals: ServiceOriginalType[]
  @Field(() => [String], { description: 'Fields the standard requires and the source lacks; something stands in.' })
  declare standsIn: string[]
}

@ObjectType('Service', { implements: NodeType, description: 'Support on offer, as its source publishes it.' })
export class ServiceType extends NodeType {
  @Field(() => UUID, { description: 'The id under which the open feed shows it.' }) declare publishedId: string
  @Field(() => String) declare name: string
  @Field(() => String, { nullable: true }) declare alternateName?: string
  @Field(() => String, { nullable: true, description: 'The first sentences of the description, plain.' })
  declare summary?: string
  @Field(() => String, { nullable: true, description: 'Plain text.' }) declare description?: string
  @Field(() => String, {
    nullable: true,
    description: 'Sanitised: p, br, ul, ol, li, strong, em, and a with an http(s) or mailto address.',
  })
  declare descriptionHtml?: string
  @Field(() => String, { nullable: true }) declare url?: string
  @Field(() => String, { nullable: true }) declare email?: string
  @Field(() => ServiceStatus) declare status: ServiceStatus
  @Field(() => String, { nullable: true, description: 'What the source says of fees, in its words.' })
  declare fees?: string
  @Field(() => OrganisationType, { nullable: true }) declare organisation?: OrganisationType
  @Field(() => LocalDate, { nullable: true, description: 'When somebody last made sure that this is right.' })
  declare assuredOn?: string
  @Field(() => Int, { nullable: true }) declare ageMin?: number
  @Field(() => Int, { nullable: true }) declare ageMax?: number
  @Field(() => String, { nullable: true, description: 'Who it is for, in the source’s words.' })
  declare eligibility?: string
  @Field(() => String, { nullable: true, description: 'Phone, online, venue, home visit… in the source’s words.' })
  declare attendingType?: string
  @Field(() => String, { nullable: true, description: 'Referral, appointment, drop-in… in the source’s words.' })
  declare attendingAccess?: string
  @Field(() => [String], { description: 'Spoken there: ISO 639 codes where known (cy), else names.' })
  declare languages: string[]
  @Field(() => String, { nullable: true, description: 'Who publishes it.' }) declare sourceName?: string
  @Field(() => String, { nullable: true, description: 'The licence it is published under.' })
  declare sourceLicence?: string
  @Field(() => DateTime, { nullable: true, description: 'When its source stopped naming it.' }) declare retiredAt?: Date
  @Field(() => Float, { nullable: true, description: 'In a search near a place: kilometres in a straight line.' })
  declare distanceKm?: number
  @Field(() => [ServiceReasonType], { description: 'In a search for something: why it is here. Elsewhere empty.' })
  declare reasons: ServiceReasonType[]
}

export const ServiceConnection = connectionOf('Service', () => ServiceType, { counted: true })
const TaxonomyTermConnection = connectionOf('TaxonomyTerm', () => TaxonomyTermType)

@InputType({ description: 'What is looked for; all of it together. Nothing: everything, by name.' })
export class ServiceSearch {
  @Field(() => Line, { nullable: true, description: 'In anybody’s words, English or Welsh; may be misspelt.' })
  declare words?: string | null
  @Field(() => Line, { nullable: true, description: 'A postcode, a part of one (GU29), or a town.' })
  declare near?: string | null
  @Field(() => Float, {
    nullable: true,
    description: 'Only these, and after them those whose place is not given. 0.1 to 1,000 km.',
  })
  declare withinKm?: number | null
  @Field(() => Int, { nullable: true, description: 'Open then: 1 Monday to 7 Sunday.' })
  declare weekday?: number | null
  @Field(() => LocalTime, { nullable: true, description: 'Known to be open at this time.' })
  declare at?: string | null
  @Field(() => Boolean, { nullable: true, description: 'Only what costs nothing.' }) declare free?: boolean | null
  @Field(() => Line, { nullable: true, description: 'Spoken there: an ISO 639 code (cy), or a name in English.' })
  declare language?: string | null
  @Field(() => ID, { nullable: true, description: 'Of this taxonomy term, or one beneath it.' })
  declare term?: string | null
  @Field(() => Int, { nullable: true, description: 'For somebody of this age. Services without limits are for all.' })
  declare age?: number | null
  @Field(() => ServiceOrder, { nullable: true, description: 'FIT where not said. DISTANCE needs `near`.' })
  declare order?: ServiceOrder | null
}

const refuse = (field: string, code: string, hint: string) =>
  new GraphQLError(hint, { extensions: { code: 'BAD_USER_INPUT', problems: [{ field, code }] } })

/** Holds a search to its bounds, which its types cannot say. */
function checked(search: ServiceSearch) {
  const { near, withinKm, weekday, age, order } = search
  if (withinKm != null && !(withinKm >= 0.1 && withinKm <= 1000))
    throw refuse('search.withinKm', 'OUT_OF_RANGE', 'withinKm is from 0.1 to 1,000.')
  if (weekday != null && !(weekday >= 1 && weekday <= 7))
    throw refuse('search.weekday', 'OUT_OF_RANGE', 'weekday is from 1 (Monday) to 7 (Sunday).')
  if (age != null && !(age >= 0 && age <= 130)) throw refuse('search.age', 'OUT_OF_RANGE', 'age is from 0 to 130.')
  const isSomewhere = Boolean(near?.trim())
  if (withinKm != null && !isSomewhere) throw refuse('search.near', 'NEEDED', 'withinKm needs near.')
  if (order === ServiceOrder.DISTANCE && !isSomewhere) throw refuse('search.near', 'NEEDED', 'DISTANCE needs near.')
  return { ...search, term: search.term ? uuidOf(TaxonomyTermView, search.term, 'search.term') : null }
}

@Resolver(() => ServiceType)
export class DirectoryResolver {
  @Query(() => ServiceConnection, {
    description: 'The directory. Public. Near a place, services whose place is not given come after the others.',
  })
  services(@Arg('search', () => ServiceSearch) search: ServiceSearch, @Args(() => PageArgs) page: PageArgs) {
    const { order, ...asked } = checked(search)
    if (Object.values(asked).every((value) => value == null || value === '' || value === false))
      return select(ServiceView).where({ listed: true }).orderBy('sort_name').page(pageOf(page))
    if (isNarrowing(asked))
      return select(ServiceView).fromNarrowed(narrowedServices(asked)).orderBy('sort_name').page(pageOf(page))
    const found = select(ServiceView).from(searchServices(asked))
    const byDistance =
      order === ServiceOrder.DISTANCE
        ? found.orderBy((row) => sql`coalesce(${sourceOf(row)['km']}, 'Infinity')`, 'float8')
        : found
    return byDistance
      .orderBy((row) => sourceOf(row)['fit'] as SqlFragment, 'int', 'down')
      .orderBy('sort_name')
      .page(pageOf(page))
  }

  @Query(() => ServiceType, { nullable: true, description: 'One service, by its id or by that of the open feed.' })
  service(
    @Arg('id', () => ID, { nullable: true }) id?: string | null,
    @Arg('publishedId', () => UUID, { nullable: true }) publishedId?: string | null,
  ) {
    if ((id == null) === (publishedId == null)) throw refuse('id', 'ONE_OF', 'Give either id or publishedId.')
    return select(ServiceView)
      .where(id != null ? { id: uuidOf(ServiceView, id, 'id') } : { published_id: publishedId })
      .one()
  }

  @Query(() => TaxonomyTermConnection, { description: 'Terms that services are sorted by, by name.' })
  taxonomyTerms(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('search', () => Line, { nullable: true, description: 'Whose names hold this.' }) search?: string | null,
  ) {
    let terms = select(TaxonomyTermView)
    if (search) terms = terms.where((row) => sql`position(plain_name(${search}) in plain_name(${row['name']})) > 0`)
    return terms.orderBy((row) => sql`plain_name(${row['name']})`).page(pageOf(page))
  }

  @FieldResolver(() => [ServiceLocationType])
  locations(@Root() { id }: Row) {
    return select(ServiceLocationView)
      .where({ service_id: id })
      .orderBy((row) => sql`coalesce(${row['name']}, '')`)
      .limit(50)
  }
  @FieldResolver(() => [ServiceScheduleType], {
    description: 'Those its source states first, then those read off its text.',
  })
  schedules(@Root() { id }: Row) {
    return select(ServiceScheduleView)
      .where({ service_id: id })
      .orderBy('from_text', 'bool')
      .orderBy(({ weekdays }) => sql`coalesce(${weekdays}[1], 8)`, 'int')
      .limit(100)
  }
  @FieldResolver(() => [ServiceCostType], {
    description: 'Those its source states first, then those read off its text.',
  })
  costs(@Root() { id }: Row) {
    return select(ServiceCostView)
      .where({ service_id: id })
      .orderBy('from_text', 'bool')
      .orderBy(({ amount }) => sql`coalesce(${amount}, 0)`, 'float8')
      .limit(50)
  }
  @FieldResolver(() => [ServicePhoneType])
  phones(@Root() { id }: Row) {
    return select(ServicePhoneView).where({ service_id: id }).orderBy('place', 'int').limit(20)
  }
  @FieldResolver(() => [TaxonomyTermType])
  terms(@Root() { id }: Row) {
    return select(TaxonomyTermView)
      .where((row) => sql`${row['id']} in (select st.term_id from service_term st where st.service_id = ${id})`)
      .orderBy('name')
      .limit(100)
  }
  @FieldResolver(() => ServiceProvenanceType, { nullable: true, description: 'For those who tend the directory.' })
  provenance(@Root() { id }: Row) {
    return select(ServiceProvenanceView).where({ id }).one()
  }
}

@Resolver(() => OrganisationType)
export class OrganisationServices {
  @FieldResolver(() => ServiceConnection, { description: 'What it offers, by name.' })
  services(@Root() { id }: Row, @Args(() => PageArgs) page: PageArgs) {
    return select(ServiceView).where({ organisation_id: id, listed: true }).orderBy('sort_name').page(pageOf(page))
  }
}
