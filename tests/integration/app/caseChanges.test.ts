import { describe, expect, it } from 'vitest'
import type { CaseView } from '@shared/contract/views'
import { appInProcess, changeOf, newCommand, stepOf, untilAsked, type AppInProcess } from '../../support/appInProcess'

async function openEmployeeCase(app: AppInProcess): Promise<CaseView> {
  return untilAsked(app, await app.call('cases.open', { commandId: newCommand(), flow: 'wrong-password', door: 'employee', message: 'Incorrect login or password', person: { address: 'ben.harrow@harbourpine.example' } }))
}
const answer = (app: AppInProcess, view: CaseView, value: string): Promise<CaseView> => app.call('flow.answer', { ...changeOf(view), ...stepOf(view), value }).then((next) => untilAsked(app, next))
const codeOf = async (promise: Promise<unknown>): Promise<string> => promise.then(() => 'ok', (error: unknown) => (error instanceof Error ? (error.message.split(' ')[1] ?? '') : ''))

/** To the first real question of the employee's way. */
async function atQuestion(app: AppInProcess): Promise<CaseView> {
  const view = await openEmployeeCase(app)
  return view.step.step === 'portal' ? answer(app, view, 'unsure') : view
}

describe('changing a case', () => {
  it('the same command sent twice writes once, and opens one case', async () => {
    const app = await appInProcess()
    const open = { commandId: newCommand(), flow: 'wrong-password', door: 'employee' as const }
    const first = await app.call('cases.open', open)
    const second = await app.call('cases.open', open)
    expect(second).toEqual(first)
    expect((await app.call('app.state', {})).cases.total).toBe(1)
    const params = { ...changeOf(first), ...stepOf(first), value: 'ben.harrow@harbourpine.example' }
    const once = await app.call('flow.answer', params)
    expect((await app.call('flow.answer', params)).revision).toBe(once.revision)
  })

  it('decided on an old view is refused, and nothing is written', async () => {
    const app = await appInProcess()
    const view = await atQuestion(app)
    const moved = await answer(app, view, 'yes')
    expect(await codeOf(app.call('flow.answer', { ...changeOf(view), ...stepOf(view), value: 'no' }))).toBe('caseChanged')
    expect((await app.call('cases.view', { caseId: view.case.caseId })).revision).toBe(moved.revision)
  })

  it('a note is taken whatever happened meanwhile', async () => {
    const app = await appInProcess()
    const view = await atQuestion(app)
    await answer(app, view, 'yes')
    await app.call('cases.addNote', { ...changeOf(view), note: 'Rings back at four.' })
    const { rows } = await app.call('cases.timeline', { caseId: view.case.caseId })
    expect(rows.at(-1)).toMatchObject({ kind: 'noteAdded', words: { note: 'Rings back at four.' } })
    expect((await app.call('cases.list', { sort: 'updated', descending: true, page: 1, pageSize: 10, search: 'rings four' })).total).toBe(1)
  })

  it('going back stops at the question before, keeps what was said, and goes on from there', async () => {
    const app = await appInProcess()
    const question = await atQuestion(app)
    const next = await answer(app, question, 'yes')
    expect(next.step.step).not.toBe(question.step.step)
    const back = await app.call('flow.back', changeOf(next))
    expect(back.step).toMatchObject({ step: question.step.step, ask: { previous: 'yes' } })
    const again = await answer(app, back, 'yes')
    expect(again.step.step).toBe(next.step.step)
    const { rows } = await app.call('cases.timeline', { caseId: question.case.caseId })
    expect(rows.filter(({ kind }) => kind === 'answerGiven').length).toBeGreaterThanOrEqual(2)
    expect(rows.some(({ superseded }) => superseded)).toBe(true)
  })

  it('changing an earlier answer runs the walk again; later answers are kept, marked as no longer used, and count again', async () => {
    const app = await appInProcess()
    let view = await atQuestion(app)
    const { step, visit } = view.step
    view = await answer(app, view, 'yes')
    const later = view.step
    view = await answer(app, view, 'password')
    const changed = await untilAsked(app, await app.call('flow.answer', { ...changeOf(view), step, visit, value: 'no' }))
    expect(changed.step.step).toBe('no-password-yet')
    expect(changed.answers).toContainEqual(expect.objectContaining({ step: later.step, value: 'password', used: false }))
    const restored = await untilAsked(app, await app.call('flow.answer', { ...changeOf(changed), step, visit, value: 'yes' }))
    expect(restored.step.step).toBe(view.step.step)
    expect(restored.answers).toContainEqual(expect.objectContaining({ step: later.step, value: 'password', used: true }))
  })

  it('goes back from the end as well: the case is open again and its end is taken back', async () => {
    const app = await appInProcess()
    let view = await atQuestion(app)
    for (const value of ['yes', 'password', 'wasIt']) view = await answer(app, view, value)
    view = await answer(app, view, 'yes')
    expect(view.case).toMatchObject({ state: 'closed', outcome: 'solved' })
    const back = await app.call('flow.back', changeOf(view))
    expect(back.case.state).toBe('open')
    const { rows } = await app.call('cases.timeline', { caseId: view.case.caseId })
    expect(rows.find(({ kind }) => kind === 'flowEnded')).toMatchObject({ superseded: true })
    expect(await codeOf(app.call('flow.tryAdvice', { ...changeOf(back), ...stepOf(back), result: 'done' }))).toBe('badAnswer')
  })

  it('refuses what is no answer to the question, an answer to a step that is not there, and going back from the beginning', async () => {
    const app = await appInProcess()
    const view = await atQuestion(app)
    expect(await codeOf(app.call('flow.answer', { ...changeOf(view), ...stepOf(view), value: 'perhaps' }))).toBe('badAnswer')
    expect(await codeOf(app.call('flow.answer', { ...changeOf(view), step: 'recovery', visit: 1, value: 'notTried' }))).toBe('stepMoved')
    expect(await codeOf(app.call('flow.tryAdvice', { ...changeOf(view), step: 'recovery', visit: 1, result: 'done' }))).toBe('stepMoved')
    const fresh = await app.call('cases.open', { commandId: newCommand(), flow: 'wrong-password', door: 'employee' })
    expect(await codeOf(app.call('flow.back', changeOf(fresh)))).toBe('nothingToUndo')
    expect(await codeOf(app.call('cases.view', { caseId: newCommand() as unknown as CaseView['case']['caseId'] }))).toBe('caseNotFound')
    expect(await codeOf(app.call('cases.open', { commandId: newCommand(), flow: 'no-such-flow', door: 'employee' }))).toBe('flowNotFound')
  })

  it('a closed case is reopened by a person’s word, and by the next step of the walk', async () => {
    const app = await appInProcess()
    let view = await atQuestion(app)
    view = await app.call('cases.setState', { ...changeOf(view), state: 'closed', outcome: 'abandoned', reason: 'Found the note.' })
    expect(view.case).toMatchObject({ state: 'closed', outcome: 'abandoned' })
    view = await app.call('cases.setState', { ...changeOf(view), state: 'open' })
    expect(view.case.state).toBe('open')
    view = await app.call('cases.setState', { ...changeOf(view), state: 'closed' })
    view = await answer(app, view, 'yes')
    expect(view.case.state).toBe('open')
  })

  it('the list counts, filters, sorts and finds by name, address, number and words of the message', async () => {
    const app = await appInProcess()
    await app.call('connection.openDemo', {})
    const names = ['cleo.marsh', 'uma.dipper', 'wes.grebe']
    for (const name of names) await untilAsked(app, await app.call('cases.open', { commandId: newCommand(), flow: 'wrong-password', door: 'agent', message: `Incorrect login or password ${name}@harbourpine.example` }))
    const list = (more: object) => app.call('cases.list', { sort: 'person', descending: false, page: 1, pageSize: 10, ...more })
    expect((await list({})).rows.map(({ person }) => person)).toEqual(['Cleo Marsh', 'Uma Dipper', 'Wes Grebe'])
    expect((await list({ descending: true, pageSize: 2, page: 2 })).rows.map(({ person }) => person)).toEqual(['Cleo Marsh'])
    for (const search of ['dipp', 'uma.dipper@harbourpine', '2', 'DIPPER incorrect']) expect((await list({ search })).rows.map(({ person }) => person), search).toContain('Uma Dipper')
    expect((await list({ search: '"; DROP TABLE cases; --' })).total).toBe(0)
    expect((await list({ state: 'closed' })).total).toBe(0)
    expect((await list({ problem: 'wrong-password', state: 'open' })).total).toBe(3)
    expect((await app.call('app.state', {})).cases).toEqual({ total: 3, open: 3, waiting: 0 })
  })

  it('skipped checks are recorded as not run, and the case goes on', async () => {
    const { startDemoPortal } = await import('../../../electron/demo-portal/startDemoPortal')
    const portal = await startDemoPortal()
    const app = await appInProcess()
    try {
      await app.call('connection.connectWebhook', { webhook: portal.webhook })
      portal.setFault('time-out')
      const view = await app.call('cases.open', { commandId: newCommand(), flow: 'wrong-password', door: 'agent', message: 'Incorrect login or password ben.harrow@harbourpine.example' })
      const running = app.call('checks.run', { caseId: view.case.caseId, commandId: newCommand() })
      await app.call('checks.skip', { caseId: view.case.caseId })
      const done = await running
      expect(done.checks.filter(({ state, reason }) => state === 'notRun' && reason === 'skippedByPerson').length).toBeGreaterThan(3)
      expect(done.step.kind).toBe('ask')
      expect(app.events.filter(({ type }) => type === 'checkProgressed').length).toBeGreaterThanOrEqual(16)
    } finally {
      await portal.stop()
    }
  })

  it('the app closed while checks run records none of them: the step awaits them at the next start', async () => {
    const { startDemoPortal } = await import('../../../electron/demo-portal/startDemoPortal')
    const portal = await startDemoPortal()
    const app = await appInProcess()
    try {
      await app.call('connection.connectWebhook', { webhook: portal.webhook })
      portal.setFault('time-out')
      const view = await app.call('cases.open', { commandId: newCommand(), flow: 'wrong-password', door: 'agent', message: 'Incorrect login or password ben.harrow@harbourpine.example' })
      const running = app.assembled.dispatch('checks.run', { caseId: view.case.caseId, commandId: newCommand() })
      await app.assembled.core.stop()
      await running
      const again = await app.call('cases.view', { caseId: view.case.caseId })
      expect(again.step).toMatchObject({ kind: 'check', awaits: 'checks' })
      expect(again.step.checks.filter(({ reason }) => reason === 'skippedByPerson')).toEqual([])
    } finally {
      await portal.stop()
    }
  })
})
