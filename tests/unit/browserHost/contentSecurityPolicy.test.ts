import { describe, expect, it } from 'vitest'
import { contentSecurityPolicy } from '../../../electron/static/contentSecurityPolicy'

const hashes = ['sha256-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa=', 'sha256-bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb=']
const parse = (policy: string): Record<string, string[]> =>
  Object.fromEntries(policy.split('; ').map((directive) => directive.split(' ')).map(([name, ...values]) => [name ?? '', values]))

describe('6D: the policy that people run with', () => {
  it('is exactly this', () => {
    expect(parse(contentSecurityPolicy({ styleHashes: hashes, dev: false }))).toEqual({
      'default-src': ["'none'"],
      'script-src': ["'self'"],
      'style-src': ["'self'", `'${hashes[0]}'`, `'${hashes[1]}'`],
      'img-src': ["'self'", 'blob:'],
      'font-src': ["'self'"],
      'connect-src': ["'self'"],
      'base-uri': ["'none'"],
      'form-action': ["'none'"],
      'frame-ancestors': ["'none'"],
      'object-src': ["'none'"],
      'trusted-types': ['vue', 'default'],
      'require-trusted-types-for': ["'script'"],
    })
  })

  it('names each directive once: a second one would not count', () => {
    const names = contentSecurityPolicy({ styleHashes: [], dev: false }).split('; ').map((directive) => directive.split(' ')[0])
    expect(new Set(names).size).toBe(names.length)
  })

  it('has nothing of the looser one for the dev server', () => {
    const production = contentSecurityPolicy({ styleHashes: hashes, dev: false })
    for (const loose of ['unsafe', 'http:', 'https:', 'ws:', 'localhost', 'data:', '*', 'strict-dynamic']) expect(production).not.toContain(loose)
    const dev = contentSecurityPolicy({ styleHashes: hashes, dev: true })
    expect(dev).toContain("'unsafe-inline'")
    expect(dev).toContain("script-src 'self';")
    expect(dev).not.toContain('unsafe-eval')
  })
})
