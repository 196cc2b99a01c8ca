import { createMutation, createQuery, useClient, type AnyVariables, type TypedDocumentNode } from '@urql/solid'
import { createEffect, createSignal, on, type Accessor } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import { faultOf, inBackground, type Fault } from '../graphql.ts'
import { useLive, type Topic } from '../live.ts'

/** A query on screen. */
export interface Read<Data> {
  /** What was last read; it stays while it is read again. */
  data: Accessor<Data | undefined>
  fault: Accessor<Fault | undefined>
  loading: Accessor<boolean>
  /** Reads it again from the API. */
  again: () => void
}

/** Reads a query and keeps it on screen, again when its variables change and when something of the `live` kinds moved. */
export function useRead<Data, Variables extends AnyVariables>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Accessor<Variables>,
  options: { live?: readonly Topic[]; pause?: Accessor<boolean> } = {},
): Read<Data> {
  const [state, run] = createQuery<Data, Variables>({
    query,
    variables,
    ...(options.pause ? { pause: options.pause } : {}),
  })
  if (options.live)
    useLive(options.live, () => {
      if (!options.pause?.()) run(inBackground)
    })
  return {
    data: () => state.data,
    fault: () => faultOf(state.error),
    loading: () => state.fetching,
    again: () => run({ requestPolicy: 'network-only' }),
  }
}

/** A page of a connection. */
export interface PageOf<Row> {
  nodes: readonly Row[]
  pageInfo: { hasNextPage: boolean; endCursor?: string | null }
}

// Twenty pages of a hundred: far beyond what a screen is for, and still an end.
const mostPages = 20

/** Reads a whole connection, page after page, and keeps it on screen as one list: for what must be seen entire, such as
 *  a week. `pick` finds the connection in the answer. */
export function useReadAll<Data, Variables extends AnyVariables & { after?: string | null }, Row extends object>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Accessor<Variables>,
  pick: (data: Data) => PageOf<Row>,
  options: { live?: readonly Topic[] } = {},
): Read<readonly Row[]> {
  const client = useClient()
  const [kept, setKept] = createStore<{ rows?: Row[] }>({})
  const [fault, setFault] = createSignal<Fault>()
  const [loading, setLoading] = createSignal(true)
  let turn = 0
  const run = async (context: Parameters<typeof client.query>[2]) => {
    const mine = ++turn
    setLoading(true)
    const found: Row[] = []
    let after: string | null | undefined = null
    for (let page = 0; page < mostPages; page++) {
      const answer = await client.query(query, { ...variables(), after }, context).toPromise()
      // A later reading has begun: this one is of no more use.
      if (mine !== turn) return
      if (answer.error || answer.data === undefined) {
        setFault(faultOf(answer.error) ?? { kind: 'other', problems: [] })
        setLoading(false)
        return
      }
      const { nodes, pageInfo } = pick(answer.data)
      found.push(...nodes)
      if (!pageInfo.hasNextPage || !pageInfo.endCursor) break
      after = pageInfo.endCursor
    }
    setFault(undefined)
    setKept('rows', reconcile(found, { key: 'id' }))
    setLoading(false)
  }
  createEffect(
    on(
      () => JSON.stringify(variables()),
      () => void run({ requestPolicy: 'network-only' }),
    ),
  )
  if (options.live) useLive(options.live, () => void run(inBackground))
  return {
    data: () => kept.rows,
    fault,
    loading,
    again: () => void run({ requestPolicy: 'network-only' }),
  }
}

/** A change a person makes. */
export interface Act<Data, Variables> {
  /** Sends it; the answer, or undefined where it failed, and then `fault` says why. */
  send: (variables: Variables) => Promise<Data | undefined>
  busy: Accessor<boolean>
  fault: Accessor<Fault | undefined>
  /** Forgets the fault, when a person turns to something else. */
  clear: () => void
}

/** Prepares a mutation. A second press while one is on its way does nothing. */
export function useAct<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
): Act<Data, Variables> {
  const [, run] = createMutation<Data, Variables>(document)
  const [busy, setBusy] = createSignal(false)
  const [fault, setFault] = createSignal<Fault>()
  const send = async (variables: Variables) => {
    if (busy()) return undefined
    setBusy(true)
    setFault(undefined)
    try {
      const answer = await run(variables)
      setFault(faultOf(answer.error))
      return answer.error ? undefined : answer.data
    } finally {
      setBusy(false)
    }
  }
  return { send, busy, fault, clear: () => setFault(undefined) }
}

/** The end of a switch over a union: a member that has no words yet does not compile. At run time (an API newer than this
 *  page) nothing is said, and the screen is read again. */
export const unforeseen = (_result: never): undefined => undefined
