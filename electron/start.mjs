// What `npm start` runs, on any Node from 20.19: builds when needed, chooses the host, says why. Nothing but Node here.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { constants, homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const oldestNodeMajor = 22 // better-sqlite3 crashes older ones without a word (toolchain.md, 3a-4)
const installLimitMs = 90_000
const failureKeptMs = 24 * 60 * 60 * 1000
/** A runtime that cannot load its libraries or its sandbox dies this early. */
const earlyDeathMs = 10_000
/** From a passed-on signal to the end of the child by force; everything is gone within two seconds. */
const graceMs = 1_400
const parentPollMs = 250

const sourceFolders = ['electron', 'renderer', 'shared', 'resources']
const configFiles = ['package.json', 'package-lock.json', 'electron.vite.config.ts', 'tsconfig.base.json']
const builtFiles = ['out/main/main.js', 'out/preload/preload.cjs', 'out/renderer/index.html']
/** Written by the build into the source folders; counting them would make every start a build. */
const generated = new Set(['node_modules', 'auto-imports.d.ts', 'components.d.ts'])

// ---- decisions, without side effects --------------------------------------------------------------------------------

/** @param {string} version */
export function majorOf(version) {
  return Number(version.replace(/^v/, '').split('.')[0])
}

/**
 * The Node that may run us: this one, or the one that came with the packages.
 * @param {{ version: string, execPath: string, root: string, platform: string, arch: string, exists: (path: string) => boolean }} world
 * @returns {string | undefined}
 */
export function chooseNode({ version, execPath, root, platform, arch, exists }) {
  if (majorOf(version) >= oldestNodeMajor) return execPath
  const packaged =
    platform === 'win32' ? join(root, 'node_modules', `node-win-${arch}`, 'bin', 'node.exe') : join(root, 'node_modules', '.bin', 'node')
  return exists(packaged) ? packaged : undefined
}

/**
 * Which host, and why it is not Electron where it is not. `fetch` means: bring the runtime first, then ask again.
 * @param {{ words: readonly string[], platform: string, env: Readonly<Record<string, string | undefined>>, isRoot: boolean, hasRuntime: boolean, lastFailure: number | undefined, now: number }} world
 * @returns {{ host: 'cli' | 'browser' | 'electron' | 'fetch', because?: 'noDisplay' | 'rootNeedsNoSandbox' | 'runtimeMissing' }}
 */
export function chooseHost({ words, platform, env, isRoot, hasRuntime, lastFailure, now }) {
  if (words.includes('--cli')) return { host: 'cli' }
  if (words.includes('--browser')) return { host: 'browser' }
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY) return { host: 'browser', because: 'noDisplay' }
  // As root Electron runs only without its sandbox: that is for the person to say, never for us (6A-4).
  if (platform === 'linux' && isRoot && !words.includes('--no-sandbox')) return { host: 'browser', because: 'rootNeedsNoSandbox' }
  if (hasRuntime) return { host: 'electron' }
  const triedLately = lastFailure !== undefined && now >= lastFailure && now - lastFailure < failureKeptMs
  return triedLately || env.ELECTRON_OVERRIDE_DIST_PATH ? { host: 'browser', because: 'runtimeMissing' } : { host: 'fetch' }
}

/**
 * Where the Electron executable is, when it is there.
 * @param {{ root: string, platform: string, env: Readonly<Record<string, string | undefined>>, exists: (path: string) => boolean, read: (path: string) => string }} world
 * @returns {string | undefined}
 */
export function findRuntime({ root, platform, env, exists, read }) {
  const usual = platform === 'win32' ? 'electron.exe' : platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron'
  const folder = join(root, 'node_modules', 'electron')
  const pathFile = join(folder, 'path.txt')
  const name = exists(pathFile) ? read(pathFile).trim() : undefined
  if (env.ELECTRON_OVERRIDE_DIST_PATH) {
    const path = join(env.ELECTRON_OVERRIDE_DIST_PATH, name ?? usual)
    return exists(path) ? path : undefined
  }
  if (name === undefined || name === '') return undefined
  const path = join(folder, 'dist', name)
  return exists(path) ? path : undefined
}

/**
 * The words for the child. A data folder is made absolute: npm changes the working folder to the project's.
 * @param {readonly string[]} words
 * @param {{ host: 'cli' | 'browser' | 'electron', standing: string }} options
 */
export function wordsFor(words, { host, standing }) {
  const passed = []
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i]
    if (word === '--cli') return [...passed, ...words.slice(i)]
    if (word === '--no-sandbox') continue // a Chromium switch: it goes before the app's own words, to Electron only
    if (word === '--data' && words[i + 1] !== undefined && !words[i + 1].startsWith('--')) {
      passed.push(word, resolve(standing, words[i + 1]))
      i += 1
    } else passed.push(word)
  }
  return host === 'browser' && !passed.includes('--browser') ? ['--browser', ...passed] : passed
}

/**
 * A runtime without its libraries (127), its sandbox helper (a trap) or its display dies at once; that is no reason to
 * leave the person with nothing.
 * @param {{ code: number | null, signal: string | null, ranMs: number, failedToSpawn: boolean }} end
 */
export function diedOfItsRuntime({ code, signal, ranMs, failedToSpawn }) {
  if (failedToSpawn) return true
  if (ranMs > earlyDeathMs) return false
  return code === 127 || code === 126 || ['SIGTRAP', 'SIGILL', 'SIGABRT', 'SIGSEGV', 'SIGBUS'].includes(signal ?? '')
}

/** @param {{ code: number | null, signal: string | null }} end */
export function exitCodeOf({ code, signal }) {
  if (code !== null) return code
  return 128 + (constants.signals[signal ?? 'SIGKILL'] ?? 9)
}

/** @param {{ platform: string, env: Readonly<Record<string, string | undefined>>, home: string }} world */
export function failureFile({ platform, env, home }) {
  const cache =
    platform === 'win32' ? (env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'))
    : platform === 'darwin' ? join(home, 'Library', 'Caches')
    : env.XDG_CACHE_HOME || join(home, '.cache')
  return join(cache, 'latchkey', 'runtime-not-fetched')
}

/**
 * True when a built file is missing or older than the newest source.
 * @param {string} root
 */
export function needsBuild(root) {
  let oldestBuilt = Infinity
  for (const file of builtFiles) {
    const path = join(root, file)
    if (!existsSync(path)) return true
    oldestBuilt = Math.min(oldestBuilt, statSync(path).mtimeMs)
  }
  const isNewer = (path) => existsSync(path) && statSync(path).mtimeMs > oldestBuilt
  const holdsNewer = (folder, isTop) => {
    if (!existsSync(folder)) return false
    // A folder's own time tells of a removed file; the top ones change whenever the build writes its own files there.
    if (!isTop && isNewer(folder)) return true
    return readdirSync(folder, { withFileTypes: true }).some((entry) => {
      if (generated.has(entry.name)) return false
      const path = join(folder, entry.name)
      return entry.isDirectory() ? holdsNewer(path, false) : isNewer(path)
    })
  }
  return configFiles.some((file) => isNewer(join(root, file))) || sourceFolders.some((folder) => holdsNewer(join(root, folder), true))
}

// ---- carrying out ---------------------------------------------------------------------------------------------------

const root = dirname(dirname(fileURLToPath(import.meta.url)))

function loadTexts() {
  const texts = JSON.parse(readFileSync(join(root, 'shared', 'locales', 'start.en.json'), 'utf8'))
  return (key, values = {}) => {
    const text = key.split('.').reduce((at, part) => at[part], texts)
    return Object.entries(values).reduce((filled, [name, value]) => filled.replaceAll(`{${name}}`, String(value)), text)
  }
}

/** At most one child at a time; every signal to us, and the end of our parent, is passed on to it. */
function createRunner() {
  let child
  let stopping
  let patient = false
  const stop = (signal) => {
    if (child === undefined) process.exit(exitCodeOf({ code: null, signal }))
    child.kill(signal)
    if (stopping !== undefined || (patient && signal === 'SIGINT')) return
    stopping = setTimeout(() => child?.kill('SIGKILL'), graceMs)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(signal))
  // npm passes a signal only to its shell: when that is gone, our parent changes.
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent && stopping === undefined) stop('SIGTERM')
  }, parentPollMs).unref()

  return {
    isStopping: () => stopping !== undefined,
    /** @returns {Promise<{ code: number | null, signal: string | null, ranMs: number, failedToSpawn: boolean, output: string }>} */
    run(command, args, { stdio = 'inherit', cwd = process.cwd(), env = process.env, limitMs, isPatient = false } = {}) {
      patient = isPatient
      const started = Date.now()
      return new Promise((settle) => {
        let output = ''
        const running = spawn(command, args, { cwd, env, stdio: stdio === 'collect' ? ['ignore', 'pipe', 'pipe'] : stdio })
        child = running
        const keep = (text) => (output = (output + text).slice(-4000))
        running.stdout?.setEncoding('utf8').on('data', keep)
        running.stderr?.setEncoding('utf8').on('data', keep)
        const limit = limitMs === undefined ? undefined : setTimeout(() => running.kill('SIGKILL'), limitMs)
        const end = (code, signal, failedToSpawn) => {
          clearTimeout(limit)
          child = undefined
          settle({ code, signal, ranMs: Date.now() - started, failedToSpawn, output })
        }
        running.once('error', (error) => {
          output += error.message
          end(1, null, true)
        })
        // `close` would wait for grandchildren that hold our pipes; `exit` is enough where nothing is collected.
        running.once(stdio === 'collect' ? 'close' : 'exit', (code, signal) => end(code, signal, false))
      })
    },
  }
}

function readFailure(file) {
  try {
    const at = Number(readFileSync(file, 'utf8'))
    return Number.isFinite(at) ? at : undefined
  } catch {
    return undefined
  }
}

function keepFailure(file) {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    writeFileSync(file, String(Date.now()), { mode: 0o600 })
  } catch {
    // No cache folder to write to: the next start tries again, which is only slower.
  }
}

/** @param {readonly string[]} words */
async function main(words) {
  const text = loadTexts()
  const say = (line) => process.stderr.write(`${line}\n`)
  const isCli = words.includes('--cli')

  const node = chooseNode({ version: process.version, execPath: process.execPath, root, platform: process.platform, arch: process.arch, exists: existsSync })
  if (node === undefined) {
    say(text('nodeTooOld', { version: process.versions.node }))
    return 1
  }
  const runner = createRunner()

  if (needsBuild(root)) {
    const builder = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
    if (!existsSync(builder)) {
      say(text('packagesMissing', { folder: root }))
      return 1
    }
    if (!isCli) say(text('building'))
    const built = await runner.run(node, [builder, 'build'], { stdio: 'collect', cwd: root })
    if (runner.isStopping()) return exitCodeOf(built)
    if (built.code !== 0) {
      say(`${text('buildFailed')}\n${built.output.trimEnd()}`)
      return 1
    }
  }

  // npm sets the working folder to the project's; INIT_CWD is where the person stands.
  const standing = resolve(process.cwd()) === root ? (process.env.INIT_CWD ?? process.cwd()) : process.cwd()
  const mainFile = join(root, 'out', 'main', 'main.js')
  const world = { root, platform: process.platform, env: process.env, exists: existsSync, read: (path) => readFileSync(path, 'utf8') }
  const notFetched = failureFile({ platform: process.platform, env: process.env, home: homedir() })
  const choose = () =>
    chooseHost({
      words, platform: process.platform, env: process.env, isRoot: process.getuid?.() === 0,
      hasRuntime: findRuntime(world) !== undefined, lastFailure: readFailure(notFetched), now: Date.now(),
    })

  let choice = choose()
  if (choice.host === 'fetch') {
    say(text('fetchingRuntime', { seconds: installLimitMs / 1000 }))
    const installer = join(root, 'node_modules', 'electron', 'install.js')
    const fetched = await runner.run(node, [installer], { stdio: 'ignore', cwd: root, limitMs: installLimitMs })
    if (runner.isStopping()) return exitCodeOf(fetched)
    if (findRuntime(world) === undefined) keepFailure(notFetched)
    else rmSync(notFetched, { force: true })
    choice = findRuntime(world) === undefined ? { host: 'browser', because: 'runtimeMissing' } : choose()
  }

  if (choice.host === 'electron') {
    const env = { ...process.env }
    delete env.ELECTRON_RUN_AS_NODE // set by some editors' terminals; it would turn the window into a plain Node
    // Chromium's own complaints (no GPU, no message bus) are not for the console.
    const before = ['--log-level=3', ...(words.includes('--no-sandbox') ? ['--no-sandbox'] : [])]
    const end = await runner.run(findRuntime(world), [...before, '.', ...wordsFor(words, { host: 'electron', standing })], { cwd: root, env })
    if (runner.isStopping() || !diedOfItsRuntime(end)) return exitCodeOf(end)
    choice = { host: 'browser', because: 'runtimeBroken' }
  }
  if (choice.because !== undefined) say(text(`browserBecause.${choice.because}`))
  const host = choice.host === 'cli' ? 'cli' : 'browser'
  const end = await runner.run(node, [mainFile, ...wordsFor(words, { host, standing })], { cwd: standing, isPatient: host === 'cli' })
  if (end.failedToSpawn) say(text('hostNotStarted', { reason: end.output }))
  return exitCodeOf(end)
}

// Tests import the decisions above; only a start by name carries them out.
if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === realpathSync(fileURLToPath(import.meta.url))) {
  process.exit(await main(process.argv.slice(2)))
}
