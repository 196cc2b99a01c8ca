import { addDays, instantFromDate, localDateOf, startOfIsoWeek, type Role } from '../../api/kernel/index.ts'
import {
  Builder,
  type Actor,
  type Made,
  type Organisation,
  type Place,
  type VolunteerLine,
} from '../../seeds/builder/index.ts'
import { house, type House } from '../harness.ts'

/** A small town with its people, made by the product's own commands: who the journeys of visits are about. */
export interface Neighbourhood {
  readonly at: House
  readonly make: Builder
  readonly town: Place
  readonly organisation: Organisation
  /** Volunteer co-ordinator, care co-ordinator. */
  readonly sioned: Actor
  readonly nia: Actor
  /** A patient who agreed that volunteers know who she is. */
  readonly mair: Made
  readonly today: string
  /** The Monday after next: far enough off to be ahead, whatever day it is. */
  readonly monday: string
  volunteer(givenName: string, line?: Partial<VolunteerLine>): Promise<Made & { actor: Actor }>
  staff(name: string, role: Role): Promise<Actor>
}

/** Everything that any kind of visit may ask of a volunteer, good for two years, free all week. */
export const ready = {
  checks: [{ level: 'ENHANCED_BOTH', issued: -100, due: 700 }],
  trainings: ['INDUCTION', 'SAFEGUARDING_ADULTS', 'LONE_VISITING'],
  week: 'Mon-Sun 06:00-22:00',
  travel: { DRIVE: 40 },
} as const satisfies Partial<VolunteerLine>

export async function neighbourhood({ now = new Date() } = {}): Promise<Neighbourhood> {
  const at = await house({ now })
  const make = new Builder({ run: (viewer, work) => at.run(viewer, work) }, 'neighbourhood')
  const town = await make.place('Midhurst', { latitude: 50.986, longitude: -0.737, outward: 'GU29' })
  const organisation = await make.organisation('Rother Valley Volunteers', 'CHARITY')
  const staff = (name: string, role: Role) =>
    make.account({ name, email: `${name.toLowerCase()}@rother.example`, role, organisation, places: [town] })
  const sioned = await staff('Sioned', 'VOLUNTEER_CO_ORDINATOR')
  const nia = await staff('Nia', 'CARE_CO_ORDINATOR')
  const mair = await make.patient(sioned, {
    place: town,
    givenName: 'Mair',
    familyName: 'Evans',
    conditions: 'Motor neurone disease',
    whatToKnow: 'The key safe is behind the gate.',
    consents: ['SHARE_WITH_VOLUNTEER'],
  })
  const today = localDateOf(instantFromDate(now))
  return {
    at,
    make,
    town,
    organisation,
    sioned,
    nia,
    mair,
    today,
    monday: addDays(startOfIsoWeek(today), 14),
    staff,
    async volunteer(givenName, line = {}) {
      const made = await make.volunteer(sioned, { place: town, givenName, familyName: 'Hughes', ...ready, ...line })
      const actor = await make.account({
        name: givenName,
        email: `${givenName.toLowerCase()}@rother.example`,
        role: 'VOLUNTEER',
        organisation,
        volunteer: made,
      })
      return { ...made, actor }
    },
  }
}

export const REQUEST = /* GraphQL */ `
  mutation ($input: RequestTaskInput!) {
    requestTask(input: $input) {
      ... on TaskRequested {
        task {
          id
          area
          status
          version
          nextVisit {
            id
            occursOn
            startsAt
            endsAt
            windowStartsAt
            windowEndsAt
            status
            placesOpen
          }
          visits(first: 100) {
            totalCount
            nodes {
              id
              occursOn
              startsAt
              endsAt
              status
            }
          }
        }
      }
    }
  }
`
export const SEND = /* GraphQL */ `
  mutation ($input: SendOffersInput!) {
    sendOffers(input: $input) {
      __typename
      ... on OffersSent {
        offers {
          id
          status
          volunteer {
            id
          }
          mayUndoUntil
        }
        links {
          offer
          url
        }
        undoUntil
      }
      ... on NotCleared {
        volunteer {
          id
        }
        missing {
          code
          facts {
            name
            value
          }
        }
      }
    }
  }
`
export const ACCEPT = /* GraphQL */ `
  mutation ($input: AnswerOfferInput!) {
    acceptOffer(input: $input) {
      __typename
      ... on OfferAccepted {
        offer {
          id
          status
        }
        visits {
          id
          occursOn
          startsAt
          endsAt
          status
        }
        stillNeedsSomeone
      }
      ... on OfferLapsed {
        at
      }
      ... on NotCleared {
        missing {
          code
          facts {
            name
            value
          }
        }
      }
      ... on DoubleBooked {
        visit {
          id
        }
        startsAt
        endsAt
      }
    }
  }
`

/** Asks for help for Mair, and gives the task as `REQUEST` shows it. Tuesday's respite at two, unless said. */
export async function requested(of: Neighbourhood, more: Record<string, unknown> = {}, who = of.sioned) {
  const answer = await of.at.ask(who.account, REQUEST, {
    input: {
      patient: of.mair.nodeId,
      kind: 'RESPITE_SITTING',
      inTheirWords: 'An afternoon to myself.',
      timing: 'FIXED',
      firstOn: addDays(of.monday, 1),
      startsAt: '14:00',
      minutes: 120,
      ...more,
    },
  })
  if (answer.errors) throw new Error(JSON.stringify(answer.errors))
  return answer.data['requestTask'].task
}

/** Offers the task (a visit of it) to volunteers; the ids of the offers, in the order of the volunteers. */
export async function offered(
  of: Neighbourhood,
  task: string,
  volunteers: readonly Made[],
  more: Record<string, unknown> = {},
): Promise<{ offers: string[]; tokens: string[] }> {
  const answer = await of.at.ask(of.sioned.account, SEND, {
    input: { task, volunteers: volunteers.map((v) => v.nodeId), ...more },
  })
  if (answer.errors) throw new Error(JSON.stringify(answer.errors))
  const sent = answer.data['sendOffers']
  if (sent.__typename !== 'OffersSent') throw new Error(JSON.stringify(sent))
  return {
    offers: sent.offers.map((offer: { id: string }) => offer.id),
    tokens: sent.links.map((link: { url: string }) => link.url.slice('/v/offers/'.length)),
  }
}

/** What `acceptOffer` answers this volunteer. */
export async function accepts(of: Neighbourhood, who: Actor, offer: string, key?: string) {
  const answer = await of.at.ask(who.account, ACCEPT, {
    input: { offer, ...(key && { clientMutationId: key }) },
  })
  if (answer.errors) throw new Error(JSON.stringify(answer.errors))
  return answer.data['acceptOffer']
}
