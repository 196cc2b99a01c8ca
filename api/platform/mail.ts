import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createTransport, type SendMailOptions } from 'nodemailer'
import { randomToken } from './ids.ts'
import { errorCode, PlainError } from './plain-error.ts'
import type { Config } from './config.ts'

/** A message to one person. */
export interface Mail {
  /** One address, `name@host`. */
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html?: string
}

/** Sends mail: a port. */
export interface Mailer {
  /**
   * @param options.key a UUID that is the same each time this message is tried: it becomes the Message-ID, by which a
   * mailbox knows a message it has, and the file's name
   * @returns where it went: handed to the mail server, or the file it was written to
   * @throws PlainError if the mail server did not take it; the message names no address
   */
  send(mail: Mail, options?: { readonly key?: string }): Promise<{ kind: 'sent' } | { kind: 'written'; file: string }>
}

/** Mail by SMTP where `SMTP_URL` is set; otherwise each message becomes a `.eml` file in `mail/` of the data folder. */
export function makeMailer(config: Pick<Config, 'smtpUrl' | 'mailFrom' | 'dataFolder'>): Mailer {
  return config.smtpUrl
    ? smtpMailer(config.smtpUrl, config.mailFrom)
    : fileMailer(join(config.dataFolder, 'mail'), config.mailFrom)
}

function smtpMailer(url: string, from: string): Mailer {
  const limits = { connectionTimeout: '10000', greetingTimeout: '10000', socketTimeout: '20000' }
  const address = new URL(url)
  for (const [name, value] of Object.entries(limits))
    if (!address.searchParams.has(name)) address.searchParams.set(name, value)
  const transport = createTransport(address.href)
  return {
    async send(mail, { key } = {}) {
      try {
        await transport.sendMail(composed(mail, from, key))
      } catch (error) {
        throw new PlainError(`The mail server did not take the message (${errorCode(error) ?? 'no reason given'}).`)
      }
      return { kind: 'sent' }
    },
  }
}

function fileMailer(folder: string, from: string): Mailer {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  return {
    async send(mail, { key } = {}) {
      const { message } = await transport.sendMail(composed(mail, from, key))
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      const file = join(folder, `${key ?? `${new Date().toISOString().replaceAll(':', '-')}-${randomToken(4)}`}.eml`)
      // Beside and moved into place: a message tried again is one file, and never half of one.
      writeFileSync(`${file}.part`, message as Buffer, { mode: 0o600 })
      renameSync(`${file}.part`, file)
      return { kind: 'written', file }
    },
  }
}

function composed({ to, subject, text, html }: Mail, from: string, key?: string): SendMailOptions {
  // one plain address: a comma or a line break would reach people nobody meant
  if (!/^[^\s,;<>"]+@[^\s,;<>"]+$/.test(to)) throw new PlainError('A message needs exactly one plain e-mail address.')
  const host = /@([\w.-]+)>?$/.exec(from)?.[1] ?? 'alongside.invalid'
  return {
    from,
    to: { name: '', address: to },
    subject: subject.replaceAll(/[\r\n]+/g, ' '),
    text,
    html,
    ...(key ? { messageId: `<${key}@${host}>` } : {}),
  }
}
