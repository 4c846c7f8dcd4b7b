import { writeSync } from 'node:fs'
import { AppFailure } from '@shared/contract/appError'
import type { NewEvent } from '@shared/domain/events'
import type { FixName } from '@shared/domain/fixes'
import type { Ports } from '../../../electron/core/ports'
import { aroundWrites } from './aroundWrites'
import { changeOf, openDesk, placeOf, stepOf, type Company } from './deskOfProcess'
import { fixFlow, libraryOf } from './fixFlow'

/** A process of its own that runs one fix of a case and stops dead at a chosen instant, saying so: it waits there to be killed. */
export type Instant = 'beforeTheRequest' | 'underWay' | 'afterTheAnswer' | 'beforeTheProof' | 'never'
export interface ChildTask {
  readonly dataDir: string
  readonly company: Company
  readonly flow: readonly FixName[]
  readonly caseId: string
  readonly commandId: string
  readonly instant: Instant
  /** At which of several requests; the first unless said. */
  readonly nth?: number
}

const task = JSON.parse(process.argv[2] ?? '{}') as ChildTask
const say = (line: string): void => void writeSync(1, `${line}\n`)
const standStill = (): Promise<never> => {
  say(`at ${task.instant}`)
  setInterval(() => undefined, 1000)
  return new Promise(() => undefined)
}

/** SQLite's transactions are synchronous: only killing ends a loop in there. */
function standStillHere(): never {
  say(`at ${task.instant}`)
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000)
}

const { nth = 1 } = task
let begun = 0

function between(ports: Ports): Ports {
  const held: Ports = {
    ...ports,
    cases: {
      ...ports.cases,
      append: (command, decide) =>
        ports.cases.append(command, (events) => {
          const wanted: readonly NewEvent[] = decide(events)
          if (task.instant === 'beforeTheProof' && wanted.some(({ kind }) => kind === 'fixVerified')) standStillHere()
          return wanted
        }),
    },
  }
  return aroundWrites(held, {
    before: () => {
      begun += 1
      if (begun < nth) return undefined
      if (task.instant === 'underWay') say('sending')
      return task.instant === 'beforeTheRequest' ? standStill() : undefined
    },
    after: () => (task.instant === 'afterTheAnswer' && begun >= nth ? standStill() : undefined),
  })
}

const desk = openDesk({ flows: libraryOf(fixFlow(...task.flow)), company: task.company, dataDir: task.dataDir, between })
await desk.call('connection.openDemo', {})
const view = await desk.call('cases.view', { caseId: task.caseId as never })
try {
  const { confirmWith = '' } = await desk.call('fixes.preview', placeOf(view))
  await desk.call('fixes.run', { ...changeOf(view), commandId: task.commandId as never, ...stepOf(view), confirm: confirmWith })
  say('done')
} catch (error) {
  say(`refused ${error instanceof AppFailure ? error.code : 'internal'}`)
}
await desk.close()
