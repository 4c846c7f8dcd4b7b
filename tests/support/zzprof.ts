import { mkdtempSync } from 'node:fs'
import { commandFor, newCaseId, opened, openLog } from './caseLogFixtures'
const log = openLog(mkdtempSync('/tmp/prof-'))
const fact: any = { kind: 'answerGiven', flow: { id: 'lost-phone', version: 1, step: 'codes' }, open: { fact: 'person.address', visit: 1 }, personal: { value: 'anna@a.example' } }
const t0 = process.hrtime.bigint()
let n = 0
for (let c = 0; c < 80; c++) { const id = newCaseId(); for (let i = 0; i < 25; i++) { log.cases.append(commandFor(id), () => [i === 0 ? opened() : fact]); n++ } }
console.log('per append ms', Number(process.hrtime.bigint() - t0) / 1e6 / n)
