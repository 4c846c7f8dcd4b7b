import { helpHosts } from '@shared/domain/links'
import { describe, expect, it } from 'vitest'
import { createLinkOpener, mayOpen } from '../../../electron/hosts/browser/linkOpener'

const portal = 'granite.bitrix24.com'
const help = helpHosts[0]!

describe('Addresses that may leave the app', () => {
  it.each([
    [`https://${help}/open/25036348`, 'help'],
    [`https://${help.toUpperCase()}/open/1?a=1#b`, 'help'],
    [`https://${portal}/company/?apply_filter=Y&INVITED=Y`, 'portal'],
  ] as const)('%s as %s', (address, kind) => {
    expect(mayOpen(address, kind, [portal])).toBe(true)
  })
})

describe('6A-15: addresses that may not', () => {
  const attacks = [
    `http://${help}/`, `HTTP://${help}/`, 'file:///etc/passwd', 'smb://server/share', '\\\\server\\share', 'ms-msdt:/id', 'javascript:alert(1)', 'data:text/html,x',
    `https:${help}`.replace('https:', 'ftp://'), '', ' ', 'https://', `//${help}/`, help,
    `https://${help}.evil.test/`, `https://evil.test/${help}`, `https://evil.test/?${help}`, `https://evil.test#${help}`, `https://evil.test\\.${help}/`, `https://x${help}/`,
    `https://${help}@evil.test/`, `https://user@${help}/`, `https://user:word@${help}/`, `https://${help}:8443/`, `https://${help}./`,
    ` https://${help}/`, `https://${help}/\n`, `https://${help}/a b`, `https://${help}/\t`, `https://${help}/\u0000`, `https://${help}\\@evil.test/`, `https://${help}/\u202e`,
    'https://127.0.0.1/', 'https://localhost/', 'https://[::1]/',
  ]
  it.each(attacks)('%j', (address) => {
    for (const kind of ['help', 'portal'] as const) expect(mayOpen(address, kind, [portal])).toBe(false)
  })

  it('a portal as help, a help page as portal, a portal that is not this one', () => {
    expect(mayOpen(`https://${portal}/`, 'help', [portal])).toBe(false)
    expect(mayOpen(`https://${help}/`, 'portal', [portal])).toBe(false)
    expect(mayOpen('https://other.bitrix24.com/', 'portal', [portal])).toBe(false)
    expect(mayOpen(`https://${portal}/`, 'portal', [])).toBe(false)
  })

  it('anything of the demo company, whose portal is on this machine or under a reserved name', () => {
    for (const host of ['127.0.0.1', '127.0.0.1:40123', 'localhost', 'demo.example', 'demo.invalid', 'demo.test', 'granite.bitrix24.example']) {
      expect(mayOpen(`https://${host}/`, 'portal', [host])).toBe(false)
    }
  })
})

describe('What is done with them', () => {
  it('opens the address as it was parsed, and says so', async () => {
    const opened: string[] = []
    const links = createLinkOpener({ canOpen: true, openAddress: (address) => (opened.push(address), Promise.resolve()) })
    expect(await links.open(`https://${help.toUpperCase()}/a`, 'help', [])).toBe(true)
    expect(await links.open('https://evil.test/', 'help', [])).toBe(false)
    expect(opened).toEqual([`https://${help}/a`])
  })

  it('opens nothing where no browser may be started, and says so', async () => {
    const opened: string[] = []
    const links = createLinkOpener({ canOpen: false, openAddress: (address) => (opened.push(address), Promise.resolve()) })
    expect(await links.open(`https://${help}/`, 'help', [])).toBe(false)
    expect(opened).toEqual([])
  })

  it('says that nothing was opened when the browser could not be started', async () => {
    const links = createLinkOpener({ canOpen: true, openAddress: () => Promise.reject(new Error('no browser')) })
    expect(await links.open(`https://${help}/`, 'help', [])).toBe(false)
  })
})
