import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadStaticFiles } from '../../../electron/static/staticFiles'
import { startHostUnderTest, type HostUnderTest } from '../../support/browserHost'
import { askRaw, statusOf } from '../../support/rawHttp'
import { buriedSecret, staticAttacks, writeExampleBuild } from '../../support/staticAttacks'

describe('6A-18, 6B-12: the static map', () => {
  const build = writeExampleBuild()
  const files = loadStaticFiles(build.dir)
  build.remove()

  it.each([...staticAttacks, { why: 'NUL', path: '/index.html\0.js' }, { why: 'no slash', path: 'index.html' }, { why: 'nothing', path: '' }])('does not find $path ($why)', ({ path }) => {
    expect(files.lookUp(path)).toBeUndefined()
  })

  it('holds the secret nowhere', () => {
    for (const path of files.paths) expect(Buffer.from(files.lookUp(path)?.bytes ?? []).toString('latin1')).not.toContain(buriedSecret)
  })
})

describe('6B-12: the same attacks over the wire', () => {
  let host: HostUnderTest
  beforeAll(async () => {
    host = await startHostUnderTest()
  })
  afterAll(() => host.stop())
  const get = (target: string): Promise<string> => askRaw(host.port, `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nConnection: close\r\n\r\n`)

  it('serves the page itself, so that a refusal means something', async () => {
    expect(statusOf(await get('/index.html'))).toBe(200)
  })

  it.each(staticAttacks)('answers 404 to $path ($why)', async ({ path }) => {
    const answer = await get(path)
    expect(statusOf(answer)).toBe(404)
    expect(answer).not.toContain(buriedSecret)
    // What was asked for is not echoed either.
    expect(answer).not.toContain('main.js')
  })

  it.each(['http://127.0.0.1/index.html', 'http://evil.test/', 'file:///etc/passwd'])('answers 404 to the absolute target %s', async (target) => {
    expect(statusOf(await get(target))).toBe(404)
  })

  it('takes no NUL and no raw space in a request line', async () => {
    for (const target of ['/index.html\0.js', '/index.html x']) expect(statusOf(await get(target))).toBe(400)
  })
})
