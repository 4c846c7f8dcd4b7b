import { writeSync } from 'node:fs'
import { caseIdSchema } from '@shared/domain/ids'
import { takeWindowLock } from '../../electron/adapters/sqlite/windowLock'
import { commandFor, note, openLog } from './caseLogFixtures'

/** A process of its own for the tests of the log: it appends, or holds the window lock, and says so a line at a time. */
const [task, dataDir = '', caseId = '', count = '0', tag = ''] = process.argv.slice(2)
const say = (line: string): void => void writeSync(1, `${line}\n`)

if (task === 'append') {
  const log = openLog(dataDir)
  const id = caseIdSchema.parse(caseId)
  say('ready')
  for (let i = 0; i < Number(count); i += 1) {
    const { events } = log.cases.append(commandFor(id), () => [note(`${tag}${i}`)])
    // Said only after the append came back: the test holds us to every line.
    say(`${tag}${i} ${events.length}`)
  }
  log.close()
} else if (task === 'lock') {
  takeWindowLock(dataDir)
  say('ready')
  setInterval(() => undefined, 1000)
} else throw new Error('an unknown task')
