import { AppFailure } from '@shared/contract/appError'
import type { Params, Value } from '@shared/contract/methods'
import type { CaseView } from '@shared/contract/views'
import { fixes, isFixName, type FixName } from '@shared/domain/fixes'
import type { CaseId, CommandId } from '@shared/domain/ids'
import type { StandingFix } from '@shared/flows/walkTypes'
import { changeCase } from '../cases/changeCase'
import { replayCase, type Replay } from '../cases/replayCase'
import type { CoreContext } from '../context'
import { readyFix } from './fixPlace'
import type { FixPlan } from './fixRunner'
import { freshFacts, isCallerVerified, needsOf, refusalOf } from './fixSituation'
import { lookAgain } from './lookAgain'
import { isConfirmed, needsCaller, prepareFix, previewOf, type PreparedFix } from './prepareFix'
import { asItIs, judgeNow, recordAlreadySo, runFix, type FixOrder } from './runFix'
import { intentOf, isOpen, placeOfRun, runNamed, type FixPlace } from './standingRun'

/** The use cases behind `fixes.*`. One at a time in a case; whatever else is asked meanwhile is told so. */
export interface CaseFixes {
  preview(params: Params<'fixes.preview'>): Promise<Value<'fixes.preview'>>
  run(params: Params<'fixes.run'>): Promise<CaseView>
  skip(params: Params<'fixes.skip'>): CaseView
  lookAgain(params: Params<'fixes.lookAgain'>): Promise<CaseView>
  previewUndo(params: Params<'fixes.previewUndo'>): Promise<Value<'fixes.previewUndo'>>
  undo(params: Params<'fixes.undo'>): Promise<CaseView>
  /** Ends what is under way: what was sent stays open in the log and is looked at again. */
  stop(): Promise<void>
}

type Change = Pick<Params<'fixes.run'>, 'caseId' | 'commandId' | 'revision'>
type Agreed = Pick<Params<'fixes.run'>, 'confirm' | 'callerReason'>

export function createCaseFixes(context: CoreContext): CaseFixes {
  const { ports } = context
  const running = new Map<CaseId, { readonly commandId: CommandId; readonly done: Promise<CaseView> }>()
  const ending = new AbortController()
  const { signal } = ending

  const replayOf = (caseId: CaseId): Replay => replayCase(ports.cases.events(caseId), ports.flows, ports.clock.now())

  /** A command that reached the log before is not carried out again, whatever the case looks like by now. */
  const wasCarriedOut = ({ caseId, commandId }: Change): boolean => {
    let isNew = false
    ports.cases.append({ commandId, caseId, role: 'employee', at: ports.clock.now() }, () => {
      isNew = true
      return []
    })
    return !isNew
  }

  /** The same command twice at once is one; another one has to wait for it. */
  const once = (change: Change, work: () => Promise<CaseView>): Promise<CaseView> => {
    const present = running.get(change.caseId)
    if (present !== undefined) return present.commandId === change.commandId ? present.done : Promise.reject(new AppFailure('fixUnderWay', { retry: 'later' }))
    const done = Promise.resolve()
      .then(() => (wasCarriedOut(change) ? asItIs(context, change.caseId) : work()))
      .finally(() => running.delete(change.caseId))
    running.set(change.caseId, { commandId: change.commandId, done })
    return done
  }

  const assertAgreed = (replay: Replay, fix: FixName, undone: StandingFix | undefined, plan: FixPlan, { confirm, callerReason }: Agreed): void => {
    if (!isConfirmed(plan, confirm)) throw new AppFailure('confirmMismatch')
    if (needsCaller(fix, undone) && !isCallerVerified(replay, ports.clock.now()) && callerReason === undefined) throw new AppFailure('callerNotVerified')
  }

  const orderOf = (change: Change & Agreed, place: FixPlace, prepared: PreparedFix, plan: FixPlan, needs: FixOrder['needs'], assertStill: FixOrder['assertStill'], undoes?: string): FixOrder => ({
    caseId: change.caseId, commandId: change.commandId, revision: change.revision, place, plan, portal: prepared.portal, api: prepared.api, needs, undoes, callerReason: change.callerReason, assertStill,
  })

  return {
    async preview({ caseId, ...at }) {
      const replay = replayOf(caseId)
      const { fix, definition } = readyFix(context, replay, at)
      const prepared = refusalOf(context, replay, definition) === undefined ? await prepareFix(context, replay, fix, undefined, signal) : undefined
      return previewOf(context, replay, fix, undefined, prepared)
    },

    run: (params) =>
      once(params, async () => {
        const replay = assertRevision(replayOf(params.caseId), params.revision)
        const place = readyFix(context, replay, params)
        const refusal = refusalOf(context, replay, place.definition)
        if (refusal !== undefined) throw new AppFailure('fixRefused', { details: { reason: refusal } })
        const prepared = await prepareFix(context, replay, place.fix, undefined, signal)
        const { plan } = prepared
        if (plan.refusal !== undefined) throw new AppFailure('fixRefused', { details: { reason: plan.refusal } })
        assertAgreed(replay, place.fix, undefined, plan, params)
        return runFix(context, orderOf(params, place, prepared, plan, needsOf(place.definition, freshFacts(replay)), (now) => void readyFix(context, now, params)), signal)
      }),

    skip(params) {
      if (running.has(params.caseId)) throw new AppFailure('fixUnderWay', { retry: 'later' })
      return changeCase(context, params, (replay) => {
        const { fix, definition, flow, visit } = readyFix(context, replay, params)
        const isDry = params.reason === 'dryRun'
        const reason = refusalOf(context, replay, definition) ?? params.reason ?? 'declined'
        return [{ kind: 'fixNotRun', flow, open: { fix, visit, result: isDry ? 'dryRun' : 'skipped', reason: isDry ? 'dryRun' : reason }, personal: { needs: { ...needsOf(definition, freshFacts(replay)) } } }]
      })
    },

    lookAgain: (params) => once(params, () => lookAgain(context, assertRevision(replayOf(params.caseId), params.revision), params, signal)),

    async previewUndo({ caseId, event }) {
      const replay = replayOf(caseId)
      const { run, undo } = undoable(replay, event)
      const prepared = refusalOf(context, replay, { ...fixes[undo], needs: [] }) === undefined ? await prepareFix(context, replay, undo, run, signal) : undefined
      return previewOf(context, replay, undo, run, prepared)
    },

    undo: (params) =>
      once(params, async () => {
        const replay = assertRevision(replayOf(params.caseId), params.revision)
        const { run, undo } = undoable(replay, params.event)
        const refusal = refusalOf(context, replay, { ...fixes[undo], needs: [] })
        if (refusal !== undefined) throw new AppFailure('fixRefused', { details: { reason: refusal } })
        const prepared = await prepareFix(context, replay, undo, run, signal)
        const place: FixPlace = { ...placeOfRun(replay, run), fix: undo, definition: fixes[undo] }
        const assertStill = (now: Replay): void => void undoable(now, params.event)
        const plan = prepared.plan.refusal === undefined ? prepared.plan : undonePlan(prepared)
        if (plan === undefined) throw new AppFailure('fixRefused', { details: { reason: String(prepared.plan.refusal) } })
        assertAgreed(replay, undo, run, plan, params)
        const order = orderOf(params, place, prepared, plan, run.needs, assertStill, run.fix)
        if (prepared.plan.refusal === undefined) return runFix(context, order, signal)
        const judgement = await judgeNow(undo, prepared.api, { needs: run.needs, before: plan.before, wanted: plan.wanted }, { signal })
        if (judgement.result !== 'verified') throw new AppFailure('caseChanged', { retry: 'now' })
        return recordAlreadySo(context, order, judgement)
      }),

    async stop() {
      ending.abort()
      await Promise.allSettled([...running.values()].map(({ done }) => done))
    },
  }
}

function assertRevision(replay: Replay, revision: number): Replay {
  if (replay.revision !== revision) throw new AppFailure('caseChanged', { retry: 'now' })
  return replay
}

/** The run that is to be taken back, and by what. Throws cannotUndo, fixUnderWay (its end is not known yet). */
function undoable(replay: Replay, event: string): { readonly run: ReturnType<typeof runNamed>; readonly undo: FixName } {
  const run = runNamed(replay, event)
  if (isOpen(run)) throw new AppFailure('fixUnderWay', { retry: 'later' })
  // Taking back what took something back would be the first change again: that is agreed to at its own step.
  if (run.undo === undefined || !isFixName(run.undo) || run.undoes !== undefined || intentOf(replay, run).flow === undefined) throw new AppFailure('cannotUndo')
  return { run, undo: run.undo }
}

/** Somebody has taken it back by hand: agreed to as ever, and then nothing is sent. */
function undonePlan({ plan }: PreparedFix): FixPlan | undefined {
  if (plan.refusal !== 'nothingToDo' || plan.account === undefined || plan.before === undefined || plan.wanted === undefined) return undefined
  const { account, before, wanted, subjects = [] } = plan
  return { account, rows: [], notes: [], before, wanted, subjects, send: () => Promise.reject(new AppFailure('internal')) }
}
