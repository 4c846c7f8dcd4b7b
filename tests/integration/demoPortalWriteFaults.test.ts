import { describe, expect, it } from 'vitest'
import type { DemoPortal } from '../../electron/demo-portal/startDemoPortal'
import { demoPortalFaults, readFaults, writeFaults } from '../../electron/demo-portal/startDemoPortal'
import { call, openPortal, read, untilSeen } from '../support/demoPortal/callPortal'
import type { UserRow } from '../support/demoPortal/callPortal'

const startedAtMs = Date.UTC(2026, 9, 14, 10, 42, 7)
const [benId, unknownId] = [8, 9_999_999]

async function person(portal: DemoPortal, id: number): Promise<UserRow | undefined> {
  return (await call<UserRow[]>(portal.adminWebhook, 'user.get', { FILTER: { ID: id } })).body.result[0]
}

async function idByEmail(portal: DemoPortal, address: string): Promise<string | undefined> {
  return (await call<UserRow[]>(portal.adminWebhook, 'user.get', { FILTER: { '=EMAIL': address } })).body.result[0]?.ID
}

function renameBen(portal: DemoPortal, name: string, signal?: AbortSignal): Promise<Awaited<ReturnType<typeof read>>> {
  const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ ID: benId, NAME: name }) }
  return fetch(`${portal.adminWebhook}user.update`, signal === undefined ? init : { ...init, signal }).then(read)
}

async function invite(portal: DemoPortal, address: string): Promise<number> {
  return (await call<number>(portal.adminWebhook, 'user.add', { EMAIL: address, NAME: 'New', UF_DEPARTMENT: [1] })).body.result
}

/** The write is met by silence; afterwards Ben is called what is expected, and reading was never in danger. */
async function renamesInSilence(portal: DemoPortal, nameAfter: string): Promise<void> {
  expect((await person(portal, benId))?.NAME).toBe('Ben')
  const given = new AbortController()
  const seen = portal.requests().length
  const silent = renameBen(portal, 'Bert', given.signal)
  await untilSeen(portal, seen + 1)
  // a refused write is answered: there was nothing to lose on the way back
  expect((await call(portal.adminWebhook, 'profile')).status).toBe(200)
  expect((await person(portal, benId))?.NAME).toBe(nameAfter)
  given.abort()
  await expect(silent).rejects.toThrow(/abort/i)
  await expect(batchRename(portal)).rejects.toThrow()
}

/** In a batch the same; a second of the test's own patience would be a sleep, so the portal is stopped. */
async function batchRename(portal: DemoPortal): Promise<void> {
  const seen = portal.requests().length
  const held = call(portal.adminWebhook, 'batch', { cmd: { a: `user.update?ID=${benId}&NAME=Bo` } })
  await untilSeen(portal, seen + 2)
  await portal.stop()
  await held
}

/** The proof of each fault that only writing meets, by name; a fault without one fails the first test. */
const proofs: Readonly<Record<string, (portal: DemoPortal) => Promise<void>>> = {
  'accepts-and-ignores': async (portal) => {
    expect((await renameBen(portal, 'Bert')).body.result).toBe(true)
    expect((await person(portal, benId))?.NAME).toBe('Ben')
    expect(await invite(portal, 'new@harbourpine.example')).toBeGreaterThan(benId)
    expect(await idByEmail(portal, 'new@harbourpine.example')).toBeUndefined()
    expect(portal.mails()).toEqual([])
    // what is refused is refused as ever
    expect((await call(portal.adminWebhook, 'user.update', { ID: unknownId, NAME: 'x' })).status).toBe(400)
  },
  'changes-later': async (portal) => {
    expect((await renameBen(portal, 'Bert')).body.result).toBe(true)
    for (let index = 0; index < 3; index += 1) expect((await person(portal, benId))?.NAME).toBe('Ben')
    expect((await person(portal, benId))?.NAME).toBe('Bert')
    portal.setFault('changes-later=1')
    const id = await invite(portal, 'new@harbourpine.example')
    expect(await idByEmail(portal, 'new@harbourpine.example')).toBeUndefined()
    expect(portal.mails()).toEqual([])
    expect(await idByEmail(portal, 'new@harbourpine.example')).toBe(String(id))
    expect(portal.mails()).toMatchObject([{ to: 'new@harbourpine.example', kind: 'invitation' }])
    expect(await person(portal, id)).toMatchObject({ NAME: 'New', ACTIVE: true })
  },
  'changes-another': async (portal) => {
    const next = (await call<UserRow[]>(portal.adminWebhook, 'user.get', { FILTER: { '>ID': benId }, SORT: 'ID', ORDER: 'ASC' })).body.result[0]
    expect((await renameBen(portal, 'Bert')).body.result).toBe(true)
    expect((await person(portal, benId))?.NAME).toBe('Ben')
    expect((await person(portal, Number(next?.ID)))?.NAME).toBe('Bert')
    await invite(portal, 'new@harbourpine.example')
    expect(await idByEmail(portal, 'new@harbourpine.example')).toBeUndefined()
    expect(portal.mails()).toMatchObject([{ to: '1new@harbourpine.example' }])
  },
  'lost-before': (portal) => renamesInSilence(portal, 'Ben'),
  'answers-after-time-out': (portal) => renamesInSilence(portal, 'Bert'),
}

describe('faults of writing', () => {
  it('each has a proof above', () => {
    expect(Object.keys(proofs)).toEqual(writeFaults)
  })

  it('are all that reading does not meet', () => {
    expect([...readFaults, ...writeFaults].sort()).toEqual([...demoPortalFaults].sort())
  })

  it.each(writeFaults)('%s leaves reading alone', async (fault) => {
    const portal = await openPortal({ now: () => startedAtMs })
    const read = async (): Promise<unknown> => ({ ...(await call(portal.webhook, 'user.get')).body, time: undefined })
    const before = await read()
    portal.setFault(fault)
    expect(await read()).toEqual(before)
  })

  it.each(Object.entries(proofs))('%s does what its name says', async (name, proof) => {
    await proof(await openPortal({ faults: [name], now: () => startedAtMs }))
  })

  it('count writes, each command of a batch for itself', async () => {
    const portal = await openPortal({ faults: ['accepts-and-ignores=2'] })
    for (let index = 0; index < 5; index += 1) await person(portal, benId)
    const reply = await call(portal.adminWebhook, 'batch', { cmd: Object.fromEntries(['NAME', 'LAST_NAME', 'WORK_POSITION'].map((field) => [field, `user.update?ID=${benId}&${field}=X`])) })
    expect(reply.body.result).toMatchObject({ result: { NAME: true, LAST_NAME: true, WORK_POSITION: true } })
    expect(await person(portal, benId)).toMatchObject({ NAME: 'Ben', LAST_NAME: 'Harrow', WORK_POSITION: 'X' })
    expect((await renameBen(portal, 'Bert')).body.result).toBe(true)
    expect((await person(portal, benId))?.NAME).toBe('Bert')
  })

  it('changes may be put off by the clock, and happen in the order they were asked for', async () => {
    let nowMs = startedAtMs
    const portal = await openPortal({ faults: ['changes-later=500ms'], now: () => nowMs })
    await renameBen(portal, 'Bert')
    await renameBen(portal, 'Bruno')
    nowMs += 499
    for (let index = 0; index < 5; index += 1) expect((await person(portal, benId))?.NAME).toBe('Ben')
    // what was promised happens, whatever faults are on by then
    portal.clearFaults()
    nowMs += 1
    expect((await person(portal, benId))?.NAME).toBe('Bruno')
  })

  it('a request that is refused before the change is answered', async () => {
    const portal = await openPortal({ faults: ['answers-after-time-out'] })
    const refused = await call(portal.webhook, 'user.update', { ID: benId, NAME: 'Bert' })
    expect([refused.status, refused.body.error_description]).toEqual([400, 'access_denied'])
  })
})
