import { AppFailure } from '@shared/contract/appError'
import type { CaseRow, CaseView, CheckRow, StepView } from '@shared/contract/views'
import { checkDefinition, isCheckName, type CheckName } from '@shared/domain/checks'
import { contactsFor } from '@shared/domain/companyCard'
import type { CaseEvent, EventName, OpenOf, PersonalOf } from '@shared/domain/events'
import { factDefinition, type FactName } from '@shared/domain/facts'
import { shortCodeOf } from '@shared/domain/ids'
import { buildLink, isLinkName } from '@shared/domain/links'
import type { Step } from '@shared/flows/schema'
import type { PathItem } from '@shared/flows/walkTypes'
import { fillWords, wordsFor } from '@shared/flows/words'
import { companyCard } from '../company/companyCard'
import type { CoreContext } from '../context'
import { fixOfStep, fixRows } from '../fixes/fixView'
import type { StoredCaseRow } from '../ports'
import { flowName, rowValues, stepWords, verdictName } from './caseWords'
import { textFact } from './projectCase'
import { lastHumanItem, replayCase, type Replay } from './replayCase'

/** The guided screen of a case. Throws caseNotFound, flowNotFound. */
export function viewCase(context: CoreContext, events: readonly CaseEvent[]): CaseView {
  const replay = replayCase(events, context.ports.flows, context.ports.clock.now())
  const stored = context.ports.cases.row(replay.caseId)
  if (stored === undefined) throw new AppFailure('caseNotFound')
  const flows = context.ports.flows
  const path = replay.walk.path
  const seen = path.filter((item, index) => wasSeen(item, path.slice(0, index)))

  return {
    case: rowOf(context, stored),
    revision: replay.revision,
    step: stepView(context, replay, seen.length),
    checks: checksOnPath(context, replay),
    facts: [...replay.walk.facts].map(([fact, { best, contradicted }]) => ({ fact, value: best.value, giver: best.giver, at: best.at, fresh: best.fresh, contradicted })),
    answers: answersOf(context, replay),
    passed: path.flatMap((item) => {
      const step = flows.get(item.flow, item.version)?.steps[item.step]
      const value = item.passedBy === 'known' && step?.kind === 'ask' ? replay.walk.facts.get(step.fact as FactName)?.best.value : undefined
      return value === undefined ? [] : [{ step: item.step, question: titleOf(context, replay, item), value }]
    }),
    done: path.flatMap((item) => {
      const event = replay.events.find(({ name }) => name === item.events.at(-1))
      const result = item.result
      return (item.kind === 'advise' || item.kind === 'handOver' || item.kind === 'verify' || item.kind === 'fix') && item.passedBy !== 'notForRole' && event !== undefined && result !== undefined
        ? [{ title: titleOf(context, replay, item), result, at: event.at }]
        : []
    }),
    fixes: fixRows(replay, (place) => titleOf(context, replay, place)),
    ...optional('remindAt', replay.walk.position.remindAt),
    canGoBack: replay.canContinue && lastHumanItem(replay) !== undefined,
    readOnly: !replay.canContinue,
  }
}

/** A person saw the step: it was not passed by itself, and it is not a second look at checks that were shown before. */
function wasSeen(item: PathItem, before: readonly PathItem[]): boolean {
  if (item.passedBy === 'known' || item.passedBy === 'notForRole') return false
  return item.passedBy !== 'checks' || item.events.some((event) => !before.some((earlier) => earlier.events.includes(event)))
}

/** A stored row with the words of the screen's language. */
export function rowOf(context: CoreContext, stored: StoredCaseRow): CaseRow {
  const { flows } = context.ports
  const flow = flows.get(stored.problem, stored.flowVersion) ?? flows.current(stored.problem)
  const values = rowValues(stored)
  const lastStep = stored.lastStep !== undefined && flow !== undefined && Object.hasOwn(flow.steps, stored.lastStep) ? fillWords(wordsFor(flow, stored.lastStep, { language: context.language(), door: stored.door }).title, values) : undefined
  return {
    caseId: stored.caseId,
    number: stored.number,
    code: shortCodeOf(stored.caseId),
    problem: stored.problem,
    problemName: flowName(context, flow, stored.problem),
    state: stored.state,
    door: stored.door,
    openedAt: stored.openedAt,
    updatedAt: stored.updatedAt,
    ...optional('person', stored.person),
    ...optional('address', stored.address),
    ...optional('outcome', stored.outcome),
    ...optional('verdict', stored.verdict),
    ...optional('verdictName', verdictName(context, values, flow, stored.verdict)),
    ...optional('lastStep', stored.lastStep),
    ...optional('lastStepTitle', lastStep?.slice(0, 400)),
    ...optional('waitingFor', stored.waitingFor),
    ...optional('operator', stored.operator),
  }
}

function optional<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]: V })
}

export function titleOf(context: CoreContext, replay: Replay, item: { readonly flow: string; readonly version: number; readonly step: string }): string {
  const flow = context.ports.flows.get(item.flow, item.version)
  return flow?.steps[item.step] === undefined ? item.step : stepWords(context, replay, flow, item.step).title.slice(0, 400)
}

function stepView(context: CoreContext, replay: Replay, ordinal: number): StepView {
  const { position } = replay.walk
  const flow = context.ports.flows.get(position.flow, position.version)
  const step = flow?.steps[position.step]
  if (flow === undefined || step === undefined) throw new AppFailure('flowNotFound', { details: { flow: position.flow } })
  const words = stepWords(context, replay, flow, position.step)
  const sent = step.kind === 'handOver' ? replay.events.findLast((event) => event.kind === 'handedOver' && event.open['result'] === 'sent' && isHere(event, replay) && !replay.dead.has(event.name)) : undefined
  const asks = (step.kind === 'ask' || step.kind === 'verify') && position.awaits === 'person'
  return {
    flow: position.flow,
    flowVersion: position.version,
    step: position.step,
    visit: position.visit,
    kind: position.kind,
    awaits: position.awaits,
    ordinal: Math.max(1, ordinal),
    title: words.title.slice(0, 400),
    do: [...words.do],
    mandatory: step.mandatory ?? false,
    checks: stepChecks(context, replay, step),
    links: linksOf(context, replay, step),
    ...optional('body', words.body),
    ...optional('why', words.why),
    ...optional('say', words.say),
    ...optional('verdict', step.verdict),
    ...optional('outcome', position.outcome),
    ...(step.kind === 'advise' && words.options['done'] !== undefined && words.options['failed'] !== undefined ? { advice: { done: words.options['done'].label, failed: words.options['failed'].label } } : {}),
    ...(step.kind === 'fix' ? optional('fix', fixOfStep(context, replay, step.run)) : {}),
    ...(asks ? { ask: askView(replay, step, words.options) } : {}),
    ...(step.kind === 'handOver' ? { handOver: { to: step.to, subject: (words.subject ?? words.title).slice(0, 400), message: (words.message ?? '').slice(0, 4000), canResume: step.resume !== undefined, contacts: [...contactsFor(companyCard(context.ports), step.to)], ...optional('sentAt', sent?.at) } } : {}),
  }
}

function isHere(event: CaseEvent, replay: Replay): boolean {
  const { position } = replay.walk
  return event.flow?.id === position.flow && event.flow.step === position.step && event.open['visit'] === position.visit
}

function askView(replay: Replay, step: Extract<Step, { kind: 'ask' | 'verify' }>, options: Readonly<Record<string, { readonly label: string; readonly hint: string | undefined }>>): NonNullable<StepView['ask']> {
  const fact = (step.kind === 'ask' ? step.fact : step.ask) as FactName
  const definition = factDefinition(fact)
  const before = replay.events.findLast((event) => event.kind === 'answerGiven' && isHere(event, replay) && event.open['fact'] === fact)
  const known = replay.walk.facts.get(fact)?.best.value
  const previous = before === undefined ? (step.kind === 'ask' ? known : undefined) : ((before.open['value'] ?? before.personal['value']) as string | number | undefined)
  return {
    fact,
    type: definition.type === 'closed' ? 'closed' : definition.type === 'text' ? definition.format : 'line',
    // In the order of the words, which is the order they were written for people.
    options: Object.entries(options).filter(([value]) => replay.door !== 'employee' || step.kind !== 'ask' || step.helpersOnly?.includes(value) !== true).map(([value, { label, hint }]) => ({ value, label, ...optional('hint', hint) })),
    maxLength: definition.type === 'text' ? definition.maxLength : 60,
    ...optional('previous', previous),
  }
}

function linksOf(context: CoreContext, replay: Replay, step: Step): StepView['links'] {
  const demo = context.connection.view().state === 'demo'
  return (step.links ?? []).flatMap((link) => {
    if (!isLinkName(link)) return []
    const address = buildLink(link, { portal: textFact(replay, 'portal.host'), user: textFact(replay, 'person.id') })
    return address === undefined ? [] : [{ link, address, demo }]
  })
}

// ---- check rows ---------------------------------------------------------------------------------------------------

export function checkRow(event: CaseEvent): CheckRow {
  const open = event.open as unknown as OpenOf<'checkFinished'>
  const personal = event.personal as PersonalOf<'checkFinished'>
  return {
    check: open.check,
    state: open.result,
    reason: open.reason,
    words: { ...open.numbers, ...personal.words },
    evidence: personal.evidence ?? [],
    source: isCheckName(open.check) ? checkDefinition(open.check).source : '',
    tookMs: open.tookMs,
    at: event.at,
    event: event.name,
  }
}

function unfinishedRow(context: CoreContext, replay: Replay, check: CheckName): CheckRow {
  const since = context.runningChecks.runningSince(replay.caseId, check)
  return { check, state: since === undefined ? 'pending' : 'running', words: {}, evidence: [], source: checkDefinition(check).source, ...optional('at', since) }
}

function rowsOf(replay: Replay, names: readonly EventName[]): readonly CheckRow[] {
  const wanted = new Set(names)
  return replay.events.filter((event) => wanted.has(event.name) && event.kind === 'checkFinished').map(checkRow)
}

/** This step's checks in the order of the flow; for a finding, the checks that led to it. */
function stepChecks(context: CoreContext, replay: Replay, step: Step): CheckRow[] {
  const path = replay.walk.path
  const position = path.at(-1)
  const named = step.kind === 'check' ? step.run : step.kind === 'verify' && step.run !== undefined ? [step.run] : undefined
  if (named === undefined) {
    if (step.verdict === undefined) return []
    // A round in which nothing could be run is no evidence; it stands under "What we know" with its reasons.
    const rows = path.filter((item) => item.kind === 'check').map((item) => ordered(context, replay, item))
    return rows.findLast((round) => round.some(({ state }) => state !== 'notRun')) ?? []
  }
  const finished = rowsOf(replay, position?.events ?? [])
  return named.filter(isCheckName).map((check) => {
    const since = context.runningChecks.runningSince(replay.caseId, check)
    return since === undefined ? (finished.find((row) => row.check === check) ?? unfinishedRow(context, replay, check)) : unfinishedRow(context, replay, check)
  })
}

function ordered(context: CoreContext, replay: Replay, item: PathItem): CheckRow[] {
  const step = context.ports.flows.get(item.flow, item.version)?.steps[item.step]
  const order = step?.kind === 'check' ? step.run : []
  return [...rowsOf(replay, item.events)].sort((a, b) => order.indexOf(a.check) - order.indexOf(b.check))
}

/** Every check that counts on the present way, once, the latest run of each. */
function checksOnPath(context: CoreContext, replay: Replay): CheckRow[] {
  const rows = new Map<string, CheckRow>()
  for (const item of replay.walk.path) {
    if (item.kind !== 'check' && item.kind !== 'verify') continue
    for (const row of item.kind === 'check' ? ordered(context, replay, item) : rowsOf(replay, item.events)) rows.set(row.check, row)
  }
  return [...rows.values()]
}

// ---- answers ------------------------------------------------------------------------------------------------------

function answersOf(context: CoreContext, replay: Replay): CaseView['answers'] {
  const { flows } = context.ports
  const onPath = replay.walk.path.flatMap((item): CaseView['answers'] => {
    const flow = flows.get(item.flow, item.version)
    const step = flow?.steps[item.step]
    const asks = step?.kind === 'ask' || (step?.kind === 'verify' && item.passedBy === 'entry')
    if (flow === undefined || !asks || (item.passedBy !== 'entry' && item.passedBy !== 'known')) return []
    const fact = (step.kind === 'ask' ? step.fact : step.ask) as FactName
    const answer = replay.entries.findLast((entry) => entry.type === 'answer' && item.events.includes(entry.event))
    const best = replay.walk.facts.get(fact)?.best
    const value = answer?.type === 'answer' ? answer.value : best?.value
    if (value === undefined) return []
    const words = stepWords(context, replay, flow, item.step)
    return [{ flow: item.flow, step: item.step, visit: item.visit, fact, question: words.title.slice(0, 400), value, by: answer === undefined ? (best?.giver ?? 'person') : 'person', used: true, ...optional('label', optionLabel(words.options, value)) }]
  })
  const unused = replay.entries.flatMap((entry): CaseView['answers'] => {
    if (entry.type !== 'answer' || !replay.walk.unused.includes(entry.event)) return []
    const flow = flows.current(entry.flow)
    const words = flow?.steps[entry.step] === undefined ? undefined : stepWords(context, replay, flow, entry.step)
    return [{ flow: entry.flow, step: entry.step, visit: entry.visit, fact: entry.fact, question: (words?.title ?? entry.step).slice(0, 400), value: entry.value, by: 'person', used: false, ...optional('label', words === undefined ? undefined : optionLabel(words.options, entry.value)) }]
  })
  return [...onPath, ...unused]
}

function optionLabel(options: Readonly<Record<string, { readonly label: string }>>, value: string | number): string | undefined {
  const name = String(value)
  return Object.hasOwn(options, name) ? options[name]?.label : undefined
}
