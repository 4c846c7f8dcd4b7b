import { randomUUID } from 'node:crypto'
import { AppFailure } from '@shared/contract/appError'
import type { CaseView } from '@shared/contract/views'
import { fillText } from '@shared/domain/fillText'
import { isFixName, productFixes } from '@shared/domain/fixes'
import type { CommandId } from '@shared/domain/ids'
import sharedTexts from '@shared/locales/en.json'
import type { OpenCore } from '../openCore'
import { exitCodes, texts, type ExitCode, type Output } from '../output'

/**
 * The fix a case stands at. Approved by name on the command line, which is the agreement: the account's own word is taken from
 * the preview. What is not approved is a dry run; what something speaks against is skipped with that reason. Undefined where
 * it was begun before and its end cannot be told yet.
 */
export async function takeFix(core: OpenCore, view: CaseView, approved: ReadonlySet<string>, output: Output): Promise<CaseView | undefined> {
  const { fix } = view.step
  if (fix === undefined) return undefined
  const change = { caseId: view.case.caseId, commandId: randomUUID() as CommandId, revision: view.revision }
  const at = { step: view.step.step, visit: view.step.visit }
  if (fix.state === 'lookFirst') return fix.event === undefined ? undefined : told(await lookAgain(core, { ...change, event: fix.event }), output)
  if (!approved.has(fix.fix)) return told(await core.call('fixes.skip', { ...change, ...at, reason: fix.refusal ?? 'dryRun' }), output)

  const preview = await core.call('fixes.preview', { caseId: change.caseId, ...at })
  const reason = preview.refusal ?? (preview.callerFirst && !preview.callerVerified ? 'needsCaller' : undefined)
  if (reason !== undefined) return told(await core.call('fixes.skip', { ...change, ...at, reason }), output)
  const done = await core.call('fixes.run', { ...change, ...at, confirm: preview.confirmWith ?? '' })
  // Its answer was lost and nobody can look yet: it stays open, and nothing is sent again.
  return done.step.fix?.state === 'lookFirst' ? undefined : told(done, output)
}

async function lookAgain(core: OpenCore, params: Parameters<typeof core.call<'fixes.lookAgain'>>[1]): Promise<CaseView | undefined> {
  try {
    return await core.call('fixes.lookAgain', params)
  } catch (error) {
    if (error instanceof AppFailure && error.code === 'fixUnderWay') return undefined
    throw error
  }
}

function told(view: CaseView | undefined, output: Output): CaseView | undefined {
  const last = view?.fixes.at(-1)
  if (last !== undefined && isFixName(last.fix)) output.line(fillText(texts.run.fix, { state: sharedTexts.states.fix[last.stage], title: sharedTexts.fixes[last.fix].title }))
  return view
}

/** Where something was changed, the exit code says whether it was seen to help; undefined: nothing was. */
export function fixExit({ fixes, case: { outcome } }: CaseView): ExitCode | undefined {
  if (fixes.length === 0) return undefined
  // Words that were sent change nothing, and no record proves them.
  const changes = fixes.filter(({ fix }) => productFixes(fix)?.class !== 'notice')
  if (fixes.some(({ stage }) => stage !== 'verified' && stage !== 'unknown') || changes.some(({ stage }) => stage !== 'verified')) return exitCodes.failed
  return changes.length > 0 && outcome !== undefined && outcome !== 'notSolved' && outcome !== 'abandoned' ? exitCodes.fine : undefined
}
