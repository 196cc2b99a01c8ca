import type { Client } from 'pg'
import { addDays, seededRng, type LocalDate, type Rng } from '../../../api/kernel/index.ts'
import { giveWork, type Work } from './work.ts'
import { somebody } from './people.ts'
import { insertRows, uuidMaker, type Row } from './rows.ts'
import { recruit, type Volunteer } from './volunteers.ts'

/** How big. */
export interface NetworkSize {
  /** Of the organisation whose co-ordinator asks. */
  readonly volunteers: number
  /** Tasks that nobody is on yet. */
  readonly openTasks: number
  /** Weekly tasks that somebody is on, each twelve weeks back and eight ahead. */
  readonly series: number
  /** Of a second organisation in the same town, which the first must never see. */
  readonly foreignVolunteers: number
}

/** What of the network a benchmark needs to ask. */
export interface Network {
  /** The account of a volunteer co-ordinator of all localities. */
  readonly coOrdinatorId: string
  readonly openTaskIds: readonly string[]
  /** What was written, for the report. */
  readonly counts: Readonly<Record<string, number>>
}

/** Who does the writing, with whose chance, and when it is there. */
export interface Making {
  readonly client: Client
  readonly rng: Rng
  readonly newId: () => string
  readonly today: LocalDate
}

/** An organisation with its localities. */
export interface Home {
  readonly organisationId: string
  readonly localityIds: readonly string[]
}

/**
 * Writes a whole network into a migrated, empty database, as superuser and straight into the tables, triggers and
 * constraints on. Everybody in it is made up, and the same seed makes the same ones.
 */
export async function writeNetwork(client: Client, size: NetworkSize, today: LocalDate, seed = 1): Promise<Network> {
  const rng = seededRng(seed)
  const making: Making = { client, rng, newId: uuidMaker(rng), today }
  await client.query('begin')
  const { umbrella, homes } = await organisations(making)
  const [ours, theirs] = homes
  if (!ours || !theirs) throw new RangeError('two organisations')
  const coOrdinatorId = await coOrdinator(making, ours, umbrella)
  const volunteers = await recruit(making, ours, size.volunteers)
  await recruit(making, theirs, size.foreignVolunteers)
  const people = await patients(making, ours, Math.ceil(size.series * 0.7) + size.openTasks)
  const work: Work = await giveWork(making, ours, { ...size, people, volunteers, coOrdinatorId })
  await blockedPairs(making, people, volunteers)
  await client.query('commit')
  await client.query('analyze')
  return {
    coOrdinatorId,
    openTaskIds: work.openTaskIds,
    counts: { volunteers: volunteers.length, patients: people.length, ...work.counts },
  }
}

async function organisations({ client, newId }: Making): Promise<{ umbrella: string; homes: Home[] }> {
  const umbrella = newId()
  const localities = ['North', 'South', 'East', 'West'].map((side) => ({ id: newId(), name: `${side} Eastmarsh` }))
  await insertRows(
    client,
    'locality',
    ['id', 'name', 'parent_id', 'version'],
    [
      { id: umbrella, name: 'Eastmarsh', parent_id: null, version: 1 },
      ...localities.map((locality) => ({ ...locality, parent_id: umbrella, version: 1 })),
    ],
  )
  const localityIds = localities.map(({ id }) => id)
  const homes = [
    { organisationId: newId(), localityIds },
    { organisationId: newId(), localityIds },
  ]
  const names = ['Eastmarsh Neighbours', 'Chapel Row Helpers']
  await insertRows(
    client,
    'organisation',
    ['id', 'name', 'kind', 'phone', 'in_network', 'version'],
    homes.map(({ organisationId }, i) => ({
      id: organisationId,
      name: names[i] ?? '',
      kind: 'CHARITY',
      phone: `01632 960${100 + i}`,
      in_network: true,
      version: 1,
    })),
  )
  return { umbrella, homes }
}

async function coOrdinator({ client, newId }: Making, home: Home, umbrella: string): Promise<string> {
  const [id, membership] = [newId(), newId()]
  await client.query(
    `insert into account (id, email, name) values ($1, 'co-ordinator@eastmarsh.example', 'Sioned Pugh')`,
    [id],
  )
  await client.query(
    `insert into membership (id, account_id, role, organisation_id) values ($1, $2, 'VOLUNTEER_CO_ORDINATOR', $3)`,
    [membership, id, home.organisationId],
  )
  await client.query('insert into membership_locality (membership_id, locality_id) values ($1, $2)', [
    membership,
    umbrella,
  ])
  return id
}

/** A person who is helped. */
export interface Patient {
  readonly id: string
  readonly localityId: string
  readonly lat: number
  readonly lon: number
}

async function patients({ client, rng, newId, today }: Making, home: Home, count: number): Promise<Patient[]> {
  const people: Row[] = []
  const rows: Row[] = []
  const consents: Row[] = []
  const made: Patient[] = []
  for (let i = 0; i < count; i++) {
    const [personId, id, localityId] = [newId(), newId(), rng.pick(home.localityIds)]
    const person = somebody(rng, { bornFrom: 1928, bornTo: 1960, withinKm: 8 })
    people.push({ id: personId, ...person })
    rows.push({
      id,
      person_id: personId,
      organisation_id: home.organisationId,
      locality_id: localityId,
      status: rng.pick(['GREEN', 'GREEN', 'AMBER', 'RED']),
      created_at: `${addDays(today, -400)}T09:00:00Z`,
      version: 1,
    })
    // Nearly everybody agreed that their volunteer may know who they are.
    if (rng.next() < 0.96)
      for (const purpose of rng.next() < 0.6 ? ['SHARE_WITH_VOLUNTEER', 'SHARE_WITH_GROUP'] : ['SHARE_WITH_VOLUNTEER'])
        consents.push({ id: newId(), patient_id: id, purpose, given_by: 'themselves', given_on: addDays(today, -390) })
    made.push({ id, localityId, lat: person.latitude, lon: person.longitude })
  }
  await insertRows(client, 'person', Object.keys(people[0] ?? {}), people)
  await insertRows(client, 'patient', Object.keys(rows[0] ?? {}), rows)
  await insertRows(client, 'consent', Object.keys(consents[0] ?? {}), consents)
  return made
}

/** Some pairs that must not be: one in forty volunteers has one. */
async function blockedPairs(
  { client, rng, newId, today }: Making,
  people: readonly Patient[],
  volunteers: readonly Volunteer[],
) {
  const rows = volunteers
    .filter(() => rng.next() < 1 / 40)
    .map((volunteer) => ({
      id: newId(),
      volunteer_id: volunteer.id,
      patient_id: rng.pick(people).id,
      asked_by: rng.pick(['PERSON', 'VOLUNTEER', 'CO_ORDINATOR']),
      since_on: addDays(today, -100),
    }))
  await insertRows(client, 'blocked_pair', ['id', 'volunteer_id', 'patient_id', 'asked_by', 'since_on'], rows)
}
