import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { AddLocality, Localities } from '../../web/co-ordinator/settings.operations.ts'
import { TodayBoard } from '../../web/co-ordinator/today.operations.ts'
import { createPortalClient, faultOf, inBackground, onceKey } from '../../web/graphql.ts'
import { WhoIsHere } from '../../web/shell/session.operations.ts'

const listed = JSON.parse(
  readFileSync(new URL('../../web/gql/persisted-documents.json', import.meta.url), 'utf8'),
) as Record<string, string>

interface Sent {
  query: string
  headers: Headers
  url: string
}
const speaking = (answer: object, status = 200) => {
  const sent: Sent[] = []
  let signedOut = 0
  const client = createPortalClient(
    () => (signedOut += 1),
    async (url, init) => {
      const { query } = JSON.parse(init?.body as string) as { query: string }
      sent.push({ query, headers: new Headers(init?.headers), url: url as string })
      return new Response(JSON.stringify(answer), { status, headers: { 'content-type': 'application/json' } })
    },
  )
  return { client, sent, signedOut: () => signedOut }
}

test('what the portal sends is, letter for letter, on the list that the API runs', async () => {
  const { client, sent } = speaking({ data: {} })
  await client.query(WhoIsHere, {}).toPromise()
  await client.query(TodayBoard, { today: '2026-11-22', tasks: 50, offers: 10, visits: 100 }).toPromise()
  await client.query(Localities, { first: 100, after: null }).toPromise()
  await client.mutation(AddLocality, { input: { name: 'Llandeilo' } }).toPromise()
  expect(sent).toHaveLength(4)
  for (const { query } of sent) expect(listed[createHash('sha256').update(query).digest('hex')]).toBe(query)
})

test('every request carries the header that a foreign form cannot send; a poll says that nobody asked', async () => {
  const { client, sent } = speaking({ data: {} })
  await client.query(Localities, { first: 100, after: null }, { requestPolicy: 'network-only' }).toPromise()
  await client.query(Localities, { first: 100, after: null }, inBackground).toPromise()
  expect(sent.map(({ headers }) => [headers.get('x-alongside'), headers.get('x-background')])).toEqual([
    ['portal', null],
    ['portal', '1'],
  ])
})

test('a session that has ended is noticed; other faults are told apart', async () => {
  const ended = speaking({ errors: [{ message: 'Sign in first.', extensions: { code: 'UNAUTHENTICATED' } }] })
  await ended.client.query(Localities, { first: 100, after: null }).toPromise()
  expect(ended.signedOut()).toBe(1)

  const refused = speaking({
    errors: [
      {
        message: 'Look at: name.',
        extensions: { code: 'BAD_USER_INPUT', problems: [{ field: 'name', code: 'EMPTY', facts: {} }] },
      },
    ],
  })
  const answer = await refused.client.mutation(AddLocality, { input: { name: '' } }).toPromise()
  expect(refused.signedOut()).toBe(0)
  expect(faultOf(answer.error)).toEqual({ kind: 'badInput', problems: [{ field: 'name', code: 'EMPTY', facts: {} }] })

  const misfit = speaking({
    errors: [
      {
        message: 'Variable "$input" got a value that does not fit at "input.phones[0]"; A UK telephone number.',
        extensions: { code: 'BAD_USER_INPUT', problem: 'NOT_A_UK_NUMBER' },
      },
    ],
  })
  const unfit = await misfit.client.mutation(AddLocality, { input: { name: '' } }).toPromise()
  expect(faultOf(unfit.error)?.problems).toEqual([{ field: 'phones', code: 'NOT_A_UK_NUMBER', facts: {} }])

  const gone = speaking({ errors: [{ message: 'We cannot find this.', extensions: { code: 'FORBIDDEN' } }] })
  const hidden = await gone.client.query(Localities, { first: 100, after: null }).toPromise()
  expect(faultOf(hidden.error)?.kind).toBe('notFound')
})

test('a key is made anew for each sending', () => {
  expect(onceKey()).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
  expect(onceKey()).not.toBe(onceKey())
})
