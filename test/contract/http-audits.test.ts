import { serverAudits } from 'graphql-http'
import { expect, test } from 'vitest'
import { house, overHttp } from '../harness.ts'

/**
 * The audits of GraphQL over HTTP by the package that its working group points to: what a server MUST do (a failure is
 * an error), SHOULD do (a warning) and MAY do (a notice).
 */
test('GraphQL over HTTP: all that a server must, and 58 of 61 at least', async () => {
  const { url } = await overHttp(await house())
  const audits = serverAudits({ url: `${url}/graphql`, fetchFn: fetch })
  const results = await Promise.all(audits.map((audit) => audit.fn()))
  const notMet = results.flatMap((result) =>
    result.status === 'ok' ? [] : [`${result.status} ${result.id} ${result.name}: ${result.reason}`],
  )
  const said = `not met:\n${notMet.join('\n')}`
  expect(
    notMet.filter((line) => line.startsWith('error')),
    said,
  ).toEqual([])
  expect(results).toHaveLength(61)
  expect(results.length - notMet.length, said).toBeGreaterThanOrEqual(58)
  console.log(`GraphQL over HTTP: ${results.length - notMet.length} of ${results.length}; ${said}`)
})
