import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin, type UserConfig } from 'vite'
import solid from 'vite-plugin-solid'

// One config, three builds, chosen by `--mode`: `api` (the server bundle), `web` (the portal for browsers) and
// `web-server` (the portal's public pages, rendered by the server). Vite's oxc is the only transpiler in the house.
const under = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Of the portal's own code only the two entries do something by being imported (style sheets aside): what comes through
 *  a door such as ui/index.ts and is not used stays out of a page's first load. */
const doesSomething = (id: string) =>
  !(id.startsWith(under('web/')) && /\.tsx?$/.test(id)) || /\/(main\.tsx|public\/enhance\.ts)$/.test(id)

/** The list of the portal's operations goes beside the server half, which nobody is served: in production the API runs
 *  no others for a browser. */
const persistedDocuments: Plugin = {
  name: 'persisted documents',
  generateBundle() {
    const source = readFileSync(under('web/gql/persisted-documents.json'), 'utf8')
    this.emitFile({ type: 'asset', fileName: 'persisted-documents.json', source })
  },
}

export default defineConfig(({ mode }): UserConfig => {
  if (mode === 'api')
    return {
      publicDir: false,
      build: {
        ssr: true,
        target: 'node22',
        outDir: '.build/api',
        emptyOutDir: true,
        sourcemap: true,
        // The second is the body of a thread, which must be a file of its own (api/matching/planning/plan-in-thread.ts).
        rollupOptions: { input: ['api/main.ts', 'api/matching/planning/plan-thread.ts'] },
      },
    }
  if (mode === 'web-server')
    return {
      publicDir: false,
      plugins: [solid({ ssr: true, solid: { hydratable: false } }), persistedDocuments],
      ssr: { noExternal: true },
      build: { ssr: 'web/server.tsx', target: 'node22', outDir: '.build/web-server', emptyOutDir: true },
    }
  return {
    root: under('web/'),
    publicDir: under('web/public-files/'),
    plugins: [solid()],
    build: {
      target: 'es2022',
      outDir: under('.build/web/'),
      emptyOutDir: true,
      manifest: true,
      rollupOptions: {
        treeshake: { moduleSideEffects: doesSomething },
        input: { portal: under('web/index.html'), public: under('web/public/enhance.ts') },
      },
    },
  }
})
