import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { errorCode, PlainError } from './plain-error.ts'
import { makeDataFolder, writePrivateFile } from './private-files.ts'
import { projectRoot } from './project-root.ts'
import { randomToken } from './ids.ts'

/** What the environment says, read once at start and checked. */
export interface Config {
  readonly projectRoot: string
  /** `ALONGSIDE_DATA`, default `.data` of the project: the embedded database, mail, secrets, copies. */
  readonly dataFolder: string
  /** `NODE_ENV=production`. Other values than production, development and test are refused: a typing error in this one
   *  would put demo sign-ins on the street. */
  readonly production: boolean
  /** `ALONGSIDE_READS=exec`: every answer through graphql-js, none passed on unparsed. To compare, and to find a fault. */
  readonly readsParsed: boolean
  /** `PORT`, default 4000; 0 takes a free one. */
  readonly port: number
  /** `HOST`, the address to listen on, default 127.0.0.1. */
  readonly host: string
  /** `PUBLIC_URL`: scheme, host and port as people type it, no slash at the end. Default from host and port. */
  readonly publicUrl: string
  /** `DATABASE_URL`: an external PostgreSQL, as a role that may create roles and tables. */
  readonly databaseUrl?: string
  /** `DATABASE_APP_URL`: the same database as the role that serves. */
  readonly databaseAppUrl?: string
  /** `ALONGSIDE_SECRET`: at least 32 characters. Without it `readSecret` makes one in the data folder. */
  readonly secret?: string
  /** `SMTP_URL`: where mail goes; without it mail is written to files. */
  readonly smtpUrl?: string
  /** `MAIL_FROM`: the sender of mail. */
  readonly mailFrom: string
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads and checks the configuration.
 *
 * @throws PlainError naming the variable. The value itself is never repeated where it may hold a password
 */
export function readConfig(env: Environment = process.env): Config {
  const root = projectRoot()
  const get = (name: string) => env[name]?.trim() || undefined
  const nodeEnv = get('NODE_ENV')
  if (nodeEnv && !['production', 'development', 'test'].includes(nodeEnv))
    throw new PlainError(`NODE_ENV is "${nodeEnv}"; it must be production, development, test or not set.`)

  const port = portOf(get('PORT'))
  const host = get('HOST') ?? '127.0.0.1'
  if (!/^[\w.:-]+$/.test(host)) throw new PlainError('HOST must be an address or a host name, such as 0.0.0.0.')
  const databaseUrl = urlOf('DATABASE_URL', get('DATABASE_URL'), ['postgres:', 'postgresql:'])
  const databaseAppUrl = urlOf('DATABASE_APP_URL', get('DATABASE_APP_URL'), ['postgres:', 'postgresql:'])
  if (databaseAppUrl && !databaseUrl)
    throw new PlainError('DATABASE_APP_URL is set without DATABASE_URL: the second is needed to migrate the database.')
  const smtpUrl = urlOf('SMTP_URL', get('SMTP_URL'), ['smtp:', 'smtps:'])
  const secret = get('ALONGSIDE_SECRET')
  if (secret !== undefined && (secret.length < 32 || new Set(secret).size < 10))
    throw new PlainError('ALONGSIDE_SECRET must be at least 32 random characters (for instance: openssl rand -hex 32).')

  return {
    projectRoot: root,
    dataFolder: resolve(root, get('ALONGSIDE_DATA') ?? '.data'),
    production: nodeEnv === 'production',
    readsParsed: env['ALONGSIDE_READS'] === 'exec',
    port,
    host,
    publicUrl: publicUrlOf(get('PUBLIC_URL'), host, port),
    databaseUrl,
    databaseAppUrl,
    secret,
    smtpUrl,
    mailFrom: get('MAIL_FROM') ?? 'Alongside <no-reply@alongside.invalid>',
  }
}

/** The server's secret: `ALONGSIDE_SECRET`, else one made at random at the first call and kept in a 0600 file. */
export function readSecret(config: Pick<Config, 'secret' | 'dataFolder'>): string {
  if (config.secret) return config.secret
  const file = join(config.dataFolder, 'secret')
  try {
    if (existsSync(file)) return readFileSync(file, 'utf8').trim()
    makeDataFolder(config.dataFolder)
    const made = randomToken(32)
    writePrivateFile(file, made + '\n')
    return made
  } catch (error) {
    throw new PlainError(`${file} cannot be read or written (${errorCode(error) ?? 'unknown reason'}).`)
  }
}

function portOf(text: string | undefined): number {
  if (text === undefined) return 4000
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65535)
    throw new PlainError(`PORT is "${text}"; it must be a number from 0 to 65535.`)
  return port
}

function urlOf(name: string, text: string | undefined, schemes: readonly string[]): string | undefined {
  if (text === undefined) return undefined
  const example = `${schemes.at(-1)}//name:password@host/`
  if (!URL.canParse(text) || !schemes.includes(new URL(text).protocol))
    throw new PlainError(`${name} must be a URL such as ${example} (special characters in it percent-encoded).`)
  return text
}

function publicUrlOf(text: string | undefined, host: string, port: number): string {
  if (text === undefined) {
    const open = host === '0.0.0.0' || host === '::'
    return `http://${open ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${port}`
  }
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.pathname !== '/' || url.search || url.username)
    throw new PlainError(`PUBLIC_URL is "${text}"; it must be like https://alongside.example, without a path.`)
  return url.origin
}
