import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { maxRequestBytes } from '@shared/contract/events'
import { methodNames, methods } from '@shared/contract/methods'
import { contractWorld, type ContractWorld } from './contractWorld'
import { goodCalls, type World } from './goodCalls'
import { transports, type Transport } from './transports'

let portals: ContractWorld
beforeAll(async () => {
  portals = await contractWorld()
})
afterAll(() => portals.stop())

const worldOf = (transport: Transport): World => portals.over((text) => transport.upload(text))
const codeOf = (result: Awaited<ReturnType<Transport['call']>>): string => (result.ok ? 'ok' : result.error.code)

describe.each(Object.entries(transports))('over %s', (_, open) => {
  let transport: Transport
  let world: World
  beforeAll(async () => {
    transport = await open()
    world = worldOf(transport)
  })
  afterAll(() => transport.stop())

  describe.each(methodNames.map((method) => [method] as const))('%s', (method) => {
    it('answers a good call with the contract’s result', async () => {
      const params = await goodCalls[method](transport, world)
      const result = await transport.call(method, params)
      expect(codeOf(result)).toBe('ok')
      expect(methods[method].result.safeParse(result.ok ? result.value : undefined).success).toBe(true)
    })

    it.each([['an unknown key', { unknown: 1 }], ['a list', []], ['null', null], ['a number', 7], ['a text', 'x'], ['nested keys of Object', JSON.parse('{"__proto__":{"caseId":1},"constructor":1}')]])('refuses %s', async (__, params) => {
      expect(codeOf(await transport.call(method, params))).toBe('badRequest')
    })

    it('turns a defect into `internal`, quoting nothing of it', async () => {
      const broken = await open(method)
      try {
        const params = method === 'app.quit' ? {} : await goodCallsWithout(method, broken)
        const result = await broken.call(method, params)
        expect(codeOf(result)).toBe('internal')
        expect(JSON.stringify(result)).not.toMatch(/Cleo|k3jx82/)
      } finally {
        await broken.stop()
      }
    })
  })

  it.each(['', 'cases', 'cases.nothing', 'constructor', '__proto__', 'toString', 'APP.STATE', 7, null, ['app.state'], { method: 'app.state' }])('knows no method %j', async (method) => {
    expect(['unknownMethod', 'badRequest']).toContain(codeOf(await transport.call(method, {})))
  })

  it('refuses a call over the size limit', async () => {
    expect(codeOf(await transport.sendOversize(maxRequestBytes))).toBe('tooLarge')
  })

  it('works on after all of that', async () => {
    expect(codeOf(await transport.call('app.state', {}))).toBe('ok')
  })
})

/** Params whose form is right; where making them needs the broken method itself, made up ones do. */
async function goodCallsWithout(method: (typeof methodNames)[number], broken: Transport): Promise<unknown> {
  try {
    return await goodCalls[method](broken, worldOf(broken))
  } catch {
    const id = '11111111-1111-4111-8111-111111111111'
    return method === 'flow.answer' ? { caseId: id, commandId: id, revision: 0, step: 'address', visit: 1, value: 'x' } : method === 'files.beginUpload' ? {} : { caseId: id, commandId: id }
  }
}
