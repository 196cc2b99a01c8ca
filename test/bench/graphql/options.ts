import { parseArgs } from 'node:util'
import { PlainError } from '../../../api/platform/index.ts'

/** What may stand after `npm run bench -- graphql`. */
export interface Options {
  /** How often every server is measured on every question. */
  readonly rounds: number
  /** How long each time. */
  readonly seconds: number
  /** One short round, and answers compared for some of those who ask. */
  readonly quick: boolean
  /** Makes the network anew. */
  readonly fresh: boolean
  /** Only what has this in its name. */
  readonly only: string | undefined
  /** Says where our own server's time goes, instead of measuring. */
  readonly profile: boolean
}

/** @throws PlainError for what it does not know */
export function readOptions(args: readonly string[]): Options {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        rounds: { type: 'string' },
        seconds: { type: 'string' },
        quick: { type: 'boolean', default: false },
        fresh: { type: 'boolean', default: false },
        only: { type: 'string' },
        profile: { type: 'boolean', default: false },
      },
    })
    const number = (name: 'rounds' | 'seconds', usual: number) => {
      const value = Number(values[name] ?? usual)
      if (!(value > 0 && value <= 600)) throw new Error(`--${name} is a number above 0`)
      return value
    }
    return {
      rounds: Math.ceil(number('rounds', values.quick ? 1 : 5)),
      seconds: number('seconds', values.quick ? 1 : 2.2),
      quick: values.quick,
      fresh: values.fresh,
      only: values.only,
      profile: values.profile,
    }
  } catch (error) {
    throw new PlainError(`${error instanceof Error ? error.message : String(error)}.`)
  }
}
