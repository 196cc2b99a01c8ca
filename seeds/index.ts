import type { Runner } from './builder/index.ts'
import { loadMidhurst, midhurstSignIns } from './midhurst/index.ts'

/** How somebody of a demo network signs in. */
export interface SignIn {
  readonly role: string
  readonly name: string
  readonly email: string
  readonly password: string
}

export type NetworkName = 'midhurst'
interface Network {
  readonly signIns: readonly SignIn[]
  readonly load: (runner: Runner, say: (line: string) => void) => Promise<void>
}
const networks: Readonly<Record<NetworkName, Network>> = {
  midhurst: { signIns: midhurstSignIns, load: loadMidhurst },
}

/**
 * Loads a demo network into a database without accounts, by the product's own commands. Its days are counted from the
 * day on which the commands run, so that there is always something to do.
 * @returns how to sign in, one for each role
 * @throws when the product refuses something: a mistake in the seed
 */
export async function loadNetwork(
  name: NetworkName,
  runner: Runner,
  { onProgress = () => undefined }: { readonly onProgress?: (line: string) => void } = {},
): Promise<readonly SignIn[]> {
  await networks[name].load(runner, onProgress)
  return networks[name].signIns
}

/** How to sign in to a demo network that is loaded. */
export const signIns = (name: NetworkName): readonly SignIn[] => networks[name].signIns
