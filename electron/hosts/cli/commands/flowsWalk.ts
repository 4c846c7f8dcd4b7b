import { join } from 'node:path'
import sharedTexts from '@shared/locales/en.json'
import type { FlowWalkView } from '@shared/contract/views'
import { fillText } from '@shared/domain/fillText'
import { loadFlows } from '../../../adapters/flowFiles/loadFlows'
import { buildFolder } from '../../../assembly/buildFolder'
import type { DemoWalk } from '../walk/walkDemo'
import { UsageProblem, type Options } from '../options'
import { openCore } from '../openCore'
import { exitCodes, texts, type ExitCode, type Output } from '../output'

const words = texts.flowsWalk

/** Walks the flows in memory, and with `--against demo` over HTTP. Exit 1 below all edges, or for a check that breaks. */
export async function flowsWalk(options: Options, output: Output): Promise<ExitCode> {
  if (options.against !== undefined && options.against !== 'demo') throw new UsageProblem('unknownPeer', options.against)
  const memory = await walkInMemory(options)
  if (!output.json) for (const flow of memory) printFlow(flow, output)
  const demo = options.against === undefined ? undefined : await walkAgainstDemo(memory.map(({ flow }) => flow))
  if (demo !== undefined && !output.json) printDemo(demo, output)
  const isWhole = memory.every(isWholeInMemory) && (demo === undefined || isWholeAgainstDemo(demo))
  if (output.json) output.data({ complete: isWhole, memory, ...(demo === undefined ? {} : { demo }) })
  else output.line(isWhole ? words.complete : words.incomplete)
  return isWhole ? exitCodes.fine : exitCodes.problemLeft
}

async function walkInMemory(options: Options): Promise<readonly FlowWalkView[]> {
  const core = await openCore(options.dataDir)
  try {
    return (await core.call('flows.walk', options.flow === undefined ? {} : { flow: options.flow })).flows
  } finally {
    await core.close()
  }
}

async function walkAgainstDemo(wanted: readonly string[]): Promise<DemoWalk> {
  const library = loadFlows(join(buildFolder(), 'resources', 'flows'))
  const { walkDemo } = await import('../walk/walkDemo')
  return walkDemo(library.all().filter(({ id }) => wanted.includes(id)), library)
}

function isWholeInMemory({ edges, stepsNeverReached, withoutOutcome }: FlowWalkView): boolean {
  return edges.missing.length === 0 && stepsNeverReached.length === 0 && withoutOutcome === 0
}

export function isWholeAgainstDemo({ flows, checks }: DemoWalk): boolean {
  return flows.every(({ coverage }) => coverage.missing.length === 0) && checks.every(({ problem }) => problem === undefined)
}

function printFlow({ flow, version, states, edges, pairs, outcomes, stepsNeverReached, withoutOutcome }: FlowWalkView, output: Output): void {
  output.line(fillText(words.flow, { flow, version, taken: edges.taken, drawn: edges.drawn, states, pairs, outcomes: outcomeText(outcomes) }))
  for (const edge of edges.missing) output.line(fillText(words.missing, { edge }))
  for (const step of stepsNeverReached) output.line(fillText(words.stepNeverReached, { step }))
  if (withoutOutcome > 0) output.line(fillText(words.withoutOutcome, { count: withoutOutcome }))
}

function printDemo({ flows, checks }: DemoWalk, output: Output): void {
  for (const { flow, runs, coverage, outcomes, unreachable, deviations } of flows) {
    output.line(fillText(words.againstDemo, { flow, runs, taken: coverage.taken, drawn: coverage.drawn, outcomes: outcomeText(outcomes) }))
    for (const edge of coverage.missing) output.line(fillText(unreachable.includes(edge) ? words.notProduced : words.missing, { edge }))
    if (coverage.missing.length > 0) for (const deviation of new Set(deviations)) output.line(fillText(words.deviation, { deviation }))
  }
  const bad = checks.filter(({ problem }) => problem !== undefined)
  output.line(fillText(words.checks, { runs: checks.length, checks: new Set(checks.map(({ check }) => check)).size, faults: new Set(checks.map(({ fault }) => fault)).size }))
  for (const { check, fault, reason, tookMs, problem } of bad) output.line(fillText(problem === 'late' ? words.late : words.broken, { check, fault, reason, tookMs }))
}

function outcomeText(outcomes: Readonly<Record<string, number>>): string {
  const names: Readonly<Record<string, string>> = { ...sharedTexts.states.outcome, open: sharedTexts.states.case.open }
  return Object.entries(outcomes).filter(([, count]) => count > 0).map(([outcome, count]) => `${names[outcome] ?? outcome} ${count}`).join(', ')
}
