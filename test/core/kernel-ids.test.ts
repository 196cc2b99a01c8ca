import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  boxAround,
  decodeNodeId,
  encodeNodeId,
  isInBox,
  isPosition,
  isUuid,
  kmBetween,
  seededRng,
} from '../../api/kernel/index.ts'

fc.configureGlobal({ seed: 20260329 })

const UUID = '0190b5f0-7c3e-7abc-8def-0123456789ab'

describe('node ids', () => {
  test('code and UUID, 24 characters of base64url', () => {
    const id = encodeNodeId(7, UUID)
    expect(id).toBe(Buffer.from(`0007${UUID.replaceAll('-', '')}`, 'hex').toString('base64url'))
    expect(id).toHaveLength(24)
    expect(decodeNodeId(id)).toEqual({ code: 7, uuid: UUID })
  })

  test('there and back for every code and UUID; the platform’s own base64url agrees', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 0xffff }), fc.uuid(), (code, uuid) => {
        const id = encodeNodeId(code, uuid.toUpperCase())
        expect(decodeNodeId(id)).toEqual({ code, uuid })
        expect(Buffer.from(id, 'base64url').toString('base64url')).toBe(id)
      }),
    )
  })

  test('any text at all either decodes to what encodes to it, or to nothing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[A-Za-z0-9_-]{24}$/), fc.base64String()), (text) => {
        const node = decodeNodeId(text)
        if (node) expect(encodeNodeId(node.code, node.uuid)).toBe(text)
      }),
    )
  })

  test.each([
    '',
    ' ',
    'A'.repeat(24),
    `${encodeNodeId(7, UUID)}=`,
    `${encodeNodeId(7, UUID)}\n`,
    encodeNodeId(7, UUID).slice(1),
    `+${encodeNodeId(7, UUID).slice(1)}`,
  ])('%j is no id', (id) => expect(decodeNodeId(id)).toBeUndefined())

  test('nothing else is encoded', () => {
    for (const code of [0, -1, 65536, 1.5, NaN]) expect(() => encodeNodeId(code, UUID)).toThrow(RangeError)
    expect(() => encodeNodeId(1, 'ann')).toThrow(RangeError)
    expect([isUuid(UUID), isUuid(UUID.replaceAll('-', '')), isUuid(`${UUID}\n`), isUuid(7)]).toEqual([
      true,
      false,
      false,
      false,
    ])
  })
})

describe('chance', () => {
  test('the same seed, the same sequence; another seed, another', () => {
    const take = (seed: number | string) => {
      const rng = seededRng(seed)
      return Array.from({ length: 5 }, () => rng.int(1000))
    }
    expect(take(1)).toEqual(take(1))
    expect(take(1)).not.toEqual(take(2))
    expect(take('midhurst')).toEqual(take('midhurst'))
  })

  test('even enough', () => {
    const rng = seededRng(1)
    const counts = Array.from({ length: 10 }, () => 0)
    for (let i = 0; i < 100_000; i++) {
      const n = rng.int(10)
      counts[n] = (counts[n] ?? 0) + 1
    }
    for (const n of counts) expect(Math.abs(n - 10_000)).toBeLessThan(500)
  })

  test('a shuffle keeps everything and leaves its argument alone', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer(), (list, seed) => {
        const before = [...list]
        const shuffled = seededRng(seed).shuffle(list)
        expect(list).toEqual(before)
        const order = (a: number, b: number) => a - b
        expect(shuffled.toSorted(order)).toEqual(before.toSorted(order))
      }),
    )
    expect(() => seededRng(1).pick([])).toThrow(RangeError)
  })
})

describe('places', () => {
  const london = { lat: 51.5007, lon: -0.1246 }
  const cardiff = { lat: 51.4816, lon: -3.1791 }

  test('London to Cardiff is 211 km', () => expect(kmBetween(london, cardiff)).toBeCloseTo(211.5, 0))

  test('distance is symmetric, nothing to itself, and never longer by a way round', () => {
    const place = fc.record({
      lat: fc.double({ min: -90, max: 90, noNaN: true }),
      lon: fc.double({ min: -180, max: 180, noNaN: true }),
    })
    fc.assert(
      fc.property(place, place, place, (a, b, c) => {
        expect(kmBetween(a, b)).toBeCloseTo(kmBetween(b, a), 6)
        expect(kmBetween(a, a)).toBe(0)
        expect(kmBetween(a, c)).toBeLessThanOrEqual(kmBetween(a, b) + kmBetween(b, c) + 1e-3)
      }),
    )
  })

  test('everything within the distance is within the box, the 180th meridian and the poles included', () => {
    const place = fc.record({
      lat: fc.double({ min: -90, max: 90, noNaN: true }),
      lon: fc.double({ min: -180, max: 180, noNaN: true }),
    })
    fc.assert(
      fc.property(
        place,
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.double({ min: 0.1, max: 500, noNaN: true }),
        (centre, dy, dx, km) => {
          const lon = centre.lon + dx * 20
          const near = {
            lat: Math.max(-90, Math.min(90, centre.lat + dy * 5)),
            lon: lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon,
          }
          if (kmBetween(centre, near) < km - 1e-6) expect(isInBox(near, boxAround(centre, km))).toBe(true)
        },
      ),
      { numRuns: 2000 },
    )
  })

  test('what is no position', () => {
    expect([isPosition(london), isPosition({ lat: 91, lon: 0 }), isPosition({ lat: NaN, lon: 0 })]).toEqual([
      true,
      false,
      false,
    ])
  })
})
