import type { FixRow, StepView } from '@shared/contract/views'
import { fixes, isFixName, productFixes } from '@shared/domain/fixes'
import type { StandingFix } from '@shared/flows/walkTypes'
import type { Replay } from '../cases/replayCase'
import type { CoreContext } from '../context'
import { takeBackBy } from './fixMarks'
import { countParts, partsInLog } from './fixParts'
import { textOf } from './fixRunner'
import { refusalOf } from './fixSituation'
import { intentOf, isOpen } from './standingRun'

type TitleOf = (place: { readonly flow: string; readonly version: number; readonly step: string }) => string

/** Every change of the portal that the case has begun, for the window to draw. */
export function fixRows(replay: Replay, titleOf: TitleOf): FixRow[] {
  return replay.walk.fixes.flatMap((run): FixRow[] => (run.result === 'skipped' || run.result === 'dryRun' ? [] : [rowOf(replay, run, run.result, titleOf)]))
}

function rowOf(replay: Replay, run: StandingFix, stage: FixRow['stage'], titleOf: TitleOf): FixRow {
  const { before, wanted, flow } = intentOf(replay, run)
  const mayBeUndone = run.undo !== undefined && run.undoes === undefined && !isOpen(run)
  return {
    fix: run.fix,
    flow: run.flow,
    step: run.step,
    visit: run.visit,
    stepTitle: titleOf({ flow: run.flow, version: flow?.version ?? 0, step: run.step }),
    stage,
    account: {
      ...filled('id', textOf(before, 'person.id') || textOf(before, 'recipient.id')),
      ...filled('name', textOf(before, 'person.name') || textOf(before, 'recipient.name')),
      ...filled('address', textOf(before, 'person.contactAddress') || textOf(before, 'recipient.address') || textOf(wanted, 'person.address')),
    },
    at: run.at,
    canBeUndone: mayBeUndone,
    event: run.events[0] ?? run.event,
    used: run.used,
    ...filled('reason', reasonOf(replay, run)),
    ...(run.undoes === undefined ? {} : { undoes: run.undoes }),
    ...(mayBeUndone ? { undo: run.undo } : {}),
    ...takeBack(run),
    ...(isFixName(run.fix) && productFixes(run.fix)?.inParts === true ? { parts: countParts(partsInLog(replay, run)) } : {}),
  }
}

function takeBack(run: StandingFix): Pick<FixRow, 'takeBackBy'> {
  const due = takeBackBy(run)
  return due === undefined ? {} : { takeBackBy: due }
}

function reasonOf(replay: Replay, run: StandingFix): string {
  const said = replay.events.findLast(({ name, open }) => run.events.includes(name) && typeof open['reason'] === 'string')
  return textOf((said?.open ?? {}) as Readonly<Record<string, string>>, 'reason')
}

function filled<K extends string>(key: K, value: string): { readonly [P in K]?: string } {
  return value === '' ? {} : ({ [key]: value } as { readonly [P in K]: string })
}

/** At a fix: what is to be done, and why it cannot be done from here. */
export function fixOfStep(context: CoreContext, replay: Replay, run: string): NonNullable<StepView['fix']> | undefined {
  const { fix: state, flow, step, visit } = replay.walk.position
  if (state === undefined || !isFixName(run)) return undefined
  if (state === 'ready') {
    const refusal = refusalOf(context, replay, fixes[run])
    return { fix: run, state, ...(refusal === undefined ? {} : { refusal }) }
  }
  const open = replay.walk.fixes.findLast((one) => one.fix === run && isOpen(one) && one.used) ?? replay.walk.fixes.findLast((one) => one.flow === flow && one.step === step && one.visit === visit && isOpen(one))
  return { fix: run, state, ...(open?.events[0] === undefined ? {} : { event: open.events[0] }) }
}
