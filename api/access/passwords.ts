import { hash, verify } from '@node-rs/argon2'

/** argon2id, m = 19456 KiB, t = 2, p = 1: the least OWASP's Password Storage Cheat Sheet allows. */
const cost = { memoryCost: 19456, timeCost: 2, parallelism: 1 } as const

/** At most two hashes at once: a flood of sign-ins waits here, and not in the pool that everything else needs. */
let free = 2
const waiting: (() => void)[] = []
async function oneOfTwo<T>(work: () => Promise<T>): Promise<T> {
  if (free > 0) free--
  else await new Promise<void>((resolve) => waiting.push(resolve))
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else free++
  }
}

/** What is wrong with a new password, or nothing: 8 to 128 characters, not one of the common ones, not the e-mail. */
export function passwordProblem(password: string, email: string): 'TOO_SHORT' | 'TOO_LONG' | 'TOO_COMMON' | undefined {
  const length = [...password.normalize('NFC')].length
  if (length < 8) return 'TOO_SHORT'
  if (length > 128) return 'TOO_LONG'
  const plain = password.toLowerCase().replaceAll(/[^a-z]/g, '')
  if (common.has(password.toLowerCase()) || common.has(plain) || password.toLowerCase() === email.toLowerCase())
    return 'TOO_COMMON'
  if (new Set(password).size < 4) return 'TOO_COMMON'
  return undefined
}
const common = new Set(
  (
    'password passwordpassword password1 password12 password123 12345678 123456789 1234567890 qwertyuiop qwerty123 iloveyou ' +
    'sunshine princess football liverpool arsenal chelsea welcome welcome1 letmein letmein1 abcdefgh abcd1234 11111111 ' +
    '00000000 alongside volunteer changeme secret123 baseball superman trustno1 whatever qwertyqwerty'
  ).split(' '),
)

/** The hash to store (PHC string). */
export const hashPassword = (password: string): Promise<string> => oneOfTwo(() => hash(password.normalize('NFC'), cost))

/** Whether the password is right. Without a stored hash the same work is done against a dummy, so that an unknown
 *  person takes as long as a wrong password. */
export async function passwordIsRight(stored: string | null | undefined, password: string): Promise<boolean> {
  const against = stored ?? (await dummy)
  const right = await oneOfTwo(() => verify(against, password.normalize('NFC')))
  return right && stored != null
}
const dummy = hash('a password nobody has', cost)
