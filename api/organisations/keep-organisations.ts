import { LockMode } from '@mikro-orm/core'
import { sql, type Context } from '../reads/index.ts'
import { LocalityEntity, OrganisationEntity } from './organisation.entity.ts'
import { LocalityView, OrganisationView } from './organisation.views.ts'

export interface OrganisationFacts {
  name: string
  kind: string
  description?: string | null
  email?: string | null
  phone?: string | null
  charityNumber?: string | null
}

/** Adds an organisation to the network. A name that one there has already is refused: two of a name cannot be told apart. */
export async function addOrganisation(ctx: Context, input: OrganisationFacts) {
  if (input.name === '') ctx.refuseInput({ field: 'name', code: 'EMPTY' })
  const taken = await ctx.run(sql`select 1 from organisation where in_network and lower(name) = lower(${input.name})`)
  if (taken.length > 0) return { kind: 'NameTaken', name: input.name } as const
  const organisation = ctx.em.create(OrganisationEntity, { id: ctx.newId(), inNetwork: true, ...factsOf(input) })
  ctx.record('organisation.added', organisation.id)
  return { kind: 'OrganisationAdded', organisationId: organisation.id } as const
}

/** Changes what is said of an organisation; refused as Stale when somebody else changed it meanwhile. */
export async function editOrganisation(ctx: Context, input: OrganisationFacts & { id: string; version: number }) {
  const id = ctx.idOf(OrganisationView, input.id, 'id')
  await ctx.permit(OrganisationView, id, 'editOrganisation')
  if (input.name === '') ctx.refuseInput({ field: 'name', code: 'EMPTY' })
  const organisation = await ctx.em.findOneOrFail(OrganisationEntity, { id })
  if (organisation.version !== input.version) return { kind: 'Stale', currentId: input.id } as const
  Object.assign(organisation, factsOf(input))
  ctx.record('organisation.edited', id)
  return { kind: 'OrganisationEdited', organisationId: id } as const
}

/** Adds a locality, under another one if that is said. */
export async function addLocality(
  ctx: Context,
  input: { name: string; nameCy?: string | null; parent?: string | null },
) {
  if (input.name === '') ctx.refuseInput({ field: 'name', code: 'EMPTY' })
  const parentId = input.parent ? ctx.idOf(LocalityView, input.parent, 'parent') : null
  if (parentId) await ctx.permit(LocalityView, parentId, 'READ')
  const taken = await ctx.run(
    sql`select 1 from locality where lower(name) = lower(${input.name}) and parent_id is not distinct from ${parentId}::uuid`,
  )
  if (taken.length > 0) return { kind: 'NameTaken', name: input.name } as const
  const locality = ctx.em.create(LocalityEntity, {
    id: ctx.newId(),
    name: input.name,
    nameCy: input.nameCy ?? null,
    parentId,
  })
  ctx.record('locality.added', locality.id)
  return { kind: 'LocalityAdded', localityId: locality.id } as const
}

/** Gives a locality another name; where it lies in the tree, and so who reaches it, stays. Stale when somebody else changed it. */
export async function editLocality(
  ctx: Context,
  input: { id: string; version: number; name: string; nameCy?: string | null },
) {
  const id = ctx.idOf(LocalityView, input.id, 'id')
  await ctx.permit(LocalityView, id, 'editLocality')
  if (input.name === '') ctx.refuseInput({ field: 'name', code: 'EMPTY' })
  const locality = await ctx.em.findOneOrFail(LocalityEntity, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE })
  if (locality.version !== input.version) return { kind: 'Stale', currentId: input.id } as const
  const taken = await ctx.run(sql`select 1 from locality
    where id <> ${id}::uuid and lower(name) = lower(${input.name}) and parent_id is not distinct from ${locality.parentId ?? null}::uuid`)
  if (taken.length > 0) return { kind: 'NameTaken', name: input.name } as const
  // The index has the last word: another may be getting this name at this very moment.
  const named = await ctx.attempt(async () => {
    Object.assign(locality, { name: input.name, nameCy: input.nameCy || null })
    await ctx.em.flush()
  })
  if (!named.ok) {
    ctx.em.clear()
    if (named.constraint !== 'locality_name') throw new Error(`a locality's name refused by ${named.constraint}`)
    return { kind: 'NameTaken', name: input.name } as const
  }
  ctx.record('locality.edited', id)
  return { kind: 'LocalityEdited', localityId: id } as const
}

const factsOf = (input: OrganisationFacts) => ({
  name: input.name,
  kind: input.kind,
  description: input.description ?? null,
  email: input.email ?? null,
  phone: input.phone ?? null,
  charityNumber: input.charityNumber ?? null,
})
