import type pg from 'pg'
import { openSession } from '../../../api/access/index.ts'
import { addDays, encodeNodeId, instantFromDate, localDateOf } from '../../../api/kernel/index.ts'
import { PatientView } from '../../../api/people/index.ts'
import type { ServiceSearch } from '../../../web/gql/graphql.ts'
import { coOrdinatorNumber, idOf, LARGE, STAFF } from '../generate/large-network.ts'
import { outwardOf } from '../generate/structured-feed.ts'

/** One request of a case, in the portal's words; the other servers are asked for the same in theirs. */
export interface Asking {
  readonly variables: Readonly<Record<string, unknown>>
  /** Without it the public asks. */
  readonly cookie?: string
  /** The account that asks. */
  readonly account?: string
}

/** A query that is measured: one of the portal's own operations, asked by many people in turn. */
export interface QueryCase {
  readonly name: string
  /** Of the portal's list of operations. */
  readonly operation: string
  readonly askings: readonly Asking[]
}

/** Whoever asks: co-ordinators of the four larger organisations, and as many volunteers. */
const STAFF_ASKING = 24
const VOLUNTEERS_ASKING = 96
const PATIENTS_OF_EACH = 8

/** The directory's list as people narrow it down without words. */
export const FILTERS: readonly ServiceSearch[] = [
  { weekday: 2 },
  { weekday: 4, at: '10:30' },
  { free: true },
  { language: 'pl' },
  { free: true, weekday: 1 },
  { weekday: 5, at: '14:00', free: true },
  {},
  { age: 17, weekday: 3 },
]
/** Searches by words, alone and with a place or a day. */
export const SEARCHES: readonly ServiceSearch[] = [
  { words: 'dementia' },
  { words: 'befriending' },
  { words: 'lifts to hospital' },
  { words: 'gardners' },
  { words: 'bereavment support' },
  { words: 'somebody to talk to' },
  { words: 'carers', weekday: 4, at: '14:30' },
  { words: 'memory', near: outwardOf(11), withinKm: 16.1 },
]

/** The cases, with sessions opened for all who ask in them. */
export async function queryCases(client: pg.Client): Promise<QueryCase[]> {
  const query = (text: string, values: unknown[]) => client.query(text, values)
  const signIn = async (account: string, isVolunteer = false) =>
    ({ cookie: `sid=${(await openSession(query, account, isVolunteer)).token}`, account }) as const
  const today = localDateOf(instantFromDate(new Date()))

  const staff: { cookie: string; account: string; organisation: number; area: number }[] = []
  for (let i = 0; i < STAFF_ASKING; i++) {
    const [organisation, area] = [1 + (i % 4), 1 + i]
    const account = idOf('account', coOrdinatorNumber(organisation, area))
    staff.push({ ...(await signIn(account)), organisation, area })
  }
  const volunteers: { cookie: string; account: string }[] = []
  for (let i = 0; i < VOLUNTEERS_ASKING; i++)
    volunteers.push(
      await signIn(idOf('account', STAFF + 1 + Math.floor((i * LARGE.volunteerAccounts) / VOLUNTEERS_ASKING)), true),
    )

  const patients: Asking[] = []
  for (const { organisation, area, cookie, account } of staff) {
    const { rows } = await client.query<{ id: string }>(
      `select p.id from patient p join locality l on l.id = p.locality_id where p.organisation_id = $1 and l.parent_id = $2
        order by hashtext(p.id::text) limit $3`,
      [idOf('organisation', organisation), idOf('locality', area), PATIENTS_OF_EACH],
    )
    for (const { id } of rows)
      patients.push({ variables: { id: encodeNodeId(PatientView.code ?? 0, id), tasks: 20 }, cookie, account })
  }
  const list = (search: ServiceSearch): Asking => ({ variables: { search, first: 20, after: null } })
  return [
    { name: 'directory search', operation: 'FindHelp', askings: FILTERS.map(list) },
    {
      name: 'co-ordinator’s board',
      operation: 'TodayBoard',
      askings: staff.map(({ cookie, account }) => ({
        variables: { today, tasks: 50, offers: 10, visits: 100 },
        cookie,
        account,
      })),
    },
    { name: 'one patient in full', operation: 'PersonPage', askings: patients },
    {
      name: 'a volunteer’s week',
      operation: 'MyWeek',
      askings: volunteers.map(({ cookie, account }) => ({
        variables: { from: addDays(today, -14), to: addDays(today, 27), visits: 100, offers: 20 },
        cookie,
        account,
      })),
    },
    { name: 'text search', operation: 'FindHelp', askings: SEARCHES.map(list) },
  ]
}
