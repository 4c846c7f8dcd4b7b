import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { PrintDocument } from '@shared/contract/printDocument'
import type { FlowRow } from '@shared/contract/views'
import { caseIds, sampleFlows, sampleView } from '../../support/renderer/sampleViews'
import { createScriptedTransport, fails, ok, type ScriptedTransport } from '../../support/renderer/scriptedTransport'
import { mountPage, settle, type MountedPage } from '../../support/renderer/mountPage'

const guide = `/cases/${caseIds[0]}/guide`
let transport: ScriptedTransport
let page: MountedPage | undefined

beforeEach(() => {
  sessionStorage.clear()
  localStorage.clear()
  transport = createScriptedTransport()
})
afterEach(() => {
  page?.wrapper.unmount()
  document.body.innerHTML = ''
  vi.restoreAllMocks()
})
const open = async (path: string): Promise<MountedPage> => {
  page = await mountPage(path, transport)
  return page
}
const health = (): HTMLElement => document.querySelector<HTMLElement>('[data-testid="flow-health"]')!
/** All flows as they are sampled, each with these changes. */
const flowsWith = (changes: Partial<FlowRow>): void => transport.answer('flows.list', () => ok({ flows: sampleFlows().map((flow) => ({ ...flow, ...changes })) }))
const rate = (solved: number, notSolved: number, handedOver = 0): FlowRow['rate'] => ({ solved, notSolved, handedOver, total: solved + notSolved + handedOver, sinceMs: 1 })

describe('the foot of the guided page', () => {
  it('says quietly where the guide comes from, how its cases ended and who keeps it', async () => {
    await open(guide)
    expect(health().textContent).toMatch(/Looked at (22 Nov|Nov 22,) 2026 · 8 of/)
    expect(health().textContent).toContain('8 of 12 recent cases solved, 2 handed over')
    expect(health().textContent).toContain('Kept by flows')
    expect(health().dataset['amber']).toBe('false')
    expect(health().querySelector('.pill, svg')).toBeNull()
  })

  it('turns amber by date with a word and an icon, and says since when', async () => {
    flowsWith({ checked: '2025-11-22', health: { source: 'old', dueOn: '2026-11-23', runs: 'tooFew' }, rate: rate(0, 0) })
    await open(guide)
    expect(health().querySelector('.pill-warn')?.textContent).toBe('Old source')
    expect(health().querySelector('.pill-warn svg')?.getAttribute('aria-hidden')).toBe('true')
    expect(health().textContent).toMatch(/Last looked at (22 Nov|Nov 22,) 2025, more than a year ago/)
    expect(health().textContent).toContain('No recent cases')
  })

  it('turns amber where cases end unsolved, and names both where both are so', async () => {
    flowsWith({ health: { source: 'old', dueOn: '2026-11-23', runs: 'failing' }, rate: rate(2, 6) })
    await open(guide)
    expect(health().querySelector('.pill-warn')?.textContent).toBe('Old source, often not solved')
    expect(health().textContent).toContain('2 of 8 recent cases solved')
  })

  it('tells a date that comes up without turning amber', async () => {
    flowsWith({ health: { source: 'dueSoon', dueOn: '2026-12-24', runs: 'fine' } })
    await open(guide)
    expect(health().textContent).toMatch(/due again from (24 Dec|Dec 24,) 2026/)
    expect(health().dataset['amber']).toBe('false')
  })

  it('opens the source outside, and gives the address where it cannot be opened', async () => {
    let opened = true
    transport.answer('flows.openSource', () => ok({ opened, address: 'https://helpdesk.bitrix24.com/open/25036348' }))
    const { button } = await open(guide)
    button('Read its source').click()
    await settle()
    expect(transport.callsOf('flows.openSource')).toEqual([{ flow: sampleView().step.flow }])
    expect(health().querySelector('[role="status"]')).toBeNull()
    opened = false
    button('Read its source').click()
    await settle()
    expect(health().querySelector('[role="status"]')?.textContent).toContain('https://helpdesk.bitrix24.com/open/25036348')
    transport.answer('flows.openSource', () => fails('unsafeLink'))
    button('Read its source').click()
    await settle()
    expect(health().textContent).toContain('Latchkey does not open this address')
  })

  it('leads to the page for paper', async () => {
    transport.answer('flows.print', () => ok(samplePage()))
    const { link, router } = await open(guide)
    link('Print this guide').click()
    await settle()
    expect(router.currentRoute.value.fullPath).toBe(`/flows/${sampleView().step.flow}/print`)
  })
})

describe('the list of problems on the start page', () => {
  it('says nothing of a guide that is well', async () => {
    const { button } = await open('/')
    button(/^Choose from/).click()
    await settle()
    expect(document.querySelectorAll('[data-testid="flow-health"]')).toHaveLength(0)
  })

  it('marks the one that needs care, with the reason and nothing more', async () => {
    transport.answer('flows.list', () => ok({ flows: sampleFlows().map((flow) => (flow.flow === 'lost-phone' ? { ...flow, health: { source: 'fresh', dueOn: '2027-11-23', runs: 'failing' } as const, rate: rate(1, 5) } : flow)) }))
    const { button } = await open('/')
    button(/^Choose from/).click()
    await settle()
    const marks = [...document.querySelectorAll('[data-testid="flow-health"]')]
    expect(marks.map((mark) => mark.textContent)).toEqual(['Often not solved1 of 6 recent cases solved'])
    expect(marks[0]?.closest('li')?.textContent).toContain('Lost phone, no code')
    expect(marks[0]?.querySelector('a, button')).toBeNull()
  })
})

const samplePage = (): PrintDocument => ({
  flow: 'lost-phone', version: 1, language: 'en', title: 'Lost phone <b>here</b>', summary: 'Nobody can read the code.', howTo: ['Start at 1.'],
  sections: [
    { number: 1, step: 'codes', kind: 'question', heading: 'Are there codes?', do: [], helpers: [], links: [], ways: [{ label: 'Yes', hint: 'At hand', then: 'go to 2', to: 2 }, { label: 'No', then: 'go to 3', to: 3 }] },
    { number: 2, step: 'use', kind: 'advice', heading: 'Use one', mark: 'For whoever helps', body: 'Each works once.', do: ['Log in.', 'Cross it out.'], helpers: [{ label: 'For whoever helps: an administrator', do: ['Look in the profile.'] }], blank: 'Address', links: [{ label: 'Read about it', address: 'https://helpdesk.bitrix24.com/open/1', complete: true }], ways: [{ label: 'Done', then: 'go to 3', to: 3 }] },
    { number: 3, step: 'ask', kind: 'message', heading: 'Ask an administrator', do: [], helpers: [], message: { rows: [{ label: 'To', value: 'an administrator' }], text: 'Hello,\n\n____ (Name)' }, links: [], ways: [], outcome: 'Handed over' },
  ],
  about: [{ label: 'Source', value: 'https://helpdesk.bitrix24.com/open/25930739' }],
})

describe('the page for paper', () => {
  beforeEach(() => transport.answer('flows.print', () => ok(samplePage())))

  it('shows every part of every section, plain text as plain text, with the heading focused', async () => {
    const { heading, text } = await open('/flows/lost-phone/print')
    expect(transport.callsOf('flows.print')).toEqual([{ flow: 'lost-phone' }])
    expect(heading()).toBe('Lost phone <b>here</b>')
    expect(document.activeElement?.tagName).toBe('H1')
    expect([...document.querySelectorAll('h2')].map((one) => one.textContent.trim())).toEqual(['1.Are there codes?', '2.Use one', '3.Ask an administrator'])
    for (const part of ['Start at 1.', 'For whoever helps', 'Each works once.', 'Cross it out.', 'Look in the profile.', 'Address', 'Read about it: https://helpdesk.bitrix24.com/open/1', '(At hand)', 'To:', '____ (Name)', 'Handed over', 'https://helpdesk.bitrix24.com/open/25930739']) expect(text()).toContain(part)
  })

  it('leads on by number on the screen', async () => {
    const { button } = await open('/flows/lost-phone/print')
    Element.prototype.scrollIntoView = vi.fn<Element['scrollIntoView']>()
    button('go to 2').click()
    await settle()
    expect((document.activeElement as HTMLElement).dataset['section']).toBe('2')
  })

  it('prints by one button, which is not on the paper', async () => {
    const print = vi.fn<() => void>()
    vi.stubGlobal('print', print)
    const { button } = await open('/flows/lost-phone/print')
    button('Print').click()
    expect(print).toHaveBeenCalledTimes(1)
    expect(button('Print').closest('.paper-actions')).not.toBeNull()
    vi.unstubAllGlobals()
  })

  it('says so where there is no such guide, and asks for no odd name', async () => {
    transport.answer('flows.print', () => fails('flowNotFound'))
    const { heading } = await open('/flows/no-such-guide/print')
    expect(heading()).toBe('This guide is not part of this version')
    page?.wrapper.unmount()
    document.body.innerHTML = ''
    await open(`/flows/${encodeURIComponent('<b>')}/print`)
    expect(document.querySelector('main h1')?.textContent).toBe('This guide is not part of this version')
    expect(transport.callsOf('flows.print')).toHaveLength(1)
  })
})
