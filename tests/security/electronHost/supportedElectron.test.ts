import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import supported from './supported.json' with { type: 'json' }

const root = resolve(import.meta.dirname, '../../..')
const manifest = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as { devDependencies: Record<string, string> }
const pinned = manifest.devDependencies['electron'] ?? ''

it('6A-16: the Electron that is shipped is one of the supported majors', () => {
  expect(Number(pinned.split('.')[0])).toBeGreaterThanOrEqual(supported.oldestMajor)
})

it('6A-16: it is pinned to one version, the same for running and for packing', () => {
  expect(pinned).toMatch(/^\d+\.\d+\.\d+$/)
  const packer = parse(readFileSync(resolve(root, 'electron-builder.yml'), 'utf8')) as { electronVersion: string }
  expect(packer.electronVersion).toBe(pinned)
})

it('6A-16: the list of supported majors has been looked at lately', () => {
  expect(new Date(`${supported.reviewBy}T00:00:00Z`).getTime()).toBeGreaterThan(Date.now())
})
