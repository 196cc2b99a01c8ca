// Loaded into every server before its own code (`node --import`): tells, when asked over the channel to whoever started
// it, what it has used, and counts the statements that requests send to PostgreSQL. Plain JavaScript: it is in no bundle.
import { AsyncLocalStorage } from 'node:async_hooks'
import { Server } from 'node:http'
import pg from 'pg'

let statements = 0
/** Jobs and polls send statements too; those of a request come out of its handling. */
const inRequest = new AsyncLocalStorage()
let counting = false

const emit = Server.prototype.emit
Server.prototype.emit = function (event, ...given) {
  if (!counting || event !== 'request') return emit.call(this, event, ...given)
  return inRequest.run(true, () => emit.call(this, event, ...given))
}
const query = pg.Client.prototype.query
pg.Client.prototype.query = function (...given) {
  if (counting && inRequest.getStore()) statements++
  return query.apply(this, given)
}

process.on('message', ({ count = false, collect = false }) => {
  counting = count
  if (collect) globalThis.gc?.()
  const { user, system } = process.cpuUsage()
  process.send({ processor: (user + system) / 1000, statements, memory: process.memoryUsage() })
})
// Being listened to is no reason to go on.
process.channel?.unref()
