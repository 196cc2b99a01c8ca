import { Arg, Ctx, Field, InputType, Int, Mutation, ObjectType, Query, Resolver } from 'type-graphql'
import type { OperationGrant } from '../kernel/index.ts'
import { command, CommandInput, DateTime, sql, UUID, type Commands, type ReadContext } from '../reads/index.ts'
import { badInput } from './faults.ts'

@ObjectType('FailedJob', {
  description: 'Something outside the database (a message, say) that was tried to the end and did not come off.',
})
class FailedJobType {
  @Field(() => UUID) declare id: string
  @Field(() => String, { description: 'What was to be done: offer.mail.' }) declare task: string
  @Field(() => DateTime) declare askedAt: string
  @Field(() => DateTime) declare failedAt: string
  @Field(() => Int, { description: 'How often it was tried.' }) declare attempts: number
  @Field(() => String, { description: 'A code: what it failed by, the last time.' }) declare because: string
}
@ObjectType('JobRetried', { description: 'It is tried again, from the beginning.' })
class JobRetriedType {
  @Field(() => Boolean) declare done: boolean
}
@InputType()
class RetryJobInput extends CommandInput {
  @Field(() => UUID) declare id: string
}

/** What the outbox has given up on, for whoever keeps the installation. Jobs hold no names, so nor does this. */
@Resolver()
export class FailedJobsResolver {
  @Query(() => [FailedJobType], { description: 'What could not be done outside the database, the latest first.' })
  async failedJobs(
    @Arg('first', () => Int, { description: 'How many, 1 to 100.' }) first: number,
    @Ctx() ctx: ReadContext,
    @Arg('before', () => DateTime, { nullable: true, description: 'Only what failed before then.' })
    before?: Date | null,
  ) {
    if (first < 1 || first > 100)
      throw badInput([{ field: 'first', code: 'OUT_OF_RANGE', facts: { from: 1, to: 100 } }])
    const { rows } = await ctx.query(
      `select id, task, to_char(made_at, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM') as "askedAt",
        to_char(ended_at, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM') as "failedAt", attempts, because
       from jobs.dead($1, $2::timestamptz)`,
      [first, before ?? null],
    )
    return rows
  }

  @Mutation(() => JobRetriedType, { description: 'Tries a failed job again.' })
  retryJob(
    @Arg('input', () => RetryJobInput) input: RetryJobInput,
    @Ctx() ctx: { readonly commands: Commands },
  ): Promise<{ kind: 'JobRetried'; done: boolean }> {
    return command(ctx, 'retryJob', input, async (context) => {
      const [again] = await context.run<{ done: boolean }>(
        sql`select jobs.again(${input.id}::uuid, ${context.now}::timestamptz) as done`,
      )
      if (!again?.done) return context.notFound('id')
      context.record('job.retried', input.id)
      return { kind: 'JobRetried' as const, done: true }
    })
  }
}

export const jobOperations: readonly OperationGrant[] = [
  { operation: 'Query.failedJobs', to: ['ADMINISTRATOR'] },
  { operation: 'Mutation.retryJob', to: ['ADMINISTRATOR'] },
]
