import { parseArgs } from 'node:util'
import { addAccount, addMembership, passwordProblem } from '../access/index.ts'
import { clean, parseEmail, thePublic } from '../kernel/index.ts'
import { onShutdown, openDatabase, PlainError, readConfig } from '../platform/index.ts'
import { transact } from './commands.ts'
import { migrate } from './orm.ts'
import { assemble } from './serve.ts'

const usage = `npm run admin -- create --email ADDRESS --name NAME
  Makes an administrator, who then lets others in at /settings. The password is asked for, or read from standard input.`

/** `admin create`: the first administrator of an installation, or one more. */
export async function admin(args: readonly string[], say: (line: string) => void): Promise<number> {
  const [action, ...rest] = args
  if (action !== 'create') {
    say(usage)
    return 2
  }
  let values: { email?: string; name?: string }
  try {
    values = parseArgs({ args: [...rest], options: { email: { type: 'string' }, name: { type: 'string' } } }).values
  } catch (error) {
    throw new PlainError(`${(error as Error).message}\n${usage}`)
  }
  const email = parseEmail(values.email ?? '')
  if (!email.ok) throw new PlainError(`--email must be an e-mail address.\n${usage}`)
  const name = clean(values.name ?? '', 200)
  if (!name.ok) throw new PlainError(`--name must be the administrator’s name.\n${usage}`)
  const password = await askForPassword(say)
  const problem = passwordProblem(password, email.value)
  if (problem)
    throw new PlainError(
      {
        TOO_SHORT: 'A password has at least 8 characters.',
        TOO_LONG: 'A password has at most 128 characters.',
        TOO_COMMON: 'That password is too common.',
      }[problem],
    )

  const database = await openDatabase(readConfig(), { purpose: 'command', command: 'npm run admin', onProgress: say })
  onShutdown('database', () => database.stop(), { always: true })
  await migrate(database.adminUrl)
  const { parts, close } = await assemble(database.appUrl, 'alongside admin', { max: 2 })
  onShutdown('connections', close)
  const made = await transact({ ...parts, viewer: thePublic, house: true }, async (context) => {
    const accountId = await addAccount(context, { email: email.value, name: name.value, password })
    if (!accountId) return false
    await addMembership(context, { accountId, role: 'ADMINISTRATOR', organisationId: null, localityIds: [] })
    return true
  })
  if (!made)
    throw new PlainError(
      'Somebody already signs in with that e-mail. An administrator can change what they may do at /settings.',
    )
  say('Made. Sign in with that e-mail and password, then open /settings.')
  return 0
}

/** From the keyboard without showing it, or from a pipe (one line). */
async function askForPassword(say: (line: string) => void): Promise<string> {
  const { stdin } = process
  if (!stdin.isTTY) {
    let text = ''
    for await (const chunk of stdin) text += String(chunk)
    return text.replace(/\r?\n.*$/s, '')
  }
  say('Password (at least 8 characters; it is not shown):')
  stdin.setRawMode(true).setEncoding('utf8').resume()
  return await new Promise((resolve, reject) => {
    let text = ''
    stdin.on('data', (key: string) => {
      if (key === '\u0003') reject(new PlainError('Stopped.'))
      else if (key === '\r' || key === '\n') {
        stdin.setRawMode(false).pause()
        resolve(text)
      } else if (key === '\u007f') text = text.slice(0, -1)
      else text += key
    })
  })
}
