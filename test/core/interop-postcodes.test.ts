import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { geodeticOfGrid, positionOfGrid } from '../../api/interop/core/grid.ts'
import { PostcodeFileRefused, PostcodeReader } from '../../api/interop/core/postcode-file.ts'
import { kmBetween } from '../../api/kernel/index.ts'

const read = (text: string, size = text.length || 1) => {
  const reader = new PostcodeReader()
  const found = []
  for (let at = 0; at < text.length; at += size) found.push(...reader.push(text.slice(at, at + size)))
  return [...found, ...reader.end()]
}

describe('the National Grid', () => {
  test("the Ordnance Survey's worked example, OSGB36 to the thousandth of a second", () => {
    const { lat, lon } = geodeticOfGrid(651_409.903, 313_177.27)
    const seconds = (radians: number) => (radians * 180 * 3600) / Math.PI
    expect(seconds(lat)).toBeCloseTo(52 * 3600 + 39 * 60 + 27.2531, 3)
    expect(seconds(lon)).toBeCloseTo(1 * 3600 + 43 * 60 + 4.5177, 3)
  })

  // Published points of the OSTN15 test set, from Scilly to the Pennines: exact positions, so the Helmert error shows.
  test.each([
    ['TP01', 91_492.146, 11_318.804, 49.9222639373, -6.29977752014],
    ['TP02', 170_370.718, 11_572.405, 49.9600613782, -5.20304609998],
    ['TP03', 250_359.811, 62_016.569, 50.4388582561, -4.10864563561],
    ['TP04', 449_816.371, 75_335.861, 50.57563665, -1.2978227724],
    ['TP10', 241_124.584, 220_332.641, 51.858908964, -4.3085247696],
    ['TP20', 422_242.186, 433_818.701, 53.8002151963, -1.66379168242],
  ])('%s within 5 m', (_, easting, northing, lat, lon) => {
    expect(kmBetween(positionOfGrid(easting, northing), { lat, lon }) * 1000).toBeLessThan(5)
  })
})

describe('postcode files', () => {
  const onspd = [
    'pcd,pcd2,pcds,dointr,doterm,oscty,oseast1m,osnrth1m,osgrdind,lat,long,imd',
    '"ZE3 9JW","ZE3  9JW","ZE3 9JW","199606","","E99999999",440000,1110000,1,59.871,-1.2885,12',
    '"ZE39JX","ZE3  9JX","ZE3 9JX","198001","199606","E99999999",440000,1110000,1,59.872,-1.2886,12',
    '"BT1 1AA","BT1  1AA","BT1 1AA","199606","","",333000,374000,1,54.601,-5.929,1',
    '"ZE3 9JY","ZE3  9JY","ZE3 9JY","199606","","",,,9,99.999999,0.000000,1',
    '"NOT ONE","","NOT ONE","199606","","",1,1,1,59.8,-1.2,1',
    '"ZE3 9JZ"',
    '"ZE3 9JN","","ZE3 9JN","199606","","",1,1,1,north,-1.2,1',
    '"ZE3 9JP","","ZE3 9JP","199606","","",1,1,1,12.5,77.2,1',
    '',
  ].join('\r\n')

  test('ONSPD by its headings, in chunks of any size, with rejects by row', () => {
    const expected = [
      { kind: 'position', row: 2, postcode: 'ZE3 9JW', lat: 59.871, lon: -1.2885, isTerminated: false },
      { kind: 'position', row: 3, postcode: 'ZE3 9JX', lat: 59.872, lon: -1.2886, isTerminated: true },
      { kind: 'position', row: 4, postcode: 'BT1 1AA', lat: 54.601, lon: -5.929, isTerminated: false },
      { kind: 'rejected', row: 5, code: 'noPosition' },
      { kind: 'rejected', row: 6, code: 'postcodeUnreadable' },
      { kind: 'rejected', row: 7, code: 'cellsMissing' },
      { kind: 'rejected', row: 8, code: 'numberUnreadable' },
      { kind: 'rejected', row: 9, code: 'outsideUk' },
    ]
    fc.assert(
      fc.property(fc.integer({ min: 1, max: onspd.length }), (size) => {
        expect(read(onspd, size)).toEqual(expected)
      }),
      { numRuns: 60, seed: 2 },
    )
    for (const same of [
      `\ufeff${onspd}`,
      onspd.replaceAll('\r\n', '\n'),
      onspd.replaceAll('\r\n', '\r'),
      onspd.trimEnd(),
    ]) {
      expect(read(same)).toEqual(expected)
    }
  })

  test('the headings of 2025 and later, with grid references alone', () => {
    const text =
      'pcd7,pcd8,pcds,doterm,east1m,north1m,gridind\nZE39JW,,ZE3 9JW,,241125,220333,1\nBT11AA,,BT1 1AA,,333000,374000,1\nIM11AA,,IM1 1AA,,0,0,9\n'
    expect(read(text)).toEqual([
      {
        kind: 'position',
        row: 2,
        postcode: 'ZE3 9JW',
        lat: expect.closeTo(51.85891, 4),
        lon: expect.closeTo(-4.30852, 4),
        isTerminated: false,
      },
      { kind: 'rejected', row: 3, code: 'irishGrid' },
      { kind: 'rejected', row: 4, code: 'noPosition' },
    ])
  })

  test('Code-Point Open, without headings, with its sheet of headings, and with ordinary ones', () => {
    const data =
      '"ZE3 9JW",10,422242,433819,"E92000001","","X","","X","X"\n"ZE3 9JX",90,0,0,"E92000001","","X","","X","X"'
    const expected = (first: number) => [
      {
        kind: 'position',
        row: first,
        postcode: 'ZE3 9JW',
        lat: expect.closeTo(53.80022, 4),
        lon: expect.closeTo(-1.66379, 4),
        isTerminated: false,
      },
      { kind: 'rejected', row: first + 1, code: 'noPosition' },
    ]
    expect(read(data)).toEqual(expected(1))
    expect(
      read(
        `PC,PQ,EA,NO,CY,RH,LH,CC,DC,WC\nPostcode,Positional_quality_indicator,Eastings,Northings,Country_code,a,b,c,d,e\n${data}`,
      ),
    ).toEqual(expected(3))
    expect(read(`Postcode,In Use?,Latitude,Longitude\nZE3 9JW,No,59.871,-1.2885\n`)).toEqual([
      { kind: 'position', row: 2, postcode: 'ZE3 9JW', lat: 59.871, lon: -1.2885, isTerminated: true },
    ])
  })

  test.each<[string, string, string]>([
    ['another table', 'name,phone\nAnn,1', 'columnsUnknown'],
    ['an archive', 'PK\u0003\u0004\0\0', 'notText'],
    ['one endless line', 'x'.repeat(30_000), 'notText'],
    ['nothing', '', 'columnsUnknown'],
  ])('%s is refused', (_, text, code) => {
    expect(() => read(text)).toThrow(PostcodeFileRefused)
    try {
      read(text)
    } catch (error) {
      expect(error).toMatchObject({ code })
    }
  })
})
