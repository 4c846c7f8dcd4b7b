import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import type { Door } from '@shared/domain/stateWords'
import type { CaseView } from '@shared/contract/views'
import type { CommandId } from '@shared/domain/ids'
import { BrowserHostProcess } from '../../support/browserHostProcess'
import { temporaryFolder } from '../../support/temporaryFolder'

let host: BrowserHostProcess | undefined
afterEach(async () => {
  await host?.end('SIGKILL')
  host = undefined
})

type Answers = Readonly<Record<string, readonly (string | number)[]>>
const command = (): CommandId => randomUUID() as CommandId

/** What must be the same on the screen before and after. */
const screen = ({ step, answers, case: { state, outcome, verdict, number, person, address } }: CaseView) => ({
  step: { ...step, checks: step.checks.map(({ check, state: word, reason, event }) => ({ check, word, reason, event })) },
  answers,
  row: { state, outcome, verdict, number, person, address },
})

async function forward(at: BrowserHostProcess, view: CaseView, answers: Answers): Promise<CaseView | undefined> {
  const { step } = view
  const change = { caseId: view.case.caseId, commandId: command(), revision: view.revision, step: step.step, visit: step.visit }
  if (step.awaits === 'checks') return at.call('checks.run', { caseId: change.caseId, commandId: change.commandId })
  if (step.awaits === 'nothing') return undefined
  const answer = answers[step.step]?.[step.visit - 1]
  if (step.kind === 'handOver') return at.call('flow.handOver', { ...change, result: step.awaits === 'answer' ? 'answered' : 'sent' })
  if (step.kind === 'advise') return at.call('flow.tryAdvice', { ...change, result: answer === 'failed' ? 'failed' : 'done' })
  if (answer === undefined) throw new Error(`no answer for ${step.step}, visit ${step.visit}`)
  return at.call('flow.answer', { ...change, value: answer })
}

/** Walks the flow to its end; after every step the process is killed, started anew and must show the same screen. */
async function walkKilledEverywhere(door: Door, message: string, answers: Answers): Promise<{ readonly steps: readonly string[]; readonly view: CaseView }> {
  const dataDir = temporaryFolder()
  const start = async (): Promise<BrowserHostProcess> => {
    host = await BrowserHostProcess.start({ dataDir })
    return host.signIn()
  }
  let at = await start()
  if (door !== 'employee') await at.call('connection.openDemo', {})
  let view = await at.call('cases.open', { commandId: command(), flow: 'wrong-password', door, message })
  const steps: string[] = []
  for (let moves = 0; moves < 40; moves += 1) {
    await at.end('SIGKILL')
    at = await start()
    const again = await at.call('cases.view', { caseId: view.case.caseId })
    expect(screen(again), view.step.step).toEqual(screen(view))
    view = again
    steps.push(view.step.step)
    const next = await forward(at, view, answers)
    if (next === undefined) break
    view = next
  }
  return { steps, view }
}

describe('a killed process, step by step', () => {
  it('shows the same screen again at every step of a healthy person’s way to a new password', { timeout: 120_000 }, async () => {
    const { steps, view } = await walkKilledEverywhere('admin', 'Ben Harrow <ben.harrow@harbourpine.example>: Incorrect login or password', {
      way: ['password'],
      typing: ['checked'],
      recovery: ['notTried'],
      try: ['yes'],
    })
    expect(steps).toEqual(['preflight', 'way', 'typing', 'recovery', 'forgotten-password', 'try', 'try', 'solved'])
    expect(view.case).toMatchObject({ state: 'closed', outcome: 'solved', verdict: 'forgotten-password', person: 'Ben Harrow' })
  })

  it('shows the same screen again at every step of an employee without a connection, hand-over and answer included', { timeout: 120_000 }, async () => {
    const { steps, view } = await walkKilledEverywhere('employee', 'Incorrect login or password', {
      address: ['wes.grebe@harbourpine.example'],
      portal: ['unsure'],
      ever: ['no'],
      'no-password-yet': ['failed'],
      try: ['yes'],
    })
    expect(steps).toContain('to-inviter')
    expect(view.case.outcome).toBe('solved')
  })
})
