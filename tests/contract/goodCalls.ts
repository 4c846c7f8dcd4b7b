import { randomUUID } from 'node:crypto'
import type { Result } from '@shared/contract/appError'
import type { MethodName, Params, Value } from '@shared/contract/methods'
import type { CaseView } from '@shared/contract/views'
import type { CompanyCard } from '@shared/domain/companyCard'
import type { CommandId } from '@shared/domain/ids'

/** One end of a transport. */
export interface ContractClient {
  call(method: unknown, params: unknown): Promise<Result<unknown>>
}

const command = (): CommandId => randomUUID() as CommandId

async function value<M extends MethodName>(client: ContractClient, method: M, params: Params<M>): Promise<Value<M>> {
  const result = await client.call(method, params)
  if (!result.ok) throw new Error(`${method}: ${result.error.code}`)
  return result.value as Value<M>
}

const changeOf = (view: CaseView) => ({ caseId: view.case.caseId, commandId: command(), revision: view.revision })
const atStep = (view: CaseView) => ({ ...changeOf(view), step: view.step.step, visit: view.step.visit })

/** A case of the employee's door, at its first question. */
const opened = (client: ContractClient): Promise<CaseView> => value(client, 'cases.open', { commandId: command(), flow: 'wrong-password', door: 'employee' })
/** A case of the demo company that stands at a finding. */
async function atFinding(client: ContractClient): Promise<CaseView> {
  await value(client, 'connection.openDemo', {})
  const view = await value(client, 'cases.open', { commandId: command(), flow: 'wrong-password', door: 'agent', message: 'Incorrect login or password cleo.marsh@harbourpine.example' })
  return value(client, 'checks.run', { caseId: view.case.caseId, commandId: command() })
}
async function atHandOver(client: ContractClient): Promise<CaseView> {
  return value(client, 'flow.tryAdvice', { ...atStep(await atFinding(client)), result: 'failed' })
}

const dismissed = 'sales@harbourpine.example'
/** A case that stands at a fix: a dismissed person is to be hired again, in a company as on its first day. */
async function atFix(client: ContractClient): Promise<CaseView> {
  await value(client, 'connection.disconnect', {})
  await value(client, 'connection.openDemo', {})
  let view = await value(client, 'cases.open', { commandId: command(), flow: 'email-taken-on-invite', door: 'admin', person: { address: dismissed } })
  const answers: Readonly<Record<string, string>> = { 'was-dismissed': 'yes', 'who-hires': 'calledBack' }
  for (let moves = 0; moves < 10 && view.step.kind !== 'fix'; moves += 1) {
    if (view.step.awaits === 'checks') view = await value(client, 'checks.run', { caseId: view.case.caseId, commandId: command() })
    else if (view.step.kind === 'advise') view = await value(client, 'flow.tryAdvice', { ...atStep(view), result: 'done' })
    else view = await value(client, 'flow.answer', { ...atStep(view), value: answers[view.step.step] ?? 'unsure' })
  }
  return view
}
const agreed = (view: CaseView) => ({ ...atStep(view), confirm: dismissed })
async function fixed(client: ContractClient): Promise<CaseView> {
  return value(client, 'fixes.run', agreed(await atFix(client)))
}

const sampleCard: CompanyCard = {
  card: 1,
  company: 'Harbour & Pine',
  portal: 'harbourpine.bitrix24.example',
  language: 'en',
  helpdesk: [{ name: 'Helpdesk', phone: '+44 7700 900100', hours: 'weekdays 8 to 17' }],
  admins: [{ name: 'Ada Quill', address: 'ada.quill@harbourpine.example' }],
  mailAdmin: [],
}
async function cardKept(client: ContractClient): Promise<void> {
  await value(client, 'connection.openDemo', {})
  await value(client, 'company.saveCard', { card: sampleCard })
}

/** What a transport needs beside the calls: a file on its way in, and the demo portal's webhook. */
export interface World {
  readonly webhook: string
  /** A local application of the same portal. */
  readonly app: { readonly portal: string; readonly clientId: string; readonly clientSecret: string; readonly code: () => string }
  /** The webhook of a portal that is renamed by `move`, which answers its new host. */
  readonly moving: () => Promise<{ readonly webhook: string; readonly move: () => string }>
  /** Puts a text file where files.takeText finds it; answers its id. */
  readonly uploaded: (text: string) => Promise<string>
}

/** A call that must succeed, for every method of the contract: a new method without one does not compile. */
export const goodCalls: { readonly [M in MethodName]: (client: ContractClient, world: World) => Promise<Params<M>> | Params<M> } = {
  'app.state': () => ({}),
  'app.setPreferences': () => ({ theme: 'dark', language: 'en' }),
  'app.openLink': async (client) => ({ caseId: (await atFinding(client)).case.caseId, link: 'portal-invited' }),
  'app.quit': () => ({}),
  'connection.openDemo': () => ({}),
  'connection.connectWebhook': (_, { webhook }) => ({ webhook }),
  'connection.test': async (client) => {
    await value(client, 'connection.openDemo', {})
    return {}
  },
  'connection.beginApp': (_, { app: { portal, clientId, clientSecret } }) => ({ portal, clientId, clientSecret, plan: 'standard' }),
  'connection.connectApp': async (client, { app: { portal, clientId, clientSecret, code } }) => {
    await value(client, 'connection.beginApp', { portal, clientId, clientSecret })
    return { code: code() }
  },
  'connection.setPlan': async (client, { webhook }) => {
    await value(client, 'connection.connectWebhook', { webhook })
    return { plan: 'enterprise' }
  },
  'connection.followMove': async (client, { moving }) => {
    const { webhook, move } = await moving()
    await value(client, 'connection.connectWebhook', { webhook })
    const host = move()
    await value(client, 'connection.test', {})
    return { host }
  },
  'connection.disconnect': () => ({}),
  'company.card': () => ({}),
  'company.saveCard': async (client) => {
    await value(client, 'connection.openDemo', {})
    return { card: sampleCard }
  },
  'company.exportCard': async (client) => {
    await cardKept(client)
    return {}
  },
  'company.importCard': async (_, { uploaded }) => ({ fileId: await uploaded(JSON.stringify(sampleCard)) }),
  'company.removeCard': () => ({}),
  'flows.list': () => ({}),
  'flows.match': () => ({ message: 'Incorrect login or password' }),
  'flows.openSource': () => ({ flow: 'wrong-password' }),
  'flows.print': () => ({ flow: 'wrong-password', language: 'en' }),
  'flows.lint': () => ({}),
  'flows.walk': () => ({ flow: 'mail-not-delivered' }),
  'flows.map': async (client) => ({ flow: 'wrong-password', version: 1, caseId: (await opened(client)).case.caseId }),
  'flows.diff': () => ({ flow: 'wrong-password', from: 1, to: 1 }),
  'cases.open': () => ({ commandId: command(), flow: 'wrong-password', door: 'employee', message: 'Incorrect login or password', person: { name: 'Ben Harrow' } }),
  'cases.view': async (client) => ({ caseId: (await opened(client)).case.caseId }),
  'cases.list': () => ({ sort: 'person', descending: false, page: 1, pageSize: 10, search: 'harrow', state: 'open' }),
  'cases.timeline': async (client) => ({ caseId: (await opened(client)).case.caseId }),
  'cases.addNote': async (client) => ({ ...changeOf(await opened(client)), note: 'Rings back at four.' }),
  'cases.setState': async (client) => ({ ...changeOf(await opened(client)), state: 'closed', outcome: 'abandoned', reason: 'Opened twice.' }),
  'cases.giveFeedback': async (client) => ({ ...changeOf(await opened(client)), helped: 'yes', comment: 'The sentence to say.' }),
  'cases.useCurrentFlow': async (client) => changeOf(await opened(client)),
  'flow.answer': async (client) => ({ ...atStep(await opened(client)), value: 'ben.harrow@harbourpine.example' }),
  'flow.tryAdvice': async (client) => ({ ...atStep(await atFinding(client)), result: 'done' }),
  'flow.handOver': async (client) => ({ ...atStep(await atHandOver(client)), result: 'sent', by: 'copied', message: 'Please invite Cleo again.' }),
  'flow.openMail': async (client) => {
    await cardKept(client)
    const view = await atHandOver(client)
    return { caseId: view.case.caseId, step: view.step.step, visit: view.step.visit, contact: 0, subject: 'Cleo cannot log in', message: 'Could you invite Cleo again?' }
  },
  'flow.back': async (client) => changeOf(await value(client, 'flow.answer', { ...atStep(await opened(client)), value: 'ben.harrow@harbourpine.example' })),
  'checks.run': async (client) => ({ caseId: (await atFinding(client)).case.caseId, commandId: command(), checks: ['rest-health'] }),
  'checks.skip': async (client) => ({ caseId: (await opened(client)).case.caseId }),
  'fixes.preview': async (client) => {
    const { case: row, step } = await atFix(client)
    return { caseId: row.caseId, step: step.step, visit: step.visit }
  },
  'fixes.run': async (client) => agreed(await atFix(client)),
  'fixes.skip': async (client) => ({ ...atStep(await atFix(client)), reason: 'declined' }),
  'fixes.lookAgain': async (client) => {
    const view = await fixed(client)
    return { ...changeOf(view), event: view.fixes[0]?.event ?? '' }
  },
  'fixes.previewUndo': async (client) => {
    const view = await fixed(client)
    return { caseId: view.case.caseId, event: view.fixes[0]?.event ?? '' }
  },
  'fixes.undo': async (client) => {
    const view = await fixed(client)
    return { ...changeOf(view), event: view.fixes[0]?.event ?? '', confirm: dismissed, callerReason: 'Hired again by mistake.' }
  },
  'jobs.start': () => ({ job: 'verifyLog' }),
  'jobs.cancel': async (client) => value(client, 'jobs.start', { job: 'verifyLog' }),
  'files.saveMessage': async (client) => ({ caseId: (await opened(client)).case.caseId, message: 'Please help.' }),
  'files.beginUpload': () => ({}),
  'files.takeText': async (_, { uploaded }) => ({ fileId: await uploaded('Incorrect login or password') }),
}
