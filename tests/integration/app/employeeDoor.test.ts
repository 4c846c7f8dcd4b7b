import { expect, it } from 'vitest'
import type { CaseView } from '@shared/contract/views'
import { newCommand, type AppInProcess } from '../../support/appInProcess'
import { appAt } from '../../support/app/demoApp'
import { EveryAnswer, take, type Move, type Texts } from '../../support/app/everyAnswer'
import { plainScreen } from '../../support/app/plainScreen'
import { scenarioFlows } from '../../support/app/verdictScenarios'
import { openPortal } from '../../support/demoPortal/callPortal'
import { messages } from '../../support/demoPortal/messages'
import { everyTruth } from '../../support/demoPortal/truth'

/** All that may be asked of a portal about nobody: of the connection, its rights and the time. */
const aboutNobody: ReadonlySet<string> = new Set(['profile', 'scope', 'server.time'])

/** Somebody in a state that a look-up would show, and nobody, one letter away. */
const pairs = [
  ['cleo.marsh@harbourpine.example', 'cleo.marst@harbourpine.example'],
  ['marek.chough@harbourpine.example', 'marek.choush@harbourpine.example'],
  ['sales@harbourpine.example', 'billing@harbourpine.example'],
  ['ben.harrow@harbourpine.example', 'ben.horrow@harbourpine.example'],
] as const

const pasted: Readonly<Record<(typeof scenarioFlows)[number], (address: string) => string>> = {
  'wrong-password': messages.wrongPassword,
  'wrong-network-user': (address) => messages.wrongNetworkUser('Somebody', address),
  'mail-not-delivered': messages.noInvitation,
  'lost-phone': messages.lostPhone,
  'email-taken-on-invite': messages.inviteTaken,
  'mistyped-email': messages.mistyped,
  'reuse-dismissed-email': messages.reuseAddress,
  'social-link-conflict': () => messages.cannotUseSocial('Google'),
  'social-login-change': () => messages.changeSocialLogin,
  'email-taken-on-login-change': messages.loginTaken,
  'delete-account': messages.deleteAccount,
}
const mostMoves = 60
const mostRuns = 150

/** One case from its beginning to where nothing more can be done; `choose` says what is done on each screen. */
async function run(app: AppInProcess, flow: (typeof scenarioFlows)[number], address: string, choose: (view: CaseView, texts: Texts, place: number) => Move | undefined, onMove: EveryAnswer['note'] = () => undefined): Promise<{ readonly screens: readonly string[]; readonly moves: readonly Move[] }> {
  const texts: Texts = { 'person.address': address, 'session.address': address, 'address.new': address, 'portal.host': 'harbourpine.bitrix24.example', 'mail.sender': 'nordic.harbourpine.example' }
  const screens: string[] = []
  const moves: Move[] = []
  let view = await app.call('cases.open', { commandId: newCommand(), flow, door: 'employee', message: pasted[flow](address) })
  for (let place = 0; place < mostMoves; place += 1) {
    screens.push(plainScreen(view, address))
    const move = choose(view, texts, place)
    if (move === undefined) return { screens, moves }
    const after = await take(app, view, move)
    onMove(view, move, after)
    moves.push(move)
    view = after
  }
  throw new Error(`no end after ${mostMoves} moves, at ${view.step.flow}/${view.step.step}`)
}

it('the addresses are of somebody and of nobody', () => {
  const held = new Set(everyTruth.map(({ email }) => email))
  expect(pairs.map(([somebody, nobody]) => [held.has(somebody), held.has(nobody)])).toEqual(pairs.map(() => [true, false]))
})

it.each(scenarioFlows)('%s from the employee’s door asks the portal about nobody, and looks the same for somebody and for nobody, whatever is answered', { timeout: 60_000 }, async (flow) => {
  const portal = await openPortal()
  const app = await appAt(portal)
  const seen = new EveryAnswer()
  let runs = 0
  for (; runs < mostRuns && (runs === 0 || seen.missing.length > 0); runs += 1) {
    const [somebody, nobody] = pairs[runs % pairs.length] ?? pairs[0]
    const told = await run(app, flow, somebody, (view, texts) => seen.next(view, texts), (...made) => seen.note(...made))
    const again = await run(app, flow, nobody, (_, texts, place) => (told.moves[place] === somebody ? texts['person.address'] : told.moves[place]))
    expect(again.screens).toEqual(told.screens)
  }
  const asked = new Set(portal.requests().map(({ method }) => method))
  expect([...asked].filter((method) => !aboutNobody.has(method))).toEqual([])
  // The connection was there and was used.
  expect(asked).toContain('server.time')
  expect(seen.missing).toEqual([])
})
