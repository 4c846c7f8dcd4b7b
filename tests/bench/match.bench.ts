import { matchMessage } from '@shared/flows/match'
import { createProblemMessages } from '@shared/flows/match/problemMessages'
import { expect, test } from 'vitest'
import { compileMessages } from '../../electron/adapters/flowFiles/compileMessages'
import { hostileTexts } from '../unit/flows/match/hostileTexts'
import { bounds } from './bounds.mjs'
import { printBound, printRatio } from './ratio'

const content = compileMessages('resources/messages')
const messages = createProblemMessages(content)
const mail = `From: cleo.marsh@harbourpine.example\nTo: it@harbourpine.example\nSubject: cannot get in\n\nHi Ben,\n\nsince the weekend Bitrix24 only answers "Incorect login or pasword", although I copied it from my notes.\nI tried it at https://harbourpine.bitrix24.example/stream/ and on the phone too. The meeting is at ten, and the slides are in there.\n\nBest regards\nCleo Marsh\nHarbour Pine Logistics\n`
const passCount = 9
const hostile = hostileTexts(content).map(([name, text]) => ({ name, text }))

/** The least that finding a message with a slip in it takes: every message at every word of the text, compared by edit distance with early end. */
const plain = Object.values(content.languages).flatMap(({ problems }) => Object.entries(problems).flatMap(([problem, { shown }]) => shown.map((line) => ({ problem, words: line.toLowerCase().split(/\s+/u) }))))
function scan(text: string): string | undefined {
  const words = text.slice(0, 4000).toLowerCase().split(/[^\p{L}\p{N}@.]+/u)
  let best: { problem: string; share: number } | undefined
  for (const { problem, words: wanted } of plain) {
    for (let at = 0; at < words.length; at += 1) {
      let found = 0
      for (const [offset, word] of wanted.entries()) if (isNear(word, words[at + offset] ?? '')) found += 1
      const share = found / wanted.length
      if (share > (best?.share ?? 0.7)) best = { problem, share }
    }
  }
  return best?.problem
}
function isNear(a: string, b: string): boolean {
  if (a === b) return true
  if (Math.min(a.length, b.length) < 4 || Math.abs(a.length - b.length) > 1) return false
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a.charAt(i - 1) === b.charAt(j - 1) ? 0 : 1)))
    if (Math.min(...next) > 1) return false
    row = next
  }
  return (row[b.length] ?? 2) <= 1
}

test('match', async ({ bench }) => {
  expect(matchMessage(mail, messages).matches[0]?.flow).toBe('wrong-password')
  expect(scan(mail)).toBe('wrong-password')
  const ours = bench('matching', () => {
    matchMessage(mail, messages)
  })
  const peer = bench('plain scan', () => {
    scan(mail)
  })
  const results = await bench.compare(ours, peer, { time: 1500 })
  printRatio('match a mail with a message in it (peer: plain scan of the same messages by edit distance)', results.get('matching'), results.get('plain scan'))
}, 60_000)

test('match times', () => {
  const start = performance.now()
  const fresh = createProblemMessages(content)
  const created = performance.now() - start
  const first = timeOf(() => matchMessage(mail, fresh))
  console.log(`match: reading the messages ${created.toFixed(1)} ms, first call after it ${first.toFixed(2)} ms`)
  const mails = Array.from({ length: 60 }, () => timeOf(() => matchMessage(mail, messages))).sort((a, b) => a - b)
  console.log(`match mail: p50 ${at(mails, 0.5).toFixed(2)} ms, p99 ${at(mails, 0.99).toFixed(2)} ms, max ${at(mails, 1).toFixed(2)} ms`)
})

// Every text counts with the best of its passes: what a text takes, not what else the machine was at
test('match hostile', () => {
  const passes = Array.from({ length: passCount }, () => hostile.map(({ text }) => timeOf(() => matchMessage(text, messages))))
  const times = hostile.map(({ name }, index) => ({ name, ms: Math.min(...passes.map((pass) => pass[index] ?? Infinity)) })).sort((a, b) => a.ms - b.ms)
  const sorted = times.map(({ ms }) => ms)
  const single = passes.flat().sort((a, b) => a - b)
  printBound('match hostile p99', at(sorted, 0.99), bounds['match hostile p99'], 'ms')
  console.log(`match hostile, ${times.length} texts, best of ${passCount}: p50 ${at(sorted, 0.5).toFixed(2)} ms, worst ${at(sorted, 1).toFixed(2)} ms (${times.at(-1)?.name ?? ''}); single passes p50 ${at(single, 0.5).toFixed(2)} ms, p99 ${at(single, 0.99).toFixed(2)} ms`)
}, 300_000)

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
}

function timeOf(run: () => unknown): number {
  const start = performance.now()
  run()
  return performance.now() - start
}
