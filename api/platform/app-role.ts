import type { Client } from 'pg'
import { errorCode, PlainError } from './plain-error.ts'
import { connect } from './pool.ts'
import { scramVerifier } from './scram.ts'

const OURS = 'Serves Alongside. Made by Alongside, which may change its password.'
/** Our number for advisory locks around roles ("alongside-roles"). */
const ROLE_LOCK = 7310_001

/** The same database as `adminUrl`, as the role `app`. */
export function appUrlFor(adminUrl: string, password: string): string {
  const url = new URL(adminUrl)
  url.username = 'app'
  url.password = password
  url.searchParams.delete('user')
  url.searchParams.delete('password')
  return url.href
}

/**
 * Makes sure that the role `app` exists and may sign in with this password. It is no superuser, does not bypass
 * row-level security and owns nothing. It is given SELECT, INSERT, UPDATE and DELETE on every table **that the
 * administrator's role makes from now on** in schema public (default privileges), so this comes before the migrations;
 * a migration takes away what a table must refuse (`REVOKE UPDATE, DELETE ON audit_event FROM app`), and that stays so.
 *
 * Safe to call by several instances at once and at every start.
 *
 * @param adminUrl a role that may create roles (CREATEROLE) and owns the database
 * @returns the URL for role `app`
 * @throws PlainError if there is a role `app` that we did not make and whose password is another
 */
export async function ensureAppRole(adminUrl: string, password: string): Promise<string> {
  const appUrl = appUrlFor(adminUrl, password)
  const client = await connect(adminUrl, {
    applicationName: 'alongside roles',
    lockTimeout: 30_000,
    statementTimeout: 30_000,
  })
  try {
    await client.query('select pg_advisory_lock($1)', [ROLE_LOCK])
    await makeRole(client, appUrl, password)
    await client.query(`GRANT USAGE ON SCHEMA public TO app`)
    await client.query(
      `ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO app`,
    )
    await client.query(`ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO app`)
  } finally {
    await client.end()
  }
  return appUrl
}

async function makeRole(client: Client, appUrl: string, password: string): Promise<void> {
  const found = await client.query<{ comment: string | null }>(
    `select shobj_description(oid, 'pg_authid') as comment from pg_roles where rolname = 'app'`,
  )
  const verifier = scramVerifier(password)
  const existing = found.rows[0]
  if (!existing) {
    await client.query(
      `CREATE ROLE app LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD '${verifier}'`,
    )
    await client.query(`COMMENT ON ROLE app IS '${OURS}'`)
    await client.query(`DO $$ BEGIN EXECUTE format('GRANT CONNECT ON DATABASE %I TO app', current_database()); END $$`)
  } else if (!(await maySignIn(appUrl))) {
    if (existing.comment !== OURS)
      throw new PlainError(
        `This PostgreSQL already has a role named app, which Alongside did not make. ` +
          `Set DATABASE_APP_URL to the address of the role that is to serve (it must own nothing).`,
      )
    await client.query(`ALTER ROLE app PASSWORD '${verifier}'`)
  }
}

async function maySignIn(appUrl: string): Promise<boolean> {
  try {
    await (await connect(appUrl, { applicationName: 'alongside roles' })).end()
    return true
  } catch (error) {
    if (errorCode(error)?.startsWith('28')) return false
    throw error
  }
}

/**
 * Refuses to serve as a role that would walk past row-level security: a superuser, one with BYPASSRLS, or an owner of
 * our tables (directly or by membership in the owning role).
 *
 * @throws PlainError saying which of these it is
 */
export async function assertServingRole(appUrl: string): Promise<void> {
  const client = await connect(appUrl, { applicationName: 'alongside start' })
  try {
    const { rows } = await client.query<{ name: string; super: boolean; bypass: boolean; owned: string | null }>(`
      select rolname as name, rolsuper as super, rolbypassrls as bypass,
             (select min(c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
               where n.nspname = 'public' and c.relkind in ('r', 'p') and pg_has_role(current_user, c.relowner, 'MEMBER')
             ) as owned
        from pg_roles where rolname = current_user`)
    const role = rows[0]
    const why = !role
      ? 'is not to be found'
      : role.super
        ? 'is a superuser'
        : role.bypass
          ? 'may bypass row-level security'
          : role.owned
            ? `owns tables, or belongs to the role that does (${role.owned}, for one)`
            : undefined
    if (why)
      throw new PlainError(
        `Alongside does not serve as the database role "${role?.name ?? '?'}", because it ${why}: nothing in the database ` +
          `would then stop one organisation from reading another's people. Leave DATABASE_APP_URL out (a role "app" is made), ` +
          `or set it to a role that is no superuser, has NOBYPASSRLS and owns nothing.`,
      )
  } finally {
    await client.end()
  }
}
