import { describe, expect, it } from 'vitest'
import { appInProcess, changeOf, newCommand, stepOf, untilAsked } from '../../support/appInProcess'

describe('the way of a case on the map', () => {
  it('grows step by step, in the words of the case, and ends where the case stands', async () => {
    const app = await appInProcess()
    await app.call('connection.openDemo', {})
    const opened = await untilAsked(app, await app.call('cases.open', { commandId: newCommand(), flow: 'wrong-password', door: 'agent', message: 'Incorrect login or password cleo.marsh@harbourpine.example' }))
    const { caseId } = opened.case
    const map = await app.call('flows.map', { flow: 'wrong-password', caseId })
    expect(map.case).toMatchObject({ caseId, flow: 'wrong-password', step: opened.step.step })
    expect(map.path?.at(-1)).toMatchObject({ step: 'invitation-pending', isPosition: true })
    expect(map.path?.filter(({ isPosition }) => isPosition)).toHaveLength(1)
    expect(map.steps.find(({ step }) => step === 'invitation-pending')?.title).toBe(opened.step.title)
    // Every step but the last left by a way that is drawn, and came to the next one.
    for (const [index, { step, way }] of (map.path ?? []).slice(0, -1).entries()) {
      expect(map.ways.find((drawn) => drawn.from === step && drawn.way === way)?.to).toEqual({ step: map.path?.[index + 1]?.step })
    }
    const handed = await app.call('flow.tryAdvice', { ...changeOf(opened), ...stepOf(opened), result: 'failed' })
    const after = await app.call('flows.map', { flow: 'wrong-password', caseId })
    expect(after.path?.at(-2)).toMatchObject({ step: 'invitation-pending', way: 'failed', isPosition: false })
    expect(after.path?.at(-1)).toMatchObject({ step: handed.step.step, isPosition: true })
  })

  it('is empty on the map of a flow that the case never met', async () => {
    const app = await appInProcess()
    const { case: { caseId } } = await app.call('cases.open', { commandId: newCommand(), flow: 'wrong-password', door: 'employee' })
    const map = await app.call('flows.map', { flow: 'lost-phone', caseId })
    expect(map).toMatchObject({ path: [], case: { flow: 'wrong-password' } })
  })
})
