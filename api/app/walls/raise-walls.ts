import { createHash } from 'node:crypto'
import type { Client } from 'pg'
import { connect, PlainError } from '../../platform/index.ts'
import { commands } from './commands.sql.ts'
import { doors } from './doors.sql.ts'
import { openTables, walledTables } from './open-tables.ts'
import { policies } from './policies.sql.ts'
import { reach } from './reach.sql.ts'

const list = `'{${walledTables.join(',')}}'::text[]`

/** Everything anew: what was there goes in the same transaction, so nobody ever finds a gap. */
const walls = /* sql */ `
set local lock_timeout = '20s';
do $$ declare it record; begin
  for it in select p.policyname, p.tablename from pg_policies p where p.schemaname = 'public' and p.tablename = any(${list}) loop
    execute format('drop policy %I on public.%I', it.policyname, it.tablename);
  end loop;
end $$;
drop schema if exists wall cascade;
create schema wall;
grant usage on schema wall to app;
${reach}
${commands}
${doors}
-- Without a policy that lets a row through, nobody sees it. The owner of the tables is bound too (FORCE) and has a policy
-- of its own: for migrations, for the triggers below and for the doors. The serving role is never the owner.
do $$ declare it text; begin
  foreach it in array ${list} loop
    execute format('alter table public.%I enable row level security', it);
    execute format('alter table public.%I force row level security', it);
    execute format('create policy owned on public.%I to current_user using (true) with check (true)', it);
  end loop;
end $$;
${policies}
-- What follows a change by trigger sees all that it concerns, whoever made the change; and nobody slips tables of their
-- own under what runs as the owner.
do $$ declare it regprocedure; begin
  for it in select distinct t.tgfoid::regprocedure from pg_trigger t join pg_class c on c.oid = t.tgrelid
    join pg_proc p on p.oid = t.tgfoid join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'public' and not t.tgisinternal and c.relname = any(${list})
  loop execute format('alter function %s security definer', it); end loop;
  for it in select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'public' and p.prosecdef and p.proowner = (select oid from pg_roles where rolname = current_user)
      and not coalesce(p.proconfig::text like '%pg_temp%', false)
  loop execute format('alter function %s set search_path = pg_catalog, public, pg_temp', it); end loop;
end $$;
`

/** All policies as the database says them, as one hash: one that was added, changed or taken away shows. */
const policiesAsTheyStand = /* sql */ `
  select encode(sha256(convert_to(coalesce(string_agg(concat_ws('|', schemaname, tablename, policyname, permissive, roles, cmd, qual, with_check),
    chr(10) order by schemaname, tablename, policyname), ''), 'UTF8')), 'hex') from pg_policies`

/**
 * Puts row-level security in place as this room says it, as the owner of the tables. Once for a version of the walls and
 * after every migration; whoever calls holds the lock of migrations.
 * @param isAnew after a migration, which may have made tables or functions
 * @returns whether anything was done
 */
export async function raiseWalls(owner: Client, isAnew: boolean): Promise<boolean> {
  const version = `walls ${createHash('sha256').update(walls).digest('hex')}`
  // Another PostgreSQL may say the same policy in other words.
  const { rows } = await owner.query<{ known: boolean }>(
    `select coalesce(obj_description(oid, 'pg_namespace'), '') like $1 || ' on ' || current_setting('server_version_num') || ' %' as known
       from pg_namespace where nspname = 'wall'`,
    [version],
  )
  if (!isAnew && rows[0]?.known) return false
  await owner.query('begin')
  try {
    await owner.query(walls)
    await owner.query(`do $$ begin execute format('comment on schema wall is %L',
      '${version} on ' || current_setting('server_version_num') || ' ' || (${policiesAsTheyStand})); end $$`)
    await owner.query('commit')
  } catch (error) {
    await owner.query('rollback')
    throw error
  }
  return true
}

/** Every table that this role may touch, is not open, and is not closed by row-level security that binds its owner too. */
const gaps = `
select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_%'
  and has_table_privilege(c.oid, 'select, insert, update, delete') and not c.relname = any($1)
  and not (c.relrowsecurity and c.relforcerowsecurity)
order by 1`

/**
 * Refuses to serve where a table that holds people, or leads to them, stands open, or policies are not those that were
 * raised.
 * @throws PlainError naming the tables
 */
export async function assertWalls(appUrl: string): Promise<void> {
  const client = await connect(appUrl, { applicationName: 'alongside start' })
  try {
    const { rows } = await client.query<{ name: string }>(gaps, [Object.keys(openTables)])
    const others = await client.query<{ changed: boolean }>(
      `select coalesce(obj_description(oid, 'pg_namespace'), '') not like '%' || (${policiesAsTheyStand}) as changed
         from pg_namespace where nspname = 'wall'`,
    )
    const why =
      rows.length > 0
        ? `row-level security is not in force on ${rows.map(({ name }) => name).join(', ')}`
        : (others.rows[0]?.changed ?? true)
          ? 'its policies of row-level security were changed'
          : undefined
    if (why)
      throw new PlainError(
        `Alongside does not serve this database: ${why}. One organisation could then read another's people. ` +
          `Restore a copy; or have the owner of the tables run "comment on schema wall is null", after which the next start raises the walls anew.`,
      )
  } finally {
    await client.end()
  }
}
