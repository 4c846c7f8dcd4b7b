import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FixPreview } from '@shared/contract/views'
import { caseIds, endStep, fixStep, sampleFix, samplePreview, sampleState, sampleView } from '../../support/renderer/sampleViews'
import { createScriptedTransport, fails, ok, type ScriptedTransport } from '../../support/renderer/scriptedTransport'
import { mountPage, settle, type, type MountedPage } from '../../support/renderer/mountPage'

const id = caseIds[0]
const guide = `/cases/${id}/guide`
const run = '3f0c8a51-6f7e-4c1b-9a5d-2b8e4d7c1a01:9'
let transport: ScriptedTransport
let page: MountedPage | undefined

beforeEach(() => {
  sessionStorage.clear()
  transport = createScriptedTransport()
})
afterEach(() => {
  page?.wrapper.unmount()
  document.body.innerHTML = ''
})
async function open(path = guide): Promise<MountedPage> {
  page = await mountPage(path, transport)
  return page
}
const agree = (): HTMLButtonElement => document.querySelector<HTMLButtonElement>('[data-testid="fix-agree"]')!
const decline = (): HTMLButtonElement => document.querySelector<HTMLButtonElement>('[data-testid="fix-decline"]')!
const confirmField = (): string => `#${CSS.escape(document.querySelector<HTMLInputElement>('main form input')!.id)}`

describe('a change on the portal', () => {
  beforeEach(() => {
    transport.answer('cases.view', () => ok(sampleView({ step: fixStep() })))
    transport.answer('fixes.preview', () => ok(samplePreview()))
  })

  it('shows whose account, before and after, and whether it can be taken back, before anything is sent', async () => {
    const { text } = await open()
    expect(agree().textContent).toContain('Dismiss Cleo Marsh')
    for (const shown of ['Ends the person\'s access', 'can no longer use this portal', 'Cleo Marsh', 'cleo.marsh@harbourpine.example', 'No. 27 on the portal', 'This can be taken back here.']) expect(text()).toContain(shown)
    expect(transport.callsOf('fixes.preview')).toMatchObject([{ caseId: id, step: 'dismiss', visit: 1 }])
    expect(transport.callsOf('fixes.run')).toEqual([])
  })

  it('is agreed to by the name alone, and sent once', async () => {
    transport.answer('fixes.run', () => ok(sampleView({ revision: 9, step: endStep(), fixes: [sampleFix()] })))
    const { heading, text } = await open()
    await type(confirmField(), 'Cleo')
    expect(agree().disabled).toBe(true)
    await type(confirmField(), ' cleo  marsh ')
    expect(agree().disabled).toBe(false)
    agree().click()
    agree().click()
    await settle()
    expect(transport.callsOf('fixes.run')).toMatchObject([{ step: 'dismiss', visit: 1, confirm: 'cleo  marsh', revision: 7 }])
    expect(heading()).toBe('Cleo can log in again')
    expect(text()).toContain('Verified')
  })

  it('asks for a reason where nobody made sure who is asking', async () => {
    transport.answer('fixes.preview', () => ok(samplePreview({ callerVerified: false })))
    transport.answer('fixes.run', () => ok(sampleView({ revision: 9, step: endStep() })))
    await open()
    const fields = [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('main form input, main form textarea')]
    expect(fields).toHaveLength(2)
    await type(`#${CSS.escape(fields[1]!.id)}`, 'Cleo Marsh')
    expect(agree().disabled).toBe(true)
    await type(`#${CSS.escape(fields[0]!.id)}`, 'The manager sits beside me.')
    agree().click()
    await settle()
    expect(transport.callsOf('fixes.run')).toMatchObject([{ callerReason: 'The manager sits beside me.' }])
  })

  it('says why it cannot be done, and goes on without it', async () => {
    transport.answer('fixes.preview', () => ok(samplePreview({ refusal: 'invitationPending' })))
    transport.answer('fixes.skip', () => ok(sampleView({ revision: 9, step: endStep() })))
    const { text } = await open()
    expect(text()).toContain('The invitation is still open.')
    expect(agree()).toBeNull()
    decline().click()
    await settle()
    expect(transport.callsOf('fixes.skip')).toMatchObject([{ step: 'dismiss', visit: 1 }])
    expect(transport.callsOf('fixes.run')).toEqual([])
  })

  it('looks at nothing where the right is missing from the start', async () => {
    transport.answer('cases.view', () => ok(sampleView({ step: fixStep({ refusal: 'needsAdministrator' }) })))
    await open()
    expect(transport.callsOf('fixes.preview')).toEqual([])
    expect(decline().disabled).toBe(false)
  })

  it('names the other case that has begun to change the same person', async () => {
    transport.answer('fixes.preview', () => ok(samplePreview({ otherCase: { caseId: caseIds[1] as never, number: 152 } })))
    const { link } = await open()
    expect(link('Open case 152').getAttribute('href')).toContain(caseIds[1])
  })

  it('shows why the look failed, and lets the person look once more or go on', async () => {
    transport.answer('fixes.preview', () => fails('network'))
    const { button } = await open()
    transport.answer('fixes.preview', () => ok(samplePreview()))
    button('Look once more').click()
    await settle()
    expect(agree()).not.toBeNull()
  })

  it('shows the newest account beside an error, never sending by itself', async () => {
    transport.answer('fixes.run', () => fails('writeUnconfirmed'))
    await open()
    await type(confirmField(), 'Cleo Marsh')
    agree().click()
    await settle()
    expect(document.querySelector('[role="alert"]')).not.toBeNull()
    expect(transport.callsOf('fixes.run')).toHaveLength(1)
  })
})

describe('a change whose end was not seen', () => {
  it('is looked at, not sent again', async () => {
    transport.answer('cases.view', () => ok(sampleView({ step: fixStep({ state: 'lookFirst', event: run }) })))
    transport.answer('fixes.lookAgain', () => ok(sampleView({ revision: 9, step: endStep() })))
    const { text } = await open()
    expect(text()).toContain('End not known')
    expect(transport.callsOf('fixes.preview')).toEqual([])
    document.querySelector<HTMLButtonElement>('[data-testid="fix-look"]')!.click()
    await settle()
    expect(transport.callsOf('fixes.lookAgain')).toMatchObject([{ event: run }])
    expect(transport.callsOf('fixes.run')).toEqual([])
  })
})

describe('what was changed', () => {
  it('stands beside every step and is taken back by name', async () => {
    transport.answer('cases.view', () => ok(sampleView({ step: endStep(), fixes: [sampleFix()] })))
    transport.answer('fixes.previewUndo', () => ok(samplePreview({ fix: 'reinstate', undoes: 'dismiss', rows: [{ label: 'person.active', before: 'no', after: 'yes' }] })))
    transport.answer('fixes.undo', () => ok(sampleView({ revision: 9, step: endStep(), fixes: [sampleFix({ canBeUndone: false })] })))
    await open()
    document.querySelector<HTMLButtonElement>('.guided-side [data-fix="dismiss"] button')!.click()
    await settle()
    const field = document.querySelector<HTMLInputElement>('.guided-side form input')!
    await type(`#${CSS.escape(field.id)}`, 'Cleo Marsh')
    document.querySelector<HTMLButtonElement>('.guided-side [data-testid="fix-agree"]')!.click()
    await settle()
    expect(transport.callsOf('fixes.undo')).toMatchObject([{ event: run, confirm: 'Cleo Marsh' }])
  })

  it('can be looked at again while its end is not known', async () => {
    transport.answer('cases.view', () => ok(sampleView({ step: endStep(), fixes: [sampleFix({ stage: 'unknown', reason: 'mayLag', canBeUndone: false })] })))
    transport.answer('fixes.lookAgain', () => ok(sampleView({ revision: 9, step: endStep(), fixes: [sampleFix()] })))
    await open()
    document.querySelector<HTMLButtonElement>('.guided-side [data-fix="dismiss"] button')!.click()
    await settle()
    expect(transport.callsOf('fixes.lookAgain')).toMatchObject([{ event: run }])
  })
})

describe('what must not be forgotten', () => {
  it('stands on the start page until it is done', async () => {
    const due = [{ caseId: id as never, number: 147, kind: 'reversal' as const, fix: 'reinstate-briefly', dueAt: Date.now() - 1000 }, { caseId: caseIds[1] as never, number: 152, kind: 'recheck' as const, dueAt: Date.now() + 600_000 }]
    transport.answer('app.state', () => ok(sampleState({ reminders: due })))
    const { text, link } = await open('/')
    expect(text()).toContain('Take it back now.')
    expect(text()).toContain('Look again after')
    expect(link('Open case 147').getAttribute('href')).toContain(id)
  })
})

describe('one request a person', () => {
  const rows = [{ label: 'willGet', after: 2 }, { label: 'who', after: 'Cleo Marsh <cleo.marsh@harbourpine.example>' }, { label: 'who', after: 'Ben Harrow <ben.harrow@harbourpine.example>' }] as const
  const without: FixPreview = { fix: 'reinvite-many', rows: [...rows], notes: ['oneByOne'], canBeUndone: false, callerFirst: false, callerVerified: false, confirmWith: '26' }
  const parts = { sent: 23, refused: 0, unconfirmed: 1, notSent: 26 }

  it('shows how many and who, without an arrow from nothing, and is agreed to by their number', async () => {
    transport.answer('cases.view', () => ok(sampleView({ step: fixStep() })))
    transport.answer('fixes.preview', () => ok(without))
    const { text } = await open()
    for (const shown of ['Get the invitation again', 'Cleo Marsh <cleo.marsh@harbourpine.example>', 'Ben Harrow <ben.harrow@harbourpine.example>']) expect(text()).toContain(shown)
    expect(text()).not.toContain('Whose account')
    expect(text()).not.toContain('nothing')
    expect(document.querySelectorAll('main dl svg')).toHaveLength(0)
    expect(agree().textContent).toContain('26')
    await type(confirmField(), '26')
    expect(agree().disabled).toBe(false)
  })

  it('says how far it came where it stopped before everybody', async () => {
    const step = fixStep()
    const row = sampleFix({ fix: 'reinvite-many', flow: step.flow, step: step.step, visit: step.visit, stage: 'unknown', reason: 'partly', account: {}, canBeUndone: false, parts })
    transport.answer('cases.view', () => ok(sampleView({ step, fixes: [row] })))
    transport.answer('fixes.preview', () => ok(without))
    await open()
    expect(document.querySelector('[data-testid="fix-stopped"]')?.textContent).toContain('Sent: 23 · not known whether sent: 1 · not sent: 26')
  })
})
