import { onTestFinished } from 'vitest'
import { AppFailure } from '@shared/contract/appError'
import type { CaseView } from '@shared/contract/views'
import type { Door } from '@shared/domain/stateWords'
import type { FlowLibrary } from '@shared/flows/walkTypes'
import type { DemoPortal, DemoPortalOptions } from '../../../electron/demo-portal/startDemoPortal'
import { startDemoPortal } from '../../../electron/demo-portal/startDemoPortal'
import { temporaryFolder } from '../temporaryFolder'
import { changeOf, newCommand, openDesk, placeOf, stepOf, type Company, type Desk, type DeskOptions } from './deskOfProcess'
import { fixFlow, libraryOf } from './fixFlow'
import type { FixScene } from './fixScenes'

export { changeOf, newCommand, placeOf, stepOf } from './deskOfProcess'

export interface FixWorld extends Desk {
  readonly portal: DemoPortal
  readonly dataDir: string
  /** Another process would see the same folder: the core is closed and made anew. */
  reopen(own?: Partial<DeskOptions>): Promise<FixWorld>
}

export const companyOf = ({ url, portalHost, webhook, adminWebhook, mailZone }: DemoPortal, as: 'agent' | 'admin' = 'admin'): Company => ({ url, portalHost, webhook, adminWebhook: as === 'admin' ? adminWebhook : webhook, mailZone })

export interface FixWorldOptions extends Partial<Omit<DeskOptions, 'flows' | 'company'>> {
  readonly flows?: FlowLibrary
  readonly portal?: DemoPortal
  readonly company?: DemoPortalOptions
  readonly as?: 'agent' | 'admin'
}

/** A demo company and a desk that is connected to it. */
export async function fixWorld(scene: Pick<FixScene, 'fix' | 'flow'>, options: FixWorldOptions = {}): Promise<FixWorld> {
  const { portal: given, company, as, ...own } = options
  const portal = given ?? (await startDemoPortal({ intranetInvite: true, ...company }))
  if (given === undefined) onTestFinished(() => portal.stop())
  const dataDir = options.dataDir ?? temporaryFolder()
  const deskOptions: DeskOptions = { flows: libraryOf(fixFlow(...(scene.flow ?? [scene.fix]))), ...own, company: companyOf(portal, as), dataDir }
  const connect = async (with_: DeskOptions): Promise<FixWorld> => {
    const desk = openDesk(with_)
    onTestFinished(() => desk.close())
    await desk.call('connection.openDemo', {})
    return {
      ...desk,
      portal,
      dataDir,
      reopen: async (more = {}) => {
        await desk.close()
        return connect({ ...with_, ...more })
      },
    }
  }
  return connect(deskOptions)
}

type Caller = Pick<Desk, 'call'>

/** Takes a new case to its first fix. */
export async function atFix(desk: Caller, { fix, flow = [fix], person, addressNew }: Pick<FixScene, 'fix' | 'flow' | 'person' | 'addressNew'>, own: { readonly door?: Door; readonly caller?: string; readonly list?: string } = {}): Promise<CaseView> {
  const { caller = 'calledBack', door = 'admin' } = own
  if (fix === 'notify-admin') await desk.call('company.saveCard', { card: { card: 1, company: 'Harbour & Pine', portal: 'harbourpine.bitrix24.example', language: 'en', helpdesk: [], admins: [{ name: 'Ada Quill', address: 'ada.quill@harbourpine.example' }], mailAdmin: [] } })
  let view = await desk.call('cases.open', { commandId: newCommand(), flow: `to-${flow.join('-and-')}`, door })
  const answers: Readonly<Record<string, string>> = { who: person.address, where: addressNew, caller, list: own.list ?? person.address }
  for (let moves = 0; moves < 10 && view.step.kind !== 'fix'; moves += 1) {
    view =
      view.step.awaits === 'checks'
        ? await desk.call('checks.run', { caseId: view.case.caseId, commandId: newCommand() })
        : await desk.call('flow.answer', { ...changeOf(view), ...stepOf(view), value: answers[view.step.step] ?? '' })
  }
  return view
}

/** To the very fix of the scene: those before it in its flow are run. */
export async function atScene(desk: Caller, scene: FixScene, own: Parameters<typeof atFix>[2] = {}): Promise<CaseView> {
  let view = await atFix(desk, scene, own)
  while (view.step.fix !== undefined && view.step.fix.fix !== scene.fix) view = await agree(desk, view)
  return view
}

/** Agrees to the fix the case stands at, as its preview asks. */
export async function agree(desk: Caller, view: CaseView, own: { readonly callerReason?: string } = {}): Promise<CaseView> {
  const { confirmWith = '' } = await desk.call('fixes.preview', placeOf(view))
  return desk.call('fixes.run', { ...changeOf(view), ...stepOf(view), confirm: confirmWith, ...own })
}

/** The code a call is refused with, and what it says of it. */
export async function refusalOf(call: Promise<unknown>): Promise<{ readonly code: string; readonly details: Readonly<Record<string, string | number>> | undefined }> {
  try {
    await call
  } catch (error) {
    if (error instanceof AppFailure) return { code: error.code, details: error.details }
    throw error
  }
  return { code: 'ok', details: undefined }
}
