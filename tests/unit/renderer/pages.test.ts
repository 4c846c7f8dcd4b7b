import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { adviseStep, blockStep, caseIds, checkStep, endStep, finishedChecks, handOverStep, sampleConnection, sampleMatch, sampleMessage, sampleState, sampleStep, sampleView, textStep } from '../../support/renderer/sampleViews'
import { createScriptedTransport, fails, ok, type ScriptedTransport } from '../../support/renderer/scriptedTransport'
import { mountPage, press, settle, type, type MountedPage } from '../../support/renderer/mountPage'

const id = caseIds[0]
const guide = `/cases/${id}/guide`
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
})
const open = async (path: string): Promise<MountedPage> => {
  page = await mountPage(path, transport)
  return page
}
const withStep = (step = sampleStep()): void => transport.answer('cases.view', () => ok(sampleView({ step })))

describe('the start page', () => {
  it('asks what Bitrix24 says, with the box focused', async () => {
    const { heading } = await open('/')
    expect(heading()).toBe('What does Bitrix24 say?')
    expect(document.activeElement?.id).toBe('start-message')
  })

  it('shows what matched, what was lifted, and starts the case with the whole message', async () => {
    const { button, text, router } = await open('/')
    await type('#start-message', sampleMessage)
    button('Find the problem').click()
    await settle()
    expect(text()).toContain('Best match of 3')
    expect([...document.querySelectorAll('mark.lifted')].map((mark) => mark.textContent)).toEqual(['Elio Brandt', 'elio.b@freemail.example', 'harbourpine.bitrix24.example'])
    expect(document.querySelector('mark.matched')?.textContent).toBe('We cannot find this user at')
    expect(document.querySelector('[data-testid="matched-text"]')?.textContent).toBe(sampleMessage)
    button('Start with this').click()
    await settle()
    expect(transport.callsOf('cases.open')[0]).toMatchObject({ flow: 'wrong-network-user', door: 'agent', message: sampleMessage })
    expect(router.currentRoute.value.fullPath).toBe(guide)
  })

  it('says so when it is not sure, and lets the person choose', async () => {
    transport.answer('flows.match', () => ok(sampleMatch({ sure: false })))
    const { button, text } = await open('/')
    await type('#start-message', 'It does not work')
    button('Find the problem').click()
    await settle()
    expect(text()).toContain('Not sure which problem this is')
    button('Start with Lost phone, no code').click()
    await settle()
    expect(transport.callsOf('cases.open')[0]).toMatchObject({ flow: 'lost-phone' })
  })

  it('masks a password, sends nothing, and takes it out on request', async () => {
    const { button, text } = await open('/')
    await type('#start-message', 'It refuses me, my password is Tulip!2931 today')
    button('Find the problem').click()
    await settle()
    expect(transport.callsOf('flows.match')).toEqual([])
    expect(text()).toContain("That's a password. It was not saved.")
    expect(document.querySelector('main')?.innerHTML).not.toContain('Tulip!2931')
    expect(JSON.stringify(sessionStorage)).not.toContain('Tulip')
    button('Take it out').click()
    await settle()
    expect(document.querySelector<HTMLTextAreaElement>('#start-message')?.value).toBe('It refuses me, my password is  today')
    button('Find the problem').click()
    await settle()
    expect(transport.callsOf('flows.match')).toHaveLength(1)
  })

  it('opens no case as agent without a connection, and leads the other doors to Connect', async () => {
    transport.answer('app.state', () => ok(sampleState({ connection: { state: 'none', canLookUp: false, isAdmin: false, scopes: [], secretStore: 'session' } })))
    const { button, router } = await open('/')
    await type('#start-message', sampleMessage)
    button('Find the problem').click()
    await settle()
    button('Start with this').click()
    await settle()
    expect(transport.callsOf('cases.open')[0]).toMatchObject({ door: 'employee' })
    await router.push('/')
    await settle()
    button(/I'm helping someone/).click()
    await settle()
    expect(router.currentRoute.value.name).toBe('connect')
  })

  it('works for the locked-out person where a connection exists, once that door is chosen', async () => {
    const { button } = await open('/')
    button(/I can't log in/).click()
    await settle()
    button('Start with Incorrect login or password').click()
    await settle()
    expect(transport.callsOf('cases.open')[0]).toMatchObject({ door: 'employee', flow: 'wrong-password' })
  })

  it('keeps what was typed over a reload', async () => {
    await open('/')
    await type('#start-message', 'You are logged in as')
    page?.wrapper.unmount()
    await open('/')
    expect(document.querySelector<HTMLTextAreaElement>('#start-message')?.value).toBe('You are logged in as')
  })
})

describe('the guided page', () => {
  it('puts the question as the only h1 and moves the focus to it', async () => {
    withStep()
    const { heading } = await open(guide)
    expect(heading()).toBe('How do you log in?')
    expect(document.querySelectorAll('h1')).toHaveLength(1)
    expect(document.activeElement?.tagName).toBe('H1')
    expect(document.querySelector('[role="radiogroup"]')?.getAttribute('aria-labelledby')).toBe(document.querySelector('h1')?.id)
  })

  it('answers with a number key and Ctrl+Enter, naming the step, the visit and the revision', async () => {
    withStep()
    transport.answer('flow.answer', () => ok(sampleView({ revision: 8, step: adviseStep() })))
    const { heading } = await open(guide)
    await press('2')
    await press('Enter', { ctrlKey: true })
    expect(transport.callsOf('flow.answer')[0]).toMatchObject({ caseId: id, step: 'way', visit: 1, value: 'social', revision: 7 })
    expect(heading()).toBe("Cleo's invitation was never accepted")
    expect(document.activeElement?.textContent).toBe("Cleo's invitation was never accepted")
  })

  it('asks for an answer instead of sending none', async () => {
    withStep()
    const { button, text } = await open(guide)
    button('Continue').click()
    await settle()
    expect(transport.callsOf('flow.answer')).toEqual([])
    expect(text()).toContain('Choose one of the answers first.')
  })

  it('keeps an unsent answer over a reload, but never a secret', async () => {
    withStep(textStep())
    await open(guide)
    await type('main form input[type="text"]', 'cleo.marsh@harbour')
    page?.wrapper.unmount()
    await open(guide)
    expect(document.querySelector<HTMLInputElement>('main form input[type="text"]')?.value).toBe('cleo.marsh@harbour')
    await type('main form input[type="text"]', 'password: Tulip!2931')
    page?.wrapper.unmount()
    expect(JSON.stringify(sessionStorage)).not.toContain('Tulip')
    await open(guide)
    expect(document.querySelector<HTMLInputElement>('main form input[type="text"]')?.value).toBe('')
  })

  it('shows the newest state and says so when the case changed elsewhere', async () => {
    withStep()
    transport.answer('flow.answer', () => fails('caseChanged'))
    const { text, heading } = await open(guide)
    transport.answer('cases.view', () => ok(sampleView({ revision: 12, step: adviseStep() })))
    await press('1')
    await press('Enter', { ctrlKey: true })
    expect(text()).toContain('This case changed in the meantime')
    expect(heading()).toBe("Cleo's invitation was never accepted")
  })

  it('goes back with Alt+Left', async () => {
    withStep()
    transport.answer('flow.back', () => ok(sampleView({ revision: 8, step: textStep() })))
    const { heading } = await open(guide)
    await press('ArrowLeft', { altKey: true })
    expect(transport.callsOf('flow.back')[0]).toMatchObject({ caseId: id, revision: 7 })
    expect(heading()).toContain('Which e-mail address')
  })

  it('runs the checks of a step by itself, shows them running, and announces every result in a sentence', async () => {
    withStep(checkStep())
    let finish: () => void = () => undefined
    transport.answer('checks.run', () => new Promise((resolve) => {
      finish = () => resolve(ok(sampleView({ revision: 8, step: adviseStep() })))
    }))
    const { text, heading } = await open(guide)
    expect(transport.callsOf('checks.run')).toHaveLength(1)
    expect(text()).toContain('0 of 6 checks finished')
    const caseId = sampleView().case.caseId
    const [first] = finishedChecks()
    transport.publish({ type: 'checkProgressed', data: { caseId, row: { check: 'rest-health', state: 'running', words: {}, evidence: [], source: 'x' } } })
    await settle()
    expect(document.querySelector('[data-check="rest-health"]')?.getAttribute('data-state')).toBe('running')
    transport.publish({ type: 'checkProgressed', data: { caseId, row: first! } })
    await settle()
    expect(text()).toContain('1 of 6 checks finished')
    expect(document.querySelector('[aria-live="polite"]')?.textContent).toContain('The portal takes requests: OK. Not blocked: it accepts requests.')
    finish()
    await settle()
    expect(heading()).toBe("Cleo's invitation was never accepted")
  })

  it('skips the rest on request', async () => {
    withStep(checkStep())
    transport.answer('checks.run', () => new Promise(() => undefined))
    transport.answer('checks.skip', () => ok({ skipped: 2 }))
    const { button } = await open(guide)
    button('Skip the rest').click()
    await settle()
    expect(transport.callsOf('checks.skip')).toEqual([{ caseId: id }])
  })

  it('keeps unknown and not run as visible as OK, and opens the evidence of the one problem', async () => {
    withStep(adviseStep())
    const { text } = await open(guide)
    expect(text()).toContain('5 checks finished, 1 not run')
    expect([...document.querySelectorAll('[data-check]')].map((row) => row.getAttribute('data-state'))).toEqual(['ok', 'ok', 'ok', 'problem', 'unknown', 'notRun'])
    expect(text()).toContain('not accepted in 15 days.')
    expect(text()).toContain('DATE_REGISTER 2026-09-29')
    expect(text()).not.toContain('ACTIVE true·')
  })

  it('runs one check again', async () => {
    withStep(adviseStep())
    transport.answer('checks.run', () => ok(sampleView({ revision: 8, step: adviseStep() })))
    const { button } = await open(guide)
    button('Run again: The account is active').click()
    await settle()
    expect(transport.callsOf('checks.run')[0]).toMatchObject({ checks: ['account-active'] })
  })

  it.each([['Done', 'done'], ["It didn't work", 'failed']] as const)('records %s', async (name, result) => {
    withStep(adviseStep())
    transport.answer('flow.tryAdvice', () => ok(sampleView({ revision: 8, step: endStep() })))
    const { button } = await open(guide)
    button(name).click()
    await settle()
    expect(transport.callsOf('flow.tryAdvice')[0]).toMatchObject({ step: 'invite-again', visit: 1, result })
  })

  it('opens links through the core alone', async () => {
    withStep(adviseStep())
    transport.answer('app.openLink', () => ok({ opened: true, address: 'https://harbourpine.bitrix24.example/' }))
    const { button } = await open(guide)
    button('Open the list of invited people').click()
    await settle()
    expect(transport.callsOf('app.openLink')).toEqual([{ caseId: id, link: 'portal-invited' }])
    expect(document.querySelectorAll('main a[href^="http"]')).toHaveLength(0)
  })

  it('reads the sentence to an agent, never to the locked-out person', async () => {
    withStep(adviseStep())
    expect((await open(guide)).text()).toContain('Say this')
    page?.wrapper.unmount()
    const employee = sampleView({ step: adviseStep() })
    transport.answer('cases.view', () => ok({ ...employee, case: { ...employee.case, door: 'employee' } }))
    expect((await open(guide)).text()).not.toContain('Say this')
  })

  it('frames the security block with its red pill', async () => {
    withStep(blockStep())
    await open(guide)
    expect(document.querySelector('.pill-bad')?.textContent).toContain('Security block')
  })

  it('copies the message as edited and marks it as sent', async () => {
    withStep(handOverStep())
    transport.answer('flow.handOver', () => ok(sampleView({ revision: 8, step: handOverStep({ sentAt: Date.now() }) })))
    let copied = ''
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: (text: string) => {
      copied = text
      return Promise.resolve()
    } } })
    const { button, text } = await open(guide)
    await type('main textarea', 'Please invite me again.')
    button('Copy the message').click()
    await settle()
    expect(copied).toBe("Cleo Marsh can't log in: the invitation was never accepted\n\nPlease invite me again.")
    expect(transport.callsOf('flow.handOver')[0]).toMatchObject({ step: 'to-admin', result: 'sent', by: 'copied', message: 'Please invite me again.' })
    expect(text()).toContain('Waiting for an administrator')
  })

  it('does not mark a message as sent that could not be copied', async () => {
    withStep(handOverStep())
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: () => Promise.reject(new Error('refused')) } })
    const { button, text } = await open(guide)
    button('Copy the message').click()
    await settle()
    expect(transport.callsOf('flow.handOver')).toEqual([])
    expect(text()).toContain('The clipboard was not available')
  })

  it('hands over no message with a secret in it', async () => {
    withStep(handOverStep())
    const { button } = await open(guide)
    await type('main textarea', 'My password is Tulip!2931')
    expect(button('Copy the message').disabled).toBe(true)
    expect(button('Save as text').disabled).toBe(true)
  })

  it('goes on when the answer is there', async () => {
    withStep(handOverStep({ sentAt: Date.now() - 60_000 }))
    transport.answer('flow.handOver', () => ok(sampleView({ revision: 8, step: endStep() })))
    const { button, heading } = await open(guide)
    button('The answer is here').click()
    await settle()
    expect(transport.callsOf('flow.handOver')[0]).toMatchObject({ result: 'answered' })
    expect(heading()).toBe('Cleo can log in again')
  })

  it('ends with the outcome, closes the case with it, and asks whether it helped', async () => {
    withStep(endStep())
    transport.answer('cases.setState', () => ok(sampleView({ revision: 8, step: endStep(), case: { ...sampleView().case, state: 'closed', outcome: 'solved' } })))
    transport.answer('cases.giveFeedback', () => ok(sampleView({ revision: 9, step: endStep() })))
    const { button, text } = await open(guide)
    expect(text()).toContain('Solved')
    button('Close the case').click()
    await settle()
    expect(transport.callsOf('cases.setState')[0]).toMatchObject({ state: 'closed', outcome: 'solved' })
    expect(button('Reopen the case').disabled).toBe(false)
    button('Yes').click()
    await settle()
    button('Send the answer').click()
    await settle()
    expect(transport.callsOf('cases.giveFeedback')[0]).toMatchObject({ helped: 'yes', revision: 8 })
    expect(text()).toContain('Noted in this case.')
  })

  it('asks again only where the check could not tell', async () => {
    withStep(sampleStep({ kind: 'verify', title: 'Can you log in now?', checks: finishedChecks() }))
    const { heading } = await open(guide)
    expect(heading()).toBe('Can you log in now?')
    expect(document.querySelectorAll('[data-check]')).toHaveLength(6)
  })

  it('changes an earlier answer beside it, with its own step and visit', async () => {
    withStep()
    transport.answer('flow.answer', () => ok(sampleView({ revision: 8 })))
    const { button } = await open(guide)
    button('Change: Has it ever worked?').click()
    await settle()
    const radio = document.querySelector<HTMLInputElement>('aside input[type="radio"][value="yes"], details input[type="radio"][value="yes"]')!
    radio.checked = true
    radio.dispatchEvent(new Event('change', { bubbles: true }))
    await settle()
    button('Use this answer').click()
    await settle()
    expect(transport.callsOf('flow.answer')[0]).toMatchObject({ step: 'worked', visit: 1, value: 'yes', revision: 7 })
  })

  it('owns up to questions it did not ask and to answers no longer used', async () => {
    withStep()
    const { text } = await open(guide)
    expect(text()).toContain('We did not ask “Which portal?”: the answer was already known.')
    expect(document.querySelector('[data-answer="typing"]')?.textContent).toContain('No longer used')
    expect(text()).toContain('Two answers')
    expect([...document.querySelectorAll('aside [data-known]')].map((row) => row.getAttribute('data-known'))).toEqual(finishedChecks().map((row) => row.check))
    expect(text()).toContain('Old')
  })

  it('takes no command where the guide of the case is not part of this version', async () => {
    transport.answer('cases.view', () => ok(sampleView({ readOnly: true })))
    const { button, text } = await open(guide)
    expect(text()).toContain('It can be read, not continued.')
    expect(button('Continue').disabled).toBe(true)
  })

  it('goes on with the guide of today where the person asks for it', async () => {
    transport.answer('cases.view', () => ok(sampleView({ readOnly: true })))
    transport.answer('cases.useCurrentFlow', () => ok(sampleView()))
    const { button, text } = await open(guide)
    button('Continue with the guide of today').click()
    await settle()
    expect(transport.callsOf('cases.useCurrentFlow')).toMatchObject([{ caseId: id }])
    expect(text()).not.toContain('It can be read, not continued.')
  })

  it('says when a look that came too early is to be repeated', async () => {
    transport.answer('cases.view', () => ok(sampleView({ remindAt: Date.now() + 60_000 })))
    expect((await open(guide)).text()).toContain('Look again after')
  })

  it('leaves the case to the page that follows it', async () => {
    withStep()
    const { router, heading } = await open(guide)
    await router.push(`/cases/${id}`)
    await settle()
    expect(heading()).toBe('Incorrect login or password')
    await router.push(guide)
    await settle()
    expect(heading()).toBe('How do you log in?')
  })

  it('says that a case is not here', async () => {
    transport.answer('cases.view', () => fails('caseNotFound'))
    expect((await open(guide)).heading()).toBe('This case is not here')
    page?.wrapper.unmount()
    expect((await open('/cases/not-an-id/guide')).heading()).toBe('This case is not here')
  })
})

describe('the connection page', () => {
  const notConnected = (): void => transport.answer('app.state', () => ok(sampleState({ connection: { state: 'none', canLookUp: false, isAdmin: false, scopes: [], secretStore: 'session' } })))
  const webhook = 'https://harbourpine.bitrix24.example/rest/4/abcdefgh12345678/'

  it('hides the webhook once it is there, tests it and forgets it', async () => {
    notConnected()
    transport.answer('connection.connectWebhook', () => ok(sampleConnection({ state: 'portal', isAdmin: false })))
    const { button, heading, text } = await open('/connect')
    const field = document.querySelector<HTMLInputElement>('#webhook')!
    await type('#webhook', webhook)
    expect(field.type).toBe('password')
    expect(text()).toContain('Looks complete: harbourpine.bitrix24.example, user 4.')
    button('Test the connection').click()
    await settle()
    expect(transport.callsOf('connection.connectWebhook')).toEqual([{ webhook, plan: 'standard' }])
    expect(heading()).toBe('Connected to harbourpine.bitrix24.example')
    expect(text()).toContain('In memory only')
    expect(JSON.stringify(sessionStorage) + JSON.stringify(localStorage)).not.toContain('abcdefgh12345678')
  })

  it('shows why a webhook was refused and keeps the way to the demo company open', async () => {
    notConnected()
    transport.answer('connection.connectWebhook', () => fails('webhookDead'))
    transport.answer('connection.openDemo', () => ok(sampleConnection()))
    const { button, heading, text } = await open('/connect')
    await type('#webhook', webhook)
    button('Test the connection').click()
    await settle()
    expect(text()).toContain('The portal does not know this webhook')
    button('Use the demo company instead').click()
    await settle()
    expect(heading()).toBe('The demo company is open')
  })

  it('does not send an address over http', async () => {
    notConnected()
    const { button } = await open('/connect')
    await type('#webhook', webhook.replace('https', 'http'))
    expect(button('Test the connection').disabled).toBe(true)
  })
})

describe('the cases', () => {
  it('lists them in a real table whose header says how it is sorted', async () => {
    const { router } = await open('/cases')
    expect(transport.callsOf('cases.list').at(-1)).toEqual({ sort: 'updated', descending: true, page: 1, pageSize: 25 })
    expect(document.querySelectorAll('table tbody tr')).toHaveLength(3)
    expect(document.querySelector('th[aria-sort="descending"]')?.textContent).toContain('Age')
    const person = [...document.querySelectorAll<HTMLButtonElement>('th button')].find((button) => button.textContent.includes('Person'))!
    person.click()
    await settle()
    expect(transport.callsOf('cases.list').at(-1)).toMatchObject({ sort: 'person', descending: false })
    expect(router.currentRoute.value.query).toEqual({ sort: 'person', order: 'up' })
    expect(document.querySelector('td[title^="Juniper"]')).not.toBeNull()
  })

  it('says which filter hides what', async () => {
    transport.answer('cases.list', ({ search, state }) => ok({ rows: [], total: search === undefined && state === 'waiting' ? 1 : search === undefined ? 3 : 0, totalIsExact: true }))
    const { text, button } = await open('/cases?state=waiting&search=lark')
    expect(text()).toContain('No case fits both')
    button('Show 1').click()
    await settle()
    expect(transport.callsOf('cases.list').some((call) => call['search'] === undefined && call['state'] === 'waiting' && call['pageSize'] === 25)).toBe(true)
  })

  it('invites to the first case where there is none', async () => {
    transport.answer('cases.list', () => ok({ rows: [], total: 0, totalIsExact: true }))
    transport.answer('app.state', () => ok(sampleState({ cases: { total: 0, open: 0, waiting: 0 } })))
    expect((await open('/cases')).text()).toContain('No case yet')
  })

  it('does not search for a secret', async () => {
    await open('/cases')
    const before = transport.callsOf('cases.list').length
    await type('main input[type="text"]', 'password: Tulip!2931')
    document.querySelector<HTMLFormElement>('main form')!.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))
    await settle()
    expect(transport.callsOf('cases.list')).toHaveLength(before)
    expect(document.querySelector('main [role="alert"]')?.textContent).toContain("That's a password.")
  })

  it('tells one case in sentences, what was corrected included', async () => {
    transport.answer('cases.addNote', () => ok(sampleView({ revision: 8 })))
    const { text, button } = await open(`/cases/${id}`)
    expect(text()).toContain('Noted: What Bitrix24 says')
    expect(text()).toContain('Handed over to an administrator: Sent')
    expect(text()).toContain('Corrected later')
    expect(text()).toContain('Written by a newer version of Latchkey')
    await type('main textarea', 'Starts at 6:00.')
    button('Save the note').click()
    await settle()
    expect(transport.callsOf('cases.addNote')[0]).toMatchObject({ note: 'Starts at 6:00.', revision: 7 })
    expect(document.querySelector<HTMLTextAreaElement>('main textarea')?.value).toBe('')
  })
})

describe('the window', () => {
  it('keeps the colours the person chose', async () => {
    transport.answer('app.state', () => ok(sampleState({ theme: 'dark' })))
    await open('/')
    expect(document.documentElement.classList.contains('dark')).toBe(true)
    expect(localStorage.getItem('latchkey.theme')).toBe('dark')
  })

  it('shows the connection, and a change of it, at once', async () => {
    const { link } = await open('/')
    expect(link(/^Connection: Demo company/)).toBeDefined()
    transport.publish({ type: 'connectionChanged', data: sampleConnection({ problem: 'portalBlocked' }) })
    await settle()
    expect(link(/^Connection: The portal refuses requests from every app/)).toBeDefined()
  })

  it.each([['notSignedIn', 'This page was opened without its link'], ['linkUsed', 'This link was used before'], ['gone', 'Latchkey has stopped'], ['ended', 'Latchkey is closed']] as const)('says calmly when the link is %s', async (state, title) => {
    const { heading } = await open('/')
    transport.setLink(state)
    await settle()
    expect(heading()).toBe(title)
  })

  it('shows a database of a newer version as a stop, not as a broken page', async () => {
    transport.answer('app.state', () => fails('databaseFromFuture'))
    const { heading, text } = await open('/')
    expect(heading()).toBe('These cases were written by a newer Latchkey')
    expect(text()).toContain('it opened nothing and changed nothing')
  })

  it('can be quit from the browser', async () => {
    transport.answer('app.quit', () => ok({}))
    const { button, heading } = await open('/')
    button('Quit Latchkey').click()
    await settle()
    expect(heading()).toBe('Latchkey is closed')
  })

  it('has a page for an address that leads nowhere', async () => {
    expect((await open('/nowhere')).heading()).toBe('There is nothing at this address')
  })
})
