import { createPinia, setActivePinia } from 'pinia'
import { createApp } from 'vue'
import { beforeEach, describe, expect, it } from 'vitest'
import type { CaseId } from '@shared/domain/ids'
import { useCasesStore } from '@/stores/cases'
import { useGuidedStore } from '@/stores/guided'
import { useStartStore } from '@/stores/start'
import { transportKey } from '@/transport/useTransport'
import { adviseStep, caseIds, checkStep, sampleMessage, sampleStep, sampleView } from '../../support/renderer/sampleViews'
import { createScriptedTransport, fails, ok, type ScriptedTransport } from '../../support/renderer/scriptedTransport'
import { settle } from '../../support/renderer/mountPage'

const id = caseIds[0] as CaseId
let transport: ScriptedTransport
beforeEach(() => {
  sessionStorage.clear()
  transport = createScriptedTransport()
  const app = createApp({ render: () => null })
  const pinia = createPinia()
  app.provide(transportKey, transport)
  app.use(pinia)
  setActivePinia(pinia)
})

describe('the guided store', () => {
  it('gives every command its own id', async () => {
    transport.answer('flow.answer', () => ok(sampleView({ revision: 8 })))
    const guided = useGuidedStore()
    await guided.open(id)
    await guided.change('flow.answer', { step: 'way', visit: 1, value: 'password' })
    await guided.change('flow.answer', { step: 'way', visit: 1, value: 'social' })
    const [first, second] = transport.callsOf('flow.answer')
    expect(first?.['commandId']).not.toBe(second?.['commandId'])
    expect([first?.['revision'], second?.['revision']]).toEqual([7, 8])
  })

  it('sends one command at a time', async () => {
    let finish: () => void = () => undefined
    transport.answer('flow.back', () => new Promise((resolve) => {
      finish = () => resolve(ok(sampleView({ revision: 8 })))
    }))
    const guided = useGuidedStore()
    await guided.open(id)
    const first = guided.change('flow.back', {})
    expect(await guided.change('flow.back', {})).toBe(false)
    await settle()
    finish()
    expect(await first).toBe(true)
    expect(transport.callsOf('flow.back')).toHaveLength(1)
  })

  it('goes on from one step of checks to the next, and stops where it stands still', async () => {
    transport.answer('cases.view', () => ok(sampleView({ step: checkStep() })))
    const steps = [{ ...checkStep(), step: 'look-again' }, { ...checkStep(), step: 'look-again' }]
    transport.answer('checks.run', () => ok(sampleView({ revision: 8, step: steps.shift() ?? adviseStep() })))
    const guided = useGuidedStore()
    await guided.open(id)
    await guided.proceed()
    expect(transport.callsOf('checks.run')).toHaveLength(2)
    expect(guided.view?.step.step).toBe('look-again')
  })

  it('takes a change from elsewhere in, and says so', async () => {
    const guided = useGuidedStore()
    await guided.open(id)
    transport.answer('cases.view', () => ok(sampleView({ revision: 9, step: adviseStep() })))
    transport.publish({ type: 'caseChanged', data: { caseId: id, revision: 9 } })
    await settle()
    expect(guided.view?.revision).toBe(9)
    expect(guided.notice?.code).toBe('caseChanged')
  })

  it('does not take the echo of its own command for a change from elsewhere', async () => {
    transport.answer('flow.answer', () => {
      transport.publish({ type: 'caseChanged', data: { caseId: id, revision: 8 } })
      return ok(sampleView({ revision: 8 }))
    })
    const guided = useGuidedStore()
    await guided.open(id)
    await guided.change('flow.answer', { step: 'way', visit: 1, value: 'password' })
    transport.publish({ type: 'caseChanged', data: { caseId: id, revision: 8 } })
    await settle()
    expect(guided.notice).toBeUndefined()
    expect(transport.callsOf('cases.view')).toHaveLength(1)
  })

  it('keeps the view and shows the error of a refused command', async () => {
    transport.answer('flow.answer', () => fails('badAnswer'))
    const guided = useGuidedStore()
    await guided.open(id)
    await guided.change('flow.answer', { step: 'way', visit: 1, value: 'password' })
    expect(guided.error?.code).toBe('badAnswer')
    expect(guided.view?.revision).toBe(7)
  })

  it('forgets an answer that comes after the case was left', async () => {
    let finish: () => void = () => undefined
    transport.answer('flow.answer', () => new Promise((resolve) => {
      finish = () => resolve(ok(sampleView({ revision: 8 })))
    }))
    const guided = useGuidedStore()
    const ticket = guided.enter()
    await guided.open(id)
    const answer = guided.change('flow.answer', { step: 'way', visit: 1, value: 'password' })
    await settle()
    guided.close(ticket)
    finish()
    await answer
    expect(guided.view).toBeUndefined()
  })
})

describe('the start store', () => {
  it('sends no secret to the core, not even to be refused', async () => {
    const start = useStartStore()
    start.setMessage('https://harbourpine.bitrix24.example/rest/4/abcdefgh12345678/')
    await start.find()
    expect(transport.calls).toEqual([])
    expect(start.error).toMatchObject({ code: 'secretFound', details: { field: 'message' } })
    expect(sessionStorage.length).toBe(0)
  })

  it('takes the text of a file over as if it was pasted', async () => {
    transport.answer('files.beginUpload', () => ok({ via: 'dialog', fileId: 'file-file-file-file' }))
    transport.answer('files.takeText', () => ok({ text: sampleMessage }))
    const start = useStartStore()
    await start.openTextFile()
    expect(start.message).toBe(sampleMessage)
  })

  it('does nothing where the file dialog was closed', async () => {
    transport.answer('files.beginUpload', () => ok({ via: 'dialog' }))
    const start = useStartStore()
    await start.openTextFile()
    expect(start.message).toBe('')
    expect(start.error).toBeUndefined()
  })

  it('says why a file was refused', async () => {
    transport.answer('files.beginUpload', () => ok({ via: 'dialog', fileId: 'file-file-file-file' }))
    transport.answer('files.takeText', () => fails('fileUnreadable'))
    const start = useStartStore()
    await start.openTextFile()
    expect(start.error?.code).toBe('fileUnreadable')
  })
})

describe('the case list store', () => {
  it('drops an answer that a newer question has overtaken', async () => {
    const cases = useCasesStore()
    const finish: (() => void)[] = []
    transport.answer('cases.list', ({ page }) => new Promise((resolve) => finish.push(() => resolve(ok({ rows: [], total: page * 10, totalIsExact: true })))))
    const query = { sort: 'updated' as const, descending: true, pageSize: 25 }
    const old = cases.load({ ...query, page: 1 })
    const recent = cases.load({ ...query, page: 2 })
    await settle()
    finish[1]?.()
    finish[0]?.()
    await Promise.all([old, recent])
    expect(cases.page?.total).toBe(20)
  })
})

describe('a step', () => {
  it('of another visit keeps its own draft', async () => {
    const { keepDraft, readDraft } = await import('@/composables/draft')
    const { step, visit } = sampleStep()
    keepDraft(`${id}/${step}/${visit}`, 'first')
    expect(readDraft(`${id}/${step}/${visit + 1}`)).toBe('')
    expect(readDraft(`${id}/${step}/${visit}`)).toBe('first')
  })
})
