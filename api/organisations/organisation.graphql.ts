import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
  createUnionType,
  registerEnumType,
} from 'type-graphql'
import { MembershipType } from '../access/index.ts'
import type { Row } from '../kernel/index.ts'
import {
  command,
  CommandInput,
  connectionOf,
  EmailAddress,
  kindOf,
  Line,
  NodeType,
  PageArgs,
  pageOf,
  PhoneNumber,
  readAs,
  select,
  sql,
  Words,
  type Commands,
  type ReadContext,
} from '../reads/index.ts'
import { addLocality, addOrganisation, editLocality, editOrganisation } from './keep-organisations.ts'
import { LocalityView, OrganisationView } from './organisation.views.ts'

export enum OrganisationKind {
  GP_PRACTICE = 'GP_PRACTICE',
  COUNCIL = 'COUNCIL',
  HEALTH_BOARD = 'HEALTH_BOARD',
  CHARITY = 'CHARITY',
  CIC = 'CIC',
  UNINCORPORATED = 'UNINCORPORATED',
  FAITH_GROUP = 'FAITH_GROUP',
  OTHER = 'OTHER',
}
registerEnumType(OrganisationKind, { name: 'OrganisationKind', description: 'What sort of body an organisation is.' })

@ObjectType('Locality', {
  implements: NodeType,
  description: 'A neighbourhood, ward or team area; a tree under an umbrella.',
})
export class LocalityType extends NodeType {
  @Field(() => String) declare name: string
  @Field(() => String, { nullable: true, description: 'Its Welsh name, where it has one.' }) declare nameCy?: string
  @Field(() => LocalityType, { nullable: true }) declare parent?: LocalityType
  @Field(() => Number, { description: 'Send it back when editing.' }) declare version: number
}

@ObjectType('Organisation', {
  implements: NodeType,
  description: 'GP practice, council, health board, charity, CIC, unincorporated or faith group.',
})
export class OrganisationType extends NodeType {
  @Field(() => String) declare name: string
  @Field(() => OrganisationKind) declare kind: OrganisationKind
  @Field(() => String, { nullable: true }) declare description?: string
  @Field(() => String, { nullable: true }) declare email?: string
  @Field(() => String, { nullable: true, description: 'The office, for volunteers and people to ring.' })
  declare phone?: string
  @Field(() => String, { nullable: true }) declare url?: string
  @Field(() => String, { nullable: true, description: 'Charity Commission for England and Wales.' })
  declare charityNumber?: string
  @Field(() => Boolean, { description: 'Its people sign in here; the others only have services in the directory.' })
  declare inNetwork: boolean
  @Field(() => Number, { description: 'Send it back when editing.' }) declare version: number
}

const LocalityConnection = connectionOf('Locality', () => LocalityType)
const OrganisationConnection = connectionOf('Organisation', () => OrganisationType)

@ObjectType('PostcodesKnown', { description: 'What is known of where postcodes lie. Distances rest on it.' })
class PostcodesKnownType {
  @Field(() => Int, { description: 'Postcodes whose position is known, by import or from the directory’s addresses.' })
  declare known: number
  @Field(() => Boolean, { description: 'Any of them came by `npm run import -- postcodes FILE`.' })
  declare imported: boolean
  @Field(() => Int, {
    description:
      'Volunteers, active or paused, with a postcode that is not known: no suggestion can say how far it is.',
  })
  declare volunteersUnplaced: number
  @Field(() => Int, { description: 'Patients and carers with a postcode that is not known.' })
  declare peopleUnplaced: number
}

@InputType()
export class AddOrganisationInput extends CommandInput {
  @Field(() => Line) declare name: string
  @Field(() => OrganisationKind) declare kind: OrganisationKind
  @Field(() => Words, { nullable: true }) declare description?: string | null
  @Field(() => EmailAddress, { nullable: true }) declare email?: string | null
  @Field(() => PhoneNumber, { nullable: true }) declare phone?: string | null
  @Field(() => Line, { nullable: true }) declare charityNumber?: string | null
}
@InputType()
export class EditOrganisationInput extends AddOrganisationInput {
  @Field(() => ID) declare id: string
  @Field(() => Number) declare version: number
}
@InputType()
export class AddLocalityInput extends CommandInput {
  @Field(() => Line) declare name: string
  @Field(() => Line, { nullable: true }) declare nameCy?: string | null
  @Field(() => ID, { nullable: true, description: 'The locality this one lies in.' }) declare parent?: string | null
}
@InputType()
export class EditLocalityInput extends CommandInput {
  @Field(() => ID) declare id: string
  @Field(() => Number) declare version: number
  @Field(() => Line) declare name: string
  @Field(() => Line, { nullable: true, description: 'None, where it is absent.' }) declare nameCy?: string | null
}

@ObjectType('OrganisationAdded')
class OrganisationAdded {
  @Field(() => OrganisationType, { nullable: true }) declare organisation?: OrganisationType
}
@ObjectType('OrganisationEdited')
class OrganisationEdited {
  @Field(() => OrganisationType, { nullable: true }) declare organisation?: OrganisationType
}
@ObjectType('LocalityAdded')
class LocalityAdded {
  @Field(() => LocalityType, { nullable: true }) declare locality?: LocalityType
}
@ObjectType('LocalityEdited')
class LocalityEdited {
  @Field(() => LocalityType, { nullable: true }) declare locality?: LocalityType
}
@ObjectType('NameTaken', { description: 'Another one already has this name.' })
class NameTaken {
  @Field(() => String) declare name: string
}
@ObjectType('Stale', { description: 'Somebody else changed it since the version you saw. Fetch it again and look.' })
export class Stale {
  @Field(() => NodeType, { nullable: true, description: 'As it is now.' }) declare current?: NodeType
}

const AddOrganisationResult = createUnionType({
  name: 'AddOrganisationResult',
  types: () => [OrganisationAdded, NameTaken] as const,
  resolveType: kindOf,
})
const EditOrganisationResult = createUnionType({
  name: 'EditOrganisationResult',
  types: () => [OrganisationEdited, Stale] as const,
  resolveType: kindOf,
})
const AddLocalityResult = createUnionType({
  name: 'AddLocalityResult',
  types: () => [LocalityAdded, NameTaken] as const,
  resolveType: kindOf,
})
const EditLocalityResult = createUnionType({
  name: 'EditLocalityResult',
  types: () => [LocalityEdited, NameTaken, Stale] as const,
  resolveType: kindOf,
})

@Resolver()
export class OrganisationResolver {
  @Query(() => LocalityConnection, { description: 'All localities, by name.' })
  localities(@Args(() => PageArgs) page: PageArgs) {
    return select(LocalityView).orderBy('name').page(pageOf(page))
  }

  @Query(() => OrganisationConnection, {
    description: 'Organisations by name; those in the network, unless asked otherwise.',
  })
  organisations(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('search', () => Line, { nullable: true }) search?: string | null,
    @Arg('inNetwork', () => Boolean, { nullable: true }) inNetwork?: boolean | null,
  ) {
    let rows = select(OrganisationView).where({ in_network: inNetwork ?? true })
    if (search) rows = rows.where((row) => sql`position(lower(${search}) in lower(${row['name']})) > 0`)
    return rows.orderBy((row) => sql`lower(${row['name']})`).page(pageOf(page))
  }

  @Query(() => PostcodesKnownType, {
    description:
      'Whether postcodes must be imported for suggestions to know distances. Numbers over the whole installation.',
  })
  postcodesKnown(@Ctx() ctx: ReadContext) {
    return readAs(
      ctx,
      sql`(select json_build_object('known', known, 'imported', imported, 'volunteersUnplaced', volunteers, 'peopleUnplaced', people)
        from postcodes_known())`,
    )
  }

  @Mutation(() => AddOrganisationResult)
  addOrganisation(
    @Arg('input', () => AddOrganisationInput) input: AddOrganisationInput,
    @Ctx() ctx: { commands: Commands },
  ) {
    return command(ctx, 'addOrganisation', input, addOrganisation)
  }
  @Mutation(() => EditOrganisationResult)
  editOrganisation(
    @Arg('input', () => EditOrganisationInput) input: EditOrganisationInput,
    @Ctx() ctx: { commands: Commands },
  ) {
    return command(ctx, 'editOrganisation', input, editOrganisation)
  }
  @Mutation(() => AddLocalityResult)
  addLocality(@Arg('input', () => AddLocalityInput) input: AddLocalityInput, @Ctx() ctx: { commands: Commands }) {
    return command(ctx, 'addLocality', input, addLocality)
  }
  @Mutation(() => EditLocalityResult, { description: 'Another name. Where it lies stays.' })
  editLocality(@Arg('input', () => EditLocalityInput) input: EditLocalityInput, @Ctx() ctx: { commands: Commands }) {
    return command(ctx, 'editLocality', input, editLocality)
  }
}

@Resolver(() => MembershipType)
export class MembershipPlaces {
  @FieldResolver(() => OrganisationType, { nullable: true })
  organisation(@Root() membership: Row) {
    return select(OrganisationView).where({ id: membership['organisation_id'] }).one()
  }
  @FieldResolver(() => [LocalityType], { description: 'The localities it names; it reaches those beneath them too.' })
  localities(@Root() membership: Row) {
    return select(LocalityView)
      .where(
        (row) =>
          sql`${row['id']} in (select ml.locality_id from membership_locality ml where ml.membership_id = ${membership['id']})`,
      )
      .orderBy('name')
  }
}
