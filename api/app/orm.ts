import { MikroORM, UnderscoreNamingStrategy } from '@mikro-orm/postgresql'
import { Migrator } from '@mikro-orm/migrations'
import { PostgresDialect } from 'kysely'
import pg from 'pg'
import { connect } from '../platform/index.ts'
import { migrationsList } from './migrations/index.ts'
import { entities } from './slices.ts'
import { raiseWalls } from './walls/raise-walls.ts'

// A date is a day, not an instant somewhere; counts and sums fit a number here.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)

/** Every capital begins a word, also a lone one: `hoursAWeek` is `hours_a_week`. */
class Names extends UnderscoreNamingStrategy {
  override propertyToColumnName(name: string): string {
    return name.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`)
  }
}

/** The unit of work for commands, on the same pool as the reads, and the metadata the planner reads once. */
export async function makeOrm(pool: pg.Pool): Promise<MikroORM> {
  return await MikroORM.init({
    entities: [...entities],
    namingStrategy: Names,
    dbName: 'alongside',
    driverOptions: new PostgresDialect({ pool: pool as never }),
    connect: false,
    ensureDatabase: false,
    discovery: { warnWhenNoEntities: false },
    logger: () => undefined,
  } as never)
}

/** Any number that is the same everywhere: the advisory lock under which one process migrates. */
const MIGRATING = 7_301_846_002

/**
 * Brings the database's schema up to date as its owner. Any number of processes may start at once: one migrates, the
 * others wait for it. @returns the names of the migrations that ran.
 */
export async function migrate(adminUrl: string): Promise<string[]> {
  const lock = await connect(adminUrl, { applicationName: 'alongside migrate', statementTimeout: 0, lockTimeout: 0 })
  try {
    await lock.query('select pg_advisory_lock($1)', [MIGRATING])
    const pool = new pg.Pool({ connectionString: adminUrl, max: 2 })
    pool.on('error', () => undefined)
    const orm = await MikroORM.init({
      entities: [],
      // The migrator makes sure this database is there, so it must be the one we are connected to.
      dbName: decodeURIComponent(new URL(adminUrl).pathname.slice(1)),
      driverOptions: new PostgresDialect({ pool: pool as never }),
      connect: false,
      ensureDatabase: false,
      discovery: { warnWhenNoEntities: false },
      extensions: [Migrator],
      migrations: { tableName: 'migration', migrationsList, snapshot: false, allOrNothing: true },
      logger: () => undefined,
    } as never)
    try {
      const ran = await orm.migrator.up()
      await raiseWalls(lock, ran.length > 0)
      // A copy of rows on a new server starts its transactions from 1; the audit's counting goes on.
      await lock.query('select keep_audit_counting()')
      return ran.map((migration) => migration.name)
    } finally {
      // A close that fails must not hide why the migration did.
      await orm.close(true).catch(() => undefined)
      if (!pool.ended) await pool.end()
    }
  } finally {
    await lock.end()
  }
}
