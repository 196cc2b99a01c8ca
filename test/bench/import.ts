import { statSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { runCommand, type Ran } from './command.ts'
import { councilFeed } from './generate/council-feed.ts'
import type { Benchmark } from './main.ts'
import type { Figure } from './measure.ts'
import { startProduct } from './product.ts'
import { inTemporaryFolder } from './temporary.ts'

/**
 * `npm run import -- oruk FILE` twice into an empty directory, beside the running server, as a person would: the time
 * from the start of the process to its end, and the most memory the process held. FILE is a generated feed as heavy and
 * as messy as a real council's, unless another is named: `npm run bench -- import FILE`.
 * Bars: 20 s and 300 MB for 819 services.
 */
export const importing: Benchmark = async (say, [file] = []) =>
  await inTemporaryFolder(async (folder) => {
    const feed =
      file === undefined ? join(folder, 'council-feed.json') : resolve(process.env['INIT_CWD'] ?? process.cwd(), file)
    if (file === undefined) writeFileSync(feed, councilFeed())
    const data = join(folder, 'data')
    say('starting the product')
    const product = await startProduct(data, { NODE_ENV: 'production' })
    try {
      const runs: Ran[] = []
      for (const which of ['first', 'second']) {
        say(`${which} import`)
        runs.push(await runCommand(data, ['import', 'oruk', feed]))
      }
      const size = (statSync(feed).size / 1e6).toFixed(1)
      return [
        {
          title: `Import of ${file === undefined ? 'a generated feed' : basename(feed)}, ${size} MB`,
          figures: runs.flatMap((run, i) => lines(i === 0 ? 'first run' : 'the same again', run)),
        },
      ]
    } finally {
      await product.stop()
    }
  })

const lines = (what: string, { seconds, peakMemory, lastLine }: Ran): Figure[] => [
  { what: `${what}, time`, value: seconds, unit: 's', atMost: 20, note: lastLine },
  { what: `${what}, most memory`, value: peakMemory, unit: 'MB', atMost: 300 },
]
