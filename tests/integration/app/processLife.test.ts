import { spawn, type ChildProcess } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import { BrowserHostProcess } from '../../support/browserHostProcess'
import { temporaryFolder } from '../../support/temporaryFolder'

const root = resolve(import.meta.dirname, '../../..')
const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) if (child.pid !== undefined) try { process.kill(-child.pid, 'SIGKILL') } catch { /* gone, as it should be */ }
})

/** `npm start`, as a newcomer types it, in a process group of its own. */
async function npmStart(dataDir: string): Promise<{ readonly child: ChildProcess; readonly port: number; readonly lines: readonly string[] }> {
  const child = spawn('npm', ['start', '--', '--browser', '--no-open', '--demo', '--data', dataDir], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  children.push(child)
  const lines: string[] = []
  const port = await new Promise<number>((ready, failed) => {
    child.once('exit', (code) => failed(new Error(`npm start ended with ${String(code)}`)))
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line)
      const found = /^READY http:\/\/127\.0\.0\.1:(\d+)\/#\S+$/.exec(line)?.[1]
      if (found !== undefined) ready(Number(found))
    })
  })
  return { child, port, lines }
}

/** Processes of this machine whose command line names the folder. */
function processesNaming(folder: string): readonly number[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder) ? [Number(pid)] : []
    } catch {
      return [] // it ended meanwhile
    }
  })
}

const refuses = (port: number): Promise<boolean> =>
  new Promise((answer) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => { socket.destroy(); answer(false) })
    socket.once('error', () => answer(true))
  })

/** Looks again and again until it is so; the time it took in milliseconds. */
async function until(isSo: () => boolean | Promise<boolean>, withinMs: number): Promise<number> {
  const began = performance.now()
  while (!(await isSo())) {
    if (performance.now() - began > withinMs) throw new Error(`not so after ${withinMs} ms`)
    await new Promise((again) => setImmediate(again))
  }
  return performance.now() - began
}

describe.runIf(process.platform === 'linux')('the life of the browser host', () => {
  it('npm start prints one READY line and serves', { timeout: 60_000 }, async () => {
    const dataDir = temporaryFolder()
    const { port, lines, child } = await npmStart(dataDir)
    expect(lines.filter((line) => line.startsWith('READY '))).toHaveLength(1)
    expect(await refuses(port)).toBe(false)
    child.kill('SIGTERM')
    await until(() => refuses(port), 2000)
    await until(() => processesNaming(dataDir).length === 0, 2000)
  })

  it.each<readonly [string, (npm: number) => void]>([
    ['SIGTERM to npm', (npm) => process.kill(npm, 'SIGTERM')],
    ['Ctrl+C in the terminal, which reaches the whole group', (npm) => process.kill(-npm, 'SIGINT')],
  ])('%s: within 2 s the port refuses and no process is left', { timeout: 60_000 }, async (_, end) => {
    const dataDir = temporaryFolder()
    const { port, child } = await npmStart(dataDir)
    expect(processesNaming(dataDir).length).toBeGreaterThan(0)
    end(child.pid ?? 0)
    await until(async () => (await refuses(port)) && processesNaming(dataDir).length === 0, 2000)
  })

  it('SIGTERM to the host itself, with a page listening to its events: the page is told, then all is gone', async () => {
    const dataDir = temporaryFolder()
    const host = await (await BrowserHostProcess.start({ dataDir, args: ['--demo'] })).signIn()
    onTestFinished(() => void host.end('SIGKILL'))
    const events = await host.request('/events')
    const text = new TextDecoder()
    let heard = ''
    const listening = (async () => {
      for await (const chunk of events.body ?? []) heard += text.decode(chunk)
    })().catch(() => undefined)
    const began = performance.now()
    await host.end('SIGTERM')
    expect(performance.now() - began).toBeLessThan(2000)
    await listening
    expect(heard).toContain('event: closing')
    expect(await refuses(Number(new URL(host.url).port))).toBe(true)
    expect(processesNaming(dataDir)).toEqual([])
  })

  it('a killed window leaves no lock behind, and the next start checks the log in the worker', async () => {
    const dataDir = temporaryFolder()
    const first = await BrowserHostProcess.start({ dataDir })
    await first.end('SIGKILL')
    const second = await (await BrowserHostProcess.start({ dataDir })).signIn()
    onTestFinished(() => void second.end('SIGKILL'))
    await until(async () => !(await second.call('app.state', {})).checkingLog, 10_000)
    expect((await second.call('app.state', {})).logProblem).toBeUndefined()
  })
})
