// Packs the app for Linux and looks at the result: what is inside, which fuses are set, whether its debug door is shut.
// With ELECTRON_OVERRIDE_DIST_PATH it packs that runtime and starts the packed app; without, a stand-in for the runtime,
// which cannot be started. Last line: `N passed, N failed`.
import { spawn, spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createPackage, extractFile, listPackage } from '@electron/asar'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { parse } from 'yaml'
import { bringSystem } from './bringSystem.mjs'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const refusedExitCode = 4
const config = parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8'))
const work = mkdtempSync(join(tmpdir(), 'latchkey-pack-'))

let passed = 0
let failed = 0
/** @param {string} sentence @param {boolean} isSo @param {unknown} [seen] */
function check(sentence, isSo, seen) {
  if (isSo) passed += 1
  else failed += 1
  console.log(`${isSo ? 'ok' : 'FAILED'}: ${sentence}${isSo || seen === undefined ? '' : ` (seen: ${JSON.stringify(seen)})`}`)
}

/** A folder that the packer takes for an unpacked Electron: the fuses' mark is real, the rest is empty. */
async function makeStandIn() {
  const dist = join(work, 'stand-in')
  mkdirSync(join(dist, 'resources'), { recursive: true })
  const mark = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX')
  const fuses = Buffer.concat([Buffer.from([1, 9]), Buffer.from('101100010')])
  writeFileSync(join(dist, 'electron'), Buffer.concat([Buffer.from('#!/bin/sh\nexit 1\n'), mark, fuses, Buffer.from('\n')]), { mode: 0o755 })
  writeFileSync(join(dist, 'version'), String(config.electronVersion))
  for (const name of ['LICENSE', 'LICENSES.chromium.html']) writeFileSync(join(dist, name), '')
  const empty = join(work, 'default-app')
  mkdirSync(empty)
  writeFileSync(join(empty, 'package.json'), '{"name":"empty","version":"0.0.0"}')
  await createPackage(empty, join(dist, 'resources', 'default_app.asar'))
  return dist
}

/** @param {readonly string[]} args */
function pack(args) {
  const cli = join(root, 'node_modules', 'electron-builder', 'cli.js')
  return spawnSync(process.execPath, [cli, '--linux', '--dir', '--config', join(root, 'electron-builder.yml'), ...args], {
    cwd: root, encoding: 'utf8', timeout: 300_000,
    env: { ...process.env, CSC_IDENTITY_AUTO_DISCOVERY: 'false' },
  })
}

/** @param {string} app */
function checkContents(app) {
  const archive = join(app, 'resources', 'app.asar')
  const files = listPackage(archive, { isPack: false }).map((path) => path.replaceAll('\\', '/'))
  const tops = [...new Set(files.map((path) => path.split('/')[1]))].sort()
  check('the archive holds out, node_modules and package.json and nothing else', tops.join() === 'node_modules,out,package.json', tops)
  for (const file of ['/out/main/main.js', '/out/main/worker.js', '/out/preload/preload.cjs', '/out/renderer/index.html']) {
    check(`the archive holds ${file}`, files.includes(file))
  }
  check('no Node runtime is packed', !files.some((path) => /\/node_modules\/node-(linux|win|darwin)/.test(path)))
  check('no source map is packed', !files.some((path) => path.endsWith('.map')))
  check('no TypeScript source of ours is packed', !files.some((path) => /^\/out\/.*\.ts$/.test(path)))
  const addons = files.filter((path) => path.endsWith('.node'))
  check('exactly one native module is packed', addons.length === 1, addons)
  const unpacked = readdirSync(join(app, 'resources'), { recursive: true }).map(String).filter((path) => path.endsWith('.node'))
  check('it lies beside the archive, where it can be loaded', unpacked.length === 1 && unpacked[0].includes('app.asar.unpacked'), unpacked)
  const manifest = JSON.parse(extractFile(archive, 'package.json').toString('utf8'))
  check('the packed package.json starts out/main/main.js', manifest.main === 'out/main/main.js', manifest.main)
  return unpacked[0] === undefined ? undefined : join(app, 'resources', unpacked[0])
}

/** @param {string} executable */
async function checkFuses(executable) {
  const wire = await getCurrentFuseWire(executable)
  for (const [name, wanted] of Object.entries(config.electronFuses)) {
    if (name === 'resetAdHocDarwinSignature') continue
    const option = FuseV1Options[`${name[0].toUpperCase()}${name.slice(1)}`]
    const state = option === undefined ? undefined : wire[option]
    // An older runtime has fewer fuses; the pinned one has all.
    if (option !== undefined && state === undefined) continue
    check(`the fuse ${name} is ${wanted ? 'on' : 'off'}`, state === (wanted ? FuseState.ENABLE : FuseState.DISABLE), state)
  }
  const traps = wire[FuseV1Options.WasmTrapHandlers]
  if (traps !== undefined && process.env.ELECTRON_OVERRIDE_DIST_PATH) check('the fuse wasmTrapHandlers is on', traps === FuseState.ENABLE, traps)
}

/** Starts the packed app under a virtual display. */
function startPacked(executable, args) {
  const words = ['--auto-servernum', executable, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...args]
  const env = { ...process.env }
  for (const name of ['ELECTRON_RUN_AS_NODE', 'ELECTRON_OVERRIDE_DIST_PATH', 'BETTER_SQLITE3_BINDING']) delete env[name]
  // A group of its own, so that a start that hangs can be ended with everything it started.
  const child = spawn('xvfb-run', words, { env, detached: true, stdio: ['ignore', 'ignore', 'pipe'] })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr = (stderr + text).slice(-2000)))
  const limit = setTimeout(() => process.kill(-child.pid, 'SIGKILL'), 60_000)
  const ended = new Promise((settle) => {
    child.once('error', (error) => settle({ code: null, signal: null, stderr: error.message }))
    child.once('exit', (code, signal) => {
      clearTimeout(limit)
      settle({ code, signal, stderr })
    })
  })
  return { ended, pid: child.pid }
}

/** @param {string} executable */
async function checkDoors(executable) {
  for (const word of ['--remote-debugging-port=0', '--remote-debugging-pipe']) {
    const data = join(work, `data${word}`)
    const end = await startPacked(executable, [word, '--data', data]).ended
    check(`the packed app refuses to start with ${word}`, end.code === refusedExitCode, end)
    check('and opens no data folder', !existsSync(data))
  }
  // The other side of it: what refuses must start without the switch.
  const data = join(work, 'data')
  const start = startPacked(executable, ['--data', data])
  let end
  void start.ended.then((seen) => (end = seen))
  const isOpen = () => existsSync(data) && readdirSync(data).some((name) => name !== 'electron')
  while (!isOpen() && end === undefined) await new Promise((next) => setTimeout(next, 100))
  check('the packed app starts and opens its data folder', isOpen() && end === undefined, end)
  if (end === undefined) process.kill(-start.pid, 'SIGTERM')
  await start.ended
}

async function main() {
  if (!existsSync(join(root, 'out', 'main', 'main.js'))) {
    const built = spawnSync(process.execPath, [join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build'], { cwd: root, encoding: 'utf8' })
    if (built.status !== 0) {
      check('the app is built', false, `${built.stdout}${built.stderr}`.slice(-2000))
      return
    }
  }
  const runtime = process.env.ELECTRON_OVERRIDE_DIST_PATH
  const dist = runtime ?? (await makeStandIn())
  const version = readFileSync(join(dist, 'version'), 'utf8').trim().replace(/^v/, '')
  const output = join(work, 'dist')
  const packing = pack([`-c.directories.output=${output}`, `-c.electronDist=${dist}`, `-c.electronVersion=${version}`])
  check('the app is packed', packing.status === 0, packing.status === 0 ? undefined : `${packing.stdout}${packing.stderr}`.slice(-3000))
  if (packing.status !== 0) return
  const app = join(output, 'linux-unpacked')
  const executable = join(app, 'latchkey')
  const addon = checkContents(app)
  await checkFuses(executable)
  if (runtime === undefined) {
    console.log('not started: no Electron runtime is here (ELECTRON_OVERRIDE_DIST_PATH)')
    return
  }
  const { xvfb, reasons } = await bringSystem()
  if (!xvfb) {
    console.log(`not started: ${reasons.join(' ')}`)
    return
  }
  // The older test runtime needs a database module of its own.
  if (process.env.BETTER_SQLITE3_BINDING && addon !== undefined) copyFileSync(process.env.BETTER_SQLITE3_BINDING, addon)
  await checkDoors(executable)
}

try {
  await main()
} catch (error) {
  check('the check ran to its end', false, error instanceof Error ? error.stack : String(error))
} finally {
  rmSync(work, { recursive: true, force: true })
}
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
