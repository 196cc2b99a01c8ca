import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { importCommand } from '../../api/app/import.cli.ts'
import { isPublicAddress } from '../../api/interop/guarded-get.ts'
import { fetchFeed, readFeedFile, readOruk } from '../../api/interop/index.ts'
import { asOruk, valley } from './valley-feed.ts'

const folder = mkdtempSync(join(tmpdir(), 'alongside-feeds-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What a command says and how it ends. A file is read before the database is opened, so none is needed here. */
const command = async (...args: string[]) => {
  const said: string[] = []
  const thrown = await importCommand(args, (line) => said.push(line)).then(
    (code) => said.push(`exit ${code}`),
    (error: Error) => said.push(`${error.name}: ${error.message}`),
  )
  expect(thrown).toBeGreaterThan(0)
  return said.join('\n')
}
const file = (name: string, content: string | Uint8Array) => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

describe('files that are no feed are refused in plain words', () => {
  test.each<[string, string | Uint8Array, RegExp]>([
    ['empty.json', '', /is empty/],
    ['blank.json', ' \n ', /nothing but blanks/],
    ['picture.json', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]), /not JSON/],
    [
      'random.json',
      new Uint8Array(5000).map((_, i) => (i * 197 + (i >> 3)) % 256),
      /not a text file|not JSON|not valid UTF-8/,
    ],
    [
      'latin.json',
      Buffer.from('[{"id":"1","name":"Caf\xe9 of the valley"}]', 'latin1'),
      /not valid UTF-8.*another encoding/s,
    ],
    ['page.json', '<!doctype html><title>Not found</title>', /a web page \(HTML\)/],
    ['truncated.json', '[{"id":"1","name":"A service"},{"id":"2","na', /stops in the middle/],
    ['mistake.json', '[{"id":"1","name":"A service",}]', /has a mistake/],
    ['number.json', '42', /not a list of services.*a number/s],
    ['object.json', '{"weather":"fine"}', /not a list of services.*weather/s],
    ['front.json', '{"version":"HSDS-UK-3.0","profile":"x","openapi_url":"y"}', /the front page of a feed/],
    ['places.json', '[{"id":"1","latitude":52,"longitude":-4,"addresses":[]}]', /locations/],
    ['sheet.csv', 'name,phone\nA service,01632 960100\n', /not JSON/],
  ])('%s', async (name, content, words) => {
    const said = await command('oruk', file(name, content))
    expect(said).toMatch(/^PlainError: /)
    expect(said).toMatch(words)
  })

  test('missing, a folder, too large', async () => {
    expect(await command('oruk', join(folder, 'none.json'))).toMatch(/^PlainError: There is no file/)
    expect(await command('oruk', folder)).toMatch(/is a folder/)
    const huge = file('huge.json', '[')
    truncateSync(huge, 201 * 1024 * 1024)
    expect(await command('oruk', huge)).toMatch(/is 201 MB; at most 200 MB are read/)
  })

  test('a list of postcodes: missing, a folder, empty, too large', async () => {
    expect(await command('postcodes', join(folder, 'none.csv'))).toMatch(/^PlainError: There is no file/)
    expect(await command('postcodes', folder)).toMatch(/is a folder/)
    expect(await command('postcodes', file('empty.csv', ''))).toMatch(/is empty/)
    const huge = file('huge.csv', 'pcds,lat,long\n')
    truncateSync(huge, 4 * 1024 ** 3 + 1)
    expect(await command('postcodes', huge)).toMatch(/at most 4,096 MB are read/)
  })

  test('what is asked for wrongly is said with how to ask', async () => {
    expect(await command()).toMatch(/npm run import -- oruk FILE\|URL[\s\S]*exit 2$/)
    expect(await command('feeds')).toMatch(/exit 2$/)
    expect(await command('oruk')).toMatch(/Say one file or address/)
    expect(await command('oruk', 'a', 'b')).toMatch(/Say one file or address/)
    expect(await command('oruk', '--retyre', 'a')).toMatch(/--retyre[\s\S]*npm run import/)
    expect(await command('oruk', file('ok.json', '[]'), '--source', 'two\nlines')).toMatch(/--source must be one line/)
  })

  test('UTF-16, a byte-order mark and one object a line are read', async () => {
    const text = JSON.stringify(asOruk(valley))
    for (const content of [
      `\ufeff${text}`,
      Buffer.from(`\ufeff${text}`, 'utf16le'),
      asOruk(valley)
        .map((one) => JSON.stringify(one))
        .join('\n'),
    ])
      expect(readOruk(await readFeedFile(file('feed.json', content))).services).toHaveLength(8)
  })
})

describe('a feed by its address', () => {
  let server: Server | undefined
  afterEach(() => new Promise((done) => (server ? server.close(done) : done(undefined))))
  /** A server here, and the address at which it may be asked. */
  const serving = async (listener: RequestListener) => {
    server = createServer(listener).listen(0, '127.0.0.1')
    await new Promise((done) => server?.once('listening', done))
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
    return { host, url: `http://${host}/services`, allowed: [host] }
  }
  const all = asOruk(valley)
  const size = 3
  const pageOf = (number: number, form: 'v1' | 'v3') => {
    const rows = all.slice((number - 1) * size, number * size)
    const pages = Math.ceil(all.length / size)
    return form === 'v3'
      ? {
          total_items: all.length,
          total_pages: pages,
          page_number: number,
          size: rows.length,
          first_page: number === 1,
          last_page: number === pages,
          empty: rows.length === 0,
          contents: rows,
        }
      : {
          totalElements: all.length,
          totalPages: pages,
          number,
          size: rows.length,
          first: number === 1,
          last: number === pages,
          content: rows,
        }
  }
  const numberOf = (url = '') => Number(new URL(url, 'http://x').searchParams.get('page') ?? 1)

  test.each(['v1', 'v3'] as const)('all its pages, version %s', async (form) => {
    const asked: string[] = []
    const { url, allowed } = await serving((request, response) => {
      asked.push(request.url ?? '')
      response.end(JSON.stringify(pageOf(numberOf(request.url), form)))
    })
    const { json, isComplete } = await fetchFeed(`${url}?per_page=3`, { allowed })
    expect(asked).toEqual(['/services?per_page=3', '/services?per_page=3&page=2', '/services?per_page=3&page=3'])
    expect(isComplete).toBe(true)
    expect(readOruk(json, { isComplete }).services.map(({ name }) => name)).toEqual(valley.map(({ name }) => name))
  })

  test('a bare list, packed, after a redirect', async () => {
    const { host, allowed } = await serving((request, response) => {
      if (request.url === '/old') return response.writeHead(301, { location: '/new' }).end()
      return response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(JSON.stringify(all)))
    })
    const { json, isComplete } = await fetchFeed(`http://${host}/old`, { allowed })
    expect([readOruk(json).services.length, isComplete]).toEqual([8, true])
  })

  test('fewer than it says it has is not the whole', async () => {
    const { url, allowed } = await serving((_, response) =>
      response.end(JSON.stringify({ ...pageOf(1, 'v3'), total_pages: 1, last_page: true })),
    )
    expect((await fetchFeed(url, { allowed })).isComplete).toBe(false)
  })

  test.each<[string, RequestListener, RegExp]>([
    [
      'the same page again and again',
      (_, response) =>
        void response.end(JSON.stringify({ ...pageOf(1, 'v3'), page_number: undefined, total_pages: 99 })),
      /page 1 again as page 2/,
    ],
    [
      'pages without end',
      (request, response) => void response.end(JSON.stringify({ contents: [{ id: request.url, name: request.url }] })),
      /more than 5 pages/,
    ],
    ['an error', (_, response) => void response.writeHead(503).end('{}'), /answered with status 503/],
    ['a web page', (_, response) => void response.end('<html>'), /web page/],
    [
      'redirects without end',
      (_, response) => void response.writeHead(302, { location: '/again' }).end(),
      /without end/,
    ],
    ['an answer that never comes', () => undefined, /took too long/],
    ['an answer that never ends', (_, response) => void response.write('['), /took too long/],
    [
      'an answer cut off',
      (request, response) => (response.write('[{"id"'), void setTimeout(() => request.socket.destroy(), 50)),
      /cannot be read|broke off/,
    ],
    [
      'a redirect to a private address',
      (_, response) => void response.writeHead(302, { location: 'https://10.0.0.1/services' }).end(),
      /not a public address/,
    ],
    [
      'a redirect to a file',
      (_, response) => void response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
      /not https/,
    ],
  ])('%s', async (_, listener, words) => {
    const { url, allowed } = await serving(listener)
    await expect(fetchFeed(url, { allowed, mostPages: 5, pageWithin: 400 })).rejects.toThrow(words)
    server?.closeAllConnections()
  })

  test('plain http, private addresses, passwords and names that lead home are refused', async () => {
    const { host, url } = await serving((_, response) => response.end('[]'))
    await expect(fetchFeed(url)).rejects.toThrow(/not https/)
    await expect(fetchFeed(`https://${host}/`)).rejects.toThrow(/not a public address/)
    await expect(fetchFeed('https://localhost/services')).rejects.toThrow(/not a public address/)
    await expect(fetchFeed('https://[::1]/services')).rejects.toThrow(/not a public address/)
    await expect(fetchFeed('https://user:secret@example.org/')).rejects.toThrow(/must not hold a name and password/)
    await expect(fetchFeed('https://0x7f.1/')).rejects.toThrow(/not a public address/)
    expect(await command('oruk', 'ftp://example.org/feed')).toMatch(/not https/)
  })

  test.each([
    ['8.8.8.8', true],
    ['127.0.0.1', false],
    ['10.1.2.3', false],
    ['172.31.0.1', false],
    ['192.168.1.1', false],
    ['169.254.169.254', false],
    ['100.64.0.1', false],
    ['0.0.0.0', false],
    ['255.255.255.255', false],
    ['2606:4700::1111', true],
    ['::1', false],
    ['fe80::1', false],
    ['fd00::1', false],
    ['::ffff:10.0.0.1', false],
    ['2002:7f00:1::', false],
    ['no address', false],
  ])('%s public: %s', (address, isPublic) => expect(isPublicAddress(address)).toBe(isPublic))
})
