import {
  Arg,
  Args,
  Ctx,
  createUnionType,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
  Root,
} from 'type-graphql'
import { encodeNodeId, roles, type Role, type Row, type Viewer } from '../kernel/index.ts'
import {
  command,
  CommandInput,
  connectionOf,
  DateTime,
  EmailAddress,
  kindOf,
  Line,
  LocalDate,
  NodeType,
  PageArgs,
  pageOf,
  Secret,
  select,
  sql,
  viewOf,
  type Commands,
  type Context,
  type View,
} from '../reads/index.ts'
import { AccountView, MembershipView } from './account.views.ts'
import {
  changeMembership,
  endMembership,
  invite,
  resetPassword,
  restoreAccount,
  suspendAccount,
} from './keep-accounts.ts'
import { acceptInvitation, signIn, type SignInOutcome } from './sign-in.ts'
import { closeSession, viewerOfAccount, type Query as RunQuery } from './sessions.ts'

/** What sign-in needs of a request beside the rest: cookies and the address it came from. */
export interface SessionContext {
  readonly viewer: Viewer
  readonly commands: Commands
  readonly query: RunQuery
  readonly session: {
    readonly address: string
    readonly token: string | undefined
    readonly begin: (token: string, maxAgeSeconds: number) => void
    readonly end: () => void
  }
}

export const RoleEnum = Object.fromEntries(roles.map((role) => [role, role])) as { [R in Role]: R }
registerEnumType(RoleEnum, { name: 'Role', description: 'What somebody does here.' })

@ObjectType('AccountName', { implements: NodeType, description: 'A colleague’s name, and nothing else about them.' })
export class AccountNameType extends NodeType {
  @Field(() => String) declare name: string
}

@ObjectType('Membership', {
  implements: NodeType,
  description: 'A role held at an organisation, in localities and all beneath them.',
})
export class MembershipType extends NodeType {
  @Field(() => RoleEnum) declare role: Role
}

@ObjectType('Account', { implements: NodeType, description: 'Somebody who signs in, as an administrator sees them.' })
export class AccountType extends NodeType {
  @Field(() => String) declare name: string
  @Field(() => String) declare email: string
  @Field(() => String, { description: 'en or cy.' }) declare language: string
  @Field(() => DateTime, { nullable: true }) declare suspendedAt?: string
  @Field(() => Boolean, { description: 'Has not set a password yet.' }) declare isInvited: boolean
  @Field(() => LocalDate, {
    nullable: true,
    description: 'The day of their last activity in a session that is still open.',
  })
  declare lastSeenOn?: string
}

@ObjectType('Viewer', { description: 'Who is signed in.' })
export class ViewerType {
  @Field(() => ID, { description: 'Of their Account.' }) declare id: string
  @Field(() => AccountNameType, { nullable: true }) declare account?: AccountNameType
  @Field(() => String) declare name: string
  @Field(() => String) declare email: string
  @Field(() => String, { description: 'en or cy: the language of their screens and messages.' })
  declare language: string
  @Field(() => [RoleEnum], { description: 'Every role held, each once.' }) declare roles: Role[]
}

const AccountConnection = connectionOf('Account', () => AccountType)

@ObjectType('SignedIn')
class SignedIn {
  @Field(() => ViewerType, { nullable: true }) declare viewer?: ViewerType
}
@ObjectType('SignInRefused', { description: 'Not this e-mail with this password. The same for people we do not know.' })
class SignInRefused {
  @Field(() => Int, { nullable: true, description: 'After many tries: wait this many seconds.' })
  declare tryAgainInSeconds?: number
}
@ObjectType('SignedOut')
class SignedOut {
  @Field(() => Boolean) declare done: boolean
}
@ObjectType('LinkEnded', { description: 'The link was used, is too old, or never was one.' })
class LinkEnded {
  @Field(() => Boolean) declare ended: boolean
}
@ObjectType('PasswordRefused')
class PasswordRefused {
  @Field(() => String, { description: 'TOO_SHORT (under 8), TOO_LONG (over 128) or TOO_COMMON.' })
  declare because: string
}
@ObjectType('Invited')
class Invited {
  @Field(() => AccountType, { nullable: true }) declare account?: AccountType
  @Field(() => String, {
    nullable: true,
    description:
      'The path of the single-use link, shown once: null when the command is repeated, and when they can sign in already.',
  })
  declare link?: string
}
@ObjectType('AlreadyMember', { description: 'They already have this role there.' })
class AlreadyMember {
  @Field(() => AccountType, { nullable: true }) declare account?: AccountType
}
@ObjectType('MembershipChanged')
class MembershipChanged {
  @Field(() => AccountType, { nullable: true }) declare account?: AccountType
}
@ObjectType('MembershipEnded')
class MembershipEnded {
  @Field(() => AccountType, { nullable: true }) declare account?: AccountType
}
@ObjectType('AccountChanged')
class AccountChanged {
  @Field(() => AccountType, { nullable: true }) declare account?: AccountType
}
@ObjectType('PasswordReset')
class PasswordReset {
  @Field(() => AccountType, { nullable: true }) declare account?: AccountType
  @Field(() => String, {
    nullable: true,
    description: 'The path of the single-use link, good for 30 minutes, shown once: null when the command is repeated.',
  })
  declare link?: string
}

const SignInResult = createUnionType({
  name: 'SignInResult',
  types: () => [SignedIn, SignInRefused] as const,
  resolveType: kindOf,
})
const AcceptInvitationResult = createUnionType({
  name: 'AcceptInvitationResult',
  types: () => [SignedIn, LinkEnded, PasswordRefused] as const,
  resolveType: kindOf,
})
const InviteResult = createUnionType({
  name: 'InviteResult',
  types: () => [Invited, AlreadyMember] as const,
  resolveType: kindOf,
})
const ChangeMembershipResult = createUnionType({
  name: 'ChangeMembershipResult',
  types: () => [MembershipChanged, AlreadyMember] as const,
  resolveType: kindOf,
})

@InputType()
class SignInInput {
  @Field(() => EmailAddress) declare email: string
  @Field(() => Secret) declare password: string
}
@InputType()
class AcceptInvitationInput {
  @Field(() => Secret) declare token: string
  @Field(() => Secret) declare password: string
}
@InputType()
class InviteInput extends CommandInput {
  @Field(() => EmailAddress) declare email: string
  @Field(() => Line) declare name: string
  @Field(() => String, { defaultValue: 'en', description: 'en or cy.' }) declare language: string
  @Field(() => RoleEnum) declare role: Role
  @Field(() => ID, { nullable: true, description: 'Every role but administrator belongs to an organisation.' })
  declare organisation?: string | null
  @Field(() => [ID], { defaultValue: [] }) declare localities: string[]
  @Field(() => ID, { nullable: true, description: 'Which volunteer this is, for the role VOLUNTEER.' })
  declare volunteer?: string | null
}
@InputType()
class ChangeMembershipInput extends CommandInput {
  @Field(() => ID) declare id: string
  @Field(() => RoleEnum) declare role: Role
  @Field(() => [ID], { defaultValue: [] }) declare localities: string[]
}
@InputType('IdInput', { description: 'Which one.' })
export class IdInput extends CommandInput {
  @Field(() => ID) declare id: string
}
@InputType()
class SetLanguageInput extends CommandInput {
  @Field(() => String, { description: 'en or cy.' }) declare language: string
}

// Organisations, localities and volunteers live above this room: their views are found by name.
const above = (type: string): View => viewOf(type) as View
const languageOf = (ctx: Context, language: string): 'en' | 'cy' =>
  language === 'en' || language === 'cy' ? language : ctx.refuseInput({ field: 'language', code: 'NOT_A_LANGUAGE' })

const viewerFacts = (viewer: Viewer) =>
  viewer.account === null
    ? null
    : {
        id: encodeNodeId(AccountView.code as number, viewer.account),
        accountId: viewer.account,
        name: viewer.name,
        email: viewer.email,
        language: viewer.language,
        roles: roles.filter((role) => viewer.memberships.some((m) => m.role === role)),
        viewer,
      }

@Resolver()
export class SessionResolver {
  @Query(() => ViewerType, { nullable: true, description: 'Who is signed in; null for the public.' })
  viewer(@Ctx() ctx: SessionContext) {
    return viewerFacts(ctx.viewer)
  }

  @Mutation(() => SignInResult, { description: 'Signs in and sets the session’s cookie. Slows down after failures.' })
  async signIn(@Arg('input', () => SignInInput) input: SignInInput, @Ctx() ctx: SessionContext) {
    return this.begun(ctx, await signIn(ctx.query, input, ctx.session.address))
  }

  @Mutation(() => SignedOut)
  async signOut(@Ctx() ctx: SessionContext) {
    if (ctx.session.token) await closeSession(ctx.query, ctx.session.token)
    ctx.session.end()
    return { done: true }
  }

  @Mutation(() => AcceptInvitationResult, {
    description: 'Sets a password by an invitation or reset link, and signs in.',
  })
  async acceptInvitation(
    @Arg('input', () => AcceptInvitationInput) input: AcceptInvitationInput,
    @Ctx() ctx: SessionContext,
  ) {
    return this.begun(ctx, await acceptInvitation(ctx.query, input))
  }

  private async begun(
    ctx: SessionContext,
    outcome: SignInOutcome | { kind: 'LinkEnded' } | { kind: 'PasswordRefused'; because: string },
  ) {
    if (outcome.kind === 'LinkEnded') return { ...outcome, ended: true }
    if (outcome.kind !== 'SignedIn') return outcome
    if (ctx.session.token) await closeSession(ctx.query, ctx.session.token)
    ctx.session.begin(outcome.token, outcome.maxAgeSeconds)
    const viewer = await viewerOfAccount(ctx.query, outcome.account)
    // What is read under this answer is read as the one who has just signed in.
    Object.assign(ctx, { viewer })
    return { kind: 'SignedIn', viewer: viewerFacts(viewer) }
  }
}

@Resolver(() => ViewerType)
export class ViewerMemberships {
  @FieldResolver(() => [MembershipType], { description: 'The roles held, and where.' })
  memberships(@Root() viewer: { accountId: string }) {
    return select(MembershipView).where({ account_id: viewer.accountId, ended_at: null }).orderBy('role')
  }
}

@Resolver(() => AccountType)
export class AccountMemberships {
  @FieldResolver(() => [MembershipType], { description: 'The roles held now, and where.' })
  memberships(@Root() account: Row) {
    return select(MembershipView).where({ account_id: account['id'], ended_at: null }).orderBy('role')
  }
}

@Resolver()
export class AccountResolver {
  @Query(() => AccountConnection, { description: 'Everyone who may sign in, by name.' })
  accounts(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('search', () => Line, { nullable: true }) search?: string | null,
  ) {
    let rows = select(AccountView).where({ is_key: false })
    if (search)
      rows = rows.where((row) => sql`position(lower(${search}) in lower(${row['name']} || ' ' || ${row['email']})) > 0`)
    return rows.orderBy((row) => sql`lower(${row['name']})`).page(pageOf(page))
  }

  @Mutation(() => InviteResult, {
    description: 'Lets somebody sign in, in a role. Gives a single-use link to hand to them.',
  })
  invite(@Arg('input', () => InviteInput) input: InviteInput, @Ctx() ctx: SessionContext) {
    return command(ctx, 'invite', input, (context) =>
      invite(context, {
        email: input.email,
        name: input.name,
        role: input.role,
        language: languageOf(context, input.language),
        organisationId: input.organisation
          ? context.idOf(above('Organisation'), input.organisation, 'organisation')
          : null,
        localityIds: input.localities.map((id) => context.idOf(above('Locality'), id, 'localities')),
        volunteerId: input.volunteer ? context.idOf(above('Volunteer'), input.volunteer, 'volunteer') : null,
      }),
    )
  }
  @Mutation(() => ChangeMembershipResult)
  changeMembership(
    @Arg('input', () => ChangeMembershipInput) input: ChangeMembershipInput,
    @Ctx() ctx: SessionContext,
  ) {
    return command(ctx, 'changeMembership', input, (context) =>
      changeMembership(context, {
        id: input.id,
        role: input.role,
        localityIds: input.localities.map((id) => context.idOf(above('Locality'), id, 'localities')),
      }),
    )
  }
  @Mutation(() => MembershipEnded)
  endMembership(@Arg('input', () => IdInput) input: IdInput, @Ctx() ctx: SessionContext) {
    return command(ctx, 'endMembership', input, endMembership)
  }
  @Mutation(() => AccountChanged, { description: 'Ends their sessions at once and lets them in no more.' })
  suspendAccount(@Arg('input', () => IdInput) input: IdInput, @Ctx() ctx: SessionContext) {
    return command(ctx, 'suspendAccount', input, suspendAccount)
  }
  @Mutation(() => AccountChanged)
  restoreAccount(@Arg('input', () => IdInput) input: IdInput, @Ctx() ctx: SessionContext) {
    return command(ctx, 'restoreAccount', input, restoreAccount)
  }
  @Mutation(() => PasswordReset, {
    description: 'Ends their sessions and their password, and gives a link to set a new one.',
  })
  resetPassword(@Arg('input', () => IdInput) input: IdInput, @Ctx() ctx: SessionContext) {
    return command(ctx, 'resetPassword', input, resetPassword)
  }
  @Mutation(() => AccountChanged, { description: 'The language of your own screens and messages.' })
  setLanguage(@Arg('input', () => SetLanguageInput) input: SetLanguageInput, @Ctx() ctx: SessionContext) {
    return command(ctx, 'setLanguage', input, async (context) => {
      const language = languageOf(context, input.language)
      await context.run(sql`update account set language = ${language} where id = ${context.viewer.account}`)
      return { kind: 'AccountChanged', accountId: context.viewer.account as string }
    })
  }
}
