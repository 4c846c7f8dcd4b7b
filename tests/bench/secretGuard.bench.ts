import { findSecrets } from '@shared/domain/secretGuard'
import { expect, test } from 'vitest'
import { harmless } from '../unit/secretGuard/cases/harmless'
import { printRatio } from './ratio'

/** Three letters to a helpdesk, over and over. */
const mail = harmless.slice(-3).join('\n\nI forgot my password, and the code does not arrive.\n\n').repeat(9).slice(0, 4000)
const hostile: readonly string[] = ['password ', 'пароль ', 'code ', 'a1b2-', 'rest/1/', 'token ', 'eyJaaaaaaaa.', 'password for ', 'recovery codes ', 'a1B2c3_-', 'X-a: b\n', '-----BEGIN RSA PRIVATE KEY-----', '483920 is your abc ', 'login/password: a/', 'AKIA', 'local.0a'].map((piece) => piece.repeat(4000).slice(0, 4000))

/** What reading a text at all costs: one look for each of the words a secret is named by. */
const named = /password|passwort|kennwort|пароль|code|код|token|secret|webhook|rest\/|bearer|auth|sessid|recovery|backup|otp|pin/giu

test('secretGuard', async ({ bench }) => {
  expect(findSecrets(mail)).toEqual([])
  const ours = bench('guard', () => {
    findSecrets(mail)
  })
  const peer = bench('plain words', () => {
    expect([...mail.matchAll(named)].length).toBeGreaterThan(10)
  })
  const results = await bench.compare(ours, peer, { time: 1500 })
  printRatio('secret guard on 4,000 harmless characters (peer: one scan for the words that name a secret)', results.get('guard'), results.get('plain words'))
}, 60_000)

test('secretGuard times', () => {
  for (const [name, texts] of [['harmless', [mail]], ['hostile', hostile]] as const) {
    const times = Array.from({ length: 60 }, () => texts.map((text) => timeOf(() => findSecrets(text)))).flat().sort((a, b) => a - b)
    const at = (share: number): string => (times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(2)
    console.log(`secret guard ${name}: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, max ${at(1)} ms`)
  }
})

function timeOf(run: () => unknown): number {
  const start = performance.now()
  run()
  return performance.now() - start
}
