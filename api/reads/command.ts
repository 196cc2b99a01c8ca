import type { Context } from './context.ts'

/** What `app` puts into the GraphQL context for mutations. */
export interface Commands {
  /**
   * Runs a command in one transaction: idempotency by `clientMutationId`, listeners before commit, and a second and
   * third try when the database chose this transaction as a deadlock's victim. The command's result is plain JSON
   * facts and ids under a `kind`, the name of the union's member; that is what a replay gives again.
   */
  readonly run: <I extends { clientMutationId?: string | null }, R extends { kind: string }>(
    operation: string,
    input: I,
    work: (context: Context, input: I) => Promise<R>,
  ) => Promise<R>
}

/**
 * A command's result with what may be told only now: a link that is a secret. It is no part of what is kept for a
 * repetition, so a command repeated with its key tells it never again.
 */
export function toldOnce<R extends object, S extends object>(result: R, secrets: S): R & S {
  for (const [name, value] of Object.entries(secrets)) Object.defineProperty(result, name, { value, enumerable: false })
  return result as R & S
}

/**
 * A mutation's resolver in one line: `return command(ctx, 'requestTask', input, requestTask)`.
 */
export const command = <I extends { clientMutationId?: string | null }, R extends { kind: string }>(
  context: { readonly commands: Commands },
  operation: string,
  input: I,
  work: (context: Context, input: I) => Promise<R>,
): Promise<R> => context.commands.run(operation, input, work)
