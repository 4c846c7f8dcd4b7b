import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'playwright/test'
import { electronExecutable, launchElectron } from '../support/launchElectron'

/** How the window begins and ends, with the real runtime. */

const root = resolve(import.meta.dirname, '..', '..')
const executable = electronExecutable()
test.skip(executable === undefined, 'no Electron runtime on this machine')

let dataDir: string
const started: ChildProcess[] = []
test.beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'latchkey-life-'))
})
test.afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
  rmSync(dataDir, { recursive: true, force: true })
})

interface Started {
  readonly child: ChildProcess
  readonly output: () => string
  /** Settles with the exit code. */
  readonly ended: Promise<number | null>
}
function start(command: string, args: readonly string[]): Started {
  const env = { ...process.env }
  delete env['ELECTRON_RUN_AS_NODE']
  const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  started.push(child)
  let output = ''
  const keep = (chunk: Buffer): void => void (output += chunk.toString('utf8'))
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  return { child, output: () => output, ended: new Promise((settle) => child.once('exit', (code) => settle(code))) }
}

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() ? filesBelow(path) : [path]
  })

/** The ids of processes that were started for this data folder, whatever their parent is now. */
function processesOf(folder: string): readonly number[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((id) => {
    try {
      return id !== process.pid && readFileSync(`/proc/${id}/cmdline`, 'utf8').includes(folder)
    } catch {
      return false // it ended while we looked
    }
  })
}

type BridgedWindow = Window & { readonly latchkey: { call(name: string, params: unknown): Promise<{ ok: boolean }> } }

test('a second window on the same data folder ends with a message and code 3, and the first stays', async () => {
  const first = await launchElectron({ dataDir })
  const second = start(executable ?? '', ['--no-sandbox', '.', '--data', dataDir])
  expect(await second.ended).toBe(3)
  expect(second.output()).toContain('already running')
  expect(await first.page.evaluate(() => (window as unknown as BridgedWindow).latchkey.call('app.state', {}).then(({ ok }) => ok))).toBe(true)
  await first.close()
})

test('closing the window ends the app, and the data folder is free again', async () => {
  const first = await launchElectron({ dataDir })
  const ended = new Promise((settle) => first.app.process().once('exit', (code) => settle(code)))
  await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  expect(await ended).toBe(0)
  const second = await launchElectron({ dataDir })
  expect(await second.page.evaluate(() => (window as unknown as BridgedWindow).latchkey.call('app.state', {}).then(({ ok }) => ok))).toBe(true)
  await second.close()
})

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`${signal} to what npm start runs ends the window with it and leaves no process`, async () => {
    test.skip(process.platform !== 'linux', 'processes are counted in /proc')
    const run = start('npx', ['--no-install', 'node', join(root, 'electron', 'start.mjs'), '--no-sandbox', '--data', dataDir])
    // The data folder is taken once more than Chromium's own folder lies in it.
    await expect.poll(() => filesBelow(dataDir).some((file) => !file.startsWith(join(dataDir, 'electron'))), { timeout: 30_000 }).toBe(true)
    const launcher = processesOf(dataDir).find((id) => readFileSync(`/proc/${id}/cmdline`, 'utf8').split('\0')[1]?.endsWith('start.mjs'))
    expect(launcher).toBeDefined()
    if (launcher !== undefined) process.kill(launcher, signal)
    await run.ended
    await expect.poll(() => processesOf(dataDir), { timeout: 2_000 }).toEqual([])
  })
}

test('the window ends when what started it is killed without a word', async () => {
  test.skip(process.platform !== 'linux', 'processes are counted in /proc')
  const run = start(process.execPath, [join(root, 'electron', 'start.mjs'), '--no-sandbox', '--data', dataDir])
  await expect.poll(() => filesBelow(dataDir).some((file) => !file.startsWith(join(dataDir, 'electron'))), { timeout: 30_000 }).toBe(true)
  run.child.kill('SIGKILL')
  await run.ended
  await expect.poll(() => processesOf(dataDir), { timeout: 5_000 }).toEqual([])
})

test('Secrets: what a person typed as a webhook is nowhere below the data folder', async () => {
  const secret = 'k3yk3yk3yk3yk3y9'
  const launched = await launchElectron({ dataDir })
  await launched.page.evaluate((webhook) => (window as unknown as BridgedWindow).latchkey.call('connection.connectWebhook', { webhook }), `https://127.0.0.1:9/rest/7/${secret}/`)
  await launched.close()
  const files = filesBelow(dataDir)
  expect(files.length).toBeGreaterThan(0)
  expect(files.filter((file) => [Buffer.from(secret, 'utf8'), Buffer.from(secret, 'utf16le')].some((bytes) => readFileSync(file).includes(bytes)))).toEqual([])
})
