import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  errorFields,
  faultLine,
  makeLog,
  makeMailer,
  randomToken,
  sha256,
  standingClock,
  uuidv5,
  uuidv7,
} from '../../api/platform/index.ts'
import { readTarHeader, tarHeader } from '../../api/platform/tar.ts'

test('uuidv7 sorts by time and is well formed', () => {
  const ids = [1, 2, 1_700_000_000_000, 1_700_000_000_001].map((now) => uuidv7(now))
  expect([...ids].sort()).toEqual(ids)
  expect(ids[2]).toMatch(/^018bcfe5-6800-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test('uuidv5 is that of RFC 9562, appendix A.4', () => {
  expect(uuidv5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2')
  expect(() => uuidv5('not-a-uuid', 'x')).toThrow(RangeError)
})

test('tokens and digests', () => {
  expect(randomToken(32)).toMatch(/^[\w-]{43}$/)
  expect(sha256('').toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
})

test('a standing clock stands', () => {
  const clock = standingClock(new Date('2026-10-25T00:55:00Z'))
  clock.now().setFullYear(1999)
  expect(clock.now().toISOString()).toBe('2026-10-25T00:55:00.000Z')
})

test('the log writes listed fields only, one line each, and nothing of an error but its kind and place', () => {
  const lines: string[] = []
  const log = makeLog((line) => lines.push(line))
  const smuggled = { status: 200, name: 'Ann Jones', variables: { phone: '01632 960001' } }
  log.info('request', smuggled)
  log.error(
    'failed\nforged line',
    errorFields(Object.assign(new Error('Key (email)=(ann@example.org)'), { code: '23505' })),
  )
  log.warn('odd', { detail: 'a\u001b[31m', count: Number.NaN })
  const [first, second, third] = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(first).toEqual({ time: expect.any(String) as string, level: 'info', event: 'request', status: 200 })
  expect(second).toMatchObject({ event: 'failed forged line', error: 'Error', code: '23505' })
  expect(third).toMatchObject({ detail: 'a [31m' })
  expect(third).not.toHaveProperty('count')
  expect(lines.join('')).not.toMatch(/Ann|01632|example\.org/)
  expect(lines.every((line) => line.indexOf('\n') === line.length - 1)).toBe(true)
})

test('a command line tells of an unforeseen fault its kind and place, and never its words', () => {
  const fault = Object.assign(new TypeError('Key (email)=(ann@example.org)\nAnn'), { code: '23505' })
  const told = faultLine(fault)
  expect(told).toContain('TypeError, 23505')
  expect(told).toContain('small-ports.test')
  expect(told).not.toMatch(/Ann|example\.org/)
  expect(faultLine('Ann Jones')).toBe('A fault of ours, please report it: string')
})

test('without a mail server a message becomes a file that only we can read', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'alongside mail '))
  const mailer = makeMailer({ dataFolder, mailFrom: 'Alongside <no-reply@alongside.invalid>' })
  const sent = await mailer.send({ to: 'bob@example.org', subject: 'Tŷ\r\nBcc: eve@example.org', text: 'Dewch draw.' })
  const file = sent.kind === 'written' ? sent.file : ''
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const text = readFileSync(file, 'utf8')
  expect(text).toContain('To: bob@example.org\r\n')
  expect(text).not.toMatch(/^Bcc:/m)
  for (const to of ['a@b.example, c@d.example', 'a@b.example\nc@d.example', 'nobody', '<a@b.example>'])
    await expect(mailer.send({ to, subject: '', text: '' })).rejects.toThrow('exactly one plain e-mail address')
  rmSync(dataFolder, { recursive: true })
})

test('a mail server that is away is an error without the address', async () => {
  const mailer = makeMailer({ dataFolder: '/nonexistent', mailFrom: 'a@b.example', smtpUrl: 'smtp://127.0.0.1:1' })
  await expect(mailer.send({ to: 'bob@example.org', subject: 'x', text: 'y' })).rejects.toThrow(
    /^The mail server did not take the message \(E\w+\)\.$/,
  )
})

test('an archive head is read back as it was written, and refuses what lies outside', () => {
  const part = fc.stringMatching(/^[a-z0-9_.]{1,20}$/).filter((text) => !/^\.{1,2}$/.test(text))
  const entry = fc.record({
    path: fc.array(part, { minLength: 1, maxLength: 8 }).map((parts) => parts.join('/')),
    kind: fc.constantFrom('file' as const, 'folder' as const),
    size: fc.nat(),
    modified: fc.nat(2_000_000_000),
  })
  fc.assert(
    fc.property(entry, (one) => {
      expect(readTarHeader(tarHeader(one))).toEqual(one)
    }),
    { seed: 1, numRuns: 300 },
  )
  for (const path of ['../x', '/etc/x', 'a/../../x', 'a//b', './a'])
    expect(() => readTarHeader(tarHeader({ path, kind: 'file', size: 1, modified: 1 }))).toThrow(RangeError)
  const flipped = tarHeader({ path: 'a', kind: 'file', size: 1, modified: 1 })
  flipped[0] = flipped[0]! ^ 1
  expect(() => readTarHeader(flipped)).toThrow(RangeError)
  expect(readTarHeader(Buffer.alloc(512))).toBeUndefined()
})
