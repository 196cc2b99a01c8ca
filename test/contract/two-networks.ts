import { randomUUID } from 'node:crypto'
import { roles, type Role, type Viewer } from '../../api/kernel/index.ts'
import type { House } from '../harness.ts'

/** A network planted row by row, every text of a person or their business marked, and one viewer of each role in it. */
export interface Planted {
  readonly mark: string
  readonly organisation: string
  readonly locality: string
  readonly ids: Readonly<Record<string, string>>
  readonly viewers: Readonly<Record<Role, Viewer>>
}

/**
 * Plants an organisation with a patient, a carer, a volunteer, a task with visits, an offer and an assignment. The
 * volunteer who signs in is another one than the volunteer with the visit, so what they may see is only their own.
 */
export async function plantNetwork(at: House, mark: string): Promise<Planted> {
  const id = () => randomUUID()
  const ids: Record<string, string> = {}
  const row = async (table: string, values: Record<string, unknown>) => {
    const all = { ...('id' in values ? {} : withoutId.has(table) ? {} : { id: id() }), ...values } as Record<
      string,
      unknown
    >
    const columns = Object.keys(all)
    await at.plant(
      `insert into ${table} (${columns.join(', ')}) values (${columns.map((_, i) => `$${i + 1}`).join(', ')})`,
      Object.values(all),
    )
    return (all['id'] as string | undefined) ?? ''
  }
  const organisation = await row('organisation', {
    name: `Organisation ${mark}`.replace('CANARY', 'Public'),
    kind: 'CHARITY',
  })
  const locality = await row('locality', { name: `Locality ${mark}`.replace('CANARY', 'Public') })
  const home = { organisation_id: organisation, locality_id: locality }
  const person = (role: string) =>
    row('person', {
      given_name: `${mark}-${role}`,
      family_name: `Family-${mark}`,
      preferred_name: `${mark}-preferred`,
      date_of_birth: '1940-05-01',
      address_lines: [`1 ${mark} Lane`],
      town: `${mark}-town`,
      postcode: 'GU29 9XX',
      latitude: 50.9,
      longitude: -0.7,
      phones: [`${mark}-phone`],
      email: `${mark}-${role}@example.org`.toLowerCase().replace('canary', 'CANARY'),
      access_needs: `${mark}-access`,
    })
  const account = (name: string) => row('account', { email: `${mark}-${name}@example.org`, name: `${mark}-${name}` })

  const care = await account('care')
  ids['patient'] = await row('patient', {
    person_id: await person('patient'),
    ...home,
    care_co_ordinator_id: care,
    conditions: `${mark}-conditions`,
    what_to_know: `${mark}-know`,
    gp_practice_code: 'H82001',
  })
  ids['carer'] = await row('carer', { person_id: await person('carer'), ...home, what_to_know: `${mark}-know` })
  ids['relationship'] = await row('care_relationship', {
    carer_id: ids['carer'],
    patient_id: ids['patient'],
    relationship: `${mark}-daughter`,
    emergency_plan: `${mark}-plan`,
  })
  ids['consent'] = await row('consent', {
    patient_id: ids['patient'],
    purpose: 'SHARE_WITH_VOLUNTEER',
    given_by: `${mark}-giver`,
    given_on: '2026-01-01',
    capacity_note: `${mark}-capacity`,
  })
  const volunteer = async (name: string) => {
    const made = await row('volunteer', {
      person_id: await person(name),
      ...home,
      status: 'ACTIVE',
      lived_experience: `${mark}-lived`,
      joined_on: '2025-01-01',
    })
    await row('volunteer_check', {
      volunteer_id: made,
      level: 'ENHANCED_ADULT_BARRED',
      issued_on: '2025-01-01',
      seen_by: `${mark}-seer`,
      review_due_on: '2035-01-01',
    })
    for (const course of ['INDUCTION', 'SAFEGUARDING_ADULTS', 'LONE_VISITING'])
      await row('volunteer_training', { volunteer_id: made, course, completed_on: '2025-01-01' })
    await row('availability', { volunteer_id: made, weekday: 1, starts_at: '09:00', ends_at: '17:00' })
    await row('absence', { volunteer_id: made, first_on: '2027-01-01', last_on: '2027-01-09' })
    await row('volunteer_travel', { volunteer_id: made, mode: 'DRIVE', max_km: 20 })
    await row('volunteer_skill', { volunteer_id: made, skill: 'LISTENING' })
    return made
  }
  ids['volunteer'] = await volunteer('volunteer')
  const onlooker = await volunteer('onlooker')
  ids['blocked'] = await row('blocked_pair', {
    volunteer_id: ids['volunteer'],
    carer_id: ids['carer'],
    asked_by: 'PERSON',
    since_on: '2026-01-01',
  })
  ids['task'] = await row('task', {
    ...home,
    patient_id: ids['patient'],
    kind: 'RESPITE_SITTING',
    in_their_words: `${mark}-words`,
    asked_by_id: care,
    area: `${mark}-area`,
    address: `${mark}-address`,
    timing: 'FIXED',
    first_on: '2026-11-02',
    starts_at: '10:00',
    ends_at: '12:00',
    minutes: 120,
    what_to_know: `${mark}-task`,
  })
  const visit = (on: string, more: Record<string, unknown> = {}) =>
    row('visit', {
      task_id: ids['task'],
      ...home,
      occurs_on: on,
      starts_at: `${on}T10:00:00Z`,
      ends_at: `${on}T12:00:00Z`,
      minutes: 120,
      ...more,
    })
  ids['visit'] = await visit('2026-11-16')
  ids['reported'] = await visit('2026-11-09', {
    status: 'ENDED',
    went: 'WORRY',
    worry: `${mark}-worry`,
    reported_minutes: 100,
  })
  ids['open'] = await visit('2026-11-23')
  ids['assignment'] = await row('assignment', {
    task_id: ids['task'],
    visit_id: ids['visit'],
    volunteer_id: ids['volunteer'],
    ...home,
  })
  ids['offer'] = await row('offer', {
    round_id: id(),
    task_id: ids['task'],
    visit_id: ids['open'],
    volunteer_id: ids['volunteer'],
    ...home,
    sent_at: '2026-11-01T09:00:00Z',
    lapses_at: '2036-11-01T09:00:00Z',
  })

  const viewers = Object.fromEntries(
    await Promise.all(
      roles.map(async (role) => {
        const accountId = role === 'CARE_CO_ORDINATOR' ? care : await account(role)
        const membership = await row('membership', {
          account_id: accountId,
          role,
          organisation_id: role === 'ADMINISTRATOR' ? null : organisation,
          volunteer_id: role === 'VOLUNTEER' ? onlooker : null,
        })
        await row('membership_locality', { membership_id: membership, locality_id: locality })
        return [role, await at.viewer(accountId)] as const
      }),
    ),
  ) as Record<Role, Viewer>
  return { mark, organisation, locality, ids, viewers }
}

const withoutId = new Set(['volunteer_skill', 'volunteer_travel', 'membership_locality', 'membership_role'])
