import { AppFailure } from '@shared/contract/appError'
import type { FixPreview } from '@shared/contract/views'
import { contactsFor } from '@shared/domain/companyCard'
import { fixes, type FixName } from '@shared/domain/fixes'
import type { StandingFix } from '@shared/flows/walkTypes'
import type { Replay } from '../cases/replayCase'
import { companyCard } from '../company/companyCard'
import type { CoreContext } from '../context'
import type { PortalApi } from '../ports'
import { sentBefore } from './fixParts'
import type { FixAccount, FixHindrance, FixPlan } from './fixRunner'
import { fixRunners } from './fixRunners'
import { factsOf, freshFacts, isCallerVerified, refusalOf } from './fixSituation'
import { noticeOf } from './fixTexts'
import { intentOf } from './standingRun'

/** A fix as it would be run now, and on which portal. */
export interface PreparedFix {
  readonly fix: FixName
  readonly portal: string
  readonly api: PortalApi
  readonly plan: FixPlan | FixHindrance
}

/** Throws what the portal says. Nothing is written and nothing changed. */
export async function prepareFix(context: CoreContext, replay: Replay, fix: FixName, undone: StandingFix | undefined, signal: AbortSignal): Promise<PreparedFix> {
  const api = context.connection.api()
  const { portal = '', scopes } = context.connection.view()
  if (api === undefined) throw new AppFailure('notConnected')
  const undoes = undone === undefined ? undefined : intentOf(replay, undone)
  const isElsewhere = undoes === undefined ? isOtherPortal(replay, portal) : undoes.portal !== portal
  const facts = { ...freshFacts(replay), ...(undoes === undefined ? {} : factsOf(undoes.needs)) }
  const plan: FixPlan | FixHindrance = isElsewhere
    ? { refusal: 'otherPortal' }
    : await fixRunners[fix].prepare({ api, signal, facts, scopes, undoes: undoes ?? formerRun(replay, fix, facts), administrators: contactsFor(companyCard(context.ports), 'admin'), sentBefore: sentBefore(replay, fix), message: noticeOf(context, replay, fix) })
  return { fix, portal, api, plan }
}

/**
 * SECURITY: what was looked up at one portal names somebody else at another. A case belongs to the portal that was connected
 * when it was opened.
 */
function isOtherPortal(replay: Replay, portal: string): boolean {
  const opened = replay.openedPersonal.portal
  return opened !== undefined && opened !== portal
}

/** A step that takes back what an earlier step of this case changed finds its values in that run. */
function formerRun(replay: Replay, fix: FixName, facts: ReturnType<typeof freshFacts>): ReturnType<typeof intentOf> | undefined {
  if (fix !== 'restore-contact-address') return undefined
  const former = replay.walk.fixes.findLast((run) => run.undo === fix && run.result === 'verified' && fixes[fix].needs.every((fact) => run.needs[fact] === facts[fact]))
  return former === undefined ? undefined : intentOf(replay, former)
}

/** What a person types to agree. */
export function confirmWith(plan: FixPlan): string {
  const { address, name, id } = plan.account
  return plan.confirmWith ?? address ?? name ?? id ?? ''
}

/** Spaces around it and upper or lower case are not what is agreed to. */
export function isConfirmed(plan: FixPlan, typed: string): boolean {
  const plain = (text: string): string => text.normalize('NFC').trim().replace(/\s+/gu, ' ').toLowerCase()
  return plain(confirmWith(plan)) !== '' && plain(typed) === plain(confirmWith(plan))
}

/** Taking access back that was given for a while needs nobody's word for who asks. */
export function needsCaller(fix: FixName, undone: StandingFix | undefined): boolean {
  const isReversal = undone !== undefined && undone.fix !== fix && fixes[undone.fix as FixName].reverseWithinMs !== undefined
  return fixes[fix].callerFirst && !isReversal
}

/** For the window: the plan in words it can draw, and what stands in the way. */
export function previewOf(context: CoreContext, replay: Replay, fix: FixName, undone: StandingFix | undefined, prepared: PreparedFix | undefined): FixPreview {
  const definition = fixes[fix]
  const undo = undone === undefined ? definition.undo : undefined
  const plan = prepared?.plan
  const refusal = refusalOf(context, replay, definition) ?? plan?.refusal
  const isFree = plan !== undefined && plan.refusal === undefined
  const other = plan === undefined || prepared === undefined ? undefined : context.ports.cases.openFixes(prepared.portal, plan.subjects ?? []).find(({ caseId }) => caseId !== replay.caseId)
  return {
    fix,
    rows: isFree ? plan.rows.map(({ label, before, after }) => ({ label, ...optional('before', before), ...optional('after', after) })) : [],
    notes: isFree ? [...plan.notes] : [],
    canBeUndone: undo !== undefined,
    callerFirst: needsCaller(fix, undone),
    callerVerified: isCallerVerified(replay, context.ports.clock.now()),
    ...optional('undoes', undone?.fix),
    ...optional('account', shownAccount(plan?.account)),
    ...optional('undo', undo),
    ...optional('reverseWithinMs', undone === undefined ? definition.reverseWithinMs : undefined),
    ...optional('refusal', refusal),
    ...optional('confirmWith', isFree && refusal === undefined ? confirmWith(plan) : undefined),
    ...optional('otherCase', other === undefined ? undefined : { caseId: other.caseId, number: other.number }),
  }
}

function shownAccount(account: FixAccount | undefined): FixPreview['account'] {
  return account === undefined || Object.keys(account).length === 0 ? undefined : { ...optional('id', account.id), ...optional('name', account.name), ...optional('address', account.address) }
}

function optional<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]: V })
}
