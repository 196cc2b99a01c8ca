// Loaded into every server before its own code (`node --import`): counts the statements it sends to PostgreSQL and
// tells, when asked over the channel to whoever started it, what it has used. Plain JavaScript: it is in no bundle.
import pg from 'pg'

let statements = 0
const query = pg.Client.prototype.query
pg.Client.prototype.query = function (...given) {
  statements++
  return query.apply(this, given)
}

process.on('message', (asked) => {
  if (asked === 'collect') globalThis.gc?.()
  const { user, system } = process.cpuUsage()
  process.send({ processor: (user + system) / 1000, statements, memory: process.memoryUsage() })
})
// Being listened to is no reason to go on.
process.channel?.unref()
