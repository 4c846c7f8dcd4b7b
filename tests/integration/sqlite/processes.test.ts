import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { takeWindowLock } from '../../../electron/adapters/sqlite/windowLock'
import { buildChild, startChild } from '../../support/caseLogProcess'
import { codeThrownBy, commandFor, makeFolder, newCaseId, note, opened, openLog } from '../../support/caseLogFixtures'

let child: Awaited<ReturnType<typeof buildChild>>
beforeAll(async () => {
  child = await buildChild()
})
afterAll(() => child.remove())

test('three processes start on an empty folder and append to one case at once: nothing is lost', async () => {
  const folder = makeFolder(onTestFinished)
  const caseId = newCaseId()
  const children = ['a', 'b', 'c'].map((tag) => startChild(child.script, 'append', folder, caseId, '25', tag))
  expect(await Promise.all(children.map(({ ended }) => ended))).toEqual([0, 0, 0])

  const log = openLog(folder)
  const events = log.cases.events(caseId)
  expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 75 }, (_, index) => index + 1))
  expect(events.map(({ lamport }) => lamport)).toEqual(events.map(({ seq }) => seq))
  expect(new Set(events.map(({ writerId }) => writerId))).toEqual(new Set([log.writerId]))
  for (const tag of ['a', 'b', 'c']) {
    const notes = events.map(({ personal }) => personal['note']).filter((text) => typeof text === 'string' && text.startsWith(tag))
    expect(notes).toEqual(Array.from({ length: 25 }, (_, index) => `${tag}${index}`))
  }
  expect(log.cases.verify()).toMatchObject({ events: 75, cases: 1, findings: [] })
  log.close()
})

test('a process killed in the middle of appending loses nothing it had confirmed', async () => {
  const folder = makeFolder(onTestFinished)
  const caseId = newCaseId()
  const confirmed: string[] = []
  for (const [round, after] of [1, 4, 9, 16].entries()) {
    const running = startChild(child.script, 'append', folder, caseId, '100000', `r${round}-`)
    await running.said(after + 1)
    running.process.kill('SIGKILL')
    expect(await running.ended).toBe('SIGKILL')
    confirmed.push(...running.lines.slice(1).map((line) => line.split(' ')[0] ?? ''))

    const log = openLog(folder)
    const present = log.cases.events(caseId).map(({ personal }) => personal['note'])
    expect(present).toEqual(expect.arrayContaining(confirmed))
    expect(log.cases.verify().findings).toEqual([])
    expect(log.cases.row(caseId)?.searchText.trim().split(/\s+/u)).toEqual(present)
    log.close()
  }
})

test('one window at a time: a second process is refused, and a killed one leaves no lock behind', async () => {
  const folder = makeFolder(onTestFinished)
  const holder = startChild(child.script, 'lock', folder)
  await holder.said(1)
  expect(codeThrownBy(() => takeWindowLock(folder))).toBe('dataFolderInUse')
  holder.process.kill('SIGKILL')
  await holder.ended
  const lock = takeWindowLock(folder)
  expect(codeThrownBy(() => takeWindowLock(folder))).toBe('dataFolderInUse')
  const second = startChild(child.script, 'lock', folder)
  expect(await second.ended).toContain('dataFolderInUse')
  lock.release()
  lock.release()
  takeWindowLock(folder).release()
})

test('the command line appends while a window holds its lock', async () => {
  const folder = makeFolder(onTestFinished)
  const lock = takeWindowLock(folder)
  const log = openLog(folder)
  const caseId = newCaseId()
  log.cases.append(commandFor(caseId), () => [opened()])
  const beside = startChild(child.script, 'append', folder, caseId, '5', 'b')
  expect(await beside.ended).toBe(0)
  expect(log.cases.append(commandFor(caseId), (events) => [note(`after ${events.length}`)]).events.map(({ personal }) => personal['note'])).toEqual([undefined, 'b0', 'b1', 'b2', 'b3', 'b4', 'after 6'])
  expect(log.cases.verify().findings).toEqual([])
  log.close()
  lock.release()
})

test('when everybody has closed, one file is left', async () => {
  const folder = makeFolder(onTestFinished)
  const log = openLog(folder)
  const beside = startChild(child.script, 'append', folder, newCaseId(), '2', 'b')
  expect(await beside.ended).toBe(0)
  log.close()
  expect(readdirSync(folder)).toEqual(['cases.sqlite'])
})
