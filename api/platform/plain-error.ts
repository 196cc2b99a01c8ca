/**
 * A failure the person at the keyboard can act on: the message is the whole story, in plain words, without personal
 * data. `main.ts` prints it without a stack and exits with `exitCode`; any other error is a fault of ours.
 */
export class PlainError extends Error {
  override name = 'PlainError'
  readonly exitCode: number
  constructor(message: string, exitCode = 1, options?: ErrorOptions) {
    super(message, options)
    this.exitCode = exitCode
  }
}

/** The `code` of a system or PostgreSQL error (`ENOENT`, `28P01`…), or undefined. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

/** The message of anything thrown; of an AggregateError (Node's answer to a refused connection) the first inside. */
export function errorText(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return errorText(error.errors[0])
  return error instanceof Error ? error.message : String(error)
}
