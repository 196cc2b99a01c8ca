import { errorText } from './plain-error.ts'

/** Something to close before the process ends. */
interface Closer {
  readonly name: string
  readonly close: () => Promise<void> | void
  readonly always: boolean
}

const closers: Closer[] = []
let ending: Promise<never> | undefined

/**
 * Registers what must be closed before the process ends. Closers run in reverse order of registration, one after the
 * other, so what was opened first (the database) is closed last.
 *
 * @param options.always also run when the person is out of patience (a second Ctrl-C)
 * @returns takes the registration back
 */
export function onShutdown(
  name: string,
  close: () => Promise<void> | void,
  { always = false }: { always?: boolean } = {},
): () => void {
  const closer = { name, close, always }
  closers.push(closer)
  return () => {
    const at = closers.indexOf(closer)
    if (at >= 0) closers.splice(at, 1)
  }
}

/**
 * Takes over SIGINT, SIGTERM and SIGHUP: the first closes everything and exits with `exitCode`, a second one closes
 * only what must be (the database) and exits with 130. Call once.
 *
 * @param exitCode after a clean stop: 0 for a server, which was asked to stop; 130 for a command, which was interrupted
 */
export function handleSignals({ exitCode = 0 }: { exitCode?: number } = {}): void {
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(name, () => {
      if (ending) void closeAll((closer) => closer.always, 3000).then(() => process.exit(130))
      else void shutdown(exitCode)
    })
}

/**
 * Runs all closers, at most 10 s, and ends the process: with `exitCode`, or 1 if one failed or the time was over. What is
 * still running then ends with the process (the embedded database stops by itself when its pipe closes).
 */
export function shutdown(exitCode = 0): Promise<never> {
  ending ??= closeAll(() => true, 10_000).then((clean) => process.exit(clean ? exitCode : exitCode || 1))
  return ending
}

async function closeAll(which: (closer: Closer) => boolean, milliseconds: number): Promise<boolean> {
  let inHand = ''
  let clean = true
  const work = async () => {
    for (const closer of closers.filter(which).reverse()) {
      inHand = closer.name
      try {
        await closer.close()
      } catch (error) {
        clean = false
        console.error(`Closing ${closer.name} failed: ${errorText(error)}`)
      }
    }
    return clean
  }
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => {
      console.error(`Closing ${inHand} took too long; ending anyway.`)
      resolve(false)
    }, milliseconds)
  })
  const done = await Promise.race([work(), late])
  clearTimeout(timer)
  return done
}
