import { describe, expect, it } from 'vitest'
import { helpHosts, links } from '@shared/domain/links'
import { createLinkOpener, openExternalLink, type LinkKind } from '../../../electron/hosts/electron/security/openExternalLink'

const portal: LinkKind = { kind: 'portal', portalHosts: ['acme.bitrix24.com', 'crm.example.org:8443'] }
const help: LinkKind = { kind: 'help' }
const mail: LinkKind = { kind: 'mail' }

async function tryOpening(address: string, kind: LinkKind): Promise<{ answer: boolean; opened: readonly string[] }> {
  const opened: string[] = []
  const answer = await openExternalLink(address, kind, (checked) => {
    opened.push(checked)
    return Promise.resolve()
  })
  return { answer, opened }
}

describe('6A-15: what may be opened outside', () => {
  it.each(Object.values(links).filter(({ kind }) => kind === 'help').map(({ template }) => template))('opens the help page %s', async (address) => {
    expect(await tryOpening(address, help)).toEqual({ answer: true, opened: [address] })
  })
  it('opens a portal that was connected here, its port included', async () => {
    expect((await tryOpening('https://acme.bitrix24.com/company/?apply_filter=Y&INVITED=Y', portal)).opened).toEqual(['https://acme.bitrix24.com/company/?apply_filter=Y&INVITED=Y'])
    expect((await tryOpening('https://crm.example.org:8443/', portal)).answer).toBe(true)
  })
  it('opens the normal form of what was written in capitals', async () => {
    expect((await tryOpening('HTTPS://ACME.Bitrix24.COM/Company/', portal)).opened).toEqual(['https://acme.bitrix24.com/Company/'])
  })
  it('lets an @ stand in a path', async () => {
    expect((await tryOpening('https://acme.bitrix24.com/find/a@b', portal)).answer).toBe(true)
  })
  it('answers false where the machine has no program for it', async () => {
    expect(await openExternalLink('https://acme.bitrix24.com/', portal, () => Promise.reject(new Error('no program')))).toBe(false)
  })
})

describe('6A-15: what is never opened, of whatever kind it is called', () => {
  const [helpHost = ''] = helpHosts
  const attacks = [
    'file:///etc/passwd', 'file://acme.bitrix24.com/share', 'smb://acme.bitrix24.com/share', 'ms-msdt:/id PCWDiagnostic', 'ms-officecmd:{}', 'search-ms:query=x', 'ssh://acme.bitrix24.com',
    'javascript:alert(1)', 'data:text/html,x', 'vbscript:x', 'about:blank', 'app://bundle/', 'blob:https://acme.bitrix24.com/1', 'view-source:https://acme.bitrix24.com/',
    '\\\\acme.bitrix24.com\\share', '//acme.bitrix24.com/', '/etc/passwd', 'C:\\Windows\\System32\\calc.exe', 'acme.bitrix24.com', '', ' ', '-h', '--help',
    'http://acme.bitrix24.com/', `http://${helpHost}/`, 'ftp://acme.bitrix24.com/', 'wss://acme.bitrix24.com/',
    'https://user@acme.bitrix24.com/', 'https://user:word@acme.bitrix24.com/', 'https://@acme.bitrix24.com/', 'https://:@acme.bitrix24.com/', 'https://acme.bitrix24.com@evil.example/', 'https://acme.bitrix24.com:443@evil.example/',
    'https://acme.bitrix24.com%40evil.example/', 'https://evil.example\\@acme.bitrix24.com/', 'https:\\\\acme.bitrix24.com\\', 'https:/acme.bitrix24.com/', 'https:acme.bitrix24.com', 'https:///acme.bitrix24.com/',
    'https://acme.bitrix24.com./', 'https://acme.bitrix24.com.evil.example/', 'https://evil-acme.bitrix24.com/', 'https://x.acme.bitrix24.com/', 'https://bitrix24.com/', 'https://acme.bitrix24.com:8443/', 'https://crm.example.org/',
    'https://evil.example/?acme.bitrix24.com', 'https://evil.example/#https://acme.bitrix24.com/', 'https://аcme.bitrix24.com/', 'https://acme.bitrix24。com/', 'https://127.0.0.1/', 'https://[::1]/', 'https://localhost/',
    ' https://acme.bitrix24.com/', 'https://acme.bitrix24.com/ ', 'https://acme.bitrix24.com/\n', 'https://acme.bitrix24.com/\u0000', 'https://acme.bitrix24.com/\t', 'java\nscript:alert(1)', 'https://acme.bitrix24.com/ --flag',
    `https://acme.bitrix24.com/${'a'.repeat(2_000)}`, 'https://', 'https://[', 'https://%',
  ]

  it.each(attacks.flatMap((address) => [help, portal].map((link) => ({ address, link, kind: link.kind }))))('$kind: $address', async ({ address, link }) => {
    expect(await tryOpening(address, link)).toEqual({ answer: false, opened: [] })
  })
  it.each(attacks)('mail: %s', async (address) => {
    expect(await tryOpening(address, mail)).toEqual({ answer: false, opened: [] })
  })
  it('keeps the kinds apart: a portal is not help, and help is not a portal', async () => {
    expect((await tryOpening('https://acme.bitrix24.com/', help)).answer).toBe(false)
    expect((await tryOpening(`https://${helpHost}/`, portal)).answer).toBe(false)
  })
  it('hands programs no quotes: they are encoded first', async () => {
    expect((await tryOpening('https://acme.bitrix24.com/"&calc.exe', portal)).opened).toEqual(['https://acme.bitrix24.com/%22&calc.exe'])
  })
})

describe('6A-15: mail drafts', () => {
  it('opens a draft of one address, a subject and a body', async () => {
    const draft = `mailto:${encodeURIComponent('anna.petrova@acme.example')}?subject=${encodeURIComponent('Доступ')}&body=${encodeURIComponent('One\r\nTwo')}`
    expect(await tryOpening(draft, mail)).toEqual({ answer: true, opened: [draft] })
    expect((await tryOpening('mailto:a@b.example', mail)).answer).toBe(true)
  })
  it.each([
    'mailto:', 'mailto:?subject=x', 'mailto:a', 'mailto:a@b.example,c@d.example', 'mailto:a@b.example%2Cc@d.example', 'mailto:a@b.example;c@d.example', 'mailto:a@b.example?to=c@d.example', 'mailto:a@b.example?cc=c@d.example',
    'mailto:a@b.example?bcc=c@d.example', 'mailto:a@b.example?attach=/etc/passwd', 'mailto:a@b.example?attachment=x', 'mailto:a@b.example?subject=a&subject=b', 'mailto:a@b.example?Subject=a', 'mailto:a@b.example?in-reply-to=x',
    'mailto:a@b.example?subject=a%0D%0ABcc:c@d.example', 'mailto:a@b.example?subject=a%0Ab', 'mailto:a@b.example%0D%0ABcc:c@d.example', 'mailto:a@b.example?body=%00', 'mailto:a@b.example?body=%', 'mailto:a@b.example?subject=a=b',
    'mailto:a@b.example?subject=a b', 'mailto:a@b.example?subject=a\r\nBcc:c@d.example', 'mailto:"x y"@b.example', 'mailto:-flag', 'mailto:a@b.example?body=é', 'MAILTO:a@b.example', 'mailto://a@b.example', `mailto:a@b.example?body=${'a'.repeat(1_800)}`,
  ])('refuses %j', async (address) => {
    expect(await tryOpening(address, mail)).toEqual({ answer: false, opened: [] })
  })
})

it('the opener of the host checks before it asks the system', async () => {
  const opened: string[] = []
  const opener = createLinkOpener({
    openExternal: (address) => {
      opened.push(address)
      return Promise.resolve()
    },
  })
  expect(await opener.open('https://acme.bitrix24.com/', 'portal', ['acme.bitrix24.com'])).toBe(true)
  expect(await opener.open('https://acme.bitrix24.com/', 'portal', [])).toBe(false)
  expect(await opener.open('https://acme.bitrix24.com/', 'help', ['acme.bitrix24.com'])).toBe(false)
  expect(opened).toEqual(['https://acme.bitrix24.com/'])
})
