import { rolesWith, type FixRight } from '../domain/fixes'
import type { CheckRight } from '../domain/checks'
import { doors, handOverRoles, type HandOverRole } from '../domain/stateWords'
import { followers, stepNamed, waysOf } from './graph'
import type { Registries } from './lintTypes'
import type { CompiledFlow, Step, Target } from './schema'

/* What one flow cannot tell alone: calls into others, and who is met there. */

type Flows = Pick<Registries, 'flow'>
type Place = readonly [CompiledFlow, string]

const deepestCall = 3

/** Calls that lead deeper than three, or back into a flow that has not come back yet: the chain of flow names. */
export function callChains(flow: CompiledFlow, known: Flows): readonly { readonly step: string; readonly chain: readonly string[]; readonly isRing: boolean }[] {
  return Object.entries(flow.steps).flatMap(([id, step]) => {
    if (step.kind !== 'call') return []
    const bad = badChain(step.call.flow, [flow.id], flow, known)
    return bad === undefined ? [] : [{ step: id, ...bad }]
  })
}

function badChain(id: string, before: readonly string[], own: CompiledFlow, known: Flows): { readonly chain: readonly string[]; readonly isRing: boolean } | undefined {
  const chain = [...before, id]
  if (before.includes(id)) return { chain, isRing: true }
  if (before.length > deepestCall) return { chain, isRing: false }
  const flow = id === own.id ? own : known.flow(id)
  const called = new Set(Object.values(flow?.steps ?? {}).flatMap((step) => (step.kind === 'call' ? [step.call.flow] : [])))
  for (const next of called) {
    const bad = badChain(next, chain, own, known)
    if (bad !== undefined) return bad
  }
  return undefined
}

/** The outcomes with which a called flow may come back without having given a verdict. */
export function mayEndWithoutVerdict(flow: CompiledFlow, from: string): readonly string[] {
  const seen = new Set<string>()
  const ends = new Set<string>()
  const open = [from]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const step = stepNamed(flow, id)
    // A verdict given to some doors only is none for the others.
    if (step === undefined || seen.has(id) || (step.verdict !== undefined && step.for === undefined)) continue
    seen.add(id)
    if (step.kind === 'end') ends.add(step.outcome)
    open.push(...followers(flow, id))
  }
  return [...ends]
}

/** The right that somebody may lack here, where no hand-over to one who has it can be reached. */
export function missingHandOver(flow: CompiledFlow, id: string, step: Step, known: Pick<Registries, 'flow' | 'check' | 'fix'>): string | undefined {
  const rights = rightsOf(step, known)
  const isOthersDuty = step.kind === 'advise' && step.mandatory === true && step.for !== undefined && step.for.length < doors.length
  if (rights.length === 0 && !isOthersDuty) return undefined
  const met = rolesMet(flow, id, known)
  const lacking = rights.find((right) => !rolesWith[right].some((role) => met.has(role)))
  return lacking ?? (isOthersDuty && met.size === 0 ? 'mandatory' : undefined)
}

function rightsOf(step: Step, known: Pick<Registries, 'check' | 'fix'>): readonly (CheckRight | FixRight)[] {
  const checks = step.kind === 'check' ? step.run : step.kind === 'verify' && step.run !== undefined ? [step.run] : []
  const fix = step.kind === 'fix' ? known.fix(step.run)?.right : undefined
  const rights = [...checks.map((name) => known.check(name)?.right), fix]
  return [...new Set(rights)].filter((right): right is CheckRight | FixRight => right !== undefined && right !== 'none')
}

function rolesMet(flow: CompiledFlow, from: string, known: Flows): ReadonlySet<HandOverRole> {
  const roles = new Set<HandOverRole>()
  const seen = new Set<string>()
  const open: Place[] = [[flow, from]]
  for (let place = open.pop(); place !== undefined && roles.size < handOverRoles.length; place = open.pop()) {
    const [at, id] = place
    const step = stepNamed(at, id)
    const name = `${at.id}/${id}`
    if (step === undefined || seen.has(name)) continue
    seen.add(name)
    if (step.kind === 'handOver') roles.add(step.to)
    const targets: readonly Target[] = [...waysOf(step).map((way) => way.to), ...(step.over === undefined ? [] : [step.over]), ...(step.kind === 'call' ? [step.call] : [])]
    for (const target of targets) {
      if (typeof target === 'string') open.push([at, target])
      else {
        const other = target.flow === at.id ? at : target.flow === flow.id ? flow : known.flow(target.flow)
        if (other !== undefined) open.push([other, target.at ?? other.start])
      }
    }
  }
  return roles
}
