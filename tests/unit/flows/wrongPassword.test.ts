import { describe, expect, it } from 'vitest'
import { checkDefinition, isCheckName } from '@shared/domain/checks'
import { factDefinition, type FactName, type FactValue } from '@shared/domain/facts'
import { doors, type Door } from '@shared/domain/stateWords'
import { exploreFlow, waysDrawn, type Exploration } from '@shared/flows/explore'
import type { Walk } from '@shared/flows/walkTypes'
import { flowWordsIn, wordsFor } from '@shared/flows/words'
import { describeFinding } from '../../../electron/adapters/flowFiles/compileResources'
import { Log, shippedFindings, shippedLibrary, walkOf, wrongPassword } from './flowSupport'
import released from '../../../resources/flows/released.json'

type Facts = Readonly<Partial<Record<FactName, FactValue>>>

/**
 * Walks on by itself until a verdict is met or nobody can go on: checks give what `facts` say about them, people answer
 * what `facts` say, and otherwise "I'm not sure".
 */
function diagnose(facts: Facts, door: Door): { readonly walked: Walk; readonly log: Log } {
  const log = new Log('wrong-password')
  for (let moves = 0; moves < 40; moves += 1) {
    const walked = walkOf(wrongPassword, log, { door })
    const { position } = walked
    if (walked.verdicts.length > 0 || position.awaits === 'nothing') return { walked, log }
    const step = wrongPassword.steps[position.step]!
    const place = { step: position.step, visit: position.visit }
    for (const check of position.pendingChecks) {
      const { gives, needs, right } = checkDefinition(check)
      const isRun = right !== 'lookUp' || door !== 'employee'
      const given = Object.fromEntries(gives.flatMap((fact) => (isRun && facts[fact] !== undefined ? [[fact, facts[fact]]] : [])))
      const used = Object.fromEntries(needs.flatMap((fact) => { const value = walked.facts.get(fact)?.best.value; return value === undefined ? [] : [[fact, value]] }))
      log.check(place, check, given, used)
    }
    if (position.awaits === 'person' && step.kind === 'ask') {
      const name = step.fact as FactName
      log.answer(place, name, facts[name] ?? (name === 'person.address' ? 'cleo.marsh@harbourpine.example' : 'unsure'))
    } else if (position.awaits === 'person') log.advice(place, 'failed')
  }
  throw new Error('no verdict after 40 moves')
}

const helpers: readonly Door[] = ['agent', 'admin']
const healthy: Facts = { 'rest.health': 'fine', 'portal.host': 'harbourpine.bitrix24.example', 'portal.reachable': 'yes', 'address.shape': 'fine', 'person.found': 'one', 'person.active': 'yes', 'person.invitation': 'accepted', 'person.everLoggedIn': 'yes', 'clock.skew': 'fine' }
/** What an employee without a connection has: the computer and their own answers. */
const alone: Facts = { 'portal.host': 'harbourpine.bitrix24.example', 'portal.reachable': 'yes', 'address.shape': 'fine' }

/** Who logs in with a number: nobody is looked up by it. */
const byNumber: Facts = { 'rest.health': 'fine', 'portal.host': 'harbourpine.bitrix24.example', 'portal.reachable': 'yes', 'person.address': '+44 7700 900171', 'address.shape': 'phone' }

const table: readonly (readonly [verdict: string, situation: string, doors: readonly Door[], facts: Facts])[] = [
  ['security-block', 'the portal refuses every request', doors, { ...healthy, 'rest.health': 'blocked' }],
  ['security-block', 'the block goes before everything else that is wrong', doors, { 'rest.health': 'blocked', 'address.shape': 'broken', 'portal.reachable': 'no' }],
  ['address-mistyped', 'the address cannot be one', doors, { ...healthy, 'address.shape': 'broken' }],
  ['address-mistyped', 'a letter only looks like another', doors, { ...alone, 'address.shape': 'lookalike' }],
  ['address-mistyped', 'a slip in a well-known domain, and nobody has it', helpers, { ...healthy, 'address.spelling': 'typo', 'person.found': 'none' }],
  ['address-mistyped', 'a slip in a well-known domain, and nobody may look', ['employee'], { ...alone, 'address.spelling': 'typo' }],
  ['address-mistyped', 'the portal knows nearly the same address', helpers, { ...healthy, 'person.found': 'none', 'person.nearMiss': 'one' }],
  ['forgotten-password', 'what looks like a slip is somebody\'s address', helpers, { ...healthy, 'address.spelling': 'typo' }],
  ['wrong-portal', 'the portal\'s address has a slip', doors, { ...alone, 'portal.spelling': 'nearMiss' }],
  ['captcha', 'the page asks for letters', doors, { ...healthy, 'login.way': 'password', 'login.typing': 'captcha' }],
  ['access-limited', 'not from this network', doors, { ...healthy, 'login.way': 'password', 'login.typing': 'accessLimited' }],
  ['portal-renamed', 'the portal passes visitors on', doors, { ...healthy, 'portal.reachable': 'renamed' }],
  ['portal-unreachable', 'neither pages nor requests come back', doors, { ...healthy, 'portal.reachable': 'no', 'rest.health': 'unreachable' }],
  ['wrong-portal', 'no portal answers, and there is no connection', doors, { ...alone, 'portal.reachable': 'no' }],
  ['not-on-portal', 'nobody has the address', helpers, { ...healthy, 'person.found': 'none' }],
  ['shared-address', 'several people have it', helpers, { ...healthy, 'person.found': 'several' }],
  ['awaiting-approval', 'registered, not yet approved', helpers, { ...healthy, 'person.active': 'no', 'person.invitation': 'awaitingApproval' }],
  ['dismissed', 'switched off', helpers, { ...healthy, 'person.active': 'no' }],
  ['dismissed', 'switched off, and the portal does not tell about invitations', helpers, { 'rest.health': 'fine', 'person.found': 'one', 'person.active': 'no' }],
  ['invitation-pending', 'invited, never accepted', helpers, { ...healthy, 'person.invitation': 'pending', 'person.everLoggedIn': 'no' }],
  ['no-password-yet', 'accepted, never logged in', helpers, { ...healthy, 'person.everLoggedIn': 'no' }],
  ['account-blocked', 'the company\'s own server has shut the account out', helpers, { ...healthy, 'log.logins': 'blocked' }],
  ['account-blocked', 'the helper\'s clock is wrong, and the account is shut out', helpers, { ...healthy, 'clock.skew': 'wrong', 'log.logins': 'blocked' }],
  ['forgotten-password', 'a last login that worked is no word against a wrong password', helpers, { ...healthy, 'log.logins': 'succeeded' }],
  ['forgotten-password', 'failed logins alone are no block', helpers, { ...healthy, 'log.logins': 'failed' }],
  ['no-password-yet', 'the person says it never worked', doors, { ...alone, 'login.everWorked': 'no' }],
  ['clock-wrong', 'the clock of the person\'s own computer', ['employee'], { ...alone, 'rest.health': 'fine', 'clock.skew': 'wrong' }],
  ['forgotten-password', 'the helper\'s clock is wrong: it says nothing about the person', helpers, { ...healthy, 'clock.skew': 'wrong' }],
  ['social-only', 'always a button', doors, { ...alone, 'login.everWorked': 'yes', 'login.way': 'social' }],
  ['mistyped-password', 'Caps Lock it was', doors, { ...healthy, 'login.way': 'password', 'login.typing': 'wasIt' }],
  ['captcha', 'the page wants a picture read and will not have it', doors, { ...healthy, 'login.way': 'password', 'login.typing': 'captcha' }],
  ['access-limited', 'the portal lets nobody in from there', doors, { ...alone, 'login.way': 'password', 'login.typing': 'accessLimited' }],
  ['forgotten-password', 'everything is healthy', doors, { ...healthy, 'login.way': 'password', 'login.typing': 'checked', 'recovery.state': 'notTried' }],
  ['forgotten-password', 'nothing at all is known', doors, {}],
  ['recovery-mail-missing', 'the mail does not come', doors, { ...healthy, 'recovery.state': 'noMail' }],
  ['old-link', 'the link is refused', doors, { ...alone, 'recovery.state': 'linkRefused' }],
  ['new-password-refused', 'a fresh password is refused', doors, { ...healthy, 'recovery.state': 'newPasswordRefused' }],
  ['forgotten-password', 'the login is a phone number', doors, { ...byNumber, 'login.everWorked': 'yes', 'login.typing': 'checked', 'recovery.state': 'notTried' }],
  ['no-password-yet', 'a phone number that never logged in', doors, { ...byNumber, 'login.everWorked': 'no' }],
  ['social-only', 'no address and no number: always a button', doors, { ...alone, 'person.address': 'unsure', 'login.everWorked': 'yes', 'login.way': 'social' }],
  ['forgotten-password', 'requests work, so a page that does not answer is no diagnosis', helpers, { ...healthy, 'portal.reachable': 'no' }],
]

describe('wrong-password: verdict by situation', () => {
  it.each(table.flatMap(([verdict, situation, who, facts]) => who.map((door) => [door, situation, verdict, facts] as const)))('%s: %s -> %s', (door, _, verdict, facts) => {
    const { walked } = diagnose(facts, door)
    expect(walked.verdicts).toEqual([verdict])
  })

  it('has a situation in the table for every verdict', () => {
    expect(new Set(table.map(([verdict]) => verdict))).toEqual(new Set(wrongPassword.verdicts))
  })

  it('looks nobody up from the employee\'s door, whatever a connection could tell', () => {
    const { walked } = diagnose({ ...healthy, 'person.active': 'no' }, 'employee')
    expect(walked.verdicts).toEqual(['forgotten-password'])
    expect(walked.facts.has('person.active')).toBe(false)
  })

  it.each(doors)('asks the %s four diagnostic questions at most before the first verdict', (door) => {
    for (const [, , who, facts] of table) {
      if (!who.includes(door)) continue
      const { walked, log } = diagnose(facts, door)
      const answered = log.entries.filter((entry) => entry.type === 'answer' && factDefinition(entry.fact).type === 'closed')
      expect(answered.length, walked.verdicts[0]).toBeLessThanOrEqual(4)
    }
  })

  it('asks neither address nor portal when the pasted text and the connection tell', () => {
    const log = new Log('wrong-password').fact('person.address', 'cleo.marsh@harbourpine.example', 'paste').fact('portal.host', 'harbourpine.bitrix24.example', 'check')
    const walked = walkOf(wrongPassword, log)
    expect(walked.position).toMatchObject({ step: 'preflight', awaits: 'checks' })
    expect(walked.path.slice(0, 2).map((item) => item.passedBy)).toEqual(['known', 'known'])
    const { preflight } = wrongPassword.steps
    expect(walked.position.pendingChecks).toEqual(preflight?.kind === 'check' ? preflight.run : [])
  })

  it.each(doors)('asks the %s with a phone number not how the login goes', (door) => {
    const { walked, log } = diagnose({ ...byNumber, 'login.everWorked': 'yes' }, door)
    const asked = log.entries.flatMap((entry) => (entry.type === 'answer' ? [entry.fact] : []))
    expect(asked).toEqual(['person.address', 'portal.host', 'login.everWorked', 'login.typing', 'recovery.state'])
    expect(walked.verdicts).toEqual(['forgotten-password'])
  })

  it('reaches the security block from another flow by its id', () => {
    expect(wrongPassword.steps['security-block']).toMatchObject({ kind: 'advise', verdict: 'security-block' })
  })
})

describe('wrong-password: on from the verdict', () => {
  const run = (start: Facts, door: Door, ...moves: readonly ((log: Log) => unknown)[]): Walk => {
    const { log } = diagnose(start, door)
    for (const move of moves) move(log)
    return walkOf(wrongPassword, log, { door })
  }

  it('hands a dismissed account over from the agent, and lets an administrator prove it', () => {
    const facts: Facts = { ...healthy, 'person.active': 'no' }
    const done = (log: Log): unknown => log.advice({ step: 'dismissed' })
    expect(run(facts, 'agent', done).position).toMatchObject({ step: 'to-admin-dismissed', awaits: 'person' })
    expect(run(facts, 'admin', done).position).toMatchObject({ step: 'dismissed-try', awaits: 'checks', pendingChecks: ['last-login-moved'] })
  })

  it('looks again with another address, and runs only what depends on it', () => {
    const walked = run({ ...healthy, 'person.found': 'none' }, 'agent', (log) => log.advice({ step: 'not-on-portal' }).answer({ step: 'address-again' }, 'person.address', 'cleo@harbourpine.example'))
    expect(walked.position).toMatchObject({ step: 'preflight', visit: 2, pendingChecks: ['address-syntax', 'address-spelling', 'person-by-address', 'account-active', 'invitation-accepted', 'ever-logged-in'] })
    expect(walked.facts.has('person.found')).toBe(false)
  })

  it.each([['a phone number to an administrator', byNumber, 'to-admin'], ['an address to who looks after the mail', healthy, 'to-mail-admin']] as const)('hands what does not arrive at %s', (_, facts, step) => {
    const failed = (log: Log): unknown => log.advice({ step: 'recovery-mail-missing' }, 'failed')
    expect(run({ ...facts, 'login.everWorked': 'yes', 'recovery.state': 'noMail' }, 'agent', failed).position).toMatchObject({ step, awaits: 'person' })
  })

  it('ends a recovered password solved when the login moved, and hands over when it did not', () => {
    const place = { step: 'try' }
    const done = (log: Log): unknown => log.advice({ step: 'forgotten-password' })
    const needs = { 'person.address': 'cleo.marsh@harbourpine.example' }
    expect(run(healthy, 'agent', done, (log) => log.check(place, 'last-login-moved', { 'login.works': 'yes' }, needs)).position).toMatchObject({ step: 'solved', outcome: 'solved' })
    expect(run(healthy, 'agent', done, (log) => log.check(place, 'last-login-moved', {}, needs)).position).toMatchObject({ step: 'try', awaits: 'person' })
    const refused = [done, (log: Log): unknown => log.check(place, 'last-login-moved', {}, needs).answer(place, 'login.works', 'no')]
    expect(run(healthy, 'agent', ...refused).position).toMatchObject({ step: 'to-admin', awaits: 'person' })
    expect(run(healthy, 'agent', ...refused, (log) => log.handOver({ step: 'to-admin' }, 'sent')).position).toMatchObject({ step: 'to-admin', awaits: 'answer' })
  })
})

describe('wrong-password: every reachable state', () => {
  const explored = new Map<Door, Exploration>()
  const explore = (door: Door): Exploration => {
    const ready = explored.get(door) ?? exploreFlow(wrongPassword, shippedLibrary, door)
    explored.set(door, ready)
    return ready
  }

  it.each(doors)('as %s leads on until an outcome', (door) => {
    const { stuck, outcomes, states } = explore(door)
    expect(stuck).toEqual([])
    expect(outcomes.solved).toBeGreaterThan(0)
    expect(outcomes.notSolved).toBeGreaterThan(0)
    expect(states).toBeGreaterThan(100)
  }, 120_000)

  it('takes every way that is drawn, and no other', () => {
    const taken = new Set(doors.flatMap((door) => [...explore(door).taken]))
    expect(taken).toEqual(waysDrawn(wrongPassword))
  })

  it('reaches every step and every verdict', () => {
    expect(new Set(doors.flatMap((door) => [...explore(door).reached]))).toEqual(new Set(Object.keys(wrongPassword.steps)))
    expect(new Set(doors.flatMap((door) => [...explore(door).verdicts.keys()]))).toEqual(new Set(wrongPassword.verdicts))
  })

  it('shows an employee no verdict that needs a look-up', () => {
    const seen = explore('employee').verdicts
    for (const verdict of ['not-on-portal', 'shared-address', 'dismissed', 'awaiting-approval', 'invitation-pending']) expect(seen.has(verdict), verdict).toBe(false)
  })
})

describe('wrong-password: the words', () => {
  it('pass the linter without a finding', () => {
    expect(shippedFindings.map(describeFinding)).toEqual([])
  })

  it('are frozen under the hash of their release, once they are released', () => {
    const hashes: Readonly<Record<string, string>> = released
    expect([undefined, wrongPassword.sha256]).toContain(hashes['wrong-password/1'])
  })

  const words = flowWordsIn(wrongPassword, 'en')!.words
  const texts = JSON.stringify(words.steps) + JSON.stringify(words.verdicts)

  it('hold no exclamation mark, no he or she, and no TODO', () => {
    expect(texts.match(/.{20}(?:!|\b(?:he|she|his|her|him|todo|lorem)\b)/i)?.[0]).toBeUndefined()
  })

  it('never ask for a password, a code or a token', () => {
    expect(texts.match(/(?<!don't )(?:tell|send|give|read) (?:me|us) (?:your|the) (?:password|code)/i)?.[0]).toBeUndefined()
    expect(wordsFor(wrongPassword, 'typing', { language: 'en', door: 'agent' }).say).toMatch(/don't tell me the password/)
  })

  it('keep the truth about a security block: colleagues stay in, apps stay out', () => {
    expect(words.steps['security-block']?.body).toMatch(/Colleagues can still log in/)
    expect(words.steps['security-block']?.body).toMatch(/every app/)
  })

  it('give every hand-over a subject and a message for every door', () => {
    for (const [id, step] of Object.entries(wrongPassword.steps)) {
      if (step.kind !== 'handOver') continue
      for (const door of doors) {
        const found = wordsFor(wrongPassword, id, { language: 'en', door })
        expect(found.subject, id).toMatch(/\S/)
        expect(found.message, id).toMatch(/^Hello,\n/)
      }
    }
  })

  it('name only checks that exist', () => {
    const names = Object.values(wrongPassword.steps).flatMap((step) => (step.kind === 'check' ? step.run : step.kind === 'verify' && step.run !== undefined ? [step.run] : []))
    expect(names.filter((name) => !isCheckName(name))).toEqual([])
  })
})

