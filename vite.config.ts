import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import solid from 'vite-plugin-solid'

// One config, three builds, chosen by `--mode`: `api` (the server bundle), `web` (the portal for browsers) and
// `web-server` (the portal's public pages, rendered by the server). Vite's oxc is the only transpiler in the house.
const under = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig(({ mode }) => {
  if (mode === 'api')
    return {
      publicDir: false,
      build: { ssr: 'api/main.ts', target: 'node22', outDir: '.build/api', emptyOutDir: true, sourcemap: true },
    }
  if (mode === 'web-server')
    return {
      publicDir: false,
      plugins: [solid({ ssr: true, solid: { hydratable: false } })],
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
      rollupOptions: { input: { portal: under('web/index.html'), public: under('web/public/enhance.ts') } },
    },
  }
})
