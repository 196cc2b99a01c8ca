import { errorCode } from './plain-error.ts'

/** The only fields that are ever written. None of them may hold a name, an address, free text or an id of a person. */
// prettier-ignore
const FIELDS = [
  'requestId', 'operation', 'field', 'role', 'status', 'outcome', 'code', 'error', 'at', 'durationMs',
  'host', 'port', 'url', 'pid', 'signal', 'version', 'database', 'migration', 'table', 'constraint', 'channel',
  'job', 'attempt', 'count', 'rows', 'bytes', 'source', 'step', 'detail',
] as const

/** Values are scalars; text is cut at 300 characters. */
export type LogFields = { readonly [name in (typeof FIELDS)[number]]?: string | number | boolean | undefined }

/** Writes one JSON object a line: time, level, event, and those fields of the list that were given. */
export interface Log {
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  error(event: string, fields?: LogFields): void
}

/**
 * A log on standard error, or wherever `write` puts a line. Fields outside the list are dropped at run time too, so that
 * an object passed by mistake (an entity, a request, variables) cannot leak through it.
 */
export function makeLog(write: (line: string) => void = (line) => process.stderr.write(line)): Log {
  const at =
    (level: string) =>
    (event: string, fields: LogFields = {}) => {
      const line: Record<string, unknown> = { time: new Date().toISOString(), level, event: plain(event) }
      for (const name of FIELDS) {
        const value = fields[name]
        if (typeof value === 'string') line[name] = plain(value)
        else if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) line[name] = value
      }
      write(JSON.stringify(line) + '\n')
    }
  return { info: at('info'), warn: at('warn'), error: at('error') }
}

/**
 * What may be logged of a thrown value: its class, its code and where it was thrown. Not its message: those of
 * PostgreSQL and of parsers quote the very value they dislike.
 */
export function errorFields(thrown: unknown): LogFields {
  if (!(thrown instanceof Error)) return { error: typeof thrown }
  const frames = (thrown.stack ?? '').split('\n').filter((line) => /^ +at /.test(line))
  return {
    error: thrown.name,
    code: errorCode(thrown),
    at: frames
      .slice(0, 3)
      .map((line) => line.trim().slice(3))
      .join(' < '),
  }
}

/**
 * What a command line prints of a fault nobody foresaw: what `errorFields` tells and no more, in one or two lines.
 * @param thrown anything
 */
export function faultLine(thrown: unknown): string {
  const { error, code, at } = errorFields(thrown)
  return plainLines(
    `A fault of ours, please report it: ${[error, code].filter(Boolean).join(', ')}${at ? `\n  at ${at}` : ''}`,
  )
}
// oxlint-disable-next-line no-control-regex
const plainLines = (text: string) => text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, ' ').slice(0, 1000)

// control characters could forge a line or colour a terminal
// oxlint-disable-next-line no-control-regex
const plain = (text: string) => text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ').slice(0, 300)
