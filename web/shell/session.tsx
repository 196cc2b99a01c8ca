import { Provider } from '@urql/solid'
import { createContext, createEffect, createSignal, on, onMount, useContext, type Accessor, type JSX } from 'solid-js'
import type { Role, WhoIsHereQuery } from '../gql/graphql.ts'
import { createPortalClient, faultOf, type Fault } from '../graphql.ts'
import { languageIn } from '../ui/words/language-cookie.ts'
import { useLanguage } from '../ui/words/use-words.tsx'
import { SetLanguage, SignOut, WhoIsHere } from './session.operations.ts'

/** Who is signed in, as the screens need it. */
export type Viewer = NonNullable<WhoIsHereQuery['viewer']>

/** The session of this browser. */
export interface Session {
  /** The signed-in person; null when nobody is; undefined until the API has said. */
  viewer: Accessor<Viewer | null | undefined>
  fault: Accessor<Fault | undefined>
  /** Asks the API who is here: at the start, and again after a failure. */
  refresh: () => Promise<void>
  /** Ends the session and loads the page anew, so that nothing read in it stays in memory. */
  signOut: () => Promise<void>
  holds: (...roles: Role[]) => boolean
}

const SessionContext = createContext<Session>()

/** Gives the client and the session to everything under it. */
export function SessionProvider(props: { children: JSX.Element }) {
  const { language, speak } = useLanguage()
  const [viewer, setViewer] = createSignal<Viewer | null>()
  const [fault, setFault] = createSignal<Fault>()
  const client = createPortalClient(() => setViewer(null))

  const refresh = async () => {
    setFault(undefined)
    const answer = await client.query(WhoIsHere, {}, { requestPolicy: 'network-only' }).toPromise()
    const wrong = faultOf(answer.error)
    if (wrong && wrong.kind !== 'signedOut') return void setFault(wrong)
    const found = answer.data?.viewer ?? null
    setViewer(found)
    // Who has chosen a language on this device keeps it; everyone else starts in their account's.
    if (found && languageIn(document.cookie) === undefined) speak(found.language === 'cy' ? 'cy' : 'en')
  }
  const signOut = async () => {
    await client.mutation(SignOut, {}).toPromise()
    location.assign('/sign-in')
  }
  const holds = (...roles: Role[]) => viewer()?.memberships.some((each) => roles.includes(each.role)) ?? false
  onMount(() => void refresh())
  // A language chosen on the screen becomes the account's: messages to this person follow it.
  createEffect(
    on(
      language,
      (chosen) => {
        const here = viewer()
        if (here && here.language !== chosen)
          void client.mutation(SetLanguage, { input: { language: chosen } }).toPromise()
      },
      { defer: true },
    ),
  )

  return (
    <SessionContext.Provider value={{ viewer, fault, refresh, signOut, holds }}>
      <Provider value={client}>{props.children}</Provider>
    </SessionContext.Provider>
  )
}

/** The session of this browser. */
export const useSession = (): Session => {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession outside SessionProvider')
  return session
}

/** The screen that says what needs this person now. */
export const homeOf = (viewer: { memberships: readonly { role: Role }[] }): string => {
  const roles = new Set(viewer.memberships.map((each) => each.role))
  if (roles.has('VOLUNTEER_CO_ORDINATOR')) return '/today'
  if (roles.has('CARE_CO_ORDINATOR')) return '/my-people'
  if (roles.has('GROUP_MANAGER')) return '/volunteers'
  if (roles.has('ADMINISTRATOR')) return '/settings'
  return '/v'
}
