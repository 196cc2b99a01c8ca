import type { Viewer } from '../kernel/index.ts'
import { PlainError } from '../platform/index.ts'
import { sql, type Context } from '../reads/index.ts'

/** Where imported volunteers belong. Names are for the report. */
export interface ImportHome {
  readonly organisationId: string
  readonly organisation: string
  readonly localityId: string
  readonly locality: string
}

interface Named {
  readonly id: string
  readonly name: string
  /** With the places around it: `Sussex / Midhurst`. */
  readonly path: string
}

/**
 * The organisation and the locality that a command line names, without regard to capitals; the only one where nothing
 * is said. A locality that shares its name with another is said with the one around it: `Sussex / Midhurst`.
 * @throws PlainError that lists those there are
 */
export async function homeForImport(
  ctx: Pick<Context, 'run'>,
  said: { readonly organisation: string | null; readonly locality: string | null },
): Promise<ImportHome> {
  const organisations = await ctx.run<Named>(
    sql`select id, name, name as path from organisation where in_network order by lower(name)`,
  )
  const localities = await ctx.run<Named>(sql`with recursive below as (
      select id, name, name as path from locality where parent_id is null
      union all select l.id, l.name, b.path || ' / ' || l.name from locality l join below b on l.parent_id = b.id)
    select * from below order by lower(path)`)
  // Both at once: nobody wants to be told of the second mistake after mending the first.
  const organisation = choose('organisation', said.organisation, organisations)
  const locality = choose('locality', said.locality, localities)
  const problems = [organisation, locality].filter((found) => typeof found === 'string')
  if (typeof organisation === 'string' || typeof locality === 'string')
    throw new PlainError(`${problems.join('\n')}\nNothing was changed.`)
  return {
    organisationId: organisation.id,
    organisation: organisation.name,
    localityId: locality.id,
    locality: locality.path,
  }
}

/** The one that is meant, or what to say instead. */
function choose(what: 'organisation' | 'locality', said: string | null, all: readonly Named[]): Named | string {
  const several = what === 'organisation' ? 'organisations' : 'localities'
  if (all.length === 0) return `There is no ${what} yet. An administrator adds one at /settings.`
  if (said === null) {
    const [only, another] = all
    return only && !another ? only : `Say which ${what} with --${what} NAME. There are:\n${listed(all)}`
  }
  const key = (text: string) =>
    text
      .toLowerCase()
      .replace(/\s*[/>]\s*/g, ' / ')
      .replace(/\s+/g, ' ')
      .trim()
  const found = all.filter(({ name, path }) => key(name) === key(said) || key(path) === key(said))
  const [only, another] = found
  if (only && !another) return only
  return only
    ? `There are several ${several} called “${said}”. Say one of:\n${listed(found)}`
    : `There is no ${what} called “${said}”. There are:\n${listed(all)}`
}

function listed(all: readonly Named[]): string {
  const most = 40
  const lines = all.slice(0, most).map(({ path }) => `  ${path}`)
  return [...lines, ...(all.length > most ? [`  and ${all.length - most} more`] : [])].join('\n')
}

/** Who imports: whoever may run commands on this machine, with what a manager of that organisation may do, and no more. */
export const importer = (organisationId: string): Viewer => ({
  account: null,
  language: 'en',
  memberships: [
    {
      id: '00000000-0000-7000-8000-000000000000',
      role: 'GROUP_MANAGER',
      organisation: organisationId,
      localities: [],
      volunteer: null,
    },
  ],
})
