import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { startChild } from '../caseLogProcess'
import type { Measured } from './readerProcess'

const root = resolve(import.meta.dirname, '../../..')

/** Bundles the scripts of this folder beside node_modules, where axios is found; run as the app is, without a test runner around them. */
export async function buildScripts(): Promise<{ readonly folder: string; remove(): void }> {
  const cache = join(root, 'node_modules', '.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'bench-'))
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    resolve: { alias: { '@shared': join(root, 'shared') } },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      rolldownOptions: {
        input: { readerProcess: join(import.meta.dirname, 'readerProcess.ts'), portalProcess: join(import.meta.dirname, 'portalProcess.ts') },
        output: { entryFileNames: '[name].mjs' },
      },
    },
  })
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Runs one task in a process of its own and gives back what it said last. */
export async function runReader<Task extends keyof Measured>(folder: string, task: Task, ...args: readonly string[]): Promise<Measured[Task]> {
  const reader = startChild(join(folder, 'readerProcess.mjs'), task, ...args)
  const ended = await reader.ended
  const said = reader.lines.at(-1)
  if (ended !== 0 || said === undefined) throw new Error(`the reader ended: ${ended}`)
  return JSON.parse(said) as Measured[Task]
}
