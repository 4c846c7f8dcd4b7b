import { afterEach, describe, expect, it } from 'vitest'
import { methodNames } from '@shared/contract/methods'
import { BrowserHostProcess } from '../../support/browserHostProcess'
import { newCommand } from '../../support/appInProcess'
import { filesHolding, temporaryFolder } from '../../support/temporaryFolder'
import { startDemoPortal } from '../../../electron/demo-portal/startDemoPortal'

let host: BrowserHostProcess | undefined
afterEach(async () => {
  await host?.end('SIGKILL')
  host = undefined
})

/** Planted secrets: what is searched for afterwards, and a sentence that carries it. */
const secrets = [
  { secret: 'k3jx82mqp0zt64aa', text: 'https://harbourpine.bitrix24.example/rest/7/k3jx82mqp0zt64aa/' },
  { secret: 'Tr0ub4dor&3', text: 'my password: Tr0ub4dor&3' },
  { secret: '842961', text: 'one-time code: 842961' },
  { secret: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3', text: 'token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3' },
  { secret: 'a9f3c1d27b6e4805f1c2', text: 'Bearer a9f3c1d27b6e4805f1c2' },
]

describe('secrets', () => {
  it('planted in every text of every method are in no byte of the data folder, nor in an answer or an output', { timeout: 60_000 }, async () => {
    const dataDir = temporaryFolder()
    host = await BrowserHostProcess.start({ dataDir })
    const at = await host.signIn()
    await at.call('connection.openDemo', {})
    const view = await at.call('cases.open', { commandId: newCommand(), flow: 'wrong-password', door: 'agent', message: 'Incorrect login or password' })
    const { caseId } = view.case
    const base = { caseId, revision: view.revision, step: view.step.step, visit: view.step.visit }
    const answers: string[] = []
    for (const { text } of secrets) {
      const attempts: readonly (readonly [string, Record<string, unknown>])[] = [
        ['flows.match', { message: text }],
        ['cases.open', { commandId: newCommand(), flow: 'wrong-password', door: 'agent', message: text }],
        ['cases.open', { commandId: newCommand(), flow: 'wrong-password', door: 'agent', person: { name: text } }],
        ['cases.open', { commandId: newCommand(), flow: 'wrong-password', door: 'agent', person: { address: text } }],
        ['cases.open', { commandId: newCommand(), flow: 'wrong-password', door: 'agent', person: { portal: text } }],
        ['cases.list', { sort: 'updated', descending: true, page: 1, pageSize: 10, search: text }],
        ['cases.addNote', { caseId, commandId: newCommand(), revision: base.revision, note: text }],
        ['cases.setState', { caseId, commandId: newCommand(), revision: base.revision, state: 'closed', reason: text }],
        ['cases.giveFeedback', { caseId, commandId: newCommand(), revision: base.revision, helped: 'no', comment: text }],
        ['flow.answer', { ...base, commandId: newCommand(), value: text }],
        ['flow.handOver', { ...base, commandId: newCommand(), result: 'sent', message: text }],
        ['files.saveMessage', { caseId, message: text }],
      ]
      for (const [method, params] of attempts) {
        const result = (await at.post({ method, params })) as { ok: boolean; error?: { code: string } }
        answers.push(JSON.stringify(result))
        expect(result.error?.code, `${method} ${Object.keys(params).join()}`).toBe('secretFound')
      }
      // In places that are no texts at all: unknown keys, names, ids.
      for (const method of methodNames.filter((name) => name !== 'app.quit' && name !== 'connection.connectWebhook')) {
        const result = (await at.post({ method, params: { caseId: text, flow: text, [text]: text } })) as { ok: boolean }
        answers.push(JSON.stringify(result))
        expect(result.ok).toBe(false)
      }
      // As a webhook: the one field that may carry a secret; none of these leads to a portal.
      answers.push(JSON.stringify(await at.post({ method: 'connection.connectWebhook', params: { webhook: text.startsWith('https') ? text.replace('harbourpine.bitrix24.example', '127.0.0.1:9') : text } })))
      answers.push(JSON.stringify(await at.post(text)))
    }
    await at.end('SIGTERM')
    const texts = secrets.map(({ secret }) => secret)
    for (const text of texts) {
      expect(answers.join('\n')).not.toContain(text)
      expect(at.stderr()).not.toContain(text)
    }
    expect(filesHolding(dataDir, texts)).toEqual([])
  })

  it('of a webhook that works are kept in memory alone: no byte of the folder holds it, and a new start does not know it', async () => {
    const portal = await startDemoPortal()
    const dataDir = temporaryFolder()
    try {
      host = await BrowserHostProcess.start({ dataDir })
      let at = await host.signIn()
      expect(await at.call('connection.connectWebhook', { webhook: portal.webhook })).toMatchObject({ state: 'portal', canLookUp: true, isAdmin: false, secretStore: 'session' })
      await at.call('flows.list', {})
      expect(filesHolding(dataDir, [portal.webhook, portal.webhook.split('/').at(-2) ?? '?'])).toEqual([])
      await at.end('SIGKILL')
      expect(filesHolding(dataDir, [portal.webhook, portal.webhook.split('/').at(-2) ?? '?'])).toEqual([])
      host = await BrowserHostProcess.start({ dataDir })
      at = await host.signIn()
      expect((await at.call('app.state', {})).connection.state).toBe('none')
    } finally {
      await portal.stop()
    }
  })
})
