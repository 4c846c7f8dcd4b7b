import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import sharedTexts from '@shared/locales/en.json'
import type { ErrorCode } from '@shared/contract/appError'
import { startDemoPortal } from '../../../electron/demo-portal/startDemoPortal'
import { newCommand } from '../../support/appInProcess'
import { BrowserHostProcess, mainFile } from '../../support/browserHostProcess'
import { temporaryFolder } from '../../support/temporaryFolder'

let host: BrowserHostProcess | undefined
afterEach(async () => {
  await host?.end('SIGKILL')
  host = undefined
})

/** The command line in a process of its own. */
function latchkey(words: readonly string[], more: { readonly input?: string; readonly env?: NodeJS.ProcessEnv } = {}): { readonly code: number | null; readonly out: string; readonly err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [mainFile, '--cli', ...words], { encoding: 'utf8', timeout: 30_000, env: { ...process.env, ...more.env }, ...(more.input === undefined ? {} : { input: more.input }) })
  return { code: status, out: stdout, err: stderr }
}

function damagedFolder(make: (file: string) => void): { readonly dataDir: string; readonly file: string; readonly bytes: Buffer } {
  const dataDir = temporaryFolder()
  const file = join(dataDir, 'cases.sqlite')
  make(file)
  return { dataDir, file, bytes: readFileSync(file) }
}
const garbage = (): ReturnType<typeof damagedFolder> => damagedFolder((file) => writeFileSync(file, 'This is a shopping list, no database.\n'.repeat(400)))
const newer = (): ReturnType<typeof damagedFolder> => {
  const folder = damagedFolder((file) => {
    latchkey(['cases', 'list', '--data', join(file, '..')])
    const db = new SqliteDatabase(file)
    db.pragma('user_version = 99990')
    db.pragma('wal_checkpoint(TRUNCATE)')
    db.close()
  })
  return folder
}

describe('a data folder that cannot be used', () => {
  it.each<readonly [ErrorCode, () => { dataDir: string; file: string; bytes: Buffer }]>([
    ['databaseNotOne', garbage],
    ['databaseFromFuture', newer],
  ])('%s: said on the command line, shown on the page, and the file is left as it was', async (code, make) => {
    const { dataDir, file, bytes } = make()
    const listed = latchkey(['cases', 'list', '--data', dataDir])
    expect(listed.code).toBe(2)
    expect(listed.out).toBe('')
    expect(listed.err).toContain(sharedTexts.errors[code].title)
    const asJson = latchkey(['cases', 'list', '--json', '--data', dataDir])
    expect(JSON.parse(asJson.out)).toMatchObject({ error: { code } })

    host = await BrowserHostProcess.start({ dataDir })
    const at = await host.signIn()
    expect(await at.rpc('app.state', {})).toMatchObject({ ok: false, error: { code } })
    expect(await at.rpc('cases.open', { commandId: newCommand(), flow: 'wrong-password', door: 'employee' })).toMatchObject({ ok: false, error: { code } })
    expect(host.stderr()).toContain(sharedTexts.errors[code].title)
    await at.end()
    expect(readFileSync(file).equals(bytes)).toBe(true)
  })

  it('cannot be written: said on the command line and shown on the page', async () => {
    const dataDir = join(temporaryFolder(), 'a-file', 'below')
    writeFileSync(join(dataDir, '..'), 'no folder')
    const listed = latchkey(['cases', 'list', '--data', dataDir])
    expect(listed).toMatchObject({ code: 2, out: '' })
    expect(listed.err).toContain(sharedTexts.errors.dataFolderUnwritable.title)
    host = await BrowserHostProcess.start({ dataDir })
    const at = await host.signIn()
    expect(await at.rpc('app.state', {})).toMatchObject({ ok: false, error: { code: 'dataFolderUnwritable' } })
  })

  it('is in use by another window: the second one says so and ends, the command line works beside it', async () => {
    const dataDir = temporaryFolder()
    host = await BrowserHostProcess.start({ dataDir })
    const second = spawnSync(process.execPath, [mainFile, '--browser', '--no-open', '--data', dataDir], { encoding: 'utf8', timeout: 20_000 })
    expect(second.status).not.toBe(0)
    expect(second.stdout).toBe('')
    expect(second.stderr).toContain(sharedTexts.errors.dataFolderInUse.title)
    expect(latchkey(['cases', 'list', '--data', dataDir]).code).toBe(0)
  })
})

describe('the command line', () => {
  it.each([
    [['dance']],
    [[]],
    [['run']],
    [['run', 'wrong-password']],
    [['run', 'wrong-password', '--answers', '/nowhere.json']],
    [['run', 'no-such-flow', '--answers', 'ANSWERS']],
    [['demo', '--port', 'ninety']],
    [['demo', '--fault', 'gremlins']],
    [['demo', '--limits', 'none']],
    [['cases', 'list', '--colour']],
  ])('answers %j with what is wrong, and exit code 4', (words) => {
    const dataDir = temporaryFolder()
    const answers = join(dataDir, 'answers.json')
    writeFileSync(answers, '{}')
    const { code, out, err } = latchkey([...words.map((word) => (word === 'ANSWERS' ? answers : word)), ...(words.length === 0 ? [] : ['--data', join(dataDir, 'data')])])
    expect({ code, out }).toEqual({ code: 4, out: '' })
    expect(err.trim().length).toBeGreaterThan(20)
  })

  it.each([
    ['no webhook at all', 'hello', 'webhookMalformed'],
    ['a webhook without TLS', 'http://harbourpine.bitrix24.example/rest/1/k3jx82mqp0zt64aa/', 'webhookInsecure'],
  ])('is told what is wrong with %s, never repeating it', (_, webhook, code) => {
    const dataDir = temporaryFolder()
    const answers = join(dataDir, 'answers.json')
    writeFileSync(answers, '{}')
    for (const source of [{ env: { LATCHKEY_WEBHOOK: webhook } }, { input: `${webhook}\n` }]) {
      const { code: exit, out, err } = latchkey(['run', 'wrong-password', '--json', '--answers', answers, '--data', join(dataDir, 'data'), ...('input' in source ? ['--webhook-stdin'] : [])], source)
      expect(exit).toBe(4)
      expect(JSON.parse(out)).toMatchObject({ error: { code } })
      expect(`${out}${err}`).not.toContain('k3jx82mqp0zt64aa')
    }
  })

  it('walks a flow to its end and keeps the case', () => {
    const dataDir = temporaryFolder()
    const answers = join(dataDir, 'answers.json')
    writeFileSync(answers, JSON.stringify({ address: 'uma.dipper@harbourpine.example', 'awaiting-approval': 'done', 'approval-try': 'yes' }))
    const ran = latchkey(['run', 'wrong-password', '--json', '--demo', '--answers', answers, '--data', dataDir])
    expect(ran.code).toBe(0)
    expect(JSON.parse(ran.out)).toMatchObject({ case: { outcome: 'solved', verdict: 'awaiting-approval', person: 'Uma Dipper' }, stopped: null, unusedAnswers: [] })
    const listed = latchkey(['cases', 'list', '--json', '--data', dataDir])
    expect(JSON.parse(listed.out)).toMatchObject({ number: 1, person: 'Uma Dipper', state: 'closed' })
    expect(latchkey(['doctor', '--json', '--data', dataDir])).toMatchObject({ code: 0 })
  })

  it('stops early where an answer is missing, and says where', () => {
    const dataDir = temporaryFolder()
    const answers = join(dataDir, 'answers.json')
    writeFileSync(answers, JSON.stringify({ address: 'ben.harrow@harbourpine.example', nowhere: 'yes' }))
    const ran = latchkey(['run', 'wrong-password', '--json', '--demo', '--answers', answers, '--data', dataDir])
    expect(ran.code).toBe(3)
    expect(JSON.parse(ran.out)).toMatchObject({ stopped: { step: 'way' }, unusedAnswers: ['nowhere'] })
  })
})

describe('a portal that does not behave', () => {
  const faults: readonly (readonly [string, ErrorCode])[] = [
    ['html-200', 'notBitrix'],
    ['truncated', 'badAnswerFromPortal'],
    ['webhook-dead', 'webhookDead'],
    ['rest-paid-only', 'subscriptionNeeded'],
    ['portal-blocked', 'portalBlocked'],
  ]
  it.each(faults)('%s: connecting answers %s and keeps nothing', async (fault, code) => {
    const portal = await startDemoPortal({ faults: [fault] })
    onTestFinished(() => portal.stop())
    host = await BrowserHostProcess.start({ dataDir: temporaryFolder() })
    const at = await host.signIn()
    const result = await at.rpc('connection.connectWebhook', { webhook: portal.webhook })
    expect(result).toMatchObject({ ok: false, error: { code } })
    expect((await at.call('app.state', {})).connection.state).toBe('none')
  })

  it('is down: connecting says that nothing answers', async () => {
    const portal = await startDemoPortal()
    await portal.stop()
    host = await BrowserHostProcess.start({ dataDir: temporaryFolder() })
    const at = await host.signIn()
    expect(await at.rpc('connection.connectWebhook', { webhook: portal.webhook })).toMatchObject({ ok: false, error: { code: 'network' } })
  })

  it('answers JSON with unknown steps and fields: they are passed over', async () => {
    const portal = await startDemoPortal({ faults: ['unknown-fields'] })
    onTestFinished(() => portal.stop())
    host = await BrowserHostProcess.start({ dataDir: temporaryFolder() })
    const at = await host.signIn()
    expect(await at.call('connection.connectWebhook', { webhook: portal.webhook })).toMatchObject({ state: 'portal' })
    const view = await at.call('cases.open', { commandId: newCommand(), flow: 'wrong-password', door: 'agent', message: 'Incorrect login or password cleo.marsh@harbourpine.example' })
    expect((await at.call('checks.run', { caseId: view.case.caseId, commandId: newCommand() })).case.verdict).toBe('invitation-pending')
  })
})
