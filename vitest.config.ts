import { resolve } from 'node:path'
import b24ui from '@bitrix24/b24ui-nuxt/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { kitStyles } from './renderer/build/kitStyles'

const at = (path: string): string => resolve(import.meta.dirname, path)

export default defineConfig({
  resolve: { alias: { '@shared': at('shared'), '@': at('renderer') } },
  test: {
    testTimeout: 20_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          include: ['tests/{unit,contract,integration,security,architecture}/**/*.test.ts'],
          exclude: ['tests/unit/renderer/**'],
          benchmark: { include: ['tests/bench/**/*.bench.ts'] },
        },
      },
      {
        extends: true,
        plugins: [vue(), b24ui({ colorMode: false, autoImport: { dts: false }, components: { dts: false } }), kitStyles()],
        test: { name: 'page', environment: 'happy-dom', include: ['tests/unit/renderer/**/*.test.ts'], benchmark: { include: [] } },
      },
    ],
  },
})
