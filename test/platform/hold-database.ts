// A process of its own for the launcher's tests: opens the database as `npm start` or a command would, says so in one
// line of JSON, and keeps it until a signal (or for ever, until it is killed).
import { handleSignals, onShutdown, openDatabase, PlainError, readConfig } from '../../api/platform/index.ts'

const purpose = process.argv[2] === 'command' ? 'command' : 'serve'
handleSignals()
try {
  const database = await openDatabase(readConfig(process.env), {
    purpose,
    command: purpose === 'command' ? 'npm run import' : 'npm start',
    waitSeconds: Number(process.argv[3] ?? 60),
    onEvent: (event) => console.log(JSON.stringify({ event })),
  })
  onShutdown('database', () => database.stop(), { always: true })
  database.announce('http://127.0.0.1:4999')
  console.log(JSON.stringify({ event: 'open', ...database }))
  setInterval(() => undefined, 1000)
} catch (error) {
  console.log(
    JSON.stringify({ event: 'refused', message: error instanceof PlainError ? error.message : String(error) }),
  )
  process.exitCode = 1
}
