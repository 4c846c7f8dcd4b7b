import { mkdtempSync } from 'node:fs'
import { commandFor, newCaseId, opened, openLog } from './caseLogFixtures'
const log = openLog(mkdtempSync('/tmp/prof-'))
const fact: any = { kind: 'answerGiven', flow: { id: 'lost-phone', version: 1, step: 'codes' }, open: { fact: 'person.address', visit: 1 }, personal: { value: 'anna@a.example' } }
function go(cs: number) { let n = 0; const c0 = process.cpuUsage(); for (let c = 0; c < cs; c++) { const id = newCaseId(); for (let i = 0; i < 25; i++) { log.cases.append(commandFor(id), () => [i === 0 ? opened() : fact]); n++ } } const u = process.cpuUsage(c0); return { user: u.user / 1000 / n, sys: u.system / 1000 / n } }
console.log(go(20)); console.log(go(40)); console.log(go(40)); console.log(go(40))
