import { Migration } from '@mikro-orm/migrations'
import { network } from './0001-network.sql.ts'
import { promises } from './0002-promises.sql.ts'
import { defaults } from './0003-defaults.sql.ts'
import { postcodes } from './0004-postcodes.sql.ts'
import { people } from './0005-people.sql.ts'
import { directory } from './0006-directory.sql.ts'
import { offers } from './0007-offers.sql.ts'
import { volunteerImports } from './0008-volunteer-imports.sql.ts'
import { homes } from './0009-homes.sql.ts'
import { audit } from './0010-audit.sql.ts'
import { surface } from './0011-surface.sql.ts'
import { leftovers } from './0012-leftovers.sql.ts'
import { plans } from './0013-plans.sql.ts'
import { reads } from './0014-reads.sql.ts'
import { lists } from './0015-lists.sql.ts'
import { welsh } from './0016-welsh.sql.ts'
import { fasterReads } from './0017-faster-reads.sql.ts'
import { grants } from './grants.sql.ts'

/** A migration is a few lines of SQL and a name that sorts; the names are stored, so they never change. */
const migration = (sql: string) =>
  class extends Migration {
    override up() {
      this.addSql(sql)
      this.addSql(grants)
    }
  }

/** Every migration, oldest first. They only go forward: a mistake is put right by the next one. */
export const migrationsList = [
  { name: '0001-network', class: migration(network) },
  { name: '0002-promises', class: migration(promises) },
  { name: '0003-defaults', class: migration(defaults) },
  { name: '0004-postcodes', class: migration(postcodes) },
  { name: '0005-people', class: migration(people) },
  { name: '0006-directory', class: migration(directory) },
  { name: '0007-offers', class: migration(offers) },
  { name: '0008-volunteer-imports', class: migration(volunteerImports) },
  { name: '0009-homes', class: migration(homes) },
  { name: '0010-audit', class: migration(audit) },
  { name: '0011-surface', class: migration(surface) },
  { name: '0012-leftovers', class: migration(leftovers) },
  { name: '0013-plans', class: migration(plans) },
  { name: '0014-reads', class: migration(reads) },
  { name: '0015-lists', class: migration(lists) },
  { name: '0016-welsh', class: migration(welsh) },
  { name: '0017-faster-reads', class: migration(fasterReads) },
]
