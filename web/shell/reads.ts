import { createMutation, createQuery, type AnyVariables, type TypedDocumentNode } from '@urql/solid'
import { createSignal, type Accessor } from 'solid-js'
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
