import { checkDefinition, checkNames, type CheckName } from '@shared/domain/checks'
import { factDefinition, type FactName, type FactValue } from '@shared/domain/facts'
import { demoPortalFaults } from '../../../demo-portal/startDemoPortal'
import type { DemoPeople } from './demoPeople'
import { plain, questionKey, tellingFacts, type DemoProbe, type Finding, type Question } from './demoProbe'

/** Waiting for a timer may end late on a busy machine; the limit itself is the check's. */
const graceMs = 3000

export interface CheckUnderFault {
  readonly check: CheckName
  readonly fault: string
  readonly result: string
  readonly reason: string
  readonly tookMs: number
  readonly problem: 'late' | 'broken' | undefined
}
export interface FaultSweep {
  readonly runs: readonly CheckUnderFault[]
  /** One fault of each kind that shows in these facts, the quickest. */
  worlds(facts: ReadonlySet<string>): readonly string[]
}

/** Every check by itself, in no flow, under every fault (flow-format, "Walk", c): it ends in a result within its limit. */
export async function sweepFaults(probe: DemoProbe, { healthy, portalHost }: DemoPeople): Promise<FaultSweep> {
  const faults = [plain, ...demoPortalFaults]
  // The same facts for all of them: one case a fault.
  const needs = Object.fromEntries(checkNames.flatMap((check): readonly FactName[] => checkDefinition(check).needs).map((fact) => [fact, sampleValue(fact, healthy, portalHost)]))
  const question = (check: CheckName, world: string): Question => ({ check, needs, door: 'agent', server: 'cloud', after: [], world })
  await probe.askEach(faults.flatMap((fault) => checkNames.map((check) => question(check, fault))))
  const perFault = faults.map((fault) => ({ fault, findings: checkNames.map((check) => probe.found.get(questionKey(question(check, fault))) ?? unfinished) }))
  const usualFindings = perFault[0]?.findings ?? []
  for (const { fault, findings } of perFault.slice(1)) {
    findings.forEach(({ gives, reason }, index) => {
      const check = checkNames[index]
      const usual = usualFindings[index]
      if (check === undefined || usual === undefined) return
      if (reason === usual.reason && JSON.stringify(tellingFacts(gives)) === JSON.stringify(tellingFacts(usual.gives))) probe.assumePlain(check, fault)
      else if (Object.keys(gives).length === 0) probe.assumeSilent(check, fault)
    })
  }
  return {
    runs: perFault.flatMap(({ fault, findings }) => findings.map((finding, index): CheckUnderFault => ofFinding(checkNames[index] as CheckName, fault, finding))),
    worlds(facts) {
      const kinds = new Map<string, { readonly fault: string; readonly tookMs: number }>()
      const usual = new Set<string>()
      for (const { fault, findings: all } of perFault) {
        const findings = all.filter((_, index) => givesAny(checkNames[index], facts))
        const told = findings.map(({ gives }) => tellingFacts(gives, facts))
        const values = told.flatMap((one) => Object.entries(one).map((pair) => pair.join('=')))
        if (fault === plain) for (const value of values) usual.add(value)
        // A fault that makes people wait and shows nothing new is not worth the waiting.
        if (fault !== plain && findings.some(({ reason }) => reason === 'timedOut') && values.every((value) => usual.has(value))) continue
        const kind = JSON.stringify(told)
        const tookMs = Math.max(0, ...findings.map((finding) => finding.tookMs))
        const known = kinds.get(kind)
        if (known === undefined || (known.fault !== plain && tookMs < known.tookMs)) kinds.set(kind, { fault, tookMs })
      }
      return [...kinds.values()].map(({ fault }) => fault)
    },
  }
}

function givesAny(check: CheckName | undefined, facts: ReadonlySet<string>): boolean {
  return check !== undefined && checkDefinition(check).gives.some((fact) => facts.has(fact))
}

/** Nothing in the log: the check ended without a result. */
const unfinished: Finding = { gives: {}, result: 'none', reason: 'none', tookMs: 0, isBroken: true }

function ofFinding(check: CheckName, fault: string, { result, reason, tookMs, isBroken }: Finding): CheckUnderFault {
  const isLate = tookMs > checkDefinition(check).limitMs + graceMs
  return { check, fault, result, reason, tookMs: Math.round(tookMs), problem: isBroken ? 'broken' : isLate ? 'late' : undefined }
}

function sampleValue(fact: FactName, address: string, host: string): FactValue {
  const definition = factDefinition(fact)
  if (definition.type === 'closed') return definition.values[0] ?? ''
  if (definition.type !== 'text') return Date.now()
  return definition.format === 'address' ? address : definition.format === 'host' ? host : fact === 'person.id' ? '8' : 'Sample'
}
