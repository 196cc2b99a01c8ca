import { createMemo } from 'solid-js'
import type { Role } from '../gql/graphql.ts'
import { useReadAll } from '../shell/reads.ts'
import { useSession } from '../shell/session.tsx'
import { placesWithin } from '../volunteers/volunteers.rules.ts'
import { PeoplePlaces } from './people.operations.ts'

const keepers: readonly Role[] = ['VOLUNTEER_CO_ORDINATOR', 'CARE_CO_ORDINATOR']

/** The organisations and localities in which the viewer keeps people: those of their memberships, and all within them. */
export function usePlaces() {
  const session = useSession()
  const read = useReadAll(
    PeoplePlaces,
    () => ({ after: null }),
    (data) => data.localities,
  )
  const keeping = createMemo(() => (session.viewer()?.memberships ?? []).filter((each) => keepers.includes(each.role)))
  const organisations = createMemo(() => {
    const found = keeping().flatMap((each) => (each.organisation ? [each.organisation] : []))
    return [...new Map(found.map((each) => [each.id, each])).values()]
  })
  const places = createMemo(() =>
    placesWithin(read.data() ?? [], new Set(keeping().flatMap((each) => each.localities.map((place) => place.id)))),
  )
  return { organisations, places, placesKnown: () => read.data() !== undefined }
}
