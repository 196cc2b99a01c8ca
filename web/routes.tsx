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
const WeekSend = lazy(() => import('./co-ordinator/week-send.page.tsx'))
const Settings = lazy(() => import('./co-ordinator/settings.page.tsx'))
const MyPeople = lazy(() => import('./care/my-people.page.tsx'))
const Volunteers = lazy(() => import('./volunteers/volunteers.page.tsx'))
const NewVolunteer = lazy(() => import('./volunteers/new-volunteer.page.tsx'))
const Volunteer = lazy(() => import('./volunteers/volunteer.page.tsx'))
const People = lazy(() => import('./people/people.page.tsx'))
const NewPerson = lazy(() => import('./people/new-person.page.tsx'))
const Person = lazy(() => import('./people/person.page.tsx'))
const NewTask = lazy(() => import('./tasks/new-task.page.tsx'))
const OneTask = lazy(() => import('./tasks/task.page.tsx'))
const MyWeek = lazy(() => import('./volunteer/my-week.page.tsx'))
const MyVisit = lazy(() => import('./volunteer/visit.page.tsx'))
const ReportVisit = lazy(() => import('./volunteer/report.page.tsx'))
const MyBreak = lazy(() => import('./volunteer/break.page.tsx'))
const OfferByLink = lazy(() => import('./volunteer/offer-link.page.tsx'))

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
      <Route path="/week/send" component={guarded(WeekSend, 'VOLUNTEER_CO_ORDINATOR')} />
      <Route path="/my-people" component={guarded(MyPeople, 'CARE_CO_ORDINATOR')} />
      <Route path="/settings" component={guarded(Settings, 'ADMINISTRATOR')} />
      <Route path="/volunteers" component={guarded(Volunteers, 'VOLUNTEER_CO_ORDINATOR', 'GROUP_MANAGER')} />
      <Route path="/volunteers/new" component={guarded(NewVolunteer, 'VOLUNTEER_CO_ORDINATOR', 'GROUP_MANAGER')} />
      <Route path="/volunteers/:id" component={guarded(Volunteer, 'VOLUNTEER_CO_ORDINATOR', 'GROUP_MANAGER')} />
      <Route
        path="/people"
        component={guarded(People, 'VOLUNTEER_CO_ORDINATOR', 'CARE_CO_ORDINATOR', 'GROUP_MANAGER')}
      />
      <Route path="/people/new" component={guarded(NewPerson, 'VOLUNTEER_CO_ORDINATOR', 'CARE_CO_ORDINATOR')} />
      <Route path="/people/:id" component={guarded(Person, 'VOLUNTEER_CO_ORDINATOR', 'CARE_CO_ORDINATOR')} />
      <Route path="/tasks/new" component={guarded(NewTask, 'VOLUNTEER_CO_ORDINATOR', 'CARE_CO_ORDINATOR')} />
      <Route path="/tasks/:id" component={guarded(OneTask, 'VOLUNTEER_CO_ORDINATOR', 'CARE_CO_ORDINATOR')} />
      <Route path="/v" component={guarded(MyWeek, 'VOLUNTEER')} />
      <Route path="/v/break" component={guarded(MyBreak, 'VOLUNTEER')} />
      <Route path="/v/offers/:token" component={OfferByLink} />
      <Route path="/v/visits/:id" component={guarded(MyVisit, 'VOLUNTEER')} />
      <Route path="/v/visits/:id/report" component={guarded(ReportVisit, 'VOLUNTEER')} />
      <Route path="*rest" component={CannotFind} />
    </>
  )
}
