import { describe, expect, it } from 'vitest'
import { FlowError, type FlowErrorCode } from '@shared/flows/engine'
import type { CompiledFlow } from '@shared/flows/schema'
import type { FixStage } from '@shared/flows/walkTypes'
import { flowOf, Log, minute, solved, stop, trail, walkOf } from './flowSupport'

const codeOf = (run: () => unknown): FlowErrorCode | undefined => {
  try {
    run()
  } catch (error) {
    if (error instanceof FlowError) return error.code
    throw error
  }
  return undefined
}

describe('asking', () => {
  const flow = flowOf({
    way: { kind: 'ask', fact: 'login.way', next: { password: 'typing', else: 'end' } },
    typing: { kind: 'ask', fact: 'login.typing', next: { else: 'end' } },
    end: solved,
  })

  it('stops at the first question and waits for a person', () => {
    expect(walkOf(flow, new Log()).position).toEqual({ flow: 'small', version: 1, step: 'way', visit: 1, kind: 'ask', awaits: 'person', pendingChecks: [], outcome: undefined })
  })

  it('follows the answer, and else where the map does not name it', () => {
    expect(walkOf(flow, new Log().answer({ step: 'way' }, 'login.way', 'password')).position.step).toBe('typing')
    const ended = walkOf(flow, new Log().answer({ step: 'way' }, 'login.way', 'social'))
    expect(ended.position).toMatchObject({ step: 'end', awaits: 'nothing', outcome: 'solved' })
    expect(ended.path.map((item) => item.result)).toEqual(['social', 'solved'])
  })

  it('passes by itself, visibly, when the fact is known', () => {
    const log = new Log().fact('login.way', 'password', 'file')
    const walked = walkOf(flow, log)
    expect(walked.path[0]).toMatchObject({ step: 'way', passedBy: 'known', events: [log.last], result: 'password' })
    expect(walked.position.step).toBe('typing')
  })

  it('lets a person change a question that passed by itself', () => {
    const walked = walkOf(flow, new Log().fact('login.way', 'password', 'file').answer({ step: 'way' }, 'login.way', 'social'))
    expect(trail(walked)).toEqual(['way:entry', 'end:position'])
    expect(walked.facts.get('login.way')).toMatchObject({ best: { value: 'social', giver: 'person' }, contradicted: true })
  })

  it('asks again where the step says so, although the fact is known', () => {
    const again = flowOf({ one: { kind: 'ask', fact: 'login.way', again: true, next: { else: 'end' } }, end: solved })
    expect(walkOf(again, new Log().fact('login.way', 'password', 'file')).position).toMatchObject({ step: 'one', awaits: 'person' })
  })

  it('counts the latest of two live answers and keeps the other as no longer used', () => {
    const log = new Log().answer({ step: 'way' }, 'login.way', 'social').answer({ step: 'way' }, 'login.way', 'password')
    const walked = walkOf(flow, log)
    expect(walked.position.step).toBe('typing')
    expect(walked.unused).toEqual(['writer:1'])
  })

  it('does not take an answer to another fact for its own', () => {
    const walked = walkOf(flow, new Log().answer({ step: 'way' }, 'login.typing', 'checked'))
    expect(walked.position.step).toBe('way')
    expect(walked.unused).toEqual(['writer:1'])
  })

  it('lets guards read the check while the way on follows the person, and shows the contradiction', () => {
    const both = flowOf({
      look: { kind: 'check', run: ['last-login-moved'], next: [{ else: 'ask' }] },
      ask: { kind: 'ask', fact: 'login.works', next: { yes: 'guard', else: 'stop' } },
      guard: { kind: 'check', run: ['last-login-moved'], next: [{ when: { fact: 'login.works', is: 'no' }, to: 'end' }, { else: 'stop' }] },
      end: solved,
      stop,
    })
    const walked = walkOf(both, new Log().check({ step: 'look' }, 'last-login-moved', { 'login.works': 'no' }).answer({ step: 'ask' }, 'login.works', 'yes'))
    expect(walked.position.step).toBe('end')
    expect(walked.facts.get('login.works')).toMatchObject({ best: { value: 'no', giver: 'check' }, contradicted: true })
  })

  it('takes "I am not sure" for an address as an answer without a value', () => {
    const text = flowOf({ host: { kind: 'ask', fact: 'portal.host', next: { unsure: 'stop', else: 'end' } }, end: solved, stop })
    const unsure = walkOf(text, new Log().answer({ step: 'host' }, 'portal.host', 'unsure'))
    expect(unsure.position.step).toBe('stop')
    expect(unsure.facts.has('portal.host')).toBe(false)
    const named = walkOf(text, new Log().answer({ step: 'host' }, 'portal.host', 'harbourpine.bitrix24.example'))
    expect(named.position.step).toBe('end')
    expect(named.path[0]?.result).toBeUndefined()
  })

  it('does not call two spellings of one address a contradiction', () => {
    const text = flowOf({ who: { kind: 'ask', fact: 'person.address', next: { else: 'end' } }, end: solved })
    const walked = walkOf(text, new Log().fact('person.address', 'Cleo@Harbourpine.example').answer({ step: 'who' }, 'person.address', 'cleo@harbourpine.example'))
    expect(walked.facts.get('person.address')?.contradicted).toBe(false)
  })
})

describe('checking', () => {
  const flow = flowOf({
    who: { kind: 'ask', fact: 'person.address', next: { else: 'look' } },
    look: {
      kind: 'check',
      run: ['address-syntax', 'rest-health', 'person-by-address'],
      next: [{ when: { fact: 'person.found', is: 'one' }, to: 'way' }, { else: 'stop' }],
    },
    way: { kind: 'ask', fact: 'login.way', next: { else: 'end' } },
    end: solved,
    stop,
  })
  const address = { 'person.address': 'a@b.example' }
  const checked = (found = 'one'): Log =>
    new Log()
      .answer({ step: 'who' }, 'person.address', 'a@b.example')
      .check({ step: 'look' }, 'address-syntax', { 'address.shape': 'fine' }, address)
      .check({ step: 'look' }, 'rest-health', { 'rest.health': 'fine' })
      .check({ step: 'look' }, 'person-by-address', { 'person.found': found, 'person.name': 'Ivo Tern' }, address)

  it('lists every missing check in the order of the flow', () => {
    const walked = walkOf(flow, new Log().answer({ step: 'who' }, 'person.address', 'a@b.example').check({ step: 'look' }, 'rest-health', { 'rest.health': 'fine' }))
    expect(walked.position).toMatchObject({ step: 'look', awaits: 'checks', pendingChecks: ['address-syntax', 'person-by-address'] })
    expect(walked.facts.get('rest.health')?.best.value).toBe('fine')
  })

  it('passes by its checks and lets the guards read what they gave', () => {
    const walked = walkOf(flow, checked())
    expect(trail(walked)).toEqual(['who:entry', 'look:checks', 'way:position'])
    expect(walked.path[1]?.events).toEqual(['writer:2', 'writer:3', 'writer:4'])
    expect(walked.facts.get('person.name')?.best).toMatchObject({ value: 'Ivo Tern', giver: 'check' })
    expect(walkOf(flow, checked('none')).position.step).toBe('stop')
  })

  it('does not reuse a check that was run with another address', () => {
    const log = checked().answer({ step: 'who' }, 'person.address', 'other@b.example')
    const walked = walkOf(flow, log)
    expect(walked.position).toMatchObject({ awaits: 'checks', pendingChecks: ['address-syntax', 'person-by-address'] })
    expect(walked.facts.has('person.found')).toBe(false)
    expect(walked.facts.has('person.name')).toBe(false)
  })

  it('takes up earlier checks again when the old address comes back', () => {
    const log = checked().answer({ step: 'who' }, 'person.address', 'other@b.example').answer({ step: 'who' }, 'person.address', 'a@b.example')
    expect(walkOf(flow, log).position.step).toBe('way')
  })

  it('compares only what the check needs', () => {
    const log = new Log()
      .answer({ step: 'who' }, 'person.address', 'a@b.example')
      .check({ step: 'look' }, 'address-syntax', {}, { ...address, 'portal.host': 'elsewhere' })
      .check({ step: 'look' }, 'rest-health', {}, { 'portal.host': 'elsewhere' })
      .check({ step: 'look' }, 'person-by-address', { 'person.found': 'one' }, address)
    expect(walkOf(flow, log).position.step).toBe('way')
  })

  it('reuses a check that was recorded at another step', () => {
    const twice = flowOf({ one: { kind: 'check', run: ['rest-health'], next: [{ else: 'two' }] }, two: { kind: 'check', run: ['rest-health'], next: [{ else: 'end' }] }, end: solved })
    expect(trail(walkOf(twice, new Log().check({ step: 'one' }, 'rest-health')))).toEqual(['one:checks', 'two:checks', 'end:position'])
  })

  it('replaces all that the earlier run of a check gave', () => {
    const log = checked().check({ step: 'look' }, 'person-by-address', { 'person.found': 'one' }, address)
    const walked = walkOf(flow, log)
    expect(walked.facts.has('person.name')).toBe(false)
    expect(walked.unused).toEqual(['writer:4'])
  })

  it('counts a check without a result as run: nothing is known from it', () => {
    const log = new Log().answer({ step: 'who' }, 'person.address', 'a@b.example').check({ step: 'look' }, 'address-syntax', {}, address).check({ step: 'look' }, 'rest-health').check({ step: 'look' }, 'person-by-address', {}, address)
    expect(walkOf(flow, log).position.step).toBe('stop')
  })

  it('runs a stale check again only at the frontier', () => {
    const now = 31 * minute
    expect(walkOf(flow, checked(), { now: 30 * minute }).position.pendingChecks).toEqual(['rest-health'])
    expect(walkOf(flow, checked(), { now }).position.pendingChecks).toEqual(['rest-health', 'person-by-address'])
    // Something a person did later makes it history, which is not redone.
    const later = checked().answer({ step: 'way' }, 'login.way', 'password')
    const walked = walkOf(flow, later, { now })
    expect(walked.position.step).toBe('end')
    expect(walked.facts.get('person.found')?.best.fresh).toBe(true)
  })

  it('does not fall back to an older run when the newest has gone stale', () => {
    const log = checked().answer({ step: 'way' }, 'login.way', 'password').check({ step: 'look' }, 'rest-health', { 'rest.health': 'blocked' })
    expect(walkOf(flow, log, { now: 60 * minute }).position).toMatchObject({ step: 'look', pendingChecks: ['rest-health'] })
  })

  it('lets no guard read a fact that has gone stale', () => {
    const guard = flowOf({ one: { kind: 'ask', fact: 'login.works', again: true, next: [{ when: { known: 'login.works' }, to: 'end' }, { else: 'stop' }] }, end: solved, stop })
    const log = new Log().fact('login.works', 'yes', 'check')
    expect(walkOf(guard, log, { now: 11 * minute }).facts.get('login.works')?.best.fresh).toBe(false)
    expect(walkOf(flowOf({ one: { kind: 'ask', fact: 'login.works', next: { else: 'end' } }, end: solved }), log, { now: 11 * minute }).position.step).toBe('one')
  })
})

describe('advice, fixes and proof', () => {
  it('follows what came of the advice', () => {
    const flow = flowOf({ tip: { kind: 'advise', verdict: 'tip', next: { done: 'end', failed: 'stop' } }, end: solved, stop }, { verdicts: ['tip'] })
    const waiting = walkOf(flow, new Log())
    expect(waiting.position.awaits).toBe('person')
    expect(waiting.verdicts).toEqual(['tip'])
    expect(walkOf(flow, new Log().advice({ step: 'tip' }, 'failed')).position.step).toBe('stop')
  })

  it('follows the result of a fix, never running it by walking', () => {
    const flow = flowOf({ mend: { kind: 'fix', run: 'mend', next: { verified: 'end', else: 'stop' } }, end: solved, stop })
    expect(walkOf(flow, new Log()).position).toMatchObject({ step: 'mend', awaits: 'person' })
    expect(walkOf(flow, new Log().fix({ step: 'mend' }, 'verified')).position.step).toBe('end')
    expect(walkOf(flow, new Log().fix({ step: 'mend' }, 'skipped')).position.step).toBe('stop')
  })

  const proof = flowOf({
    try: { kind: 'verify', run: 'last-login-moved', ask: 'login.works', next: { yes: 'end', no: 'stop', unknown: 'again' } },
    again: { kind: 'advise', next: { else: 'stop' } },
    end: solved,
    stop,
  })

  it('awaits the check first, then the person only where the check cannot tell', () => {
    expect(walkOf(proof, new Log()).position).toMatchObject({ awaits: 'checks', pendingChecks: ['last-login-moved'] })
    expect(walkOf(proof, new Log().check({ step: 'try' }, 'last-login-moved', { 'login.works': 'yes' })).position.step).toBe('end')
    const asked = new Log().check({ step: 'try' }, 'last-login-moved')
    expect(walkOf(proof, asked).position).toMatchObject({ step: 'try', awaits: 'person' })
    expect(walkOf(proof, asked.answer({ step: 'try' }, 'login.works', 'unsure')).position.step).toBe('again')
  })

  it('believes the check before the person', () => {
    const log = new Log().check({ step: 'try' }, 'last-login-moved', { 'login.works': 'no' }).answer({ step: 'try' }, 'login.works', 'yes')
    const walked = walkOf(proof, log)
    expect(walked.position.step).toBe('stop')
    expect(walked.unused).toEqual(['writer:2'])
  })

  it('is never skipped and never satisfied by a check from elsewhere', () => {
    expect(walkOf(proof, new Log().fact('login.works', 'yes', 'person')).position.step).toBe('try')
    expect(walkOf(proof, new Log().check({ step: 'elsewhere' }, 'last-login-moved', { 'login.works': 'yes' })).position).toMatchObject({ step: 'try', awaits: 'checks' })
  })

  it('asks at once where there is no check', () => {
    const flow = flowOf({ try: { kind: 'verify', ask: 'login.works', next: { yes: 'end', no: 'stop', unknown: 'stop' } }, end: solved, stop })
    expect(walkOf(flow, new Log()).position).toMatchObject({ awaits: 'person', pendingChecks: [] })
    expect(walkOf(flow, new Log().answer({ step: 'try' }, 'login.works', 'yes')).position.step).toBe('end')
  })
})

describe('steps for other doors', () => {
  const flow = flowOf({
    tip: { kind: 'advise', verdict: 'for-admins', for: ['admin'], next: { done: 'ask', failed: 'stop' } },
    ask: { kind: 'ask', for: ['admin'], fact: 'login.way', next: { password: 'stop', social: 'stop', unsure: 'prove' } },
    prove: { kind: 'verify', for: ['admin'], ask: 'login.works', next: { yes: 'stop', no: 'stop', else: 'hand' } },
    hand: { kind: 'handOver', for: ['admin'], to: 'support', resume: 'end' },
    end: solved,
    stop,
  }, { verdicts: ['for-admins'] })

  it('passes them visibly, without their verdict', () => {
    const walked = walkOf(flow, new Log(), { door: 'agent' })
    expect(trail(walked)).toEqual(['tip:notForRole', 'ask:notForRole', 'prove:notForRole', 'hand:notForRole', 'end:position'])
    expect(walked.verdicts).toEqual([])
  })

  it('stops at them for their own door', () => {
    expect(walkOf(flow, new Log(), { door: 'admin' }).position.step).toBe('tip')
  })
})

describe('handing over', () => {
  const flow = flowOf({
    try: { kind: 'verify', ask: 'login.works', next: { yes: 'end', else: 'hand' } },
    hand: { kind: 'handOver', to: 'admin', resume: 'try', limit: 1, over: 'stop' },
    end: solved,
    stop,
  })
  const no = (): Log => new Log().answer({ step: 'try' }, 'login.works', 'no')

  it('waits for the person, then for the answer, then goes on at its resume', () => {
    expect(walkOf(flow, no()).position).toMatchObject({ step: 'hand', awaits: 'person' })
    expect(walkOf(flow, no().handOver({ step: 'hand' }, 'sent')).position).toMatchObject({ step: 'hand', awaits: 'answer', outcome: undefined })
    const back = walkOf(flow, no().handOver({ step: 'hand' }, 'sent').handOver({ step: 'hand' }, 'answered'))
    expect(back.position).toMatchObject({ step: 'try', visit: 2, awaits: 'person' })
    expect(back.path[1]?.events).toEqual(['writer:2', 'writer:3'])
    expect(back.unused).toEqual([])
  })

  it('goes over its limit the next time', () => {
    const log = no().handOver({ step: 'hand' }, 'sent').handOver({ step: 'hand' }, 'answered').answer({ step: 'try', visit: 2 }, 'login.works', 'no')
    expect(trail(walkOf(flow, log))).toEqual(['try:entry', 'hand:entry', 'try:entry', 'stop:position'])
  })

  it('ends handed over where nothing is waited for', () => {
    const last = flowOf({ hand: { kind: 'handOver', to: 'support' } })
    expect(walkOf(last, new Log()).position.outcome).toBeUndefined()
    expect(walkOf(last, new Log().handOver({ step: 'hand' }, 'sent', 'support')).position).toMatchObject({ awaits: 'nothing', outcome: 'handedOver' })
  })
})

describe('loops, back and change', () => {
  const ring = flowOf({
    who: { kind: 'ask', fact: 'login.way', again: true, limit: 2, over: 'stop', next: { password: 'end', else: 'tip' } },
    tip: { kind: 'advise', next: { else: 'who' } },
    end: solved,
    stop,
  })

  it('counts visits and reads each visit its own entries', () => {
    const log = new Log().answer({ step: 'who' }, 'login.way', 'social').advice({ step: 'tip' })
    expect(walkOf(ring, log).position).toMatchObject({ step: 'who', visit: 2, awaits: 'person' })
    log.answer({ step: 'who', visit: 2 }, 'login.way', 'unsure').advice({ step: 'tip', visit: 2 })
    expect(walkOf(ring, log).position).toMatchObject({ step: 'stop', outcome: 'notSolved' })
  })

  it('keeps later evidence after a change, marked as no longer used, and takes it up again', () => {
    const log = new Log().answer({ step: 'who' }, 'login.way', 'social').advice({ step: 'tip' })
    const changed = walkOf(ring, [...log.entries, ...new Log().answer({ step: 'who' }, 'login.way', 'password').entries.map((entry) => ({ ...entry, event: 'writer:9' as const }))])
    expect(changed.position.step).toBe('end')
    expect(changed.unused).toEqual(['writer:1', 'writer:2'])
    expect(walkOf(ring, log).unused).toEqual([])
  })

  it('gives up on a ring that nothing ends', () => {
    const endless = flowOf({ one: { kind: 'check', run: ['rest-health'], next: [{ else: 'two' }] }, two: { kind: 'check', run: ['rest-health'], next: [{ else: 'one' }] } })
    expect(codeOf(() => walkOf(endless, new Log().check({ step: 'one' }, 'rest-health')))).toBe('ringWithoutLimit')
    const over = flowOf({ one: { kind: 'ask', fact: 'login.way', limit: 1, over: 'one', next: { else: 'one' } } })
    expect(codeOf(() => walkOf(over, new Log().answer({ step: 'one' }, 'login.way', 'social')))).toBe('ringWithoutLimit')
  })

  it.each<[string, FlowErrorCode, CompiledFlow]>([
    ['a step that is not there', 'unknownTarget', flowOf({ one: { kind: 'check', run: ['rest-health'], next: [{ else: 'gone' }] } })],
    ['a name out of Object itself', 'unknownTarget', flowOf({ one: { kind: 'check', run: ['rest-health'], next: [{ else: 'constructor' }] } })],
    ['another flow that is not there', 'unknownFlow', flowOf({ one: { kind: 'check', run: ['rest-health'], next: [{ else: { flow: 'gone' } }] } })],
    ['no way on', 'noWayOn', flowOf({ one: { kind: 'check', run: ['rest-health'], next: { other: 'one' } } })],
  ])('names %s', (_, code, flow) => {
    expect(codeOf(() => walkOf(flow, new Log().check({ step: 'one' }, 'rest-health')))).toBe(code)
  })

  it('names a check and a fact that are not in the registries', () => {
    expect(codeOf(() => walkOf(flowOf({ one: { kind: 'check', run: ['no-such'], next: [{ else: 'one' }] } }), new Log()))).toBe('unknownName')
    expect(codeOf(() => walkOf(flowOf({ one: { kind: 'ask', fact: 'no.such', next: { else: 'one' } } }), new Log()))).toBe('unknownName')
  })
})

describe('other flows', () => {
  const helper = flowOf({ way: { kind: 'ask', fact: 'login.way', next: { password: 'found', else: 'nothing' } }, found: { kind: 'advise', verdict: 'typo', next: { else: 'done' } }, done: solved, nothing: stop }, { id: 'helper', version: 3, verdicts: ['typo'] })
  const caller = flowOf({
    start: { kind: 'call', call: { flow: 'helper' }, next: { typo: 'tip', notSolved: 'stop', else: 'end' } },
    tip: { kind: 'advise', next: { else: 'way' } },
    way: { kind: 'ask', fact: 'login.way', next: { else: 'end' } },
    end: solved,
    stop,
  })

  it('calls a flow, comes back with its verdict, and asks nothing twice', () => {
    const log = new Log('helper').answer({ step: 'way' }, 'login.way', 'password').advice({ step: 'found' })
    const inside = walkOf([caller, helper], log.entries.slice(0, 1))
    expect(inside.position).toMatchObject({ flow: 'helper', version: 3, step: 'found' })
    const back = walkOf([caller, helper], [...log.entries, ...new Log().advice({ step: 'tip' }).entries.map((entry) => ({ ...entry, event: 'writer:9' as const }))])
    expect(trail(back)).toEqual(['start:entry', 'way:entry', 'found:entry', 'done:entry', 'tip:entry', 'way:known', 'end:position'])
    expect(back.path[0]?.result).toBe('typo')
  })

  it('comes back with its outcome where there is no verdict', () => {
    expect(walkOf([caller, helper], new Log('helper').answer({ step: 'way' }, 'login.way', 'social')).position).toMatchObject({ flow: 'small', step: 'stop' })
  })

  it('lists the version it found until that is recorded, and keeps to the recorded one', () => {
    const older = flowOf({ old: { kind: 'ask', fact: 'login.typing', next: { else: 'done' } }, done: solved }, { id: 'helper', version: 2 })
    expect(walkOf([caller, older, helper], new Log()).toRecord).toEqual([{ flow: 'helper', version: 3 }])
    const log = new Log().entered('helper', 2).entered('helper', 3)
    const walked = walkOf([caller, older, helper], log)
    expect(walked.position).toMatchObject({ flow: 'helper', version: 2, step: 'old' })
    expect(walked.toRecord).toEqual([])
    expect([...walked.used]).toEqual(['writer:1'])
  })

  it('says so when the recorded version does not ship', () => {
    expect(codeOf(() => walkOf([caller, helper], new Log().entered('helper', 9)))).toBe('unknownFlow')
  })

  it('goes to another flow, at a step of it, without coming back', () => {
    const leaves = flowOf({ one: { kind: 'call', call: { flow: 'between' }, next: { else: 'stop' } }, stop })
    const between = flowOf({ on: { kind: 'check', run: ['rest-health'], next: [{ else: { flow: 'helper', at: 'found' } }] } }, { id: 'between' })
    const log = new Log('helper').check({ flow: 'between', step: 'on' }, 'rest-health').advice({ step: 'found' })
    const walked = walkOf([leaves, between, helper], log)
    expect(walked.position).toMatchObject({ flow: 'helper', step: 'done', outcome: 'solved' })
    expect(walked.toRecord).toEqual([{ flow: 'between', version: 1 }, { flow: 'helper', version: 3 }])
  })

  it('refuses calls inside calls inside calls inside calls', () => {
    const flows = ['small', 'b', 'c', 'd', 'e'].map((id, index, all) => flowOf(index === 4 ? { end: solved } : { go: { kind: 'call', call: { flow: all[index + 1] }, next: { else: 'end' } }, end: solved }, { id }))
    expect(codeOf(() => walkOf(flows, new Log()))).toBe('callTooDeep')
    expect(walkOf(flows.slice(1), new Log()).position).toMatchObject({ flow: 'b', step: 'end', outcome: 'solved' })
  })
})

describe('verdicts', () => {
  it('are listed in the order they were met, the last one counts', () => {
    const flow = flowOf({ a: { kind: 'advise', verdict: 'one', next: { else: 'b' } }, b: { kind: 'advise', verdict: 'two', next: { else: 'c' } }, c: { kind: 'advise', verdict: 'two', next: { else: 'end' } }, end: solved }, { verdicts: ['one', 'two'] })
    expect(walkOf(flow, new Log().advice({ step: 'a' }).advice({ step: 'b' })).verdicts).toEqual(['one', 'two'])
  })
})

describe('fixes', () => {
  const address = { 'person.address': 'cleo@harbourpine.example' }
  const flow = flowOf({
    who: { kind: 'ask', fact: 'person.address', next: { else: 'invite' } },
    invite: { kind: 'fix', run: 'invite', next: { verified: 'end', unknown: 'later', skipped: 'hand', else: 'stop' } },
    later: { kind: 'ask', fact: 'login.way', next: { else: 'again' } },
    again: { kind: 'fix', run: 'invite', next: { verified: 'end', else: 'stop' } },
    hand: { kind: 'handOver', to: 'admin' },
    end: solved,
    stop,
  })
  const who = (value = 'cleo@harbourpine.example', log = new Log()): Log => log.answer({ step: 'who' }, 'person.address', value)
  const run = (log: Log, result: FixStage, own: Readonly<Record<string, string>> = address): Log => log.fix({ step: 'invite' }, 'intended', { fix: 'invite', needs: own }).fix({ step: 'invite' }, result, { fix: 'invite' })

  const readAgain = flowOf({
    before: { kind: 'check', run: ['account-active'], next: { else: 'mend' } },
    mend: { kind: 'fix', run: 'mend', next: { else: 'after' } },
    after: { kind: 'check', run: ['account-active', 'address-syntax'], next: [{ when: { fact: 'person.active', is: 'yes' }, to: 'end' }, { else: 'stop' }] },
    end: solved,
    stop,
  })
  const looked = (): Log => new Log().fact('person.address', 'cleo@company.example').check({ step: 'before' }, 'account-active', { 'person.active': 'no' }, { 'person.address': 'cleo@company.example' }).check({ step: 'before' }, 'address-syntax', { 'address.shape': 'fine' }, { 'person.address': 'cleo@company.example' })

  it('looks anew behind a fix that was sent, and takes what it finds', () => {
    const sent = looked().fix({ step: 'mend' }, 'notVerified')
    expect(walkOf(readAgain, sent).position).toMatchObject({ step: 'after', pendingChecks: ['account-active'] })
    expect(walkOf(readAgain, sent.check({ step: 'after' }, 'account-active', { 'person.active': 'yes' }, { 'person.address': 'cleo@company.example' })).position.step).toBe('end')
  })

  it('keeps the way before a change on what was found before it', () => {
    const flow = flowOf({
      before: { kind: 'check', run: ['account-active'], next: [{ when: { fact: 'person.active', is: 'no' }, to: 'mend' }, { else: 'stop' }] },
      mend: { kind: 'fix', run: 'mend', next: { else: 'after' } },
      after: { kind: 'check', run: ['account-active'], next: [{ when: { fact: 'person.active', is: 'yes' }, to: 'end' }, { else: 'stop' }] },
      end: solved,
      stop,
    })
    const address = { 'person.address': 'cleo@company.example' }
    const log = new Log().fact('person.address', 'cleo@company.example').check({ step: 'before' }, 'account-active', { 'person.active': 'no' }, address).fix({ step: 'mend' }, 'verified').check({ step: 'after' }, 'account-active', { 'person.active': 'yes' }, address)
    expect(walkOf(flow, log).path.map(({ step }) => step)).toEqual(['before', 'mend', 'after', 'end'])
    expect(walkOf(flow, log.check({ step: 'end' }, 'account-active', { 'person.active': 'no' }, address)).path.map(({ step }) => step)).toEqual(['before', 'mend', 'after', 'stop'])
  })

  it('looks anew behind a change that was taken back in its place', () => {
    const undone = looked().fix({ step: 'mend' }, 'verified').check({ step: 'after' }, 'account-active', { 'person.active': 'yes' }, { 'person.address': 'cleo@company.example' })
    expect(walkOf(readAgain, undone).position.step).toBe('end')
    undone.fix({ step: 'mend' }, 'verified', { fix: 'break', undoes: 'mend' })
    expect(walkOf(readAgain, undone).position).toMatchObject({ step: 'after', pendingChecks: ['account-active'] })
  })

  it.each(['skipped', 'dryRun', 'failed'] as const)('keeps what was looked up when the fix ended in %s: nothing was changed', (result) => {
    expect(walkOf(readAgain, looked().fix({ step: 'mend' }, result)).position.step).toBe('stop')
  })

  it('wait for somebody to agree', () => {
    expect(walkOf(flow, who()).position).toMatchObject({ step: 'invite', awaits: 'person', fix: 'ready' })
  })

  it('that were begun and never answered are looked at first, never run again', () => {
    const begun = who().fix({ step: 'invite' }, 'intended', { fix: 'invite', needs: address })
    expect(walkOf(flow, begun).position).toMatchObject({ step: 'invite', awaits: 'person', fix: 'lookFirst' })
    expect(walkOf(flow, begun.fix({ step: 'invite' }, 'answered', { fix: 'invite' })).position.fix).toBe('lookFirst')
    expect(walkOf(flow, begun.fix({ step: 'invite' }, 'verified', { fix: 'invite' })).position).toMatchObject({ step: 'end', fix: undefined })
  })

  it('stand for the facts they were run with, and for no others', () => {
    const other = run(who(), 'verified').answer({ step: 'who' }, 'person.address', 'ben@harbourpine.example')
    const walked = walkOf(flow, other)
    expect(walked.position).toMatchObject({ step: 'invite', fix: 'ready' })
    expect(walked.fixes).toMatchObject([{ fix: 'invite', result: 'verified', used: false }])
    expect(walkOf(flow, other.answer({ step: 'who' }, 'person.address', 'cleo@harbourpine.example')).position.step).toBe('end')
  })

  it('stand at another step as well: nothing is done twice', () => {
    const walked = walkOf(flow, run(who(), 'unknown').answer({ step: 'later' }, 'login.way', 'social'))
    expect(trail(walked)).toEqual(['who:entry', 'invite:entry', 'later:entry', 'again:known', 'stop:position'])
  })

  it('that were skipped or only tried dry are asked for again elsewhere', () => {
    const skipped = who().fix({ step: 'invite' }, 'skipped', { fix: 'invite', needs: address })
    expect(walkOf(flow, skipped).position.step).toBe('hand')
    expect(walkOf(flow, skipped).fixes).toEqual([])
    const elsewhere = who().fix({ step: 'again' }, 'dryRun', { fix: 'invite', needs: address })
    expect(walkOf(flow, elsewhere).position).toMatchObject({ step: 'invite', fix: 'ready' })
  })

  it('remind of a re-check that may have looked too early', () => {
    const walked = walkOf(flow, run(who().time(5 * minute), 'unknown'), { now: 6 * minute })
    expect(walked.position).toMatchObject({ step: 'later', remindAt: 35 * minute })
    expect(walked.reminders).toEqual([{ flow: 'small', step: 'invite', visit: 1, check: 'invitation-accepted', dueAt: 35 * minute }])
    expect(walkOf(flow, run(who(), 'verified')).reminders).toEqual([])
  })

  it('offer to be undone while nothing has undone them', () => {
    const mended = flowOf({ one: { kind: 'fix', run: 'mend', next: { else: 'way' } }, way: { kind: 'ask', fact: 'login.way', next: { else: 'end' } }, end: solved })
    const log = new Log().fix({ step: 'one' }, 'verified')
    expect(walkOf(mended, log).fixes).toMatchObject([{ fix: 'mend', undo: 'break', used: true }])
    log.fix({ step: 'one' }, 'verified', { fix: 'break' })
    expect(walkOf(mended, log).fixes).toMatchObject([{ fix: 'mend', undo: undefined }, { fix: 'break', undo: 'mend' }])
  })

  it('have to be in the registry', () => {
    expect(codeOf(() => walkOf(flowOf({ one: { kind: 'fix', run: 'teleport', next: { else: 'end' } }, end: solved }), new Log()))).toBe('unknownName')
  })
})

describe('reminders of a proof', () => {
  const proof = flowOf({ try: { kind: 'verify', run: 'last-login-moved', ask: 'login.works', next: { yes: 'end', no: 'stop', unknown: 'wait' } }, wait: { kind: 'handOver', to: 'admin', resume: 'end' }, end: solved, stop })

  it('stand from the moment the check could not tell, through the person being unsure, until it is solved', () => {
    const looked = new Log().time(minute).check({ step: 'try' }, 'last-login-moved')
    expect(walkOf(proof, looked, { now: minute }).position).toMatchObject({ step: 'try', awaits: 'person', remindAt: 16 * minute })
    const unsure = looked.answer({ step: 'try' }, 'login.works', 'unsure')
    expect(walkOf(proof, unsure, { now: minute }).position).toMatchObject({ step: 'wait', remindAt: 16 * minute })
    const over = unsure.handOver({ step: 'wait' }, 'sent').handOver({ step: 'wait' }, 'answered')
    expect(walkOf(proof, over, { now: minute }).position).toMatchObject({ outcome: 'solved', remindAt: undefined })
  })

  it('are none where the check could tell', () => {
    expect(walkOf(proof, new Log().check({ step: 'try' }, 'last-login-moved', { 'login.works': 'no' })).reminders).toEqual([])
  })
})

describe('ways and calls on the path', () => {
  const helper = flowOf({ tip: { kind: 'advise', verdict: 'typo', next: { else: 'done' } }, done: solved }, { id: 'helper', verdicts: ['typo'] })

  it('name the way that was taken, and the limits that were used up', () => {
    const ring = flowOf({
      who: { kind: 'ask', fact: 'login.way', again: true, limit: 1, over: 'look', next: { password: 'look', else: 'who' } },
      look: { kind: 'check', run: ['rest-health'], next: [{ when: { fact: 'rest.health', is: 'blocked' }, to: 'stop' }, { when: { known: 'rest.health' }, to: 'end' }, { else: 'end' }] },
      end: solved,
      stop,
    })
    const walked = walkOf(ring, new Log().answer({ step: 'who' }, 'login.way', 'social').check({ step: 'look' }, 'rest-health', { 'rest.health': 'fine' }))
    expect(walked.path.map(({ step, way, cameOver }) => [step, way, cameOver])).toEqual([['who', 'else', []], ['look', 'when 2', ['small/who']], ['end', undefined, []]])
  })

  it('list the calls that have not come back', () => {
    const caller = flowOf({ go: { kind: 'call', call: { flow: 'helper' }, next: { typo: 'end', else: 'stop' } }, end: solved, stop })
    expect(walkOf([caller, helper], new Log()).calls).toEqual([{ flow: 'small', version: 1, step: 'go' }])
    const back = walkOf([caller, helper], new Log('helper').advice({ step: 'tip' }))
    expect(back.calls).toEqual([])
    expect(back.path[0]).toMatchObject({ step: 'go', way: 'typo', result: 'typo' })
  })

  it('take a verdict that the caller had found before for the called flow’s own, too', () => {
    const caller = flowOf({ own: { kind: 'advise', verdict: 'typo', next: { else: 'go' } }, go: { kind: 'call', call: { flow: 'helper' }, next: { typo: 'end', else: 'stop' } }, end: solved, stop }, { verdicts: ['typo'] })
    const log = [...new Log().advice({ step: 'own' }).entries, ...new Log('helper').advice({ step: 'tip' }).entries.map((entry) => ({ ...entry, event: 'writer:9' as const }))]
    expect(walkOf([caller, helper], log).position.step).toBe('end')
  })
})
