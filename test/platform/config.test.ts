import { expect, test } from 'vitest'
import { readConfig } from '../../api/platform/index.ts'

test('without any variable: development, this machine only, port 4000, .data of the project', () => {
  const config = readConfig({})
  expect(config).toMatchObject({ production: false, port: 4000, host: '127.0.0.1', publicUrl: 'http://127.0.0.1:4000' })
  expect(config.dataFolder).toBe(`${config.projectRoot}/.data`)
})

test('variables are read, empty ones are as if not set', () => {
  const config = readConfig({
    NODE_ENV: 'production',
    PORT: '0',
    HOST: '::',
    PUBLIC_URL: 'https://alongside.example/',
    ALONGSIDE_DATA: '/srv/with space',
    DATABASE_URL: '',
    SMTP_URL: 'smtp://mail.example:25',
  })
  expect(config).toMatchObject({
    production: true,
    port: 0,
    publicUrl: 'https://alongside.example',
    dataFolder: '/srv/with space',
    databaseUrl: undefined,
  })
})

test.each([
  ['PORT', '4000x'],
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['NODE_ENV', 'prod'],
  ['HOST', 'http://x'],
  ['PUBLIC_URL', 'alongside.example'],
  ['PUBLIC_URL', 'https://alongside.example/portal'],
  ['DATABASE_URL', 'mysql://x/y'],
  ['DATABASE_URL', 'postgres://a:p@ss word@h:port/d'],
  ['DATABASE_APP_URL', 'postgresql://app:x@db/alongside'],
  ['SMTP_URL', 'mail.example'],
  ['ALONGSIDE_SECRET', 'changeme'],
  ['ALONGSIDE_SECRET', 'x'.repeat(64)],
])('a bad %s is refused by its name', (name, value) => {
  expect(() => readConfig({ [name]: value })).toThrow(name)
})

test('an error never repeats what may be a password', () => {
  for (const name of ['DATABASE_URL', 'SMTP_URL', 'ALONGSIDE_SECRET'])
    expect(() => readConfig({ [name]: 'hunter2' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2') as string }) as Error,
    )
})
