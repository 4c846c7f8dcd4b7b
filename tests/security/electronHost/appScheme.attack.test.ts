import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerPageRequest, schemePrivileges } from '../../../electron/hosts/electron/security/appScheme'
import { loadStaticFiles, type StaticFiles } from '../../../electron/static/staticFiles'
import { buriedSecret, exampleHash, examplePage, exampleScript, staticAttacks, writeExampleBuild } from '../../support/staticAttacks'

let build: ReturnType<typeof writeExampleBuild>
let files: StaticFiles
beforeAll(() => {
  build = writeExampleBuild()
  files = loadStaticFiles(build.dir)
})
afterAll(() => build.remove())

const ask = (url: string, method = 'GET'): Response => answerPageRequest(files, { url, method })

describe('6A-18: the scheme of the page', () => {
  it('has three privileges and no more', () => {
    expect(schemePrivileges).toEqual([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }])
  })

  it('serves the page and its files with their types', async () => {
    expect(await ask('app://bundle/').text()).toBe(examplePage)
    expect(await ask('app://bundle').text()).toBe(examplePage)
    expect(await ask('app://bundle/?a=1#/cases').text()).toBe(examplePage)
    const script = ask('app://bundle/assets/main-4f2a9c1b.js')
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(await script.text()).toBe(exampleScript)
  })

  it.each(staticAttacks)('answers 404 to $why: $path', async ({ path }) => {
    const answer = ask(`app://bundle${path}`)
    expect(answer.status).toBe(404)
    expect(await answer.text()).not.toContain(buriedSecret)
  })

  it.each(['app://bundle.evil/', 'app://evil/', 'app://bundle@evil/', 'app://user@bundle/', 'app://bundle:80/', 'app:///', 'file:///etc/passwd', 'https://bundle/', 'nonsense'])('answers 404 to another host or scheme: %s', (url) => {
    expect(ask(url).status).toBe(404)
  })

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'CONNECT'])('answers 405 to %s', (method) => {
    expect(ask('app://bundle/', method).status).toBe(405)
  })

  it('answers HEAD without a body', async () => {
    const answer = ask('app://bundle/', 'HEAD')
    expect(answer.status).toBe(200)
    expect(await answer.text()).toBe('')
  })
})

describe('6A-7: the headers of every answer', () => {
  it.each(['app://bundle/', 'app://bundle/assets/main-4f2a9c1b.js', 'app://bundle/missing', 'app://evil/'])('%s carries the policy and its companions', (url) => {
    const { headers } = ask(url)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain(`'${exampleHash}'`)
    expect(policy).not.toContain('unsafe')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('permissions-policy')).toContain('camera=()')
    expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([])
  })
})
