import { resolve } from 'node:path'
import b24ui from '@bitrix24/b24ui-nuxt/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import { compileResources } from './electron/adapters/flowFiles/compileResources'
import { kitStyles } from './renderer/build/kitStyles'

const at = (path: string): string => resolve(import.meta.dirname, path)
const alias = { '@shared': at('shared') }

export default defineConfig({
  main: {
    resolve: { alias },
    plugins: [
      {
        name: 'latchkey-resources',
        // Nothing is read from resources/ at run time: the build compiles it into out/resources.
        buildStart: () => compileResources({ from: at('resources'), to: at('out/resources') }),
      },
    ],
    build: {
      outDir: 'out/main',
      sourcemap: true,
      rolldownOptions: {
        input: { main: at('electron/main.ts'), worker: at('electron/jobs/worker.ts') },
      },
    },
  },
  preload: {
    resolve: { alias },
    build: {
      outDir: 'out/preload',
      externalizeDeps: false, // a sandboxed preload may require only 'electron' and a few built-ins
      rolldownOptions: {
        input: { preload: at('electron/hosts/electron/preload/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    resolve: { alias: { ...alias, '@': at('renderer') } },
    // Colour mode is ours: the kit's would insert a style element the policy refuses.
    plugins: [vue(), b24ui({ colorMode: false }), kitStyles()],
    build: {
      outDir: at('out/renderer'),
      minify: true, // electron-vite's default is false
      assetsInlineLimit: 0, // data: addresses are refused by the policy
      rolldownOptions: { input: at('renderer/index.html') },
    },
  },
})
