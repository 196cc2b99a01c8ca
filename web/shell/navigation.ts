import type { Role } from '../gql/graphql.ts'
import type { words } from './shell.words.ts'

/** One place in the navigation. `outside` pages are rendered by the server and left by a full load. */
export interface Place {
  href: string
  label: keyof Pick<
    (typeof words)['en'],
    'today' | 'week' | 'people' | 'volunteers' | 'myPeople' | 'findHelp' | 'settings' | 'myWeek'
  >
  roles: readonly Role[]
  outside?: boolean
}

const places: readonly Place[] = [
  { href: '/today', label: 'today', roles: ['VOLUNTEER_CO_ORDINATOR'] },
  { href: '/my-people', label: 'myPeople', roles: ['CARE_CO_ORDINATOR'] },
  { href: '/week', label: 'week', roles: ['VOLUNTEER_CO_ORDINATOR'] },
  { href: '/people', label: 'people', roles: ['VOLUNTEER_CO_ORDINATOR', 'CARE_CO_ORDINATOR'] },
  { href: '/volunteers', label: 'volunteers', roles: ['VOLUNTEER_CO_ORDINATOR', 'GROUP_MANAGER'] },
  { href: '/settings', label: 'settings', roles: ['ADMINISTRATOR'] },
  { href: '/v', label: 'myWeek', roles: ['VOLUNTEER'] },
  {
    href: '/find-help',
    label: 'findHelp',
    roles: ['VOLUNTEER_CO_ORDINATOR', 'CARE_CO_ORDINATOR', 'GROUP_MANAGER', 'ADMINISTRATOR', 'VOLUNTEER'],
    outside: true,
  },
]

/** Where somebody with these roles may go, the first being where they start. */
export const placesFor = (roles: readonly Role[]): readonly Place[] =>
  places.filter((place) => place.roles.some((role) => roles.includes(role)))

/** Where the search in the header looks, for somebody with these roles: people, or volunteers where that is all they may
 *  read; nowhere for the rest. */
export const searchFor = (roles: readonly Role[]): '/people' | '/volunteers' | undefined => {
  const hrefs = placesFor(roles).map((place) => place.href)
  return hrefs.includes('/people') ? '/people' : hrefs.includes('/volunteers') ? '/volunteers' : undefined
}
