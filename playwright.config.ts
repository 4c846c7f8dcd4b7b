import { join } from 'node:path'
import { tmpdir } from 'node:os'
import { defineConfig } from 'playwright/test'

/** Screenshots and traces are kept outside the repository. */
const results = process.env['LATCHKEY_TEST_RESULTS'] ?? join(tmpdir(), 'latchkey-test-results')

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: join(results, 'playwright'),
  timeout: 60_000,
  workers: 1,
  reporter: [['list'], ['json', { outputFile: join(results, `playwright-${process.env['LATCHKEY_E2E_TARGET'] ?? 'chromium'}.json`) }]],
  projects: [
    { name: 'chromium', testIgnore: /\.electron\.spec\.ts$/, use: { viewport: { width: 1280, height: 800 } } },
    { name: 'electron', testIgnore: /\.browser\.spec\.ts$/ },
  ],
})
