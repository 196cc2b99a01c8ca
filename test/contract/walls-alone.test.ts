import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { roles, thePublic, type Viewer } from '../../api/kernel/index.ts'
import { GrantBook, raw } from '../../api/reads/index.ts'
import { house, type House } from '../harness.ts'
import { marksFound } from './marks-found.ts'
import { plantNetwork, type Planted } from './two-networks.ts'

// Each of the two walls with the other one taken away. Neither can be taken away in the product: here the grants are
// replaced in this process, and row-level security is lifted by the superuser of a database of the test's own.
let at: House
let ours: Planted
let theirs: Planted
beforeEach(async () => {
  at = await house()
  ours = await plantNetwork(at, 'CANARY-A')
  theirs = await plantNetwork(at, 'CANARY-B')
})
afterEach(() => vi.restoreAllMocks())

const everybody = (): [string, Viewer][] => [
  ...roles.map((role): [string, Viewer] => [role, ours.viewers[role]]),
  ['the public', thePublic],
]

/** What each may be shown of the other network: nothing, but to administrators those who sign in. */
async function leaks(): Promise<string[]> {
  const found: string[] = []
  for (const [who, viewer] of everybody())
    for (const way of (await marksFound(at, viewer, theirs, 3)).get('CANARY-B') ?? [])
      if (who !== 'ADMINISTRATOR' || !/^(accounts|nodes|apiKeys|careCoOrdinators)/.test(way))
        found.push(`${who}: ${way}`)
  return found
}

describe('one wall alone', () => {
  test('row-level security, with every predicate and every grant of an operation off', async () => {
    const first = GrantBook.prototype.grantsOn
    vi.spyOn(GrantBook.prototype, 'ways').mockImplementation(function (this: GrantBook, type) {
      return first
        .call(this, type)
        .slice(0, 1)
        .map((grant) => ({ grant, holds: raw('true') }))
    })
    vi.spyOn(GrantBook.prototype, 'mayUse').mockReturnValue(true)
    expect(await leaks()).toEqual([])
    // The grants are off indeed: a group's manager is shown the patients of the organisation's own co-ordinator by none.
    const { data } = await at.ask(ours.viewers.VOLUNTEER_CO_ORDINATOR, '{ accounts(first: 20) { nodes { name } } }')
    expect(JSON.stringify(data)).toContain('CANARY-A')
  }, 120_000)

  test('the grants, with row-level security off', async () => {
    await at.plant(`do $$ declare it regclass; begin
      for it in select oid::regclass from pg_class where relrowsecurity loop
        execute format('alter table %s disable row level security', it);
      end loop; end $$`)
    // It is off indeed.
    expect(await at.parts.pool.query('select 1 from patient').then(({ rowCount }) => rowCount)).toBe(2)
    expect(await leaks()).toEqual([])
  }, 120_000)
})
