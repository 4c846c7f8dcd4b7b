import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { startChild, type Child } from '../caseLogProcess'
import type { ChildTask } from './fixChild'

const root = resolve(import.meta.dirname, '../../..')

/** Bundles fixChild.ts beside node_modules, where its dependencies are found. */
export async function buildFixChild(): Promise<{ start(task: ChildTask): Child; remove(): void }> {
  const cache = join(root, 'node_modules', '.cache')
  mkdirSync(cache, { recursive: true })
  const outDir = mkdtempSync(join(cache, 'fix-child-'))
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    resolve: { alias: { '@shared': join(root, 'shared') } },
    build: { ssr: join(root, 'tests/support/fixes/fixChild.ts'), outDir, emptyOutDir: false, target: 'node20', rolldownOptions: { output: { entryFileNames: 'child.mjs' } } },
  })
  return { start: (task) => startChild(join(outDir, 'child.mjs'), JSON.stringify(task)), remove: () => rmSync(outDir, { recursive: true, force: true }) }
}
