import { beforeAll, expect, test } from 'vitest'
import { addAccount, addMembership } from '../../api/access/index.ts'
import { encodeNodeId, thePublic } from '../../api/kernel/index.ts'
import { house, type House } from '../harness.ts'

let at: House
let admin: string
beforeAll(async () => {
  at = await house()
  admin = await at.run(thePublic, async (ctx) => {
    const id = (await addAccount(ctx, {
      email: 'ada@example.org',
      name: 'Ada Pugh',
      password: 'correct horse battery',
    })) as string
    await addMembership(ctx, { accountId: id, role: 'ADMINISTRATOR', organisationId: null, localityIds: [] })
    return id
  })
})

const signIn = `mutation ($input: SignInInput!) { signIn(input: $input) { __typename
  ... on SignedIn { viewer { name email roles memberships { role } } }
  ... on SignInRefused { tryAgainInSeconds } } }`

test('an administrator signs in with e-mail and password, whatever the letters’ case', async () => {
  const { data, errors } = await at.ask(null, signIn, {
    input: { email: 'Ada@Example.org', password: 'correct horse battery' },
  })
  expect(errors).toBeUndefined()
  expect(data.signIn).toEqual({
    __typename: 'SignedIn',
    viewer: {
      name: 'Ada Pugh',
      email: 'ada@example.org',
      roles: ['ADMINISTRATOR'],
      memberships: [{ role: 'ADMINISTRATOR' }],
    },
  })
})

test('the viewer’s id is opaque, and is that of their account', async () => {
  const { data } = await at.ask(admin, `{ viewer { id } }`)
  const { data: again } = await at.ask(admin, `query ($id: ID!) { node(id: $id) { __typename id } }`, {
    id: data.viewer.id,
  })
  expect(again.node).toEqual({ __typename: 'Account', id: data.viewer.id })
})

test('a wrong password and an unknown person get the same answer', async () => {
  const wrong = await at.ask(null, signIn, { input: { email: 'ada@example.org', password: 'not it at all' } })
  const unknown = await at.ask(null, signIn, { input: { email: 'nobody@example.org', password: 'not it at all' } })
  expect(wrong).toEqual({ data: { signIn: { __typename: 'SignInRefused', tryAgainInSeconds: null } } })
  expect(unknown).toEqual(wrong)
})

test('failures slow the next try, and the right password waits too', async () => {
  const email = 'slow@example.org'
  await at.run(thePublic, (ctx) => addAccount(ctx, { email, name: 'Slow', password: 'long enough 1' }))
  for (let i = 0; i < 6; i++) await at.ask(null, signIn, { input: { email, password: 'wrong wrong' } })
  const { data } = await at.ask(null, signIn, { input: { email, password: 'long enough 1' } })
  expect(data.signIn).toMatchObject({ __typename: 'SignInRefused', tryAgainInSeconds: expect.any(Number) })
  await at.plant(`update sign_in_attempt set last_failed_at = now() - interval '16 minutes'`)
  const later = await at.ask(null, signIn, { input: { email, password: 'long enough 1' } })
  expect(later.data.signIn.__typename).toBe('SignedIn')
})

test('an invitation is a link that works once; its password signs in; suspension ends it at the next request', async () => {
  const organisation = await at.ask(
    admin,
    `mutation { addOrganisation(input: { name: "Rother Friends", kind: CHARITY }) { ... on OrganisationAdded { organisation { id name } } } }`,
  )
  const organisationId = organisation.data.addOrganisation.organisation.id
  const locality = await at.ask(
    admin,
    `mutation { addLocality(input: { name: "Midhurst" }) { ... on LocalityAdded { locality { id } } } }`,
  )
  const invited = await at.ask(
    admin,
    `mutation ($input: InviteInput!) { invite(input: $input) { __typename ... on Invited { link account { id isInvited memberships { role organisation { name } localities { name } } } } } }`,
    {
      input: {
        email: 'sian@example.org',
        name: 'Siân',
        role: 'VOLUNTEER_CO_ORDINATOR',
        organisation: organisationId,
        localities: [locality.data.addLocality.locality.id],
      },
    },
  )
  expect(invited.data.invite).toMatchObject({
    __typename: 'Invited',
    account: {
      isInvited: true,
      memberships: [
        {
          role: 'VOLUNTEER_CO_ORDINATOR',
          organisation: { name: 'Rother Friends' },
          localities: [{ name: 'Midhurst' }],
        },
      ],
    },
  })
  const token = invited.data.invite.link.replace('/invitation/', '')
  const accept = `mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { __typename ... on PasswordRefused { because } } }`
  const short = await at.ask(null, accept, { input: { token, password: 'short' } })
  expect(short.data.acceptInvitation).toEqual({ __typename: 'PasswordRefused', because: 'TOO_SHORT' })
  const both = await Promise.all(
    [1, 2].map(() => at.ask(null, accept, { input: { token, password: 'a good long one' } })),
  )
  expect(both.map((answer) => answer.data.acceptInvitation.__typename).sort()).toEqual(['LinkEnded', 'SignedIn'])

  const accountId = invited.data.invite.account.id
  const suspended = await at.ask(admin, `mutation ($id: ID!) { suspendAccount(input: { id: $id }) { __typename } }`, {
    id: accountId,
  })
  expect(suspended.data.suspendAccount.__typename).toBe('AccountChanged')
  expect(
    await at.sql(
      `select count(*)::int as n from session s join account a on a.id = s.account_id where a.email = 'sian@example.org'`,
    ),
  ).toEqual([{ n: 0 }])
  const again = await at.ask(null, signIn, { input: { email: 'sian@example.org', password: 'a good long one' } })
  expect(again.data.signIn.__typename).toBe('SignInRefused')
})

test('the last administrator cannot be taken away', async () => {
  const { data } = await at.ask(admin, `{ viewer { memberships { id } } }`)
  const { errors } = await at.ask(admin, `mutation ($id: ID!) { endMembership(input: { id: $id }) { __typename } }`, {
    id: data.viewer.memberships[0].id,
  })
  expect(errors?.[0]?.extensions).toMatchObject({
    code: 'BAD_USER_INPUT',
    problems: [{ field: 'id', code: 'LAST_ADMINISTRATOR' }],
  })
  expect(await at.sql(`select ended_at from membership where role = 'ADMINISTRATOR'`)).toEqual([{ ended_at: null }])
})

test('who may not, may not: nobody without a session, no id of another kind', async () => {
  const anonymous = await at.ask(null, `{ accounts(first: 1) { nodes { id } } }`)
  expect(anonymous.errors?.[0]?.extensions['code']).toBe('UNAUTHENTICATED')
  const wrongKind = await at.ask(admin, `mutation ($id: ID!) { suspendAccount(input: { id: $id }) { __typename } }`, {
    id: encodeNodeId(2, admin),
  })
  expect(wrongKind.errors?.[0]?.extensions['code']).toBe('NOT_FOUND')
})

test('the same clientMutationId does the thing once; with another input it is refused', async () => {
  const key = '0198a1c0-0000-7000-8000-000000000001'
  const add = (name: string) =>
    at.ask(
      admin,
      `mutation ($input: AddOrganisationInput!) { addOrganisation(input: $input) { __typename ... on OrganisationAdded { organisation { id } } } }`,
      {
        input: { clientMutationId: key, name, kind: 'CHARITY' },
      },
    )
  const answers = await Promise.all(Array.from({ length: 10 }, () => add('Petworth Neighbours')))
  expect(new Set(answers.map((answer) => answer.data.addOrganisation.organisation?.id)).size).toBe(1)
  expect(await at.sql(`select count(*)::int as n from organisation where name = 'Petworth Neighbours'`)).toEqual([
    { n: 1 },
  ])
  expect((await add('Another')).errors?.[0]?.extensions['code']).toBe('IDEMPOTENCY_MISMATCH')
})

test('a page costs one statement whatever its depth, and its cursor goes on where it stopped', async () => {
  for (const name of ['B', 'A', 'D', 'C'])
    await at.ask(admin, `mutation ($name: Line!) { addLocality(input: { name: $name }) { __typename } }`, {
      name: `Place ${name}`,
    })
  const page = `query ($after: String) { localities(first: 2, after: $after) { nodes { name parent { name } } edges { cursor } pageInfo { hasNextPage endCursor } } }`
  const first = await at.ask(null, page)
  expect(at.statements()).toHaveLength(1)
  expect(first.data.localities.nodes.map((n: { name: string }) => n.name)).toEqual(['Midhurst', 'Place A'])
  const second = await at.ask(null, page, { after: first.data.localities.pageInfo.endCursor })
  expect(second.data.localities.nodes.map((n: { name: string }) => n.name)).toEqual(['Place B', 'Place C'])
  const bad = await at.ask(null, page, { after: 'bm90IGEgY3Vyc29y' })
  expect(bad.errors?.[0]?.extensions).toMatchObject({
    code: 'BAD_USER_INPUT',
    problems: [{ field: 'after', code: 'NOT_A_CURSOR' }],
  })
})

test('a locality gets another name: not one that a neighbour has, not over another’s change, and only from an administrator', async () => {
  const EDIT = `mutation ($input: EditLocalityInput!) { editLocality(input: $input) { __typename
    ... on LocalityEdited { locality { name nameCy version } } ... on NameTaken { name } ... on Stale { current { id } } } }`
  const add = async (name: string) =>
    (
      await at.ask(
        admin,
        `mutation ($name: Line!) { addLocality(input: { name: $name }) { ... on LocalityAdded { locality { id version } } } }`,
        { name },
      )
    ).data.addLocality.locality as { id: string; version: number }
  const valley = await add('Rother valley')
  await add('Arun valley')
  const edit = (input: object, who = admin) =>
    at.ask(who, EDIT, { input: { id: valley.id, version: valley.version, ...input } })
  expect((await edit({ name: 'ARUN VALLEY' })).data.editLocality).toEqual({
    __typename: 'NameTaken',
    name: 'ARUN VALLEY',
  })
  expect((await edit({ name: 'Rother and Lod', nameCy: 'Rother a Lod' })).data.editLocality).toEqual({
    __typename: 'LocalityEdited',
    locality: { name: 'Rother and Lod', nameCy: 'Rother a Lod', version: valley.version + 1 },
  })
  expect((await edit({ name: 'Rother' })).data.editLocality).toEqual({
    __typename: 'Stale',
    current: { id: valley.id },
  })
  expect((await edit({ name: '' })).errors?.[0]?.extensions).toMatchObject({ problems: [{ field: 'name' }] })
  expect((await edit({ name: 'Mine' }, null as never)).errors?.[0]?.extensions['code']).toBe('UNAUTHENTICATED')
})
