import { Navigate, Route } from '@solidjs/router'
import { lazy, Show, type Component } from 'solid-js'
import type { Role } from './gql/graphql.ts'
import { SignedIn } from './shell/app-shell.tsx'
import { CannotFind, Loading } from './shell/loaded.tsx'
import { homeOf, useSession } from './shell/session.tsx'

/** A page for those who have signed in, of these roles where some are named. */
const guarded = (Page: Component, ...roles: Role[]): Component => {
  return () => (
    <SignedIn {...(roles.length > 0 ? { roles } : {})}>
      <Page />
    </SignedIn>
  )
}

/** `/`: everybody to the screen that says what needs them now. */
function Home() {
  const session = useSession()
  return (
    <Show when={session.viewer() !== undefined} fallback={<Loading />}>
      <Navigate
        href={() => {
          const viewer = session.viewer()
          return viewer ? homeOf(viewer) : '/sign-in'
        }}
      />
    </Show>
  )
}

const SignIn = lazy(() => import('./sign-in/sign-in.page.tsx'))
const Invitation = lazy(() => import('./sign-in/invitation.page.tsx'))
const Today = lazy(() => import('./co-ordinator/today.page.tsx'))
const MatchTask = lazy(() => import('./co-ordinator/match.page.tsx'))
const Week = lazy(() => import('./co-ordinator/week.page.tsx'))
const Settings = lazy(() => import('./co-ordinator/settings.page.tsx'))
const MyPeople = lazy(() => import('./care/my-people.page.tsx'))

/** Every address of the portal that the browser draws. `/find-help` and `/services/:id` are the server's
 *  (`web/server.tsx`): links to them carry `rel="external"`. */
export function Routes() {
  return (
    <>
      <Route path="/" component={Home} />
      <Route path="/sign-in" component={SignIn} />
      <Route path="/invitation/:token" component={Invitation} />
      <Route path="/today" component={guarded(Today, 'VOLUNTEER_CO_ORDINATOR')} />
      <Route path="/tasks/:id/match" component={guarded(MatchTask, 'VOLUNTEER_CO_ORDINATOR')} />
      <Route path="/week" component={guarded(Week, 'VOLUNTEER_CO_ORDINATOR')} />
      <Route path="/my-people" component={guarded(MyPeople, 'CARE_CO_ORDINATOR')} />
      <Route path="/settings" component={guarded(Settings, 'ADMINISTRATOR')} />
      {/* People, volunteers, tasks and the volunteer's own pages stand in rooms of their own: add them here. */}
      <Route path="*rest" component={CannotFind} />
    </>
  )
}
