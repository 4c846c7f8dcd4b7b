import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mountPage, press, settle, type MountedPage } from '../../../support/renderer/mountPage'
import { sampleCaseMap, sampleFinding, sampleMap, sampleWalk } from '../../../support/renderer/sampleFlowMap'
import { createScriptedTransport, fails, ok, type ScriptedTransport } from '../../../support/renderer/scriptedTransport'
import { caseIds, sampleFlows, sampleState } from '../../../support/renderer/sampleViews'

let transport: ScriptedTransport
let page: MountedPage | undefined

beforeEach(() => {
  sessionStorage.clear()
  localStorage.clear()
  transport = createScriptedTransport()
  transport.answer('flows.map', () => ok(sampleMap()))
  transport.answer('flows.lint', () => ok({ findings: [] }))
})
afterEach(() => {
  page?.wrapper.unmount()
  document.body.innerHTML = ''
})
const open = async (path: string): Promise<MountedPage> => {
  page = await mountPage(path, transport)
  return page
}
const boxes = (): readonly SVGGElement[] => [...document.querySelectorAll<SVGGElement>('[role="application"] [role="button"]')]
const box = (id: string): SVGGElement => boxes().find((one) => one.dataset['box'] === id)!
const region = (name: string): HTMLElement => [...document.querySelectorAll<HTMLElement>('section')].find((one) => one.getAttribute('aria-label') === name)!
const countOf = (tone: string): number => Number(document.querySelector(`[data-tone="${tone}"]`)?.getAttribute('data-count'))

describe('the list of flows', () => {
  it('names each flow with its findings, source and day, and leads to its map', async () => {
    transport.answer('flows.lint', () => ok({ findings: [sampleFinding(), sampleFinding({ step: 'codes' })] }))
    const { heading, link, router } = await open('/flows')
    expect(heading()).toBe('Flows')
    const rows = [...document.querySelectorAll('tbody tr')].map((row) => row.textContent.replaceAll(/\s+/g, ' '))
    expect(rows).toHaveLength(3)
    expect(rows[0]).toMatch(/Incorrect login or password.*version 1.*None.*helpdesk\/25036348.*2026/)
    expect(rows[2]).toContain('2 findings')
    link('Lost phone, no code').click()
    await settle()
    expect(router.currentRoute.value.fullPath).toBe('/flows/lost-phone')
  })

  it('says what it does not know when the linter could not look', async () => {
    transport.answer('flows.lint', () => fails('internal'))
    const { text } = await open('/flows')
    expect(text()).toContain('Not known')
    expect(document.querySelector('[role="alert"]')).not.toBeNull()
    expect(document.querySelectorAll('tbody tr')).toHaveLength(3)
  })

  it('is an error page when the flows cannot be read, and tries again', async () => {
    transport.answer('flows.list', () => fails('internal'))
    const { button, heading } = await open('/flows')
    expect(document.querySelector('table')).toBeNull()
    transport.answer('flows.list', () => ok({ flows: sampleFlows() }))
    button('Try again').click()
    await settle()
    expect(heading()).toBe('Flows')
  })

  it('says so when there is no flow', async () => {
    transport.answer('flows.list', () => ok({ flows: [] }))
    expect((await open('/flows')).text()).toContain('No flow came with this app')
  })

  it('has its place in the bar for whoever is connected, and for nobody else', async () => {
    expect((await open('/flows')).link('Flows').getAttribute('aria-current')).toBe('page')
    page?.wrapper.unmount()
    document.body.innerHTML = ''
    transport.answer('app.state', () => ok(sampleState({ connection: { state: 'none', canLookUp: false, isAdmin: false, scopes: [], secretStore: 'session' } })))
    await open('/')
    expect([...document.querySelectorAll('header a')].map((one) => one.textContent.trim())).not.toContain('Flows')
  })
})

describe('the map of a flow', () => {
  it('is one widget with a name, one tab stop, and a button for each step that says all of it', async () => {
    const { heading } = await open('/flows/lost-phone')
    expect(heading()).toBe('No one-time code')
    expect(document.querySelector('[role="application"]')?.getAttribute('aria-label')).toBe('Map of the flow “No one-time code”')
    expect(boxes().map((one) => one.getAttribute('aria-label'))).toEqual([
      '1 · Question. Are there recovery codes?', '2 · Advice. A recovery code replaces the phone', '3 · End. Back in. Solved', '4 · Hand-over. An administrator can help',
      '5 · Check. Checking what we can', '6 · Question. Which address is it?', '7 · End. Nothing helped. Not solved', 'On in: Incorrect login or password. A security block',
    ])
    expect(boxes().filter((one) => one.getAttribute('tabindex') === '0').map((one) => one.dataset['box'])).toEqual(['codes'])
    // What is drawn for the eye is not read a second time.
    for (const text of document.querySelectorAll('[role="application"] text')) expect(text.closest('[aria-hidden="true"]')).not.toBeNull()
  })

  it('is walked with the arrow keys; Enter opens a step, with its heading focused', async () => {
    const { router } = await open('/flows/lost-phone')
    box('codes').focus()
    await press('ArrowDown')
    expect(document.activeElement).toBe(box('use-code'))
    await press('ArrowUp')
    await press('ArrowDown')
    await press('ArrowLeft')
    await press('ArrowRight')
    expect(boxes().filter((one) => one.getAttribute('tabindex') === '0')).toHaveLength(1)
    await press('Home')
    expect(document.activeElement).toBe(box('codes'))
    await press('ArrowDown')
    await press('Enter')
    expect(router.currentRoute.value.query).toEqual({ step: 'use-code' })
    expect(document.activeElement?.textContent).toBe('A recovery code replaces the phone')
    const details = region('Selected step').textContent
    for (const word of ['Type one of the codes.', 'A recovery code is there.', 'Log in with it:', 'Back in', 'Are there recovery codes?', '(Yes, they are at hand)']) expect(details).toContain(word)
    page?.button('Show on the map').click()
    await settle()
    expect(document.activeElement).toBe(box('use-code'))
  })

  it('words conditions, limits and ways into other flows in the list beside it', async () => {
    await open('/flows/lost-phone')
    const list = region('Read as a list').textContent.replaceAll(/\s+/g, ' ')
    expect(list).toContain('The portal takes requests: No, a security block: A security block, in “Incorrect login or password”')
    expect(list).toContain('People with this address: Nobody or Several, and')
    expect(list).toContain('not known: 6. Which address is it?')
    expect(list).toContain('Used up after 2 times: 7. Nothing helped')
    expect(list).toContain('The answer is here: 3. Back in')
    expect(list).toContain('Ends: Not solved')
    expect(region('Read as a list').querySelectorAll('ol > li')).toHaveLength(7)
    const links = [...region('Read as a list').querySelectorAll('a')]
    expect(links.filter((link) => link.getAttribute('href')?.includes('/flows/wrong-password?step=security-block'))).toHaveLength(1)
    links.find((link) => link.textContent === '6. Which address is it?')?.click()
    await settle()
    expect(document.activeElement?.tagName).toBe('H3')
    expect(document.activeElement?.textContent).toContain('Which address is it?')
  })

  it('shows a case’s own way in words and lines, and where the case stands', async () => {
    transport.answer('flows.map', () => ok(sampleCaseMap()))
    const { text } = await open(`/flows/lost-phone?case=${caseIds[0]}`)
    expect(transport.callsOf('flows.map')).toEqual([{ flow: 'lost-phone', caseId: caseIds[0] }])
    expect(text()).toContain('took the thick blue path, 3 steps so far')
    expect(countOf('case')).toBe(2)
    expect(box('look').getAttribute('aria-label')).toContain("On this case's way")
    expect(box('to-admin').getAttribute('aria-label')).toContain('This case stands here')
    expect(box('to-admin').getAttribute('aria-current')).toBe('step')
    expect(box('use-code').getAttribute('aria-label')).not.toContain('case')
    expect(region('Read as a list').textContent).toContain("(On this case's way)")
    transport.publish({ type: 'caseChanged', data: { caseId: caseIds[0] as never, revision: 9 } })
    await settle()
    expect(transport.callsOf('flows.map')).toHaveLength(2)
  })

  it('says when the case has gone on in another flow', async () => {
    const map = sampleCaseMap()
    transport.answer('flows.map', () => ok({ ...map, path: [], case: { ...map.case!, flow: 'wrong-password', flowName: 'Incorrect login or password' } }))
    const { text, link } = await open(`/flows/lost-phone?case=${caseIds[0]}`)
    expect(text()).toContain('has not come through this flow')
    expect(link('It stands in “Incorrect login or password” now').getAttribute('href')).toContain(`/flows/wrong-password?case=${caseIds[0]}`)
  })

  it('shows findings on their step, in the list and beside the map', async () => {
    transport.answer('flows.lint', () => ok({ findings: [sampleFinding(), sampleFinding({ file: 'lost-phone/v2/flow.yaml', step: 'codes' }), sampleFinding({ file: 'wrong-password/v1/flow.yaml' })] }))
    await open('/flows/lost-phone')
    expect(box('look').getAttribute('aria-label')).toContain('1 finding')
    expect(boxes().filter((one) => one.getAttribute('aria-label')?.includes('finding'))).toHaveLength(1)
    for (const name of ['Read as a list', 'Findings in this flow']) expect(region(name).textContent).toContain('To fix: The result “unknown” has no way on.')
  })

  it('walks all paths, says what was met, and marks what never was', async () => {
    transport.answer('flows.walk', () => ok({ flows: [sampleWalk(['lost-phone/again|over'])] }))
    const { button } = await open('/flows/lost-phone')
    expect(region('All paths walked')).toBeUndefined()
    button('Walk all paths').click()
    await settle()
    expect(transport.callsOf('flows.walk')).toEqual([{ flow: 'lost-phone' }])
    const told = region('All paths walked').textContent
    for (const word of ['Some ways or steps were never met.', '10 of 11', '1,705', 'End: Solved', '20']) expect(told).toContain(word)
    expect(countOf('missing')).toBe(1)
    expect(region('Read as a list').textContent).toContain('(never walked)')
    transport.answer('flows.walk', () => ok({ flows: [sampleWalk()] }))
    button('Walk all paths').click()
    await settle()
    expect(region('All paths walked').textContent).toContain('Every way was taken, and every path ends.')
    expect(countOf('missing')).toBe(0)
    transport.answer('flows.walk', () => fails('internal'))
    button('Walk all paths').click()
    await settle()
    expect(region('All paths walked').querySelector('[role="alert"]')).not.toBeNull()
  })

  it('says plainly that there is only one version, and compares where there are more', async () => {
    await open('/flows/lost-phone')
    expect(region('Versions').textContent).toContain('Only version 1 is part of this app')
    expect(transport.callsOf('flows.diff')).toEqual([])
    page?.wrapper.unmount()
    document.body.innerHTML = ''
    transport.answer('flows.map', ({ version }) => ok(sampleMap({ version: version ?? 3, versions: [1, 2, 3] })))
    transport.answer('flows.diff', ({ flow, from, to }) => ok({ flow, from, to, changes: [{ change: 'wayChanged', step: 'codes', name: 'yes', before: 'stop', after: 'use-code' }, { change: 'startChanged', before: 'look', after: 'codes' }] }))
    const { link, button } = await open('/flows/lost-phone')
    expect(transport.callsOf('flows.diff')).toEqual([{ flow: 'lost-phone', from: 2, to: 3 }])
    expect(region('Versions').textContent).toContain('codes, on yes: to use-code, was to stop')
    link('Show version 1').click()
    await settle()
    expect(transport.callsOf('flows.map').at(-1)).toEqual({ flow: 'lost-phone', version: 1 })
    expect(transport.callsOf('flows.diff').at(-1)).toEqual({ flow: 'lost-phone', from: 3, to: 1 })
    // The walk and the linter know the newest version only.
    expect(button('Walk all paths').disabled).toBe(true)
    expect(region('Findings in this flow').textContent).toContain('newest version')
  })

  it.each([['a flow that is not there', '/flows/no-such', 'flowNotFound'], ['a case that is none', '/flows/lost-phone?case=x', 'caseNotFound']] as const)('refuses %s with a way on', async (_, path, code) => {
    transport.answer('flows.map', () => fails('flowNotFound'))
    const { button, text, router } = await open(path)
    expect(text()).toContain(`For support: ${code}`)
    button('See all flows').click()
    await settle()
    expect(router.currentRoute.value.name).toBe('flows')
  })

  it('shows the newest answer when two cross', async () => {
    const waiting: (() => void)[] = []
    transport.answer('flows.map', ({ flow }) => new Promise((done) => waiting.push(() => done(ok(sampleMap({ flow, name: flow }))))))
    const { router, heading } = await open('/flows/first')
    await router.push('/flows/second')
    await settle()
    waiting[1]?.()
    await settle()
    waiting[0]?.()
    await settle()
    expect(heading()).toBe('second')
  })
})
