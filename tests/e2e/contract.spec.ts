import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Result } from '@shared/contract/appError'
import { methodNames } from '@shared/contract/methods'
import { contractWorld } from '../contract/contractWorld'
import { goodCalls, type ContractClient } from '../contract/goodCalls'
import { expect, test } from './fixtures'

interface Bridge {
  readonly latchkey?: { call(method: unknown, params: unknown): Promise<unknown> }
}

test('every method answers the page over the real transport', async ({ latchkey }) => {
  const { page, electron } = await latchkey.start()
  const portals = await contractWorld()
  const file = join(latchkey.dataDir, 'message.txt')
  // A dialog is the person's; here it answers at once.
  await electron?.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: true, filePath: '' })
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
  }, file)

  const client: ContractClient = {
    call: async (method, params) =>
      (await page.evaluate(async ([name, given]) => {
        const bridge = (window as unknown as Bridge).latchkey
        if (bridge !== undefined) return bridge.call(name, given)
        const response = await fetch('/rpc', { method: 'POST', headers: { 'content-type': 'application/json', 'x-app-request': '1' }, body: JSON.stringify({ method: name, params: given }) })
        return (await response.json()) as unknown
      }, [method, params] as const)) as Result<unknown>,
  }
  const uploaded = async (text: string): Promise<string> => {
    writeFileSync(file, text)
    const begun = (await client.call('files.beginUpload', {})) as { value: { via: 'dialog'; fileId: string } | { via: 'ticket'; ticket: string } }
    if (begun.value.via === 'dialog') return begun.value.fileId
    return page.evaluate(async ([ticket, body]) => {
      const response = await fetch(`/upload/${ticket}`, { method: 'PUT', headers: { 'content-type': 'application/octet-stream', 'x-app-request': '1' }, body })
      return ((await response.json()) as { value: { fileId: string } }).value.fileId
    }, [begun.value.ticket, text] as const)
  }

  try {
    for (const method of methodNames.filter((name) => name !== 'app.quit')) {
      const result = await client.call(method, await goodCalls[method](client, portals.over(uploaded)))
      expect(result, method).toMatchObject({ ok: true })
      expect(await client.call(method, { unknown: 1 }), method).toMatchObject({ ok: false, error: { code: 'badRequest' } })
    }
    for (const name of ['constructor', '__proto__', 'cases.nothing']) expect(await client.call(name, {})).toMatchObject({ ok: false, error: { code: 'unknownMethod' } })
  } finally {
    await portals.stop()
  }
})
