import { beforeEach, describe, expect, test } from 'vitest'
import { importOruk, readOruk, orukLines, type OrukReport } from '../../api/interop/index.ts'
import { thePublic } from '../../api/kernel/index.ts'
import { house, type House } from '../harness.ts'
import {
  fullPageV3,
  fullServiceV1,
  messyCounts,
  messyFeed,
  messyIds,
  messyPageV1,
} from '../core/fixtures/messy-feed.ts'
import { asOruk, valley } from './valley-feed.ts'

let at: House
beforeEach(async () => {
  at = await house({ now: new Date('2026-11-02T09:00:00Z') })
  return () => at.close()
})

type Json = Record<string, unknown>
const run = (json: unknown, name = 'Saltport', options: { retire?: boolean; isComplete?: boolean } = {}) =>
  at.run(thePublic, (ctx) => importOruk(ctx, readOruk(json, options), { source: { name }, retire: options.retire }))
const counts = ({ read, new: added, changed, unchanged, retired }: OrukReport) => [
  read,
  added,
  changed,
  unchanged,
  retired,
]

/** Everything the directory holds, but for when the last import was. */
const everything = async () => ({
  services: await at.sql(
    `select s.*, to_jsonb(x) as text from service s join service_text x on x.service_id = s.id order by s.id`,
  ),
  parts: await at.sql(`
    select 'location' as what, to_jsonb(l) as row from service_location l union all select 'schedule', to_jsonb(s) from service_schedule s
    union all select 'cost', to_jsonb(c) from service_cost c union all select 'phone', to_jsonb(p) from service_phone p
    union all select 'language', to_jsonb(g) from service_language g union all select 'term', to_jsonb(t) from service_term t
    union all select 'vocabulary', to_jsonb(v) from taxonomy_term v union all select 'organisation', to_jsonb(o) from organisation o
    union all select 'word', to_jsonb(w) from service_lexeme w order by 1, 2`),
})

describe('a messy council feed', () => {
  test('every service is in afterwards, both of two that share an id, and every defect is counted', async () => {
    const report = await run(messyFeed())
    expect(counts(report)).toEqual([messyCounts.read, messyCounts.read, 0, 0, 0])
    expect(report.unread).toBe(messyCounts.unread)
    expect(Object.fromEntries(report.warnings)).toMatchObject({
      idRepeated: 1,
      idMissing: 1,
      idNotUuid: 1,
      idNotRfc4122: 5,
      nameMissing: 2,
      organisationMissing: 3,
      embeddedImageRemoved: 1,
      scriptRemoved: 2,
      notAService: 2,
      nothingToShow: 1,
    })
    const shared = await at.sql(`select name, published_id from service where source_key = $1 order by name`, [
      messyIds.shared,
    ])
    expect(shared).toEqual([
      { name: 'Befriending by Phone', published_id: messyIds.shared },
      { name: 'Shopping Runs', published_id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-5/) },
    ])
    expect(
      await at.sql(`select published_id from service where lower(source_key) = lower($1)`, [messyIds.oddBits]),
    ).toEqual([{ published_id: messyIds.oddBits.toLowerCase() }])
  })

  test('HTML is safe, and what the text says of day, cost and place is marked so', async () => {
    await run(messyFeed())
    const unsafe = await at.sql(
      `select 1 from service_text where description_html ~* '<(script|img|iframe|style)|javascript:|onclick|onmouseover|data-cke'`,
    )
    expect(unsafe).toEqual([])
    const garden = await at.sql(
      `
      select s.free, (select jsonb_agg(jsonb_build_array(weekdays, opens_at, closes_at, from_text)) from service_schedule d where d.service_id = s.id) as days,
        (select jsonb_agg(jsonb_build_array(postcode, from_text)) from service_location l where l.service_id = s.id) as places
      from service s where published_id = $1`,
      [messyIds.gardening],
    )
    expect(garden).toEqual([{ free: 'TEXT', days: [[[2], '10:00:00', '12:00:00', true]], places: [['ZE3 9JW', true]] }])
    expect(await at.sql(`select max(length(description_html)) < 1000 as short from service_text`)).toEqual([
      { short: true },
    ])
  })

  test('nobody’s own data is kept: who assured a service is in no table', async () => {
    await run(messyFeed())
    const { services, parts } = await everything()
    expect(JSON.stringify([services, parts])).not.toContain('a.person@example.org')
  })

  test('the report says it in words and ends with one line for programs', async () => {
    const lines = orukLines(await run(messyPageV1()))
    expect(lines.filter((line) => line.startsWith('services:'))).toEqual([lines.at(-1)])
    expect(lines.at(-1)).toMatch(/^services: 18 read, 18 new, 0 changed, 0 unchanged, 0 retired, \d+ warnings$/)
    expect(lines.join('\n')).toContain('picture stored inside the description itself, removed')
  })

  test('a second run changes nothing at all', async () => {
    await run(messyFeed())
    const before = await everything()
    at.clock.set(new Date('2026-11-03T09:00:00Z'))
    expect(counts(await run(messyFeed()))).toEqual([18, 0, 0, 18, 0])
    expect(counts(await run(messyFeed().toReversed()))).toEqual([18, 0, 0, 18, 0])
    expect(await everything()).toEqual(before)
  })

  test('a changed feed changes only what changed', async () => {
    await run(messyFeed())
    const before = await everything()
    at.clock.set(new Date('2026-11-03T09:00:00Z'))
    const feed = messyFeed() as Json[]
    feed[0] = { ...feed[0], name: 'Meadow Growers' }
    expect(counts(await run(feed))).toEqual([18, 0, 1, 17, 0])
    const after = await everything()
    const different = after.services.filter((row, i) => JSON.stringify(row) !== JSON.stringify(before.services[i]))
    expect(different.map(({ name, published_id }) => [name, published_id])).toEqual([
      ['Meadow Growers', messyIds.gardening],
    ])
    expect(different[0]?.['id']).toBe(before.services.find((row) => row['published_id'] === messyIds.gardening)?.['id'])
    expect(await at.sql(`select count(*)::int as n from service where changed_at > '2026-11-03'`)).toEqual([{ n: 1 }])
  })
})

test('Open Referral UK 3 and 1 in full: places, hours, costs, contacts, languages, terms', async () => {
  await run(fullPageV3(), 'v3')
  await run(fullServiceV1(), 'v1')
  const rows = await at.sql(`
    select s.name, s.status, s.age_min, s.age_max, s.assured_on::text, o.name as organisation, o.charity_number,
      (select jsonb_agg(jsonb_build_array(l.name, l.postcode, l.latitude, l.longitude, l.position_from, l.uprn) order by l.name) from service_location l where l.service_id = s.id) as places,
      (select jsonb_agg(jsonb_build_array(weekdays, to_char(opens_at, 'HH24:MI'), to_char(closes_at, 'HH24:MI')) order by opens_at) from service_schedule d where d.service_id = s.id and cardinality(weekdays) > 0) as days,
      (select jsonb_agg(jsonb_build_array(c.description, c.amount, c.is_free) order by c.amount) from service_cost c where c.service_id = s.id) as costs,
      (select jsonb_agg(p.number order by p.place) from service_phone p where p.service_id = s.id) as phones,
      (select jsonb_agg(g.code) from service_language g where g.service_id = s.id) as languages,
      (select jsonb_agg(t.name) from service_term st join taxonomy_term t on t.id = st.term_id where st.service_id = s.id) as terms
    from service s left join organisation o on o.id = s.organisation_id order by s.name`)
  expect(rows).toEqual([
    {
      name: 'Harbour Day Centre',
      status: 'TEMPORARILY_CLOSED',
      age_min: 18,
      age_max: 90,
      assured_on: '2024-11-05',
      organisation: 'Harbour Friends',
      charity_number: '1000001',
      // Latitude and longitude had been exchanged, and 100 degrees north is nowhere.
      places: [
        ['Far Away', null, null, null, null, null],
        ['Harbour Hall', 'ZE3 9JW', 50.4, -4.2, 'GIVEN', '10092008082'],
      ],
      days: [
        [[1, 2, 3, 4, 5, 6, 7], '09:00', '24:00'],
        [[1, 4], '10:00', '15:30'],
      ],
      costs: [
        ['Lunch, per meal', 4.5, false],
        [expect.stringContaining('Under 18s'), null, expect.any(Boolean)],
      ],
      phones: ['01632 960124', '01632 960123'],
      languages: ['cy'],
      terms: ['Older people'],
    },
    expect.objectContaining({
      name: 'Harbour Lunch Club',
      places: [['Chapel Hall', 'ZE3 9JX', 50.41, -4.21, 'GIVEN', null]],
      days: [[[3], '12:00', '14:00']],
      costs: [['Meal', 3.5, false]],
      phones: ['01632 960125'],
      languages: ['cy'],
      terms: ['Lunch clubs'],
    }),
  ])
})

describe('whose services they are', () => {
  test('only this source’s services retire, after a complete read; retired ones come back under their id', async () => {
    await run(asOruk(valley), 'valley')
    await run(messyFeed(), 'Saltport')
    const fewer = asOruk(valley).slice(1)
    expect(counts(await run(fewer, 'valley'))).toEqual([7, 0, 0, 7, 1])
    expect(await at.sql(`select name from service where retired_at is not null`)).toEqual([
      { name: 'Valley Befrienders' },
    ])
    const search = `query ($words: Line!) { services(search: { words: $words }, first: 9) { nodes { name } } }`
    const gone = await at.ask(null, search, { words: 'befrienders' })
    expect(JSON.stringify(gone.data)).not.toContain('Valley Befrienders')
    const one = `{ service(publishedId: "5e000000-0000-4000-8000-000000000001") { name status retiredAt } }`
    expect((await at.ask(null, one)).data['service']).toMatchObject({ name: 'Valley Befrienders', status: 'INACTIVE' })

    const [id] = await at.sql(`select id from service where name = 'Valley Befrienders'`)
    expect(counts(await run(asOruk(valley), 'valley'))).toEqual([8, 0, 1, 7, 0])
    expect(await at.sql(`select id from service where name = 'Valley Befrienders' and retired_at is null`)).toEqual([
      id,
    ])
    expect((await at.ask(null, search, { words: 'befrienders' })).data['services'].nodes[0].name).toBe(
      'Valley Befrienders',
    )
  })

  test('more than a fifth at once only when it is said; never after a part of the feed', async () => {
    await run(asOruk(valley), 'valley')
    const half = asOruk(valley).slice(4)
    const held = await run(half, 'valley')
    expect([held.retired, held.missing, held.missingBecause]).toEqual([0, 4, 'TOO_MANY'])
    expect(orukLines(held).join('\n')).toContain('--retire')
    const page = {
      contents: half,
      total_items: 8,
      total_pages: 2,
      page_number: 1,
      size: 4,
      first_page: true,
      last_page: false,
    }
    const part = await run(page, 'valley', { retire: true })
    expect([part.retired, part.missing, part.missingBecause]).toEqual([0, 4, 'NOT_COMPLETE'])
    expect((await run(half, 'valley', { retire: true })).retired).toBe(4)
    expect(await at.sql(`select count(*)::int as n from service where retired_at is null`)).toEqual([{ n: 4 }])
  })

  test('a service whose row is there and cannot be read does not retire', async () => {
    const feed = asOruk(valley) as Json[]
    await run(feed, 'valley')
    const broken = [...feed.slice(1), { id: feed[0]?.['id'] }]
    const report = await run(broken, 'valley')
    expect([report.retired, report.missing]).toEqual([0, 0])
  })

  test('two sources with the same ids keep both, and each stays as it is when run again', async () => {
    await run(asOruk(valley), 'valley')
    expect(counts(await run(asOruk(valley), 'hill'))).toEqual([8, 8, 0, 0, 0])
    expect(counts(await run(asOruk(valley), 'valley'))).toEqual([8, 0, 0, 8, 0])
    expect(counts(await run(asOruk(valley), 'hill'))).toEqual([8, 0, 0, 8, 0])
    expect(await at.sql(`select count(distinct published_id)::int as n from service`)).toEqual([{ n: 16 }])
  })

  test('services retired for twelve months are forgotten', async () => {
    await run(asOruk(valley), 'valley')
    await run(asOruk(valley).slice(1), 'valley')
    const { forgetRetiredServices } = await import('../../api/directory/index.ts')
    at.clock.set(new Date('2027-11-01T09:00:00Z'))
    await at.run(thePublic, forgetRetiredServices)
    expect(await at.sql(`select count(*)::int as n from service`)).toEqual([{ n: 8 }])
    at.clock.set(new Date('2027-11-03T09:00:00Z'))
    await at.run(thePublic, forgetRetiredServices)
    expect(await at.sql(`select count(*)::int as n from service`)).toEqual([{ n: 7 }])
  })
})

describe('what goes wrong', () => {
  test('interrupted in the middle, an import leaves what was', async () => {
    await run(asOruk(valley), 'valley')
    const before = await everything()
    let statements = 0
    const feed = [
      ...asOruk(valley).slice(1),
      ...asOruk([{ name: 'Newcomer', id: 'a0000000-0000-4000-8000-00000000000a' }]),
    ]
    for (const stopAfter of [3, 9, 15]) {
      statements = 0
      const interrupted = at.run(thePublic, (ctx) => {
        const stopping: typeof ctx = {
          ...ctx,
          run: (statement) =>
            ++statements > stopAfter ? Promise.reject(new Error('pulled the plug')) : ctx.run(statement),
        }
        return importOruk(stopping, readOruk(feed), { source: { name: 'valley' } })
      })
      await expect(interrupted).rejects.toThrow('pulled the plug')
      expect(await everything()).toEqual(before)
    }
    expect(counts(await run(feed, 'valley'))).toEqual([8, 1, 0, 7, 1])
  })

  test('two imports at once: the second says that another is running', async () => {
    const answers = await Promise.allSettled([run(asOruk(valley), 'valley'), run(asOruk(valley), 'valley')])
    const refused = answers.filter((answer) => answer.status === 'rejected')
    expect(answers.length - refused.length).toBeGreaterThanOrEqual(1)
    for (const { reason } of refused) expect(String(reason)).toContain('Another import is running')
    expect(await at.sql(`select count(*)::int as n from service`)).toEqual([{ n: 8 }])
  })

  test('text that PostgreSQL cannot store is made storable', async () => {
    const report = await run([
      { id: 'x', name: 'Half \ud800 a pair', description: 'nul \0 here', pc_extra: { deep: '\udfff' } },
    ])
    expect(report.new).toBe(1)
  })
})
