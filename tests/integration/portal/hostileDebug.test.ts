import fc from 'fast-check'
import { test } from 'vitest'
import { createPortalGateway } from '../../../electron/adapters/portal/portalGateway'
import { hostileAnswer, dawdlingAnswer } from '../../support/portal/hostileAnswer'
import { hostilePortal } from '../../support/portal/hostilePortal'
import { recordingLog } from '../../support/portal/portalParts'

test('leak', { timeout: 100_000 }, async () => {
  const host = await hostilePortal()
  const log = recordingLog()
  let id = 1
  const found: string[] = []
  const until = Date.now() + 80_000
  for (const [answer, head] of [...fc.sample(hostileAnswer, 1500).map((a) => [a, false] as const), ...fc.sample(dawdlingAnswer, 60).map((a) => [a, false] as const), ...fc.sample(hostileAnswer, 300).map((a) => [a, true] as const)]) {
    if (Date.now() > until) break
    const gateway = createPortalGateway({ log, clock: { now: () => Date.now() }, version: '0', random: () => 0.5, sleep: () => Promise.resolve(), timeoutMs: 400 })
    id += 1
    host.begin(id, { honestly: 0, answers: [answer], secrets: ['sssssssssssssss'] })
    host.begin(0, { honestly: 0, answers: [answer], secrets: ['sssssssssssssss'] })
    const hostile = head ? () => gateway.reach('x', { baseUrl: host.origin }) : () => gateway.connect(`${host.origin}/rest/${id}/aaaaaaaaaaaa/`, { allowLoopback: true }).profile()
    const ends: string[] = []
    for (let i = 0; i < 8; i += 1) { const e = await hostile().then(() => 'value', (e: { code: string }) => e.code); ends.push(e); if (e === 'timeout' && answer.end !== 'hold' && answer.end !== 'drip') break; if (i === 1 && e === 'timeout') break }
    host.end(id); host.end(0)
    // honest on 8
    const honest = ends.includes('timeout') ? 'skipped' : await gateway.connect(`${host.origin}/rest/999999/aaaaaaaaaaaa/`, { allowLoopback: true }).scope().then(() => 'value', (e: { code: string }) => e.code)
    if (ends.includes('timeout') && answer.end !== 'hold' && answer.end !== 'drip') found.push('TIMEOUT ' + String(head) + JSON.stringify({ ...answer, body: JSON.stringify(answer.body).slice(0, 80) }).slice(0, 700) + ends.join())
    else if (honest === 'timeout') found.push('LEAK ' + String(head) + JSON.stringify({ ...answer, body: JSON.stringify(answer.body).slice(0, 80) }).slice(0, 700) + ends.join())
  }
  process.stderr.write(found.length + '\n' + found.slice(0, 25).join('\n') + '\n')
  await host.stop()
})
