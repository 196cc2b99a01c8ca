import { join } from 'node:path'
import {
  backupCommand,
  faultLine,
  handleSignals,
  PlainError,
  readConfig,
  restoreCommand,
  shutdown,
} from './platform/index.ts'

/** `node api/run.mjs SUBCOMMAND …` comes here. The only file with side effects on import. */
const say = (line: string) => void process.stdout.write(`${line}\n`)
const [subcommand = 'serve', ...args] = process.argv.slice(2)

/** Each room offers its own commands; none is loaded before it is asked for. */
const commands: Readonly<Record<string, () => Promise<number>>> = {
  serve: async () => {
    const { serve } = await import('./app/serve.ts')
    // This file is the bundle's entry, so its neighbours are the other builds.
    await serve(say, join(import.meta.dirname, '..'))
    return -1
  },
  schema: async () => (await import('./app/schema.cli.ts')).writeSchema(args, say),
  admin: async () => (await import('./app/admin.cli.ts')).admin(args, say),
  import: async () => (await import('./app/import.cli.ts')).importCommand(args, say),
  explain: async () => (await import('./app/explain.cli.ts')).explain(args, say),
  backup: () => backupCommand(args, readConfig()),
  'verify-audit': async () => (await import('./audit/verify-audit.cli.ts')).verifyAuditCommand(args, say),
  restore: () => restoreCommand(args, readConfig()),
  plan: async () => (await import('./matching/plan.cli.ts')).planCommand(args, say),
}

handleSignals({ exitCode: subcommand === 'serve' ? 0 : 130 })
const command = commands[subcommand]
if (!command) {
  say(`There is no command "${subcommand}". There are: ${Object.keys(commands).join(', ')}.`)
  process.exit(2)
}
const isStarting = subcommand === 'serve' || subcommand === 'schema'
try {
  const code = await command()
  if (code >= 0) await shutdown(code)
} catch (error) {
  if (error instanceof PlainError) say(error.message)
  else {
    // A message may quote somebody's data. What is wrong with the product itself a developer must read.
    if (isStarting && process.env['NODE_ENV'] !== 'production') console.error(error)
    process.stderr.write(`${faultLine(error)}\n`)
  }
  await shutdown(1)
}
