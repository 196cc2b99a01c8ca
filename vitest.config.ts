import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import solid from 'vite-plugin-solid'

// graphql must be one module for type-graphql and for us ("from another module or realm" otherwise).
const graphqlOnce = {
  find: /^graphql$/,
  replacement: fileURLToPath(new URL('node_modules/graphql/index.js', import.meta.url)),
}

const ofApi = {
  globalSetup: ['test/database.setup.ts'],
  testTimeout: 30_000,
  hookTimeout: 60_000,
  server: { deps: { inline: ['type-graphql'] } },
}
// Rows are sealed once no transaction before them is still going on, in whatever database of the cluster: these have a
// cluster of their own.
const sealing = ['test/contract/audit.test.ts']

export default defineConfig({
  test: {
    // Left to itself it would keep one of two cores free.
    maxWorkers: 2,
    projects: [
      {
        resolve: { alias: [graphqlOnce] },
        // No test is about time: the limit is there for what hangs, on a machine that is busy with others.
        test: { name: 'core', include: ['test/core/**/*.test.ts'], testTimeout: 60_000 },
      },
      {
        resolve: { alias: [graphqlOnce] },
        test: {
          name: 'api',
          include: ['test/journeys/**/*.test.ts', 'test/contract/**/*.test.ts', 'test/platform/**/*.test.ts'],
          exclude: sealing,
          ...ofApi,
        },
      },
      { resolve: { alias: [graphqlOnce] }, test: { name: 'sealing', include: sealing, ...ofApi } },
      {
        // Rendered to text, as the server renders: what needs a browser is tested in one.
        plugins: [solid({ ssr: true, solid: { hydratable: false } })],
        test: { name: 'portal', environment: 'node', include: ['test/portal/**/*.test.{ts,tsx}'] },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
