// `npm test`: builds what is missing, brings what the tests need from the system, runs every runner, adds their sums up.
// The last line is `N passed, N failed, N skipped`.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { bringSystem } from './support/bringSystem.mjs'

const root = resolve(import.meta.dirname, '..')
const results = process.env.LATCHKEY_TEST_RESULTS ?? join(tmpdir(), 'latchkey-test-results')
const sums = { passed: 0, failed: 0, skipped: 0 }
const env = { ...process.env, LATCHKEY_TEST_RESULTS: results, NO_COLOR: '1' }

/** Runs a command of this project and shows what it prints. */
const run = (command, args, more = {}) => spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...env, ...more } }).status ?? 1
const headline = (text) => process.stdout.write(`\n== ${text}\n`)

function add(name, counts, status) {
  sums.passed += counts.passed
  sums.failed += counts.failed
  sums.skipped += counts.skipped
  // A runner that died without counting a failure is a failure.
  if (status !== 0 && counts.failed === 0) sums.failed += 1
  if (counts.passed + counts.failed === 0) {
    sums.failed += 1
    process.stdout.write(`${name}: no test ran\n`)
  }
}

function vitestCounts(file) {
  if (!existsSync(file)) return { passed: 0, failed: 0, skipped: 0 }
  const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites } = JSON.parse(readFileSync(file, 'utf8'))
  return { passed: numPassedTests, failed: Math.max(numFailedTests, numFailedTestSuites > 0 && numFailedTests === 0 ? numFailedTestSuites : 0), skipped: numPendingTests }
}

function playwrightCounts(file) {
  if (!existsSync(file)) return { passed: 0, failed: 0, skipped: 0 }
  const { stats } = JSON.parse(readFileSync(file, 'utf8'))
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped }
}

rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })

headline('build')
if (run('npx', ['electron-vite', 'build', '--logLevel', 'warn']) !== 0) {
  process.stdout.write('0 passed, 1 failed\n')
  process.exit(1)
}

const system = await bringSystem()
for (const reason of system.reasons) process.stdout.write(`${reason}\n`)

headline('unit, contract, integration, security, architecture')
const vitestFile = join(results, 'vitest.json')
// Much of a test is waiting for another process: two workers keep two cores busy, where one would leave half of them idle.
const workers = Math.max(2, availableParallelism() - 1)
const vitestStatus = run('npx', ['vitest', 'run', `--maxWorkers=${workers}`, '--reporter=default', '--reporter=json', `--outputFile.json=${vitestFile}`])
add('vitest', vitestCounts(vitestFile), vitestStatus)

headline('Chromium, browser host')
if (system.chromium === undefined) {
  sums.skipped += 1
  process.stdout.write('skipped: no Chromium on this machine\n')
} else {
  const status = run('npx', ['playwright', 'test', '--project=chromium'], { CHROMIUM_PATH: system.chromium, LATCHKEY_E2E_TARGET: 'chromium' })
  add('chromium', playwrightCounts(join(results, 'playwright-chromium.json')), status)
}

headline('Electron')
const electronAt = electronRuntime()
if (electronAt === undefined || !(system.xvfb || process.env.DISPLAY)) {
  sums.skipped += 1
  process.stdout.write(`skipped: ${electronAt === undefined ? 'no Electron runtime on this machine' : 'no display and no Xvfb on this machine'}\n`)
} else {
  const words = ['npx', 'playwright', 'test', '--project=electron']
  const command = process.env.DISPLAY ? words : ['xvfb-run', '-a', '-s', '-screen 0 1400x1000x24', ...words]
  const status = run(command[0], command.slice(1), { LATCHKEY_E2E_TARGET: 'electron' })
  add('electron', playwrightCounts(join(results, 'playwright-electron.json')), status)
}

process.stdout.write(`\nScreenshots and reports: ${results}\n${sums.passed} passed, ${sums.failed} failed, ${sums.skipped} skipped\n`)
process.exit(sums.failed === 0 ? 0 : 1)

/** The runtime the `electron` package would start, where there is one. */
function electronRuntime() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (override !== undefined && existsSync(override)) return override
  const pathFile = join(root, 'node_modules', 'electron', 'path.txt')
  if (!existsSync(pathFile)) return undefined
  const file = join(root, 'node_modules', 'electron', 'dist', readFileSync(pathFile, 'utf8').trim())
  return existsSync(file) ? file : undefined
}
