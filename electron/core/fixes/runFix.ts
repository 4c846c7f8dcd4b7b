import { AppFailure } from '@shared/contract/appError'
import type { CaseView } from '@shared/contract/views'
import type { EventName, NewEvent } from '@shared/domain/events'
import { fixResultsOf } from '@shared/domain/fixes'
import type { CaseId, CommandId } from '@shared/domain/ids'
import { changeCase } from '../cases/changeCase'
import { replayCase, type Replay } from '../cases/replayCase'
import { viewCase } from '../cases/viewCase'
import type { CoreContext } from '../context'
import type { CallOptions, PortalApi } from '../ports'
import { derivedCommand } from './derivedCommand'
import { countParts, partsInLog, type PartWord, type PartWords } from './fixParts'
import type { FixIntent, FixPlan, Judgement, PartAnswered, Values } from './fixRunner'
import { isRefusal } from './isRefusal'
import { fixRunners } from './fixRunners'
import { isOpen, type FixPlace } from './standingRun'

/** Everything is decided: this is carried out once. */
export interface FixOrder {
  readonly caseId: CaseId
  readonly commandId: CommandId
  readonly revision: number
  readonly place: FixPlace
  readonly plan: FixPlan
  readonly portal: string
  readonly api: PortalApi
  readonly needs: Values
  readonly undoes: string | undefined
  /** Why nobody made sure who asks. */
  readonly callerReason: string | undefined
  /** Once more, on the events as they are when the intent is written. */
  readonly assertStill: (replay: Replay) => void
}

/** Between two looks at what may show late. */
const recheckWaitMs = 1500

/**
 * Intent, request, answer, proof: each durable before the next (data-model, "Fix"). SECURITY: the request leaves only when
 * this very call wrote the intent; a command that did so before answers the case and sends nothing.
 */
export async function runFix(context: CoreContext, order: FixOrder, signal: AbortSignal): Promise<CaseView> {
  const { caseId, commandId, place, plan, api } = order
  const intentIs = { ours: false }
  let view = changeCase(context, { caseId, commandId, revision: order.revision }, (replay) => {
    intentIs.ours = true
    order.assertStill(replay)
    assertFree(context, replay, order.portal, plan.subjects)
    return [...noteOf(order.callerReason), intentEvent(order)]
  })
  if (!intentIs.ours) return view
  const intent = lastIntent(context, caseId, place)

  const intended = { needs: order.needs, before: plan.before, wanted: plan.wanted }
  const said = await send(context, plan, place, { signal }, partKeeper(context, order, intent))
  const parts = place.definition.inParts === true ? partsNow(context, caseId, intent) : undefined
  // A refusal that the record contradicts is none: what was seen counts.
  const seen = said.answer === 'refused' ? await prove(context, { place, intent: intended, api, signal, parts }) : undefined
  const { reason, tookMs } = said
  const answer = seen?.result === 'verified' ? 'unconfirmed' : answerOf(said.answer, parts)
  view = changeCase(context, { caseId, commandId: derivedCommand(commandId, 'answered') }, (replay) =>
    isStillOpen(replay, intent) ? [{ kind: 'fixAnswered', flow: place.flow, open: { fix: place.fix, visit: place.visit, answer, reason, tookMs }, personal: {} }] : [],
  )
  if (answer === 'refused') return view

  const judgement = seen ?? (await prove(context, { place, intent: intended, api, signal, parts }))
  // Nobody could look, or the lost request may still be on its way: it stays open, and is looked at again.
  if (judgement === undefined || (answer === 'unconfirmed' && judgement.result !== 'verified' && place.definition.class !== 'notice')) return view
  return recordProof(context, caseId, derivedCommand(commandId, 'verified'), place, intent, judgement)
}

/** What is as it was wanted already, and was seen so: nothing is sent for it. */
export function recordAlreadySo(context: CoreContext, order: FixOrder, judgement: Judgement): CaseView {
  const { caseId, commandId, place } = order
  return changeCase(context, { caseId, commandId, revision: order.revision }, (replay) => {
    order.assertStill(replay)
    assertFree(context, replay, order.portal, order.plan.subjects)
    return [...noteOf(order.callerReason), intentEvent(order), proofEvent(place, { ...judgement, proof: 'alreadySo' })]
  })
}

/** Looks once, or twice where the record may lag; undefined where the portal could not be read. */
export async function prove(context: CoreContext, run: { readonly place: FixPlace; readonly intent: FixIntent; readonly api: PortalApi; readonly signal: AbortSignal; readonly parts?: PartWords | undefined }): Promise<Judgement | undefined> {
  const { place: { fix, definition }, intent, api, signal, parts } = run
  if (parts !== undefined) return judgeParts(fix, intent, parts)
  try {
    const first = await judgeNow(fix, api, intent, { signal })
    if (first.result === 'verified' || definition.recheckMayLagMs === 0) return settled(definition, first)
    await (context.ports.sleep ?? sleep)(recheckWaitMs, signal)
    const second = await judgeNow(fix, api, intent, { signal })
    return second.result === 'verified' ? second : { ...second, result: 'unknown', proof: 'mayLag' }
  } catch (error) {
    if (error instanceof AppFailure) return undefined
    throw error
  }
}

/** One look. Throws what the portal says. */
export async function judgeNow(fix: FixPlace['fix'], api: PortalApi, intent: FixIntent, options: CallOptions): Promise<Judgement> {
  const runner = fixRunners[fix]
  return runner.judge(intent, runner.readBack === undefined ? {} : await runner.readBack(api, intent, options))
}

/** Of a fix in parts: the log alone tells what became of each. */
export function judgeParts(fix: FixPlace['fix'], intent: FixIntent, parts: PartWords): Judgement {
  return fixRunners[fix].judge(intent, { parts })
}

/** A fix that must end in a yes or no has not been proven where the record does not say. */
export function settled(definition: FixPlace['definition'], judgement: Judgement): Judgement {
  return judgement.result === 'unknown' && !fixResultsOf(definition).includes('unknown') ? { ...judgement, result: 'notVerified' } : judgement
}

/** Ends a run, unless another process has done so. */
export function recordProof(context: CoreContext, caseId: CaseId, commandId: CommandId, place: FixPlace, intent: EventName, judgement: Judgement): CaseView {
  return changeCase(context, { caseId, commandId }, (replay) => (isStillOpen(replay, intent) ? [proofEvent(place, judgement)] : []))
}

interface Sent {
  readonly answer: 'accepted' | 'refused' | 'unconfirmed'
  readonly reason: string
  readonly tookMs: number
}

async function send(context: CoreContext, plan: FixPlan, { fix }: FixPlace, options: CallOptions, answered: PartAnswered): Promise<Sent> {
  const { clock, log } = context.ports
  const startedAt = clock.now()
  const ended = (answer: Sent['answer'], reason: string): Sent => ({ answer, reason, tookMs: Math.max(0, Math.round(clock.now() - startedAt)) })
  try {
    return ended('accepted', await plan.send(options, answered))
  } catch (error) {
    const code = error instanceof AppFailure ? error.code : 'internal'
    log.warn('fixes', 'notAccepted', { fix, code })
    return ended(isRefusal(error) ? 'refused' : 'unconfirmed', code)
  }
}

/** One answer of several, durable before the next request leaves. SECURITY: a run that somebody else has ended is not gone on with. */
function partKeeper(context: CoreContext, { caseId, commandId, place, plan }: FixOrder, intent: EventName): PartAnswered {
  const { clock } = context.ports
  let since = clock.now()
  return (subject, word, failure) => {
    const part = plan.subjects.indexOf(subject) + 1
    const tookMs = Math.max(0, Math.round(clock.now() - since))
    const state = { isOpen: false }
    changeCase(context, { caseId, commandId: derivedCommand(commandId, `part ${part}`) }, (replay) => {
      state.isOpen = replay.walk.fixes.some((run) => run.events[0] === intent && isOpen(run))
      return state.isOpen ? [{ kind: 'fixAnswered', flow: place.flow, open: { fix: place.fix, visit: place.visit, answer: partAnswers[word], reason: failure?.code ?? 'portal', tookMs, part }, personal: { after: { [subject]: word } } }] : []
    })
    since = clock.now()
    return state.isOpen
  }
}

const partAnswers = { sent: 'accepted', refused: 'refused', unconfirmed: 'unconfirmed', notSent: 'refused' } as const satisfies Record<PartWord, Sent['answer']>

function partsNow(context: CoreContext, caseId: CaseId, intent: EventName): PartWords | undefined {
  const replay = replayCase(context.ports.cases.events(caseId), context.ports.flows, context.ports.clock.now())
  const run = replay.walk.fixes.find(({ events }) => events[0] === intent)
  return run === undefined ? undefined : partsInLog(replay, run, true)
}

/** Somebody's refusal, or a portal that stopped taking requests, does not undo what was sent before. */
function answerOf(answer: Sent['answer'], parts: PartWords | undefined): Sent['answer'] {
  if (parts === undefined) return answer
  const { sent, unconfirmed } = countParts(parts)
  return sent > 0 ? 'accepted' : unconfirmed > 0 ? 'unconfirmed' : answer
}

/** SECURITY: one open change a person and portal, whichever case it is of; asked inside the transaction that writes the intent. */
function assertFree(context: CoreContext, replay: Replay, portal: string, subjects: readonly string[]): void {
  const open = context.ports.cases.openFixes(portal, subjects)
  const other = open.find(({ caseId }) => caseId !== replay.caseId)
  if (other !== undefined) throw new AppFailure('fixElsewhere', { retry: 'later', details: { number: other.number } })
  if (open.length > 0) throw new AppFailure('fixUnderWay', { retry: 'later' })
}

function intentEvent({ place, needs, plan, portal, undoes }: FixOrder): NewEvent {
  return {
    kind: 'fixIntended',
    flow: place.flow,
    open: { fix: place.fix, visit: place.visit, ...(undoes === undefined ? {} : { undoes }) },
    personal: { needs: { ...needs }, before: { ...plan.before }, wanted: { ...plan.wanted }, portal },
  }
}

function proofEvent(place: FixPlace, { result, proof, after, left }: Judgement): NewEvent {
  return { kind: 'fixVerified', flow: place.flow, open: { fix: place.fix, visit: place.visit, result, reason: proof, ...(left === undefined ? {} : { left }) }, personal: { after: { ...after } } }
}

function noteOf(reason: string | undefined): readonly NewEvent[] {
  return reason === undefined ? [] : [{ kind: 'noteAdded', open: {}, personal: { note: reason } }]
}

function lastIntent(context: CoreContext, caseId: CaseId, { fix, flow, visit }: FixPlace): EventName {
  const found = context.ports.cases.events(caseId).findLast((event) => event.kind === 'fixIntended' && event.open['fix'] === fix && event.open['visit'] === visit && event.flow?.id === flow.id && event.flow.step === flow.step)
  if (found === undefined) throw new Error('the intent is not in the log')
  return found.name
}

/** An `unknown` end may be looked at again: it is no end yet. */
function isStillOpen(replay: Replay, intent: EventName): boolean {
  const run = replay.walk.fixes.find(({ events }) => events[0] === intent)
  return run !== undefined && (isOpen(run) || run.result === 'unknown')
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer)
      reject(new AppFailure('cancelled'))
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, ms)
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
}

/** The case as it is, for a command that was carried out before. */
export function asItIs(context: CoreContext, caseId: CaseId): CaseView {
  return viewCase(context, context.ports.cases.events(caseId))
}
