import pg from 'pg'
import { graphql } from 'graphql'
import { viewerOfAccount } from '../../api/access/index.ts'
import { contextFor } from '../../api/app/request.ts'
import { assemble } from '../../api/app/serve.ts'
import { seal, verifyAudit } from '../../api/audit/index.ts'
import { encodeNodeId, seededRng } from '../../api/kernel/index.ts'
import { PatientView } from '../../api/people/index.ts'
import type { Benchmark, Measured } from './main.ts'
import { spread } from './measure.ts'
import { withDatabase } from './temporary.ts'

const PEOPLE = 30_000
const ACCOUNTS = 300
const MONTHS = 12
const READS = 10_000_000
const VERIFIED = 1_000_000
const ASKED = 300

interface Looks {
  readonly nodes: readonly unknown[]
  readonly pageInfo: { readonly endCursor: string }
}

const LOOKS = `query Looks($id: ID!, $first: Int!, $after: String) { node(id: $id) { ... on Patient {
  looks(first: $first, after: $after) { nodes { at by role because operation } pageInfo { hasNextPage endCursor } } } } }`

/** Ids that the database and we make alike. */
const uuid = (kind: string, n: string) => `md5('${kind}' || ${n})::uuid`

/** `n` numbers a row. One in fifty is about the best known of all; the others are about anybody. */
const row = (instant: string) => `${instant}, 'q' || n, ${uuid('account', `(hashint4(n) & 2147483647) % ${ACCOUNTS}`)},
  ${uuid('person', `case when n % 50 = 0 then 0 else (hashint4(n + 7) & 2147483647) % ${PEOPLE} end`)}, 'Patient',
  (array['VOLUNTEER_CO_ORDINATOR', 'CARE_CO_ORDINATOR', 'VOLUNTEER'])[n % 3 + 1], 'named contact for the locality',
  (array['PersonPage', 'PatientsFound', 'TodayBoard', 'WeekVisits'])[n % 4 + 1]`
const COLUMNS = 'asked_at, request_id, account_id, about_id, about_as, role, because, operation'

/**
 * The record of reads at a size: how fast a chain over 1 million rows is sealed and verified, and with 10 million rows of
 * a year, who looked at a record (the API's own statement,
 * in this process) and the questions of a breach: who saw this
 * person's rows, and what did this account see, between two moments.
 * Bars: 60 s for verifying, 1 s for who looked, 10 s for a breach.
 */
export const audit: Benchmark = async (say) => [
  await withDatabase(async ({ superUrl, appUrl }) => await chain(say, superUrl, appUrl)),
  ...(await withDatabase(async ({ superUrl, appUrl }) => await questions(say, superUrl, appUrl))),
]

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const seconds = async <T>(work: () => Promise<T>): Promise<[number, T]> => {
  const started = performance.now()
  const result = await work()
  return [(performance.now() - started) / 1000, result]
}

async function chain(say: (line: string) => void, superUrl: string, appUrl: string): Promise<Measured> {
  say(`writing ${VERIFIED} reads, 1,000 a transaction`)
  await connected(superUrl, async (client) => {
    for (let n = 0; n < VERIFIED; n += 1000)
      await client.query(
        `insert into audit_read (${COLUMNS}) select ${row(`now() - n * interval '50 ms'`)} from generate_series(${n}, ${n + 999}) n`,
      )
    await client.query('vacuum analyze audit_read')
  })
  say('sealing')
  const [sealing, { sealed }] = await connected(appUrl, (client) =>
    seconds(() => seal((text, values) => client.query(text, values))),
  )
  say('verifying')
  let most = 0
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 50)
  const before = process.memoryUsage().rss
  const [verifying, found] = await connected(superUrl, (client) =>
    seconds(() => verifyAudit((text, values) => client.query(text, values), [])),
  )
  clearInterval(watch)
  if (found.wrong || found.reads !== VERIFIED || sealed !== VERIFIED)
    throw new Error(`The chain does not hold what was written: ${found.wrong ?? `${found.reads} reads`}`)
  return {
    title: `Audit chain: ${VERIFIED.toLocaleString('en-GB')} reads in ${found.blocks} blocks`,
    figures: [
      { what: 'verified in', value: verifying, unit: 's', atMost: 60 },
      { what: 'memory it took more', value: Math.max(0, most - before) / 1e6, unit: 'MB', note: 'this process' },
      { what: 'sealed in', value: sealing, unit: 's', note: 'all of it, in one go' },
    ],
  }
}

async function questions(say: (line: string) => void, superUrl: string, appUrl: string): Promise<Measured[]> {
  const co = await connected(superUrl, async (client) => {
    await network(client)
    await fill(client, say)
    const { rows } = await client.query<{ id: string }>(`select ${uuid('account', '0')} as id`)
    return rows[0]?.id as string
  })
  const rng = seededRng(1)
  const people = await connected(superUrl, async (client) => {
    const some = Array.from({ length: ASKED }, () => Math.floor(rng.next() * PEOPLE))
    const { rows } = await client.query<{ patient: string; person: string }>(
      `select ${uuid('patient', 'n')} as patient, ${uuid('person', 'n')} as person from unnest($1::int[]) n`,
      [[0, ...some]],
    )
    return rows
  })

  say('who looked')
  const { parts, schema, close } = await assemble(appUrl, 'alongside bench')
  const times: Record<'first page' | 'fifth page' | 'best known', number[]> = {
    'first page': [],
    'fifth page': [],
    'best known': [],
  }
  try {
    const viewer = await viewerOfAccount((text, values) => parts.pool.query(text, values), co)
    const ask = async (patient: string, after: string | null) => {
      const variableValues = { id: encodeNodeId(PatientView.code as number, patient), first: 20, after }
      const contextValue = contextFor(parts, viewer)
      const started = performance.now()
      const { data, errors } = await graphql({ schema, source: LOOKS, variableValues, contextValue })
      const time = performance.now() - started
      const looks = (data as { node?: { looks?: Looks } } | null | undefined)?.node?.looks
      if (looks?.nodes.length !== 20) throw new Error(`Nobody looked: ${errors?.[0]?.message}`)
      return { time, after: looks.pageInfo.endCursor as string }
    }
    for (const { patient } of people.slice(1)) {
      let page = await ask(patient, null)
      times['first page'].push(page.time)
      for (let i = 2; i <= 5; i++) page = await ask(patient, page.after)
      times['fifth page'].push(page.time)
      times['best known'].push((await ask(people[0]?.patient as string, null)).time)
    }
  } finally {
    await close()
  }

  say('the questions of a breach')
  const breach = await connected(superUrl, async (client) => {
    const took: Record<'saw' | 'seen' | 'organisation', number[]> = { saw: [], seen: [], organisation: [] }
    const timed = async (list: number[], text: string, values: unknown[]) => {
      const [time, { rows }] = await seconds(() => client.query(text, values))
      if (rows.length === 0) throw new Error('A question of a breach found nothing')
      list.push(time * 1000)
    }
    const between = `r.asked_at >= now() - interval '120 days' and r.asked_at < now() - interval '60 days'`
    const each = `count(*) as times, min(r.asked_at) as first, max(r.asked_at) as last`
    for (const { person } of people.slice(0, 50))
      await timed(
        took.saw,
        `select a.name, r.role, r.because, r.operation, ${each} from audit_read r left join account a on a.id = r.account_id
         where r.about_id = $1 and ${between} group by 1, 2, 3, 4`,
        [person],
      )
    for (let n = 1; n <= 20; n++)
      await timed(
        took.seen,
        `select r.about_id, ${each} from audit_read r where r.account_id = ${uuid('account', '$1::int')} and ${between} group by 1`,
        [n],
      )
    for (let i = 0; i < 3; i++)
      await timed(
        took.organisation,
        `select a.name, ${each} from patient p
           join audit_read r on r.about_id = p.person_id left join account a on a.id = r.account_id
         where p.organisation_id = ${uuid('organisation', '0')} and ${between} group by 1`,
        [],
      )
    return took
  })
  const million = `${READS / 1e6} million reads of ${PEOPLE.toLocaleString('en-GB')} people by ${ACCOUNTS} accounts in ${MONTHS} months`
  return [
    {
      title: `Who looked at a record: ${million}, a page of 20`,
      figures: [
        ...spread('a patient, first page', times['first page'], { p99: 1000 }),
        ...spread('a patient, fifth page', times['fifth page'], { p99: 1000 }),
        ...spread(`of whom ${READS / 50 / 1000},000 are, first page`, times['best known'], { p99: 1000 }),
      ],
    },
    {
      title: `A breach, sixty days of the same: in SQL`,
      figures: [
        ...spread('who saw this person', breach.saw, { p99: 10_000 }),
        ...spread('what this account saw', breach.seen, { p99: 10_000 }),
        ...spread('who saw anybody of this organisation', breach.organisation, { p99: 10_000 }),
      ],
    },
  ]
}

/** One organisation with all the patients, and one co-ordinator who keeps them; the other accounts only looked. */
async function network(client: pg.Client): Promise<void> {
  await client.query(`
    insert into organisation (id, name) values (${uuid('organisation', '0')}, 'Benchmark'), (${uuid('organisation', '1')}, 'Another');
    insert into locality (id, name) values (${uuid('locality', '0')}, 'Benchmark');
    insert into person (id, given_name, family_name) select ${uuid('person', 'n')}, 'Given', 'Family ' || n from generate_series(0, ${PEOPLE - 1}) n;
    insert into patient (id, person_id, organisation_id, locality_id)
      select ${uuid('patient', 'n')}, ${uuid('person', 'n')}, ${uuid('organisation', '0')}, ${uuid('locality', '0')} from generate_series(0, ${PEOPLE - 1}) n;
    insert into account (id, email, name) select ${uuid('account', 'n')}, 'a' || n || '@bench.example', 'Somebody ' || n from generate_series(0, ${ACCOUNTS - 1}) n;
    insert into membership (id, account_id, role, organisation_id)
      values (${uuid('membership', '0')}, ${uuid('account', '0')}, 'VOLUNTEER_CO_ORDINATOR', ${uuid('organisation', '0')});
    insert into membership_locality (membership_id, locality_id) values (${uuid('membership', '0')}, ${uuid('locality', '0')});
    analyze person, patient, account, membership`)
}

/** A year of reads, a month at a time; the indexes are made when all is there, which is a third of the work. */
async function fill(client: pg.Client, say: (line: string) => void): Promise<void> {
  await client.query(`select make_audit_months((now() - interval '13 months')::date)`)
  const { rows: indexes } = await client.query<{ name: string; text: string }>(
    `select indexrelid::regclass::text as name, replace(pg_get_indexdef(indexrelid), ' ON ONLY ', ' ON ') as text from pg_index where indrelid = 'audit_read'::regclass`,
  )
  for (const { name } of indexes) await client.query(`drop index ${name}`)
  const each = Math.ceil(READS / MONTHS / 10) * 10
  for (let month = 0; month < MONTHS; month++) {
    say(`writing reads: month ${month + 1} of ${MONTHS}`)
    const from = month * each
    const age = `(n - ${from}) * (interval '30 days' / ${each}) + interval '${(MONTHS - 1 - month) * 30} days'`
    await client.query(
      `insert into audit_read (${COLUMNS}) select ${row(`now() - (${age})`)} from generate_series(${from}, ${Math.min(READS, from + each) - 1}) n`,
    )
  }
  say('indexes')
  await client.query(`set maintenance_work_mem = '512MB'`)
  for (const { text } of indexes) await client.query(text)
  await client.query('vacuum analyze audit_read')
}
