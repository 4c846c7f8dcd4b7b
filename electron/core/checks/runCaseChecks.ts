import { AppFailure } from '@shared/contract/appError'
import type { Params, Value } from '@shared/contract/methods'
import type { CaseView } from '@shared/contract/views'
import { checkDefinition, isCheckName, type CheckName } from '@shared/domain/checks'
import type { NewEvent } from '@shared/domain/events'
import { factDefinition, type FactName, type FactValue } from '@shared/domain/facts'
import type { CaseId, CommandId } from '@shared/domain/ids'
import { changeCase } from '../cases/changeCase'
import { replayCase, type Replay } from '../cases/replayCase'
import { checkRow, viewCase } from '../cases/viewCase'
import type { CoreContext } from '../context'
import { createPersonLookUp } from './personLookUp'
import { createPortalDomains } from './portalDomains'
import { runCheck, type CheckContext, type CheckOutcome } from './runCheck'

interface Run {
  readonly done: Promise<void>
  readonly abort: AbortController
  readonly open: Set<CheckName>
}

/** Runs checks of cases; at most one run a case, a second request waits for the first. */
export interface CaseChecks {
  run(params: Params<'checks.run'>): Promise<CaseView>
  /** Ends what still runs; those checks are recorded as not run. */
  skip(params: Params<'checks.skip'>): Value<'checks.skip'>
  stop(): Promise<void>
}

export function createCaseChecks(context: CoreContext): CaseChecks {
  const { ports } = context
  const runs = new Map<CaseId, Run>()
  const domains = createPortalDomains(ports.clock)

  const replayOf = (caseId: CaseId): Replay => replayCase(ports.cases.events(caseId), ports.flows, ports.clock.now())

  const record = (caseId: CaseId, check: CheckName, place: Place, needs: Needs, outcome: CheckOutcome & { readonly tookMs: number }): void => {
    context.runningChecks.ended(caseId, check)
    const personal = Object.entries(outcome.values).filter(([fact]) => factDefinition(fact as FactName).personal)
    const plain = Object.entries(outcome.values).filter(([fact]) => !factDefinition(fact as FactName).personal)
    const event: NewEvent = {
      kind: 'checkFinished',
      flow: { id: place.flow, version: place.version, step: place.step },
      open: { check, result: outcome.result, reason: outcome.reason, tookMs: outcome.tookMs, visit: place.visit, values: Object.fromEntries(plain), numbers: outcome.numbers },
      personal: { needs, values: Object.fromEntries(personal), evidence: [...outcome.evidence], words: outcome.words },
    }
    const view = changeCase(context, { caseId, commandId: ports.ids.uuid() as CommandId }, (replay) => {
      // An earlier run of the same check at the same place is corrected by this one; it stays in the log.
      const earlier = replay.entries.filter((entry) => entry.type === 'check' && entry.check === check && entry.flow === place.flow && entry.step === place.step && entry.visit === place.visit).map((entry) => entry.event)
      return [{ ...event, ...(earlier.length > 0 ? { supersedes: earlier } : {}) }]
    })
    const row = ports.cases.events(caseId).findLast((one) => one.kind === 'checkFinished' && one.open['check'] === check)
    if (row !== undefined) ports.publisher.publish({ type: 'checkProgressed', data: { caseId: view.case.caseId, row: checkRow(row) } })
  }

  const begin = (caseId: CaseId, replay: Replay, names: readonly CheckName[]): Run => {
    const abort = new AbortController()
    const open = new Set(names)
    const facts: Partial<Record<FactName, FactValue>> = {}
    for (const [fact, state] of replay.walk.facts) if (state.best.fresh) facts[fact] = state.best.value
    const api = context.connection.api()
    const shared: Omit<CheckContext, 'signal'> = {
      facts,
      door: replay.door,
      api,
      canLookUp: context.connection.view().canLookUp,
      reach: (host, options) => context.connection.reach(host, options),
      now: () => ports.clock.now(),
      caseOpenedAt: replay.openedAt,
      lookUp: createPersonLookUp(api),
      domains,
      dns: context.connection.dns(),
    }
    const one = async (check: CheckName): Promise<void> => {
      const at = ports.clock.now()
      context.runningChecks.started(caseId, check, at)
      ports.publisher.publish({ type: 'checkProgressed', data: { caseId, row: { check, state: 'running', words: {}, evidence: [], source: checkDefinition(check).source, at } } })
      const needs: Record<string, FactValue> = {}
      for (const fact of checkDefinition(check).needs) if (facts[fact] !== undefined) needs[fact] = facts[fact]
      try {
        const ran = await runCheck(check, { ...shared, signal: abort.signal })
        // The app ends: nothing is recorded, the step awaits its checks again at the next start.
        if (abort.signal.reason === appEnds) return
        const outcome = abort.signal.aborted && ran.result !== 'ok' && ran.result !== 'problem' ? { ...skipped, tookMs: ran.tookMs } : ran
        record(caseId, check, placeOf(replay, check), needs, outcome)
      } finally {
        context.runningChecks.ended(caseId, check)
        open.delete(check)
      }
    }
    const done = Promise.all(names.map(one)).then(
      () => void runs.delete(caseId),
      (error: unknown) => {
        runs.delete(caseId)
        throw error
      },
    )
    return { done, abort, open }
  }

  return {
    async run({ caseId, checks: wanted }) {
      const already = runs.get(caseId)
      if (already !== undefined) await already.done
      else {
        const replay = replayOf(caseId)
        const names = wanted === undefined ? replay.walk.position.pendingChecks : wanted.filter(isCheckName)
        if (wanted !== undefined && names.length !== wanted.length) throw new AppFailure('badRequest', { details: { field: 'checks' } })
        if (names.length > 0 && replay.canContinue) {
          const run = begin(caseId, replay, names)
          runs.set(caseId, run)
          await run.done
        }
      }
      return viewCase(context, ports.cases.events(caseId))
    },
    skip({ caseId }) {
      const run = runs.get(caseId)
      const count = run?.open.size ?? 0
      run?.abort.abort()
      return { skipped: count }
    },
    async stop() {
      const open = [...runs.values()]
      for (const run of open) run.abort.abort(appEnds)
      await Promise.allSettled(open.map((run) => run.done))
    },
  }
}

const appEnds = 'appEnds'
type Needs = Readonly<Record<string, FactValue>>
interface Place {
  readonly flow: string
  readonly version: number
  readonly step: string
  readonly visit: number
}

const skipped: CheckOutcome = { result: 'notRun', reason: 'skippedByPerson', values: {}, numbers: {}, words: {}, evidence: [] }

/** Where a result belongs: the step that awaits it, else the step whose row is run again. */
function placeOf(replay: Replay, check: CheckName): Place {
  const { position, path } = replay.walk
  if (position.pendingChecks.includes(check)) return position
  const before = replay.entries.findLast((entry) => entry.type === 'check' && entry.check === check && replay.walk.used.has(entry.event))
  const item = before === undefined ? undefined : path.find((one) => one.events.includes(before.event))
  return item ?? position
}
