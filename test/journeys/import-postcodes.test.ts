import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importOruk, importPostcodes, postcodeLines, readOruk, streamTextFile } from '../../api/interop/index.ts'
import { thePublic } from '../../api/kernel/index.ts'
import { house, type House } from '../harness.ts'
import { asOruk, valley } from './valley-feed.ts'

let at: House
beforeAll(async () => {
  at = await house()
  await at.run(thePublic, (ctx) => importOruk(ctx, readOruk(asOruk(valley)), { source: { name: 'valley' } }))
})

async function* chunks(text: string, size: number) {
  for (let i = 0; i < text.length; i += size) yield text.slice(i, i + size)
}
const run = (text: string, size = 7) =>
  at.run(thePublic, (ctx) => importPostcodes(ctx, chunks(text, size), 'ONSPD_TEST'))

const onspd = `pcd,pcd2,pcds,dointr,doterm,lat,long
ZE91AA,ZE9 1AA,ZE9 1AA,198001,,52.5,-3.5
ZE91AD,ZE9 1AD,ZE9 1AD,198001,,52.6,-3.6
ZE91AE,ZE9 1AE,ZE9 1AE,198001,201001,52.7,-3.7
ZE91AF,ZE9 1AF,ZE9 1AF,198001,,99.999999,0.000000
nonsense,nonsense,nonsense,198001,,52,-3
`

test('postcodes come in; services with those postcodes have a position, marked with how it is known', async () => {
  await at.plant(
    `insert into person (id, given_name, family_name, postcode) values ('01980000-0000-7000-8000-000000000001', 'Ann', 'Example', 'ZE9 1AD')`,
  )
  const report = await run(onspd)
  expect(report).toMatchObject({ read: 5, new: 2, changed: 1, unchanged: 0, peoplePlaced: 1 })
  expect(Object.fromEntries(report.rejected)).toEqual({ noPosition: 1, postcodeUnreadable: 1 })
  expect(postcodeLines(report).at(-1)).toBe('postcodes: 5 read, 2 new, 1 changed, 0 unchanged, 2 left out')
  const places =
    await at.sql(`select s.name, l.postcode, l.latitude, l.position_from, s.placed from service s join service_location l on l.service_id = s.id
    where l.postcode like 'ZE9 1%' order by s.name`)
  expect(places).toEqual([
    { name: 'Community Transport', postcode: 'ZE9 1AD', latitude: 52.6, position_from: 'TEXT', placed: true },
    { name: 'Cwtsh Sitting Service', postcode: 'ZE9 1AA', latitude: 52.5, position_from: 'POSTCODE', placed: true },
    // What its source gives, stays.
    { name: 'Valley Befrienders', postcode: 'ZE9 1AA', latitude: 52.01, position_from: 'GIVEN', placed: true },
  ])
  expect(await at.sql(`select latitude from person`)).toEqual([{ latitude: 52.6 }])
})

test('a second run changes nothing; a position read off the text is said to be', async () => {
  expect(await run(onspd, 100_000)).toMatchObject({ new: 0, changed: 0, unchanged: 3, peoplePlaced: 0 })
  const { data } = await at.ask(
    null,
    `{ services(search: { near: "ZE9 1AD", order: DISTANCE }, first: 1) { nodes { name distanceKm reasons { code km fromText } } } }`,
  )
  expect(data['services'].nodes).toEqual([
    {
      name: 'Community Transport',
      distanceKm: 0,
      reasons: expect.arrayContaining([{ code: 'NEAR', km: 0, fromText: true }]),
    },
  ])
})

test('a later import of services does not overrule a list of postcodes', async () => {
  await at.run(thePublic, (ctx) =>
    importOruk(
      ctx,
      readOruk(asOruk([...valley, { name: 'One More', at: { lat: 51, lon: -3, postcode: 'ZE9 1AD' } }])),
      { source: { name: 'valley' } },
    ),
  )
  expect(await at.sql(`select latitude, source from postcode_position where postcode = 'ZE9 1AD'`)).toEqual([
    { latitude: 52.6, source: 'ONSPD_TEST' },
  ])
})

test('Code-Point Open, which has grid references and no headings', async () => {
  expect(await run('"ZE91XY",10,440000,1141000,"S92000003","","S08000026","","S12000027","S13000001"\n')).toMatchObject(
    { read: 1, new: 1 },
  )
  expect(
    await at.sql(
      `select round(latitude::numeric, 1)::float8 as latitude from postcode_position where postcode = 'ZE9 1XY'`,
    ),
  ).toEqual([{ latitude: 60.2 }])
})

test('a file that is no list of postcodes changes nothing', async () => {
  const before = await at.sql(`select * from postcode_position order by postcode`)
  await expect(run('name,phone\nA,1\n')).rejects.toThrow(/columns are not known/)
  await expect(run('pcds,lat,long\n')).rejects.toThrow(/No line of this file/)
  await expect(run(`${onspd.replace('52.6,-3.6', '52.61,-3.61')}${'x'.repeat(50_000)}\n`, 5000)).rejects.toThrow()
  expect(await at.sql(`select * from postcode_position order by postcode`)).toEqual(before)
})

const folder = mkdtempSync(join(tmpdir(), 'alongside-postcodes-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.each<[string, string | Uint8Array, RegExp]>([
  ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]), /text|columns/],
  ['a zip archive', new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 0, 0]), /text|columns/],
  ['UTF-16', Buffer.from(`\ufeff${onspd}`, 'utf16le'), /text|columns/],
  ['JSON', '{"postcodes":[{"pcds":"ZE9 1AA"}]}', /columns are not known/],
])('a file that is %s changes nothing', async (_, content, says) => {
  const before = await at.sql(`select * from postcode_position order by postcode`)
  const path = join(folder, 'list.csv')
  writeFileSync(path, content)
  const text = (await streamTextFile(path)) as AsyncIterable<string>
  await expect(at.run(thePublic, (ctx) => importPostcodes(ctx, text, 'X'))).rejects.toThrow(says)
  expect(await at.sql(`select * from postcode_position order by postcode`)).toEqual(before)
})

test('a list that was cut off: the row it ends in is left out and named, the rest is right', async () => {
  const report = await run(onspd.slice(0, onspd.indexOf('52.6,-3.6')))
  expect(report).toMatchObject({ read: 2, new: 0, unchanged: 1 })
  expect([...report.rejected]).toEqual([['cellsMissing', 1]])
  expect(report.rows.get('cellsMissing')).toEqual([3])
  expect(postcodeLines(report).join('\n')).toContain('fewer cells')
})
