import { addAccount, addMembership } from '../../api/access/index.ts'
import { addDays, encodeNodeId, seededRng, type Membership, type Role } from '../../api/kernel/index.ts'
import { addLocality, addOrganisation, LocalityView, OrganisationView } from '../../api/organisations/index.ts'
import {
  CarerView,
  giveConsent,
  PatientView,
  registerCarer,
  registerPatient,
  relateCarer,
  shareRecord,
  type RegisterCarerInput,
  type RegisterPatientInput,
} from '../../api/people/index.ts'
import type { Context, View } from '../../api/reads/index.ts'
import {
  addAbsence,
  addVolunteer,
  recordCheck,
  recordTraining,
  setAvailability,
  setTravel,
  setVolunteerSkills,
  shareVolunteer,
  VolunteerView,
  type AddVolunteerInput,
} from '../../api/volunteers/index.ts'
import { Invented } from './invented.ts'
import { must, theInstallation, type Actor, type Runner } from './runner.ts'
import { week } from './week.ts'

/** The opaque id of a row, as the commands take it. */
export const idOf = (view: View, uuid: string): string => encodeNodeId(view.code ?? 0, uuid)

export interface Place {
  readonly id: string
  readonly name: string
  readonly parent: Place | null
  readonly outward: string
  readonly at: { readonly latitude: number; readonly longitude: number }
}
export interface Organisation {
  readonly id: string
  readonly name: string
}

/** Somebody made by the builder: a row's UUID, its opaque id, and a name to call them by. */
export interface Made {
  readonly id: string
  readonly nodeId: string
  readonly name: string
  readonly place: Place
}

type Optional<T, K extends keyof T> = Omit<T, K> & Partial<Pick<T, K>>
/** Days are counted from today: `due: 30` is in thirty days, `issued: -700` nearly two years ago. */
export interface CheckLine {
  readonly level: string
  readonly issued: number
  readonly due: number
}
export interface VolunteerLine extends Optional<
  Omit<AddVolunteerInput, 'locality' | 'organisation'>,
  'givenName' | 'familyName'
> {
  readonly place: Place
  readonly skills?: readonly string[]
  readonly checks?: readonly CheckLine[]
  /** A course, or a course and how many days ago it was. 100 days ago unless said. */
  readonly trainings?: readonly (string | readonly [string, number])[]
  /** `'Mon Wed 09:00-17:00'`. */
  readonly week?: string
  /** Modes and kilometres: `{ DRIVE: 25 }`. */
  readonly travel?: Readonly<Partial<Record<'WALK' | 'CYCLE' | 'BUS' | 'DRIVE', number>>>
  /** First and last day away, counted from today. */
  readonly away?: readonly [number, number]
}
export type PatientLine = Optional<
  Omit<RegisterPatientInput, 'locality' | 'organisation' | 'evenSo'>,
  'givenName' | 'familyName'
> & {
  readonly place: Place
  readonly gender?: 'FEMALE' | 'MALE'
  readonly consents?: readonly string[]
}
export type CarerLine = Optional<Omit<RegisterCarerInput, 'locality' | 'organisation'>, 'givenName' | 'familyName'> & {
  readonly place: Place
  readonly gender?: 'FEMALE' | 'MALE'
  readonly consents?: readonly string[]
}

/**
 * Makes people from a few lines, for demo networks and tests, by the product's own commands: what it would refuse
 * cannot be made. What a line leaves out is invented; the same seed invents the same.
 */
export class Builder {
  readonly rng
  readonly invented
  constructor(
    private readonly runner: Runner,
    seed: string,
  ) {
    this.rng = seededRng(seed)
    this.invented = new Invented(this.rng)
  }

  /** Runs commands as somebody. */
  as<T>(actor: Actor, work: (ctx: Context) => Promise<T>): Promise<T> {
    return this.runner.run(actor.viewer, work)
  }

  async place(
    name: string,
    facts: { latitude: number; longitude: number; outward: string; parent?: Place },
  ): Promise<Place> {
    const parent = facts.parent ? idOf(LocalityView, facts.parent.id) : null
    const added = await this.runner.run(theInstallation, (ctx) => addLocality(ctx, { name, parent }))
    const at = { latitude: facts.latitude, longitude: facts.longitude }
    return {
      id: must(added, 'LocalityAdded').localityId,
      name,
      parent: facts.parent ?? null,
      outward: facts.outward,
      at,
    }
  }

  async organisation(
    name: string,
    kind: string,
    facts: { description?: string; email?: string } = {},
  ): Promise<Organisation> {
    const phone = this.invented.phone()
    const added = await this.runner.run(theInstallation, (ctx) => addOrganisation(ctx, { name, kind, phone, ...facts }))
    return { id: must(added, 'OrganisationAdded').organisationId, name }
  }

  /**
   * Somebody who signs in.
   * @param places where the role reaches; name every place, those beneath a parent too
   */
  async account(someone: {
    name: string
    email: string
    role: Role
    organisation?: Organisation
    places?: readonly Place[]
    volunteer?: Made
    password?: string
    language?: 'en' | 'cy'
  }): Promise<Actor> {
    const { name, email, role, language = 'en' } = someone
    const localityIds = (someone.places ?? []).map((place) => place.id)
    const organisationId = someone.organisation?.id ?? null
    return this.runner.run(theInstallation, async (ctx) => {
      const account = await addAccount(ctx, {
        name,
        email,
        language,
        ...(someone.password ? { password: someone.password } : {}),
      })
      if (!account) throw new Error(`${email} has an account`)
      const volunteerId = someone.volunteer?.id ?? null
      const id = await addMembership(ctx, { accountId: account, role, organisationId, localityIds, volunteerId })
      const membership: Membership = {
        id,
        role,
        organisation: organisationId,
        localities: localityIds,
        volunteer: volunteerId,
      }
      return { account, name, email, viewer: { account, language, memberships: [membership] } }
    })
  }

  /** A volunteer with all that belongs to one, added by `by`. */
  async volunteer(by: Actor, line: VolunteerLine): Promise<Made> {
    const { place, skills, checks = [], trainings = [], week: hours, travel, away, ...facts } = line
    const gender = facts.gender === 'MALE' ? 'MALE' : 'FEMALE'
    const input = { ...this.#person(place, gender), ...facts }
    const id = await this.as(by, async (ctx) => {
      const added = must(
        await addVolunteer(ctx, { status: 'ACTIVE', gender, ...input, locality: idOf(LocalityView, place.id) }),
        'VolunteerAdded',
      )
      const volunteer = idOf(VolunteerView, added.volunteerId)
      let version = 1
      if (hours)
        must(await setAvailability(ctx, { volunteer, version: version++, windows: week(hours) }), 'AvailabilitySet')
      if (skills) must(await setVolunteerSkills(ctx, { volunteer, version: version++, skills }), 'VolunteerSkillsSet')
      const travels = Object.entries(travel ?? {}).map(([mode, maxKm]) => ({ mode, maxKm }))
      if (travels.length > 0) must(await setTravel(ctx, { volunteer, version: version++, travels }), 'TravelSet')
      const day = (days: number) => addDays(ctx.today, days)
      for (const { level, issued, due } of checks)
        await recordCheck(ctx, { volunteer, level, issuedOn: day(issued), reviewDueOn: day(due), seenBy: by.name })
      for (const training of trainings) {
        const [course, ago] = typeof training === 'string' ? [training, 100] : training
        await recordTraining(ctx, { volunteer, course, completedOn: day(-ago) })
      }
      if (away) await addAbsence(ctx, { volunteer, firstOn: day(away[0]), lastOn: day(away[1]) })
      return added.volunteerId
    })
    return { id, nodeId: idOf(VolunteerView, id), name: `${input.givenName} ${input.familyName}`, place }
  }

  async patient(by: Actor, line: PatientLine): Promise<Made> {
    const { place, gender = 'FEMALE', consents = [], ...facts } = line
    const input = { ...this.#person(place, gender), nhsNumber: this.invented.nhsNumber(), ...facts }
    const id = await this.as(by, async (ctx) => {
      const registered = must(
        await registerPatient(ctx, { ...input, evenSo: true, locality: idOf(LocalityView, place.id) }),
        'PatientRegistered',
      )
      for (const purpose of consents)
        await giveConsent(ctx, {
          patient: idOf(PatientView, registered.patientId),
          purpose,
          givenBy: `${input.givenName} ${input.familyName}`,
        })
      return registered.patientId
    })
    return { id, nodeId: idOf(PatientView, id), name: `${input.givenName} ${input.familyName}`, place }
  }

  async carer(by: Actor, line: CarerLine): Promise<Made> {
    const { place, gender = 'FEMALE', consents = [], ...facts } = line
    const input = { ...this.#person(place, gender), ...facts }
    const id = await this.as(by, async (ctx) => {
      const registered = must(
        await registerCarer(ctx, { ...input, locality: idOf(LocalityView, place.id) }),
        'CarerRegistered',
      )
      for (const purpose of consents)
        await giveConsent(ctx, {
          carer: idOf(CarerView, registered.carerId),
          purpose,
          givenBy: `${input.givenName} ${input.familyName}`,
        })
      return registered.carerId
    })
    return { id, nodeId: idOf(CarerView, id), name: `${input.givenName} ${input.familyName}`, place }
  }

  /** `carer` cares for `patient`. */
  async cares(
    by: Actor,
    carer: Made,
    patient: Made,
    relationship: string,
    facts: { hoursAWeek?: number; willing?: boolean; able?: boolean; emergencyPlan?: string } = {},
  ): Promise<void> {
    must(
      await this.as(by, (ctx) =>
        relateCarer(ctx, { carer: carer.nodeId, patient: patient.nodeId, relationship, ...facts }),
      ),
      'CarerRelated',
    )
  }

  /** Shows a patient, a carer or a volunteer to another organisation. */
  async share(
    by: Actor,
    what: { patient?: Made; carer?: Made; volunteer?: Made },
    organisation: Organisation,
    purpose: string,
  ): Promise<void> {
    const terms = { with: idOf(OrganisationView, organisation.id), purpose }
    const { volunteer, patient, carer } = what
    const shared = await this.as(by, (ctx) =>
      volunteer
        ? shareVolunteer(ctx, { volunteer: volunteer.nodeId, ...terms })
        : shareRecord(ctx, { patient: patient?.nodeId ?? null, carer: carer?.nodeId ?? null, ...terms }),
    )
    must(shared, 'RecordShared')
  }

  #person(place: Place, gender: 'FEMALE' | 'MALE') {
    return {
      ...this.invented.name(gender),
      addressLines: this.invented.addressLines(),
      town: place.name,
      postcode: this.invented.postcode(place.outward),
      phones: [this.invented.phone()],
      position: this.invented.near(place.at, 3),
    }
  }
}
