import { AppFailure } from '@shared/contract/appError'
import type { FactName } from '@shared/domain/facts'
import { fixes, type FixName } from '@shared/domain/fixes'
import type { Gives } from '@shared/flows/inputs'
import type { FixStage } from '@shared/flows/walkTypes'
import { writeMethods } from '../../../adapters/portal/confirmWrite'
import type { FixIntent, FixPlan } from '../../../core/fixes/fixRunner'
import { fixRunners } from '../../../core/fixes/fixRunners'
import { judgeNow, settled } from '../../../core/fixes/runFix'
import type { PortalApi } from '../../../core/ports'
import type { DemoPortal } from '../../../demo-portal/startDemoPortal'
import { apiOf } from './demoServer'

/** A fix that was verified on the way, and what it was run with: the portal is another one after it. */
export interface Change {
  readonly fix: FixName
  readonly needs: Gives
}

/** What a run ends with, or what forbids it. */
export interface FixTry {
  readonly refusal: string | undefined
  readonly result: FixStage | undefined
  /** The method by which it was sent. */
  readonly method: string | undefined
}

/** Prepares, sends and proves a fix as the core does, on a portal that is there for it. */
export async function tryFix(portal: DemoPortal, fix: FixName, facts: Gives, fault: string | undefined): Promise<FixTry> {
  const api = apiOf(portal)
  const { signal } = new AbortController()
  const plan = await fixRunners[fix].prepare({ api, signal, facts, scopes: await api.scope(), undoes: undefined, administrators: [], message: '' })
  if (plan.refusal !== undefined) return { refusal: plan.refusal, result: undefined, method: undefined }
  const before = portal.requests().length
  if (fault !== undefined) portal.setFault(fault)
  try {
    const isTaken = await isSent(plan, signal)
    const seen = await sightOf(api, fix, { needs: needsOf(fix, facts), before: plan.before, wanted: plan.wanted })
    const method = portal.requests().slice(before).find((one) => writes.has(one.method))?.method
    return { refusal: undefined, result: isTaken || seen === 'verified' ? seen : 'failed', method }
  } finally {
    portal.clearFaults()
  }
}

/** Makes the changes of a way again, in their order. */
export async function makeChanges(portal: DemoPortal, changes: readonly Change[]): Promise<void> {
  for (const { fix, needs } of changes) {
    const id = needs['person.id']
    // A fix tells by the name whether the id still means the same person; on a portal of its own it does.
    const name = id === undefined ? undefined : (await apiOf(portal).userById(String(id)))?.name
    await tryFix(portal, fix, { ...needs, ...(name === undefined ? {} : { 'person.name': name }) }, undefined)
  }
}

export function needsOf(fix: FixName, facts: Gives): Gives {
  const needed: readonly FactName[] = fixes[fix].needs
  return Object.fromEntries(needed.flatMap((fact) => (facts[fact] === undefined ? [] : [[fact, facts[fact]]])))
}

const writes: ReadonlySet<string> = new Set(writeMethods.map((method) => method.toLowerCase()))

/** Undefined where the portal could not be read. */
async function sightOf(api: PortalApi, fix: FixName, intent: FixIntent): Promise<FixStage | undefined> {
  try {
    return settled(fixes[fix], await judgeNow(fix, api, intent, {})).result
  } catch (error) {
    if (error instanceof AppFailure) return undefined
    throw error
  }
}

async function isSent(plan: FixPlan, signal: AbortSignal): Promise<boolean> {
  try {
    await plan.send({ signal })
    return true
  } catch (error) {
    if (error instanceof AppFailure) return false
    throw error
  }
}
