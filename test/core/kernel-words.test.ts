import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  clean,
  codePoints,
  emailKey,
  formatNhsNumber,
  isOutward,
  isTestNhsNumber,
  nhsCheckDigit,
  outwardOf,
  parseEmail,
  parseNhsNumber,
  parsePhone,
  parsePostcode,
  phoneDisplay,
  postcodesIn,
  sectorOf,
  testNhsNumber,
} from '../../api/kernel/index.ts'

fc.configureGlobal({ seed: 20260329 })

describe('NHS numbers', () => {
  test.each([
    ['401 023 2137', '4010232137'],
    ['943 476 5919', '9434765919'],
    [' 943-476-5919 ', '9434765919'],
  ])('%s is valid', (text, value) => expect(parseNhsNumber(text)).toEqual({ ok: true, value }))

  test.each([
    ['', 'EMPTY'],
    ['   ', 'EMPTY'],
    ['401 023 2138', 'CHECK_DIGIT'],
    ['401 023 213', 'NOT_TEN_DIGITS'],
    ['401 023 21377', 'NOT_TEN_DIGITS'],
    ['401 O23 2137', 'NOT_TEN_DIGITS'],
    ['٤٠١٠٢٣٢١٣٧', 'NOT_TEN_DIGITS'],
    ['0000000000', 'REPEATED_DIGIT'],
  ])('%j is refused: %s', (text, problem) => expect(parseNhsNumber(text)).toEqual({ ok: false, problem }))

  test('one wrong digit, or two neighbours exchanged, never passes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 899_998 }),
        fc.nat(9),
        fc.integer({ min: 1, max: 9 }),
        fc.nat(8),
        (n, i, by, j) => {
          const number = testNhsNumber(n)
          expect(parseNhsNumber(formatNhsNumber(number))).toEqual({ ok: true, value: number })
          expect(isTestNhsNumber(number)).toBe(true)
          const wrong = number.slice(0, i) + ((Number(number[i]) + by) % 10) + number.slice(i + 1)
          expect(parseNhsNumber(wrong).ok).toBe(false)
          if (number[j] !== number[j + 1]) {
            const swapped = number.slice(0, j) + number[j + 1] + number[j] + number.slice(j + 2)
            expect(parseNhsNumber(swapped).ok).toBe(false)
          }
        },
      ),
    )
  })

  test('test numbers are all different', () => {
    expect(new Set(Array.from({ length: 5000 }, (_, i) => testNhsNumber(i))).size).toBe(5000)
    expect(() => testNhsNumber(899_999)).toThrow(RangeError)
    expect(nhsCheckDigit('401023213')).toBe(7)
    expect(nhsCheckDigit('999000000')).toBeUndefined()
  })
})

describe('postcodes', () => {
  test.each([
    ['SA19 7AB', 'SA19 7AB'],
    ['sa197ab', 'SA19 7AB'],
    [' sa 19 7 ab. ', 'SA19 7AB'],
    ['SA19-7AB', 'SA19 7AB'],
    ['SA19 7A8'.replace('8', 'B'), 'SA19 7AB'],
    ['m1 1ae', 'M1 1AE'],
    ['B33 8TH', 'B33 8TH'],
    ['CR2 6XH', 'CR2 6XH'],
    ['DN55 1PT', 'DN55 1PT'],
    ['W1A 0AX', 'W1A 0AX'],
    ['EC1A 1BB', 'EC1A 1BB'],
    ['W1A OAX', 'W1A 0AX'],
    ['BS1O 4AA', 'BS10 4AA'],
    ['BSl 4AA', 'BS1 4AA'],
    ['GIR 0AA', 'GIR 0AA'],
  ])('%j is %s', (text, value) => expect(parsePostcode(text)).toEqual({ ok: true, value }))

  test.each([
    'SA19',
    'SA19 7',
    '12345',
    'SA19 7AC1',
    'SA19 7CI',
    'QA1 1AA',
    'SA199 7AB',
    'GIR 1BB',
    'SA19 7ABSA19 7AB',
  ])('%j is none', (text) => expect(parsePostcode(text)).toEqual({ ok: false, problem: 'NOT_A_POSTCODE' }))

  test('parts', () => {
    expect(outwardOf('SA19 7AB')).toBe('SA19')
    expect(sectorOf('SA19 7AB')).toBe('SA19 7')
    expect([isOutward('SA19'), isOutward('SA19 7'), isOutward('EC1A')]).toEqual([true, false, true])
  })

  test('found in running text, and not inside words', () => {
    expect(postcodesIn('Hall, bs3 1jp; also BS31JP, and GU29 9DH. Ref XBS3 1JPX, room B12 3CD4')).toEqual([
      'BS3 1JP',
      'GU29 9DH',
    ])
  })

  test('whatever the case and blanks, the normal form is one and stays', () => {
    const outward = fc.constantFrom('M1', 'B33', 'CR2', 'DN55', 'W1A', 'EC1A', 'SA19')
    const letters = fc.constantFrom(...'ABDEFGHJLNPQRSTUWXYZ'.split(''))
    fc.assert(
      fc.property(outward, fc.nat(9), letters, letters, fc.nat(6), fc.boolean(), (out, n, a, b, gap, lower) => {
        const normal = `${out} ${n}${a}${b}`
        const bare = normal.replace(' ', '')
        const typed = `${bare.slice(0, gap)} ${bare.slice(gap)}`
        expect(parsePostcode(lower ? typed.toLowerCase() : typed)).toEqual({ ok: true, value: normal })
      }),
    )
  })
})

describe('phones', () => {
  test.each([
    ['01632 960123', '+441632960123', '01632 960123'],
    ['(01632) 960-123', '+441632960123', '01632 960123'],
    ['+44 (0)1632 960 123', '+441632960123', '01632 960123'],
    ['0044 1632 960123', '+441632960123', '01632 960123'],
    ['Tel: 01632960123', '+441632960123', '01632 960123'],
    ['07700 900 123', '+447700900123', '07700 900123'],
    ['020 79460000', '+442079460000', '020 7946 0000'],
    ['01174960123', '+441174960123', '0117 496 0123'],
    ['0161 496 0000', '+441614960000', '0161 496 0000'],
    ['0300 123 4567', '+443001234567', '0300 123 4567'],
    ['0808 808 0000', '+448088080000', '0808 808 0000'],
    ['0800 1111', '+448001111', '0800 1111'],
    ['116 123', '116123', '116 123'],
    ['111', '111', '111'],
    ['+353 1 234 5678', '+35312345678', '+35312345678'],
  ])('%j is %s, read as %s', (text, e164, display) =>
    expect(parsePhone(text)).toEqual({ ok: true, value: { e164, display } }),
  )

  test('an extension is kept apart', () => {
    const value = { e164: '+441632960123', display: '01632 960123', extension: '204' }
    for (const text of [
      '01632 960123 ext 204',
      '01632 960123 x204',
      '01632960123 ext. 204',
      '01632 960123 extension: 204',
    ])
      expect(parsePhone(text)).toEqual({ ok: true, value })
  })

  test.each([
    ['', 'EMPTY'],
    ['ask Ann', 'NOT_DIGITS'],
    ['01632 960123 or 960124', 'NOT_DIGITS'],
    ['+', 'NOT_DIGITS'],
    ['960123', 'TOO_SHORT'],
    ['01632 9601', 'TOO_SHORT'],
    ['01632 960123 4', 'TOO_LONG'],
    ['00000000000', 'NOT_A_UK_NUMBER'],
    ['04632 960123', 'NOT_A_UK_NUMBER'],
    ['1632960123', 'NOT_A_UK_NUMBER'],
    ['+44', 'TOO_SHORT'],
    ['9'.repeat(61), 'TOO_LONG'],
  ])('%j is refused: %s', (text, problem) => expect(parsePhone(text)).toEqual({ ok: false, problem }))

  test('what is displayed reads back as the same number', () => {
    const area = fc.constantFrom('1632', '117', '161', '20', '7700', '300', '808', '1539')
    fc.assert(
      fc.property(area, fc.stringMatching(/^\d{8}$/), (code, tail) => {
        const e164 = `+44${(code + tail).slice(0, 10)}`
        expect(parsePhone(phoneDisplay(e164))).toEqual({ ok: true, value: { e164, display: phoneDisplay(e164) } })
      }),
    )
  })
})

describe('e-mail', () => {
  test.each([
    ['ann@example.org', 'ann@example.org'],
    [' Ann.Lee+v@EXAMPLE.Org ', 'Ann.Lee+v@example.org'],
    ['o’x'.replace('’', "'") + '@a.b-c.co.uk', "o'x@a.b-c.co.uk"],
  ])('%j is %s', (text, value) => expect(parseEmail(text)).toEqual({ ok: true, value }))

  test.each([
    ['', 'EMPTY'],
    ['ann', 'NO_AT'],
    ['ann@', 'DOMAIN'],
    ['ann@localhost', 'DOMAIN'],
    ['ann@example..org', 'DOMAIN'],
    ['ann@-example.org', 'DOMAIN'],
    ['ann@example.1', 'DOMAIN'],
    ['ann@exam ple.org', 'DOMAIN'],
    ['a@b@example.org', 'LOCAL_PART'],
    ['.ann@example.org', 'LOCAL_PART'],
    ['ann\r\nBcc: x@example.org', 'LOCAL_PART'],
    ['"ann"@example.org', 'LOCAL_PART'],
    [`${'a'.repeat(65)}@example.org`, 'TOO_LONG'],
    [`a@${'b.'.repeat(126)}org`, 'TOO_LONG'],
  ])('%j is refused: %s', (text, problem) => expect(parseEmail(text)).toEqual({ ok: false, problem }))

  test('compared without case', () => expect(emailKey('Ann@example.org')).toBe(emailKey('ann@example.org')))

  test('an accepted address parses to itself', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        const first = parseEmail(address)
        if (first.ok) expect(parseEmail(first.value)).toEqual(first)
      }),
    )
  })
})

describe('text', () => {
  test('is trimmed, composed, and has one kind of line end', () => {
    expect(clean('  Mair Efans\r\nLlandeilo\r ', 100)).toEqual({ ok: true, value: 'Mair Efans\nLlandeilo' })
    expect(clean('Cafe\u0301', 4)).toEqual({ ok: true, value: 'Café' })
    expect(clean('😀😀', 2)).toEqual({ ok: true, value: '😀😀' })
    expect(clean('  ', 2, { mayBeEmpty: true })).toEqual({ ok: true, value: '' })
  })

  test.each([
    ['a\0b', 'NUL'],
    ['a\ud800b', 'LONE_SURROGATE'],
    ['\udc00', 'LONE_SURROGATE'],
    ['  \n', 'EMPTY'],
    ['abcdef', 'TOO_LONG'],
  ])('%j is refused: %s', (text, problem) => expect(clean(text, 5)).toEqual({ ok: false, problem }))

  test('a megabyte is refused at once', () => {
    expect(clean('x'.repeat(1_000_000), 5)).toEqual({ ok: false, problem: 'TOO_LONG' })
    expect(parsePostcode('x'.repeat(1_000_000)).ok).toBe(false)
  })

  test('what is accepted is well formed, short enough, and stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), fc.integer({ min: 1, max: 20 }), (text, max) => {
        const first = clean(text, max)
        if (!first.ok) return
        expect(codePoints(first.value)).toBeLessThanOrEqual(max)
        expect(clean(first.value, max)).toEqual(first)
      }),
    )
  })
})
