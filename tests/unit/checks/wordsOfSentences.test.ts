import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createPersonLookUp } from '../../../electron/core/checks/personLookUp'
import { runCheck, type CheckContext } from '../../../electron/core/checks/runCheck'
import type { MailDns, PortalApi } from '../../../electron/core/ports'
import { checkDefinition, checkNames, type CheckName } from '@shared/domain/checks'
import { factDefinition } from '@shared/domain/facts'
import { fillText } from '@shared/domain/fillText'
import { checkContext } from '../../support/portal/checkParts'
import { fixedApi, portalUser } from '../../support/portal/portalParts'

interface CheckTexts {
  readonly with?: Readonly<Record<string, string>>
}
const { checks: texts } = JSON.parse(readFileSync(join(import.meta.dirname, '../../../shared/locales/en.json'), 'utf8')) as { readonly checks: Readonly<Record<string, CheckTexts>> }

const nothing = () => Promise.resolve({ kind: 'noSuchDomain' } as const)
const emptyNet: MailDns = { mx: nothing, txt: nothing, addresses: () => Promise.resolve({ kind: 'records', records: ['192.0.2.24'] }) }
const overPeople = (address: string, emails: readonly string[]): Partial<CheckContext> => {
  const api: PortalApi = { ...fixedApi({ usersByAddress: () => Promise.resolve([]) }), usersWithAddressLike: () => Promise.resolve([]), people: async function* () { yield await Promise.resolve(emails.map((email, index) => portalUser({ id: String(index + 1), email }))) } }
  return { facts: { 'person.address': address }, api, lookUp: createPersonLookUp(api) }
}
const about = (address: string): Partial<CheckContext> => ({ facts: { 'person.address': address } })
const at = (host: string): Partial<CheckContext> => ({ facts: { 'portal.host': host } })

describe('the fuller sentence', () => {
  test.each<[CheckName, string, Partial<CheckContext>, string]>([
    ['address-syntax', 'wrongLayout', about('сдущ"пьфшдюсщь'), 'Probably cleo@gmail.com was meant.'],
    ['address-spelling', 'typo', about('cleo.marsh@gmial.com'), 'Probably cleo.marsh@gmail.com was meant.'],
    ['address-on-portal', 'nearDomain', overPeople('cleo@harbuorpine.example', ['ada@harbourpine.example', 'noa@harbourpine.example', 'ben@harbourpine.example']), 'On this portal it would be cleo@harbourpine.example.'],
    ['mail-domain', 'noSuchDomain', { ...about('cleo@harbourpin.example'), dns: emptyNet }, 'No domain is called harbourpin.example.'],
    ['portal-address', 'mistyped', at('harbourpine.bitrx24.com'), 'Probably harbourpine.bitrix24.com was meant.'],
    ['portal-address', 'missingDot', at('harbourpinebitrix24.com'), 'Probably harbourpine.bitrix24.com was meant.'],
    ['portal-address', 'wrongEnding', at('harbourpine.bitrix24.con'), 'Probably harbourpine.bitrix24.com was meant.'],
    ['portal-address', 'wrongLayout', at('рфкищгкзштуюишекшч24юсщь'), 'Probably harbourpine.bitrix24.com was meant.'],
  ])('of %s, %s, has its words', async (check, reason, parts, sentence) => {
    const outcome = await runCheck(check, checkContext(parts))

    expect(outcome.reason).toBe(reason)
    expect(fillText(texts[check]?.with?.[reason] ?? '', outcome.words)).toBe(sentence)
  })
})

test.each(checkNames.flatMap((check) => checkDefinition(check).needs.map((fact) => [check, fact] as const)))('%s does not run where the answer to %s was "not sure"', async (check, fact) => {
  const facts = { ...Object.fromEntries(checkDefinition(check).needs.map((need) => [need, 'given'])), [fact]: 'unsure' }

  expect(factDefinition(fact).type).toBe('text')
  expect(await runCheck(check, checkContext({ facts, api: fixedApi({}) }))).toMatchObject({ result: 'notRun', reason: 'needsFact', evidence: [] })
})
