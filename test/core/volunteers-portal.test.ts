import { describe, expect, test } from 'vitest'
import { moves } from '../../api/volunteers/volunteer.rules.ts'
import {
  distanceIn,
  dueBefore,
  kmOf,
  movesFrom,
  nearness,
  placesWithin,
  soonDays,
} from '../../web/volunteers/volunteers.rules.ts'

describe('a volunteer’s record on screen', () => {
  test('offers exactly the moves that the API allows', () => {
    expect(movesFrom).toEqual(moves)
  })

  test('a last day is fine, soon, or over, the day itself counting', () => {
    expect(nearness('2026-11-22', '2026-11-22')).toBe('soon')
    expect(nearness('2026-11-21', '2026-11-22')).toBe('over')
    expect(nearness('2027-01-21', '2026-11-22')).toBe('soon')
    expect(nearness('2027-01-22', '2026-11-22')).toBe('fine')
    expect(nearness(undefined, '2026-11-22')).toBe('none')
  })

  test('the list’s filter finds what the list marks, and nothing else', () => {
    const today = '2026-11-22'
    const before = dueBefore(today)
    for (let day = -3; day <= soonDays + 3; day++) {
      const due = new Date(Date.UTC(2026, 10, 22 + day)).toISOString().slice(0, 10)
      expect(due < before).toBe(['over', 'soon'].includes(nearness(due, today)))
    }
  })

  test('a distance comes back from the API as it was written, in miles to a tenth and in kilometres', () => {
    for (let tenths = 1; tenths <= 1240; tenths++) {
      const said = tenths / 10
      expect(distanceIn('miles', kmOf(said, 'miles'))).toBeCloseTo(said, 5)
      expect(distanceIn('km', kmOf(said, 'km'))).toBe(said)
    }
  })

  test('a co-ordinator’s localities are those they were given and all beneath', () => {
    const all = [
      { id: 'county' },
      { id: 'valley', parent: { id: 'county' } },
      { id: 'village', parent: { id: 'valley' } },
      { id: 'coast', parent: { id: 'county' } },
      { id: 'loop', parent: { id: 'loop' } },
    ]
    expect(placesWithin(all, new Set(['valley'])).map((each) => each.id)).toEqual(['valley', 'village'])
    expect(placesWithin(all, new Set())).toEqual([])
  })
})
