import { createHash } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadStaticFiles } from '../../../electron/static/staticFiles'
import { exampleHash, examplePage, exampleScript, writeExampleBuild } from '../../support/staticAttacks'

let build: ReturnType<typeof writeExampleBuild>
beforeEach(() => {
  build = writeExampleBuild()
})
afterEach(() => build.remove())

describe('The files of the page', () => {
  it('are all that the build wrote for it, by their exact paths', () => {
    expect(loadStaticFiles(build.dir).paths).toEqual(['/', '/assets/inter-9d8c7b6a.woff2', '/assets/main-4f2a9c1b.css', '/assets/main-4f2a9c1b.js', '/favicon.svg', '/index.html'])
  })

  it('carry bytes, type and a tag of their content', () => {
    const file = loadStaticFiles(build.dir).lookUp('/assets/main-4f2a9c1b.js')
    expect(Buffer.from(file?.bytes ?? []).toString('utf8')).toBe(exampleScript)
    expect(file?.contentType).toBe('text/javascript; charset=utf-8')
    expect(file?.etag).toBe(`"${createHash('sha256').update(exampleScript).digest('base64url').slice(0, 27)}"`)
    expect(file?.hashedName).toBe(true)
  })

  it.each([
    ['/', 'text/html; charset=utf-8'],
    ['/index.html', 'text/html; charset=utf-8'],
    ['/assets/main-4f2a9c1b.css', 'text/css; charset=utf-8'],
    ['/assets/inter-9d8c7b6a.woff2', 'font/woff2'],
    ['/favicon.svg', 'image/svg+xml'],
  ])('gives %s the type %s', (path, type) => {
    expect(loadStaticFiles(build.dir).lookUp(path)?.contentType).toBe(type)
  })

  it('are read once: what happens to the folder later changes nothing', () => {
    const files = loadStaticFiles(build.dir)
    rmSync(build.dir, { recursive: true })
    expect(Buffer.from(files.lookUp('/')?.bytes ?? []).toString('utf8')).toBe(examplePage)
  })

  it('bring the hashes of the policy, with or without quotes', () => {
    expect(loadStaticFiles(build.dir).styleHashes).toEqual([exampleHash])
    writeFileSync(join(build.dir, 'csp-hashes.json'), JSON.stringify([`'${exampleHash}'`]))
    expect(loadStaticFiles(build.dir).styleHashes).toEqual([exampleHash])
    rmSync(join(build.dir, 'csp-hashes.json'))
    expect(loadStaticFiles(build.dir).styleHashes).toEqual([])
  })

  it.each(["'unsafe-inline'", 'https://evil.test', `${exampleHash}; script-src *`, `${exampleHash}' *`, 'sha256-short', 7])('stop the start when a hash is %j', (hash) => {
    writeFileSync(join(build.dir, 'csp-hashes.json'), JSON.stringify([hash]))
    expect(() => loadStaticFiles(build.dir)).toThrow('no SHA-256')
  })

  it('stop the start when there is no page, or a name that has two spellings', () => {
    writeFileSync(join(build.dir, 'assets', 'two words.js'), '')
    expect(() => loadStaticFiles(build.dir)).toThrow('/assets/two words.js')
    rmSync(build.dir, { recursive: true })
    mkdirSync(build.dir)
    expect(() => loadStaticFiles(build.dir)).toThrow('index.html')
  })
})
