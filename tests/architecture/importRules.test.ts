import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')

/** One bad import a rule: where it is planted and what it imports. */
const plants: Readonly<Record<string, { readonly file: string; readonly imports: string }>> = {
  'no-circular': { file: 'electron/core/ring/one.ts', imports: './two' },
  'not-to-unresolvable': { file: 'electron/core/nowhere.ts', imports: './doesNotExist' },
  'product-not-tests': { file: 'electron/core/usesTest.ts', imports: '../../tests/support/helper' },
  'electron-only-in-its-host': { file: 'electron/core/usesElectron.ts', imports: 'electron' },
  'shared-imports': { file: 'shared/domain/usesCore.ts', imports: '../../electron/core/good' },
  'shared-packages': { file: 'shared/domain/usesNode.ts', imports: 'node:fs' },
  'core-imports': { file: 'electron/core/usesAdapter.ts', imports: '../adapters/sqlite/good' },
  'core-packages': { file: 'electron/core/usesFiles.ts', imports: 'node:fs' },
  'rpc-imports': { file: 'electron/rpc/usesAdapter.ts', imports: '../adapters/sqlite/good' },
  'jobs-imports': { file: 'electron/jobs/usesHost.ts', imports: '../rpc/good' },
  'main-imports': { file: 'electron/main.ts', imports: './core/good' },
  'adapters-imports': { file: 'electron/adapters/portal/usesNeighbour.ts', imports: '../sqlite/good' },
  'static-imports': { file: 'electron/static/usesCore.ts', imports: '../core/good' },
  'sqlite-has-one-home': { file: 'electron/adapters/portal/usesSqlite.ts', imports: 'better-sqlite3' },
  'axios-has-one-home': { file: 'electron/adapters/sqlite/usesAxios.ts', imports: 'axios' },
  'hosts-know-no-other-host': { file: 'electron/hosts/cli/usesBrowser.ts', imports: '../browser/good' },
  'hosts-only-from-main': { file: 'electron/rpc/usesHost.ts', imports: '../hosts/cli/good' },
  'preload-imports': { file: 'electron/hosts/electron/preload/usesCore.ts', imports: '../../../core/good' },
  'preload-packages': { file: 'electron/hosts/electron/preload/usesNode.ts', imports: 'node:fs' },
  'demo-portal-imports': { file: 'electron/demo-portal/usesClient.ts', imports: '../adapters/portal/good' },
  'demo-portal-packages': { file: 'electron/demo-portal/usesPackage.ts', imports: 'zod' },
  'renderer-imports': { file: 'renderer/usesCore.ts', imports: '../electron/core/good' },
  'renderer-no-node': { file: 'renderer/usesNode.ts', imports: 'node:fs' },
  'renderer-no-node-packages': { file: 'renderer/usesSqlite.ts', imports: 'better-sqlite3' },
}
const good = ['electron/core/good.ts', 'electron/rpc/good.ts', 'electron/adapters/sqlite/good.ts', 'electron/adapters/portal/good.ts', 'electron/hosts/browser/good.ts', 'electron/hosts/cli/good.ts', 'tests/support/helper.ts']

interface Violation {
  readonly rule: { readonly name: string }
  readonly from: string
}
let folder: string
let violations: readonly Violation[]

describe('the import rules', () => {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'latchkey-rules-'))
    cpSync(join(root, '.dependency-cruiser.cjs'), join(folder, '.dependency-cruiser.cjs'))
    cpSync(join(root, 'tsconfig.base.json'), join(folder, 'tsconfig.base.json'))
    cpSync(join(root, 'package.json'), join(folder, 'package.json'))
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
    const write = (file: string, text: string): void => {
      mkdirSync(dirname(join(folder, file)), { recursive: true })
      writeFileSync(join(folder, file), text)
    }
    for (const file of good) write(file, 'export const good = 1\n')
    for (const { file, imports } of Object.values(plants)) write(file, `import * as planted from '${imports}'\nexport const value = planted\n`)
    write('electron/core/ring/two.ts', "import { value } from './one'\nexport const two = value\n")
    const cli = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs')
    let printed: string
    try {
      printed = execFileSync(process.execPath, [cli, 'electron', 'shared', 'renderer', '--config', '.dependency-cruiser.cjs', '--output-type', 'json'], { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
    } catch (error) {
      printed = (error as { stdout: string }).stdout // exit code = number of violations
    }
    violations = (JSON.parse(printed) as { summary: { violations: Violation[] } }).summary.violations
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it.each(Object.entries(plants))('%s names the import planted for it', (rule, { file }) => {
    expect(violations.filter((violation) => violation.from === file).map((violation) => violation.rule.name)).toContain(rule)
  })

  it('has a planted import for every rule', () => {
    const config = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs')) as { forbidden: { name: string }[] }
    expect(config.forbidden.map(({ name }) => name).toSorted()).toEqual(Object.keys(plants).toSorted())
  })
})
