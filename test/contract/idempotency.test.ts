import { randomUUID } from 'node:crypto'
import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLInputType,
} from 'graphql'
import { beforeAll, describe, expect, test } from 'vitest'
import { runJobs } from '../../api/app/scheduler.ts'
import { bareSchema } from '../../api/app/schema.ts'
import { encodeNodeId, thePublic } from '../../api/kernel/index.ts'
import { makeLog } from '../../api/platform/index.ts'
import { addDays } from '../../api/kernel/index.ts'
import { neighbourhood, offered, requested, type Neighbourhood } from '../journeys/neighbourhood.ts'

/** Signing in and out do the same thing however often they are asked, and nobody is signed in to keep a key for. */
const exempt = ['signIn', 'signOut', 'acceptInvitation']

describe('every mutation is a command with a key', async () => {
  const schema = await bareSchema()
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {}).filter(
    (field) => !exempt.includes(field.name),
  )
  test('there are some', () => expect(mutations.length).toBeGreaterThan(40))

  /** The least that fits an input type. */
  const least = (type: GraphQLInputType): unknown => {
    const bare = getNullableType(type)
    if (isListType(bare)) return []
    const named = getNamedType(bare)
    if (isInputObjectType(named))
      return Object.fromEntries(
        Object.values(named.getFields())
          .filter((field) => isNonNullType(field.type))
          .map((field) => [field.name, least(field.type)]),
      )
    if (isEnumType(named)) return named.getValues()[0]?.value
    return { Int: 1, Float: 1, Boolean: true, DateTime: new Date() }[named.name] ?? 'a'
  }

  test.each(mutations.map((field) => [field.name, field] as const))('%s', async (name, field) => {
    expect(field.args.map((arg) => arg.name)).toEqual(['input'])
    const input = getNamedType(field.args[0]?.type)
    if (!isInputObjectType(input)) throw new Error('its input is no input')
    expect(getNamedType(input.getFields()['clientMutationId']?.type)?.toString()).toBe('UUID')

    // Its resolver does nothing but hand a command to the room that keeps keys, under its own name.
    const key = randomUUID()
    const run: { operation: string; input: { clientMutationId?: string } }[] = []
    const reached = new Error('reached')
    const context = {
      viewer: thePublic,
      commands: {
        run: (operation: string, given: { clientMutationId?: string }) => {
          run.push({ operation, input: given })
          throw reached
        },
      },
    }
    const given = { ...(least(input) as object), clientMutationId: key }
    await expect(
      (async () => field.resolve?.(undefined, { input: given }, context, { fieldName: name } as never))(),
    ).rejects.toBe(reached)
    expect(run.map((one) => [one.operation, one.input.clientMutationId])).toEqual([[name, key]])
  })
})

describe('one key, one effect', () => {
  let of: Neighbourhood
  let day = 0
  beforeAll(async () => void (of = await neighbourhood()))

  const REQUEST = `mutation ($input: RequestTaskInput!) { requestTask(input: $input) { ... on TaskRequested { task { id inTheirWords } } } }`
  const input = (more: object = {}) => ({
    patient: of.mair.nodeId,
    kind: 'RESPITE_SITTING',
    inTheirWords: 'A chat over tea',
    firstOn: addDays(of.monday, day++),
    timing: 'FIXED',
    startsAt: '10:00',
    endsAt: '11:00',
    ...more,
  })
  const tasks = async () => Number((await of.at.plant('select count(*) as n from task'))[0]?.['n'])
  const code = (answer: { errors?: readonly { extensions: Record<string, unknown> }[] }) =>
    answer.errors?.[0]?.extensions['code']

  test('fifty at once: fifty equal answers, one row, one job', async () => {
    const bob = await of.volunteer('Bob')
    for (let round = 0; round < 3; round++) {
      const before = await tasks()
      const once = { input: { ...input(), clientMutationId: randomUUID() } }
      const answers = await Promise.all(Array.from({ length: 50 }, () => of.at.ask(of.sioned.account, REQUEST, once)))
      expect(answers[0]?.errors).toBeUndefined()
      expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toHaveLength(1)
      expect(await tasks()).toBe(before + 1)
    }
    const made = await requested(of, { firstOn: addDays(of.monday, day++) })
    const key = randomUUID()
    await Promise.all(
      Array.from({ length: 10 }, () => offered(of, made.id, [bob], { clientMutationId: key }).catch(() => undefined)),
    )
    expect(await of.at.plant(`select 1 from jobs.job where task = 'offer.mail'`)).toHaveLength(1)
  })

  test('the key with other words, by another command, or of somebody else', async () => {
    const key = randomUUID()
    const first = input({ clientMutationId: key })
    const { data } = await of.at.ask(of.sioned.account, REQUEST, { input: first })
    // The order of fields is no difference.
    const turned = Object.fromEntries(Object.entries(first).toReversed())
    expect((await of.at.ask(of.sioned.account, REQUEST, { input: turned })).data).toEqual(data)
    const other = { input: { ...first, inTheirWords: 'A walk' } }
    expect(code(await of.at.ask(of.sioned.account, REQUEST, other))).toBe('IDEMPOTENCY_MISMATCH')
    const language = `mutation ($input: SetLanguageInput!) { setLanguage(input: $input) { account { language } } }`
    const set = { input: { language: 'cy', clientMutationId: key } }
    expect(code(await of.at.ask(of.sioned.account, language, set))).toBe('IDEMPOTENCY_MISMATCH')
    expect((await of.at.ask(of.nia.account, language, set)).errors).toBeUndefined()
  })

  test('what is kept is a kind and ids; the answer is read anew, under the rights of now', async () => {
    const key = randomUUID()
    const once = { input: input({ clientMutationId: key, inTheirWords: 'Nobody else’s business' }) }
    const { data } = await of.at.ask(of.sioned.account, REQUEST, once)
    const [kept] = await of.at.plant('select result from idempotency where key = $1', [key])
    expect(kept?.['result']).toEqual({ kind: 'TaskRequested', taskId: expect.stringMatching(/^[0-9a-f-]{36}$/) })
    await of.at.plant(`update task set in_their_words = 'Put otherwise' where id = $1`, [kept?.['result'].taskId])
    expect((await of.at.ask(of.sioned.account, REQUEST, once)).data['requestTask'].task).toEqual({
      id: data['requestTask'].task.id,
      inTheirWords: 'Put otherwise',
    })
    await of.at.plant(`update membership set ended_at = now() where account_id = $1`, [of.sioned.account])
    const later = await of.at.ask(of.sioned.account, REQUEST, once)
    expect(JSON.stringify(later)).not.toContain('Put otherwise')
    await of.at.plant(`update membership set ended_at = null where account_id = $1`, [of.sioned.account])
  })

  test('a command that failed leaves no key behind', async () => {
    const key = randomUUID()
    const wrong = { input: input({ clientMutationId: key, patient: encodeNodeId(3, randomUUID()) }) }
    expect(code(await of.at.ask(of.sioned.account, REQUEST, wrong))).toBe('NOT_FOUND')
    expect((await of.at.ask(of.sioned.account, REQUEST, { input: input({ clientMutationId: key }) })).errors).toBe(
      undefined,
    )
  })

  test('a link is told once, and never kept', async () => {
    const ada = randomUUID()
    await of.at.plant(`insert into account (id, email, name) values ($1, 'ada@rother.example', 'Ada')`, [ada])
    await of.at.plant(`insert into membership (id, account_id, role) values ($1, $2, 'ADMINISTRATOR')`, [
      randomUUID(),
      ada,
    ])
    const INVITE = `mutation ($input: InviteInput!) { invite(input: $input) { ... on Invited { link account { id isInvited } } } }`
    const RESET = `mutation ($input: IdInput!) { resetPassword(input: $input) { link account { id } } }`
    const invitation = {
      input: { email: 'tom@rother.example', name: 'Tom', role: 'ADMINISTRATOR', clientMutationId: randomUUID() },
    }
    const told: string[] = []
    const twice = async (operation: string, variables: { input: object }) => {
      const [first, again] = [
        await of.at.ask(ada, operation, variables),
        await of.at.ask(ada, operation, variables),
      ].map((answer) => Object.values(answer.data)[0] as { link: string | null; account: { id: string } })
      expect(first?.link).toMatch(/^\/invitation\/[\w-]{43}$/)
      expect(again).toEqual({ ...first, link: null })
      told.push(first?.link?.slice('/invitation/'.length) ?? '')
      return first?.account.id
    }
    const id = await twice(INVITE, invitation)
    await twice(RESET, { input: { id, clientMutationId: randomUUID() } })
    const kept = JSON.stringify(await of.at.plant('select * from idempotency'))
    for (const token of told) expect(kept).not.toContain(token)
  })

  test('keys are forgotten after a week', async () => {
    const key = randomUUID()
    const once = { input: input({ clientMutationId: key }) }
    await of.at.ask(of.sioned.account, REQUEST, once)
    await of.at.plant(`update idempotency set created_at = now() - interval '7 days 1 minute' where key = $1`, [key])
    of.at.clock.set(new Date())
    await runJobs(
      { ...of.at.parts, viewer: thePublic },
      makeLog(() => undefined),
    )
    expect(await of.at.plant('select 1 from idempotency where key = $1', [key])).toEqual([])
    expect((await of.at.plant('select 1 from idempotency')).length).toBeGreaterThan(0)
  })
})
