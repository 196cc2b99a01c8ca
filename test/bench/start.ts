import type { Benchmark } from './main.ts'
import { median, type Figure } from './measure.ts'
import { startProduct, type Product } from './product.ts'
import { inTemporaryFolder } from './temporary.ts'

const COLD = 3
const WARM = 5

/**
 * From the start of the process to "Ready" and to the first 200 of `/ready`, of the built product. Cold: an empty data
 * folder, so the database is made, migrated and filled with the demo network. Warm: the same folder again.
 * Bars: the project's reliability targets, at most 15 s the first time and 5 s after.
 */
export const start: Benchmark = async (say) => {
  const cold: Times[] = []
  const warm: Times[] = []
  for (let run = 1; run <= COLD; run++)
    await inTemporaryFolder(async (folder) => {
      say(`cold start ${run} of ${COLD}`)
      cold.push(await once(folder))
      // The warm ones use the last cold one's folder.
      if (run < COLD) return
      for (let again = 1; again <= WARM; again++) {
        say(`warm start ${again} of ${WARM}`)
        warm.push(await once(folder))
      }
    })
  return [
    {
      title: 'Start of the built product, to "Ready" and to 200 at /ready',
      figures: [...lines('cold', cold, 15), ...lines('warm', warm, 5)],
    },
  ]
}

type Times = Pick<Product, 'saidReadyAfter' | 'answeredAfter' | 'processorTime'>

async function once(folder: string): Promise<Times> {
  const product = await startProduct(folder)
  await product.stop()
  return product
}

function lines(what: string, times: readonly Times[], bar: number): Figure[] {
  const seconds = (pick: (each: Times) => number) => times.map((each) => pick(each) / 1000)
  const said = seconds((each) => each.saidReadyAfter)
  const answered = seconds((each) => each.answeredAfter)
  const worked = seconds((each) => each.processorTime ?? NaN)
  const all = answered.map((each) => each.toFixed(2)).join(', ')
  return [
    { what: `${what}, "Ready" is printed, median of ${times.length}`, value: median(said), unit: 's', atMost: bar },
    { what: `${what}, /ready says 200, median of ${times.length}`, value: median(answered), unit: 's', atMost: bar },
    {
      what: `${what}, /ready says 200, slowest`,
      value: Math.max(...answered),
      unit: 's',
      atMost: bar,
      note: `all: ${all}`,
    },
    ...(worked.some(Number.isNaN)
      ? []
      : [
          { what: `${what}, processor time, median`, value: median(worked), unit: 's' as const, note: 'all processes' },
        ]),
  ]
}
