import { describe, expect, it } from 'vitest'
import type { CompanyCard } from '@shared/domain/companyCard'
import { contactsFor } from '@shared/domain/companyCard'
import { importCard, removeCard, saveCard, showCard } from '../../../electron/core/company/companyCard'
import type { CoreContext } from '../../../electron/core/context'

const card: CompanyCard = {
  card: 1,
  company: 'Harbour & Pine',
  portal: 'harbourpine.bitrix24.example',
  language: 'en',
  helpdesk: [{ name: 'Helpdesk', phone: '+44 7700 900100' }],
  admins: [{ name: 'Ada Quill', address: 'ada.quill@harbourpine.example' }],
  mailAdmin: [],
}

function world(parts: { readonly managed?: string; readonly isAdmin?: boolean; readonly file?: string } = {}) {
  const settings = new Map<string, string>()
  const warned: string[] = []
  const context = {
    ports: {
      settings: { get: (key: string) => settings.get(key), set: (key: string, value: string) => void settings.set(key, value), remove: (key: string) => void settings.delete(key) },
      managedCard: () => parts.managed,
      files: { take: () => (parts.file === undefined ? undefined : new TextEncoder().encode(parts.file)) },
      log: { warn: (_: string, event: string) => void warned.push(event) },
    },
    connection: { view: () => ({ state: parts.isAdmin === undefined ? 'none' : 'portal', isAdmin: parts.isAdmin === true }) },
  } as unknown as CoreContext
  return { context, settings, warned }
}
const codeOf = (work: () => unknown): unknown => {
  try {
    work()
    return 'nothing thrown'
  } catch (error) {
    return (error as { code?: unknown }).code
  }
}

describe('the company card', () => {
  it('is saved by whoever administers the portal, and by nobody else', () => {
    expect(codeOf(() => saveCard(world().context, { card }))).toBe('notConnected')
    expect(codeOf(() => saveCard(world({ isAdmin: false }).context, { card }))).toBe('noRights')
    const { context } = world({ isAdmin: true })
    expect(saveCard(context, { card })).toEqual({ card, source: 'own' })
    expect(showCard(context)).toEqual({ card, source: 'own' })
    expect(removeCard(context)).toEqual({ source: 'none' })
  })

  it('put in place for the machine wins and cannot be changed here', () => {
    const { context, settings } = world({ managed: `\uFEFF${JSON.stringify({ ...card, company: 'Set centrally' })}`, isAdmin: true, file: JSON.stringify(card) })
    settings.set('companyCard', JSON.stringify(card))
    expect(showCard(context)).toMatchObject({ card: { company: 'Set centrally' }, source: 'managed' })
    expect(codeOf(() => saveCard(context, { card }))).toBe('cardManaged')
    expect(codeOf(() => importCard(context, { fileId: 'x'.repeat(20) }))).toBe('cardManaged')
    expect(codeOf(() => removeCard(context))).toBe('cardManaged')
  })

  it('put in place but unreadable is told to the log, and the one kept here counts', () => {
    const { context, settings, warned } = world({ managed: '{"card":1' })
    settings.set('companyCard', JSON.stringify(card))
    expect(showCard(context)).toEqual({ card, source: 'own' })
    expect(warned).toEqual(['managedCardUnreadable'])
  })

  it('is taken in from a file in any door', () => {
    const { context } = world({ file: JSON.stringify(card) })
    expect(importCard(context, { fileId: 'x'.repeat(20) })).toEqual({ card, source: 'own' })
  })

  it.each([
    ['no file', undefined, 'fileNotFound'],
    ['no JSON', 'Dear all,', 'cardUnreadable'],
    ['another JSON', '{"name":"x"}', 'cardUnreadable'],
    ['a list', '[]', 'cardUnreadable'],
    ['a card with a key too many', JSON.stringify({ ...card, webhook: 'x' }), 'cardUnreadable'],
    ['a later card', JSON.stringify({ ...card, card: 2 }), 'cardUnreadable'],
    ['a portal that is an address with a path', JSON.stringify({ ...card, portal: 'a.example/rest/1' }), 'cardUnreadable'],
    ['a card of 17 KiB', JSON.stringify({ ...card, company: 'x'.repeat(17 * 1024) }), 'cardUnreadable'],
    ['prototype keys', '{"__proto__":{"card":1},"constructor":1}', 'cardUnreadable'],
  ])('%s is refused, and the card kept before stays', (_, file, code) => {
    const { context, settings } = world(file === undefined ? {} : { file })
    settings.set('companyCard', JSON.stringify(card))
    expect(codeOf(() => importCard(context, { fileId: 'x'.repeat(20) }))).toBe(code)
    expect(showCard(context)).toEqual({ card, source: 'own' })
  })

  it('with a webhook in it is refused as a secret, naming the field and never the value', () => {
    const secret = 'k3jx82mqp0zt64aa'
    const { context, settings } = world({ file: JSON.stringify({ ...card, helpdesk: [{ name: `call https://a.bitrix24.com/rest/1/${secret}/` }] }) })
    let caught: unknown
    try {
      importCard(context, { fileId: 'x'.repeat(20) })
    } catch (error) {
      caught = error
    }
    expect(caught).toMatchObject({ code: 'secretFound', details: { field: 'helpdesk.0.name' } })
    expect(JSON.stringify(caught)).not.toContain(secret)
    expect(settings.size).toBe(0)
  })

  it('names the administrators where nobody else is named for the mail, and nobody for Support', () => {
    expect(contactsFor(card, 'mailAdmin')).toBe(card.admins)
    expect(contactsFor(card, 'inviter')).toBe(card.admins)
    expect(contactsFor(card, 'agent')).toBe(card.helpdesk)
    expect(contactsFor(card, 'support')).toEqual([])
    expect(contactsFor(undefined, 'admin')).toEqual([])
  })
})
