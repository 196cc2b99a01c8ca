import { encodeNodeId, type Viewer } from '../../api/kernel/index.ts'
import { allViews } from '../../api/reads/index.ts'
import type { Answer, House } from '../harness.ts'
import { crawl } from './crawl.ts'
import type { Planted } from './two-networks.ts'

/** Every id of a network that could be asked for, as the opaque ids of every type. */
const nodeIds = (of: Planted) =>
  allViews().flatMap((view) =>
    view.code ? Object.values(of.ids).map((uuid) => encodeNodeId(view.code as number, uuid)) : [],
  )

/**
 * Crawls as a viewer and gives the marks found in answers, by the way on which each was found.
 * @param of whose ids are asked for
 * @throws Error for an error of the server that is none of ours, and for a crawl that answers nothing
 */
export async function marksFound(
  at: House,
  viewer: Viewer,
  of: Planted,
  depth: number,
): Promise<Map<string, Set<string>>> {
  const seen = new Map<string, Set<string>>()
  let answered = 0
  const look = (name: string, answer: Answer) => {
    for (const { message, extensions } of answer.errors ?? [])
      if (!extensions?.['code']) throw new Error(`${name}: ${message}`)
    if (answer.data && Object.values(answer.data).some((value) => value !== null)) answered++
    for (const mark of JSON.stringify(answer).match(/CANARY-[AB]/g) ?? [])
      seen.set(mark, (seen.get(mark) ?? new Set()).add(name))
  }
  const id = (code: number, uuid: string | undefined) => `"${encodeNodeId(code, uuid as string)}"`
  const given = {
    task: id(6, of.ids['task']),
    visit: undefined,
    volunteer: id(5, of.ids['volunteer']),
    locality: id(1, of.locality),
    week: '"2026-11-16"',
    token: `"${'x'.repeat(43)}"`,
  }
  for (const { name, text } of crawl(at.schema, depth, given)) {
    if (name.startsWith('node')) continue
    look(name, await at.ask(viewer, text))
  }
  // By id, several at once; only what is not an error of ours to ask.
  const ids = nodeIds(of)
  for (const { name, text } of crawl(at.schema, 2, { ids: '$ids' })) {
    if (!name.startsWith('nodes')) continue
    for (let i = 0; i < ids.length; i += 50)
      look(
        name,
        await at.ask(viewer, text.replace('{', 'query ($ids: [ID!]!) {').replace('[$ids]', '$ids'), {
          ids: ids.slice(i, i + 50),
        }),
      )
  }
  if (answered === 0) throw new Error('nothing was answered')
  return seen
}
