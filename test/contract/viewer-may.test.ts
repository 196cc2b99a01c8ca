import { isEnumType, isObjectType } from 'graphql'
import { beforeAll, expect, test } from 'vitest'
import { encodeNodeId, roles } from '../../api/kernel/index.ts'
import { viewOf, type Context, type View } from '../../api/reads/index.ts'
import { house, type House } from '../harness.ts'
import { plantNetwork, type Planted } from './two-networks.ts'

let at: House
let here: Planted
let there: Planted
beforeAll(async () => {
  at = await house()
  here = await plantNetwork(at, 'CANARYONE')
  there = await plantNetwork(at, 'CANARYTWO')
})

const of = (type: string): View => viewOf(type) as View
const types = {
  patient: 'Patient',
  carer: 'Carer',
  volunteer: 'Volunteer',
  task: 'Task',
  visit: 'Visit',
  offer: 'Offer',
}

const isPermitted = (ctx: Context, view: View, id: string, action: string) =>
  ctx.permit(view, id, action).then(
    () => true,
    () => false,
  )

test('viewerMay says of every object what its commands then allow, for every role', async () => {
  const action = at.schema.getType('Action')
  if (!isEnumType(action)) throw new Error('there is no Action')
  const actions = action.getValues().map(({ name }) => name)
  const mutations = at.schema.getMutationType()?.getFields() ?? {}
  expect(actions.filter((name) => !(name in mutations))).toEqual([])
  const withIt = Object.values(at.schema.getTypeMap()).filter(
    (type) => isObjectType(type) && 'viewerMay' in type.getFields(),
  )
  expect(withIt.map((type) => type.name)).toEqual(expect.arrayContaining([...Object.values(types), 'Organisation']))
  const query = `query ($id: ID!) { node(id: $id) { id ${withIt.map((type) => `... on ${type.name} { viewerMay }`).join(' ')} } }`

  const told = new Map<string, string[]>()
  for (const role of roles) {
    const viewer = here.viewers[role]
    for (const network of [here, there])
      for (const [key, type] of Object.entries({
        ...types,
        reported: 'Visit',
        assignment: 'Assignment',
        consent: 'Consent',
      })) {
        const id = network.ids[key] as string
        const { data, errors } = await at.ask(viewer, query, { id: encodeNodeId(of(type).code as number, id) })
        expect(errors).toBeUndefined()
        expect(at.statements()).toHaveLength(1)
        const mine = actions.filter((name) => at.parts.grants.mayUse(`Mutation.${name}`, viewer))
        const allowed = await at.run(viewer, async (ctx) => {
          const permitted: string[] = []
          for (const name of mine) if (await isPermitted(ctx, of(type), id, name)) permitted.push(name)
          return permitted
        })
        expect([...(data['node']?.viewerMay ?? [])].toSorted(), `${role} on ${type}`).toEqual(allowed)
        if (network === here) told.set(`${role} ${key}`, allowed)
      }
  }
  expect(told.get('VOLUNTEER_CO_ORDINATOR task')).toEqual(['editTask', 'markUnmet', 'sendOffers', 'withdrawTask'])
  expect(told.get('CARE_CO_ORDINATOR task')).toEqual(['editTask', 'withdrawTask'])
  expect(told.get('CARE_CO_ORDINATOR volunteer')).toEqual([])
  expect(told.get('ADMINISTRATOR patient')).toEqual([])
  expect(told.get('GROUP_MANAGER volunteer')).toContain('editVolunteer')
})
