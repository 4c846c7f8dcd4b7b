import { readFileSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { AppFailure } from '@shared/contract/appError'
import type { CaseView } from '@shared/contract/views'
import { isCheckName } from '@shared/domain/checks'
import { isFixName } from '@shared/domain/fixes'
import { fillText } from '@shared/domain/fillText'
import type { CommandId } from '@shared/domain/ids'
import sharedTexts from '@shared/locales/en.json'
import { UsageProblem, type Options } from '../options'
import { openCore, type OpenCore } from '../openCore'
import { exitCodes, texts, type ExitCode, type Output } from '../output'
import { fixExit, takeFix } from './takeFix'

type Answers = Readonly<Record<string, string | number>>

/** A flow has at most a few dozen steps; more moves than this mean that it does not end. */
const mostMoves = 200

/**
 * Walks a flow with answers by step name, against the demo company or the portal of the webhook. Only fixes approved by name
 * change something there; every other one is a dry run.
 */
export async function runFlow(options: Options, output: Output): Promise<ExitCode> {
  const [flow] = options.words
  if (flow === undefined) throw new UsageProblem('flowMissing', '')
  if (options.answers === undefined) throw new UsageProblem('answersMissing', '')
  const answers = readAnswers(options.answers)
  const stranger = options.approve.find((name) => !isFixName(name))
  if (stranger !== undefined) throw new UsageProblem('unknownFix', stranger)
  const webhook = options.webhookStdin ? readFileSync(0, 'utf8').trim() : process.env['LATCHKEY_WEBHOOK']
  const core = await openCore(options.dataDir)
  try {
    const connection = options.demo ? await core.call('connection.openDemo', {}) : webhook === undefined || webhook === '' ? (await core.call('app.state', {})).connection : await core.call('connection.connectWebhook', { webhook })
    const door = connection.isAdmin ? 'admin' : connection.canLookUp ? 'agent' : 'employee'
    const first = await core.call('cases.open', { commandId: randomUUID() as CommandId, flow, door })
    const { view, stopped, used } = await walkWith(core, first, { answers, approved: new Set(options.approve) }, output)
    const unused = Object.keys(answers).filter((step) => !used.has(step))
    if (output.json) output.data({ case: view.case, step: view.step.step, checks: view.checks, fixes: view.fixes, done: view.done, stopped: stopped ?? null, unusedAnswers: unused })
    else if (stopped !== undefined) output.line(fillText(stopped.value === undefined ? texts.run.stopped : texts.run.badAnswer, { ...stopped }))
    else output.line(fillText(view.case.state === 'waiting' ? texts.run.waiting : texts.run.ended, { number: view.case.number, code: view.case.code, outcome: view.case.outcome === undefined ? '' : sharedTexts.states.outcome[view.case.outcome] }))
    return fixExit(view) ?? (stopped !== undefined ? exitCodes.stoppedEarly : view.case.outcome === 'solved' ? exitCodes.fine : exitCodes.problemLeft)
  } finally {
    await core.close()
  }
}

function readAnswers(file: string): Answers {
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) && Object.values(parsed).every((value) => typeof value === 'string' || typeof value === 'number')) return parsed as Answers
  } catch {
    // the same sentence for a missing file and for one that is no JSON
  }
  throw new UsageProblem('answersUnreadable', file)
}

interface Stopped {
  readonly step: string
  readonly value?: string
}

async function walkWith(core: OpenCore, first: CaseView, { answers, approved }: { readonly answers: Answers; readonly approved: ReadonlySet<string> }, output: Output): Promise<{ readonly view: CaseView; readonly stopped: Stopped | undefined; readonly used: ReadonlySet<string> }> {
  let view = first
  const used = new Set<string>()
  for (let moves = 0; moves < mostMoves; moves += 1) {
    const { step } = view
    const change = { caseId: view.case.caseId, commandId: randomUUID() as CommandId, revision: view.revision }
    if (step.awaits === 'checks') {
      view = await core.call('checks.run', { caseId: change.caseId, commandId: change.commandId })
      for (const check of view.checks) output.line(fillText(texts.run.check, { state: sharedTexts.states.check[check.state], title: isCheckName(check.check) ? sharedTexts.checks[check.check].title : check.check }))
      continue
    }
    output.line(fillText(texts.run.step, { ordinal: step.ordinal, title: step.title }))
    if (step.awaits === 'nothing') return { view, stopped: undefined, used }
    if (step.fix !== undefined) {
      const taken = await takeFix(core, view, approved, output)
      if (taken === undefined) return { view, stopped: { step: step.step }, used }
      view = taken
      continue
    }
    const answer = Object.hasOwn(answers, step.step) ? answers[step.step] : undefined
    if (answer === undefined) return { view, stopped: step.awaits === 'answer' ? undefined : { step: step.step }, used }
    used.add(step.step)
    const at = { ...change, step: step.step, visit: step.visit }
    try {
      if (step.kind === 'advise' && (answer === 'done' || answer === 'failed')) view = await core.call('flow.tryAdvice', { ...at, result: answer })
      else if (step.kind === 'handOver' && (answer === 'sent' || answer === 'answered')) view = await core.call('flow.handOver', { ...at, result: answer, by: 'commandLine' })
      else view = await core.call('flow.answer', { ...at, value: answer })
    } catch (error) {
      if (error instanceof AppFailure && (error.code === 'badAnswer' || error.code === 'badRequest')) return { view, stopped: { step: step.step, value: String(answer) }, used }
      throw error
    }
    // A hand-over that was just sent stands still; the same answer must not be given twice.
    if (view.step.awaits === 'answer' && view.step.step === step.step) return { view, stopped: undefined, used }
  }
  return { view, stopped: { step: view.step.step }, used }
}
