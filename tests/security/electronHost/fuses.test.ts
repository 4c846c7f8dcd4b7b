import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { parse } from 'yaml'

const root = resolve(import.meta.dirname, '../../..')
const config = parse(readFileSync(resolve(root, 'electron-builder.yml'), 'utf8')) as Record<string, unknown> & { electronFuses: Record<string, boolean>; files: string[] }
const { resetAdHocDarwinSignature, ...fuses } = config.electronFuses

it('6A-19: the fuses are those of the table', () => {
  expect(fuses).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  })
  expect(resetAdHocDarwinSignature).toBe(false)
})

it('6A-19: every fuse that the packer knows is decided', () => {
  const schema = createRequire(import.meta.url)('app-builder-lib/scheme.json') as { definitions: { FuseOptionsV1: { properties: Record<string, unknown> } } }
  expect(Object.keys(config.electronFuses).sort()).toEqual(Object.keys(schema.definitions.FuseOptionsV1.properties).sort())
})

it('an archive is packed, without maps and without the Node runtimes, and published nowhere', () => {
  expect(config['asar']).toBe(true)
  expect(config['npmRebuild']).toBe(false)
  expect(config['publish']).toBeNull()
  expect(config.files).toContain('!**/*.map')
  expect(config.files).toContain('!node_modules/node-*{,/**}')
})
