import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { Measured } from '../main.ts'
import { portalOperations } from '../portal-operations.ts'
import { askOnce, requestOf } from './load.ts'
import type { Options } from './options.ts'
import { columns } from './report.ts'
import { inRounds, type Contestant, type Slot } from './rounds.ts'
import { difference } from './same-answer.ts'
import type { Server } from './server.ts'
import { COMMANDS, effects, makeTargets, type Command, type Target } from './targets.ts'

/** What an answer holds when the command was done. */
const DONE: Readonly<Record<Command, string>> = {
  SendOffers: '"OffersSent"',
  AcceptMyOffer: '"OfferAccepted"',
  ReportMyVisit: '"VisitReported"',
}
const TITLES: Readonly<Record<Command, string>> = {
  SendOffers: 'Offer',
  AcceptMyOffer: 'Accept',
  ReportMyVisit: 'Report',
}

/**
 * The hot commands, ours and the same work by hand in one transaction on a bare server; every request does something
 * that has not been done yet. First one of each is done on both, and what they left behind must be alike.
 */
export async function measureCommands(
  client: pg.Client,
  servers: { readonly ours: Server; readonly bare: Server },
  postgresPid: number,
  { rounds, seconds, only }: Options,
  say: (line: string) => void,
): Promise<Measured[]> {
  const chosen = COMMANDS.filter((command) => only === undefined || TITLES[command].toLowerCase().includes(only))
  if (chosen.length === 0) return []
  const counted = Math.ceil(seconds * 120)
  const warm = Math.ceil(counted / 8)
  say(`an office with ${2 * (rounds * (counted + warm) + 1)} things to do of each kind`)
  const targets = await makeTargets(client, 2 * (rounds * (counted + warm) + 1))
  const measured: Measured[] = []
  for (const command of chosen) {
    const title = `${TITLES[command]} (${command})`
    const query = portalOperations().get(command)
    if (query === undefined) throw new Error(`The portal has no operation ${command}.`)
    const list = targets[command]
    const take = () => list.pop()
    const ours = ({ input, cookie }: Target) =>
      requestOf(
        servers.ours.port,
        '/graphql',
        { operationName: command, query, variables: { input: { ...input, clientMutationId: randomUUID() } } },
        cookie,
      )
    const bare = ({ input, cookie }: Target) =>
      requestOf(servers.bare.port, `/${command}`, { input: { ...input, clientMutationId: randomUUID() } }, cookie)

    say(`${command}: do both leave the same?`)
    const [first, second] = [take(), take()] as [Target, Target]
    const answers = [await askOnce(servers.ours.port, ours(first)), await askOnce(servers.bare.port, bare(second))]
    const undone = answers.find((answer) => !answer.includes(DONE[command]))
    const found =
      undone ?? difference(await effects(client, first.taskId), await effects(client, second.taskId), command)
    if (found !== undefined) {
      measured.push({
        title: `${title}: not measured`,
        figures: [],
        text: `What is left differs. ${found}`,
        failed: true,
      })
      continue
    }
    say(`${command}: ${rounds} rounds of 2 × ${counted}`)
    const contestant = (server: Server, of: (target: Target) => Buffer): Contestant => ({
      server,
      next: () => {
        const target = take()
        return target && of(target)
      },
      mustHold: { text: DONE[command], anywhere: true },
    })
    const slots = await inRounds(
      rounds,
      { ours: contestant(servers.ours, ours), bare: contestant(servers.bare, bare) },
      { warm: { requests: warm }, until: { requests: counted }, postgresPid },
    )
    measured.push({
      title,
      text: tableOf(slots),
      figures: [{ what: 'ours, of a bare one', value: slots.ours.rate / slots.bare.rate, atLeast: 0.65 }],
    })
  }
  return measured
}

const tableOf = (slots: Record<'ours' | 'bare', Slot>): string =>
  [
    columns([
      ['', 'commands/s', 'p50 ms', 'p95 ms', 'p99 ms', 'Node ms', 'PostgreSQL ms', 'statements'],
      ...Object.entries(slots).map(([name, slot]) => [
        name,
        slot.rate.toFixed(0),
        slot.p50.toFixed(1),
        slot.p95.toFixed(1),
        slot.p99.toFixed(1),
        slot.node.toFixed(2),
        slot.postgres.toFixed(2),
        slot.statements.toFixed(1),
      ]),
    ]),
    ...Object.entries(slots).flatMap(([name, { failures, failure }]) =>
      failures > 0 ? [`  ${name} failed ${failures} times: ${failure}`] : [],
    ),
  ].join('\n')
