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
} from 'type-graphql'
import type { Grant, OperationGrant, Role, Row } from '../kernel/index.ts'
import {
  command,
  CommandInput,
  connectionOf,
  DateTime,
  Line,
  NodeType,
  PageArgs,
  pageOf,
  select,
  viewOf,
  type Commands,
  type GrantBook,
  type View,
} from '../reads/index.ts'
import { AccountNameType, IdInput, MembershipType, RoleEnum } from './account.graphql.ts'
import { MembershipView } from './account.views.ts'
import { ApiKeyView } from './api-key.views.ts'
import { createApiKey, revokeApiKey } from './keep-api-keys.ts'
import { everyRow } from './relations.ts'

@ObjectType('ApiKey', {
  implements: NodeType,
  description:
    'A key by which a machine asks. It has one role at one organisation, and may do less than that, never more.',
})
export class ApiKeyType extends NodeType {
  @Field(() => String, { description: 'What it is for.' }) declare name: string
  @Field(() => String, { description: 'How the key begins, to recognise it by.' }) declare prefix: string
  @Field(() => Boolean, { description: 'False: it reads only.' }) declare mayChange: boolean
  @Field(() => [String], { nullable: true, description: 'Root fields, as Query.tasks; null: all that its role may.' })
  declare operations?: string[]
  @Field(() => AccountNameType, { nullable: true }) declare madeBy?: AccountNameType
  @Field(() => DateTime) declare madeAt: string
  @Field(() => DateTime, { description: 'It works until then.' }) declare endsAt: string
  @Field(() => DateTime, { nullable: true, description: 'To the minute.' }) declare lastUsedAt?: string
  @Field(() => DateTime, { nullable: true }) declare revokedAt?: string
}
const ApiKeyConnection = connectionOf('ApiKey', () => ApiKeyType)

@ObjectType('ApiKeyCreated')
class ApiKeyCreated {
  @Field(() => ApiKeyType, { nullable: true }) declare apiKey?: ApiKeyType
  @Field(() => String, {
    nullable: true,
    description: 'The key itself, shown once: null when the command is repeated. Sent as `Authorization: Bearer …`.',
  })
  declare secret?: string
}
@ObjectType('ApiKeyRevoked')
class ApiKeyRevoked {
  @Field(() => ApiKeyType, { nullable: true }) declare apiKey?: ApiKeyType
}

@InputType()
class CreateApiKeyInput extends CommandInput {
  @Field(() => Line, { description: 'What it is for.' }) declare name: string
  @Field(() => RoleEnum, { description: 'A co-ordinator’s or a group manager’s.' }) declare role: Role
  @Field(() => ID) declare organisation: string
  @Field(() => [ID], { defaultValue: [] }) declare localities: string[]
  @Field(() => Boolean, { defaultValue: false, description: 'Without it the key reads only.' })
  declare mayChange: boolean
  @Field(() => [String], {
    nullable: true,
    description: 'Only these root fields, as Query.tasks or Mutation.requestTask.',
  })
  declare operations?: string[] | null
  @Field(() => Int, { description: 'How long it works, 1 to 366 days.' }) declare days: number
}

type Asking = { readonly commands: Commands; readonly grants: GrantBook }

@Resolver()
export class ApiKeyResolver {
  @Query(() => ApiKeyConnection, { description: 'The keys of machines, the newest first; ended ones, too.' })
  apiKeys(@Args(() => PageArgs) page: PageArgs) {
    return select(ApiKeyView).orderBy('made_at', 'timestamptz', 'down').page(pageOf(page))
  }

  @Mutation(() => ApiKeyCreated, { description: 'Makes a key for a machine.' })
  createApiKey(@Arg('input', () => CreateApiKeyInput) input: CreateApiKeyInput, @Ctx() ctx: Asking) {
    return command(ctx, 'createApiKey', input, (context) => {
      const inRole = { account: '', language: 'en' as const, memberships: [membershipIn(input.role)] }
      const wrong = input.operations?.find(
        (operation) => !ctx.grants.mayUse(operation, inRole) || (operation.startsWith('Mutation.') && !input.mayChange),
      )
      if (wrong !== undefined || input.operations?.length === 0)
        context.refuseInput({ field: 'operations', code: 'NOT_FOR_THIS_KEY' })
      return createApiKey(context, {
        name: input.name,
        role: input.role,
        organisationId: context.idOf(viewOf('Organisation') as View, input.organisation, 'organisation'),
        localityIds: input.localities.map((id) => context.idOf(viewOf('Locality') as View, id, 'localities')),
        mayChange: input.mayChange,
        operations: input.operations ? [...new Set(input.operations)] : null,
        days: input.days,
      })
    })
  }

  @Mutation(() => ApiKeyRevoked, { description: 'Ends a key, from its next request on.' })
  revokeApiKey(@Arg('input', () => IdInput) input: IdInput, @Ctx() ctx: Asking) {
    return command(ctx, 'revokeApiKey', input, revokeApiKey)
  }
}

const membershipIn = (role: Role) => ({ id: '', role, organisation: null, localities: [], volunteer: null })

@Resolver(() => ApiKeyType)
export class ApiKeyMemberships {
  @FieldResolver(() => MembershipType, { nullable: true, description: 'Its role, and where.' })
  membership(@Root() key: Row) {
    return select(MembershipView).where({ account_id: key['account_id'], ended_at: null }).one()
  }
}

export const apiKeyPolicy: readonly Grant[] = (['READ', 'revokeApiKey'] as const).map((may) => ({
  to: 'ADMINISTRATOR',
  may,
  on: 'ApiKey',
  when: everyRow,
  because: 'they say who may ask',
}))

export const apiKeyOperations: readonly OperationGrant[] = (
  ['Query.apiKeys', 'Mutation.createApiKey', 'Mutation.revokeApiKey'] as const
).map((operation) => ({ operation, to: ['ADMINISTRATOR'] }))
