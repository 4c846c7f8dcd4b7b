import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'vite'

const root = resolve(import.meta.dirname, '../..')

/** Bundles caseLogChild.ts beside node_modules, where its native dependency is found. */
export async function buildChild(): Promise<{ readonly script: string; remove(): void }> {
  const cache = join(root, 'node_modules', '.cache')
  mkdirSync(cache, { recursive: true })
  const outDir = mkdtempSync(join(cache, 'case-log-child-'))
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    resolve: { alias: { '@shared': join(root, 'shared') } },
    build: { ssr: join(root, 'tests/support/caseLogChild.ts'), outDir, emptyOutDir: false, target: 'node20', rolldownOptions: { output: { entryFileNames: 'child.mjs' } } },
  })
  return { script: join(outDir, 'child.mjs'), remove: () => rmSync(outDir, { recursive: true, force: true }) }
}

export interface Child {
  readonly process: ChildProcess
  /** Every line said so far. */
  readonly lines: readonly string[]
  /** Resolves when that many lines were said; throws if the process ends first. */
  said(count: number): Promise<void>
  /** Resolves with the exit code, or the signal. */
  readonly ended: Promise<number | string>
}

export function startChild(script: string, ...args: readonly string[]): Child {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const lines: string[] = []
  let errors = ''
  let isOver = false
  let wake: (() => void)[] = []
  const wakeAll = (): void => {
    const waiting = wake
    wake = []
    for (const go of waiting) go()
  }
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line)
    wakeAll()
  })
  const ended = new Promise<number | string>((done) => {
    child.on('close', (code, signal) => {
      isOver = true
      done(signal ?? (code === 0 ? 0 : `${code ?? ''} ${errors}`))
      wakeAll()
    })
  })
  return {
    process: child,
    lines,
    ended,
    async said(count) {
      while (lines.length < count) {
        if (isOver) throw new Error(`the process ended: ${errors}`)
        await new Promise<void>((go) => wake.push(go))
      }
    },
  }
}
