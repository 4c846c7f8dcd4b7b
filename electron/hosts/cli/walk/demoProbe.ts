import { randomUUID } from 'node:crypto'
import { checkDefinition, type CheckName } from '@shared/domain/checks'
import type { NewEvent } from '@shared/domain/events'
import { factDefinition, isFactName, type FactName, type FactValue } from '@shared/domain/facts'
import type { FixName } from '@shared/domain/fixes'
import type { CommandId } from '@shared/domain/ids'
import type { Door } from '@shared/domain/stateWords'
import { entriesOf } from '@shared/flows/entries'
import type { Gives } from '@shared/flows/inputs'
import type { FixStage, FlowLibrary } from '@shared/flows/walkTypes'
import type { DemoPortal } from '../../../demo-portal/startDemoPortal'
import { makeChanges, tryFix, type Change, type FixTry } from './demoFixes'
import { actByHand, isByHand } from './demoHands'
import { startServer, type Server } from './demoServer'
import { openDesk, type Desk } from './desk'
import { allEnded, NoEnd, within } from './within'

/** Every other world is the name of a fault, or what people have done by hand (demoHands.ts). */
export const plain = 'plain'

export interface Question {
  readonly check: CheckName
  readonly needs: Gives
  readonly door: Door
  /** Undefined: without a connection. */
  readonly server: Server | undefined
  /** What was changed on the portal before. */
  readonly after: readonly Change[]
  readonly world: string
}
export interface FixQuestion {
  readonly fix: FixName
  /** All that a fix may look at. */
  readonly facts: Gives
  readonly server: Server
  readonly after: readonly Change[]
}
/** A way a fix can end, and the fault under which it does. */
export interface FixEnd {
  readonly result: FixStage
  readonly world: string
}
export interface Finding {
  readonly gives: Gives
  readonly result: string
  readonly reason: string
  readonly tookMs: number
  /** The check broke instead of answering: told by an outcome that no failure of the portal can have. */
  readonly isBroken: boolean
}
interface Post {
  /** Undefined: without a connection. */
  readonly portal: DemoPortal | undefined
  readonly desk: Desk
}

const silence: Finding = { gives: {}, result: 'unknown', reason: 'silent', tookMs: 0, isBroken: false }
const checksAtOnce = 20
/** Twenty checks at once end within their limits, the longest of fifteen seconds; a busy computer may be several times slower. */
const caseLimitMs = 120_000
const fixLimitMs = 60_000
/** Over all portals: a check that waits for its turn on this computer would be taken for a slow one. */
const casesAtOnce = 12

/** Runs single checks through the core against demo portals, one of each a world. Answers are kept. */
export class DemoProbe {
  readonly #library: FlowLibrary
  /** Checks that were answered in time, by world. */
  readonly #inTime = new Set<string>()
  readonly #silent = new Set<string>()
  readonly #unfelt = new Set<string>()
  #working = 0
  readonly #waiting: (() => void)[] = []
  readonly #posts = new Map<string, Promise<Post>>()
  /** What a fix ends with under faults, as it turned out where it was first tried. */
  readonly #fixEnds = new Map<FixName, readonly FixEnd[]>()

  /** Every finding so far, by questionKey. */
  readonly found = new Map<string, Finding>()
  /** How each fix can end, by fixQuestionKey; none where something forbids it. */
  readonly foundEnds = new Map<string, readonly FixEnd[]>()

  constructor(library: FlowLibrary) {
    this.#library = library
  }

  /** A fault under which a check tells nothing even of somebody healthy: it tells nothing of anybody then. */
  assumeSilent(check: CheckName, world: string): void {
    this.#silent.add(`${check} ${world}`)
  }

  /** A fault that a check does not feel: what it finds in the plain world holds here, too. */
  assumePlain(check: CheckName, world: string): void {
    this.#unfelt.add(`${check} ${world}`)
  }

  /** What was assumed of a world turned out otherwise: it is asked anew, assuming nothing. */
  doubt(world: string): void {
    for (const assumed of [this.#silent, this.#unfelt]) for (const one of assumed) if (one.endsWith(` ${world}`)) assumed.delete(one)
    for (const [key] of this.found) if (key.endsWith(`${JSON.stringify(world)}]`)) this.found.delete(key)
  }

  /**
   * Questions with the same facts are asked in one case. What is assumed of the others is proven or refuted by the real
   * runs: only their paths count.
   */
  async ask(questions: readonly Question[]): Promise<void> {
    const open = new Map<string, Question>()
    for (const question of questions) {
      const asked = this.#asked(question)
      if (asked !== undefined) open.set(questionKey(asked), asked)
    }
    await this.askEach([...open.values()])
    for (const question of questions) {
      const asked = this.#asked(question)
      const finding = asked === undefined ? silence : this.found.get(questionKey(asked))
      if (finding !== undefined) this.found.set(questionKey(question), finding)
    }
  }

  /** Each on a portal of its own, where it is really run. */
  async askFixes(questions: readonly FixQuestion[]): Promise<void> {
    const open = new Map(questions.map((question) => [fixQuestionKey(question), question]))
    await allEnded([...open].filter(([key]) => !this.foundEnds.has(key)).map(([key, question]) => this.#inTurn(async () => {
      this.foundEnds.set(key, await this.#endsOf(question))
    })))
  }

  async #endsOf(question: FixQuestion): Promise<readonly FixEnd[]> {
    const { result, method } = await tryOnce(question, undefined)
    if (result === undefined) return []
    const plainEnd: FixEnd = { result, world: plain }
    // What the portal itself refuses it refuses under every fault.
    if (result === 'failed') return [plainEnd]
    const known = this.#fixEnds.get(question.fix)
    if (known !== undefined) return [plainEnd, ...known]
    const ends: FixEnd[] = []
    // A yes that changes nothing, and a no to what the fix sends.
    for (const world of ['accepts-and-ignores', ...(method === undefined ? [] : [`operating-limit=${method}`])]) {
      const under = await tryOnce(question, world)
      if (under.result !== undefined && under.result !== result) ends.push({ result: under.result, world })
    }
    this.#fixEnds.set(question.fix, ends)
    return [plainEnd, ...ends]
  }

  /** The question that stands for this one; undefined where the answer is nothing. */
  #asked(question: Question): Question | undefined {
    const { check, door, server, world } = question
    const { right, network } = checkDefinition(check)
    if ((right === 'lookUp' && door === 'employee') || (right !== 'none' && server === undefined)) return undefined
    if (!network) return { ...question, door: 'agent', server: 'cloud', after: [], world: plain }
    if (server === undefined) return question
    if (this.#silent.has(`${check} ${world}`)) return undefined
    return { ...question, door: 'agent', world: this.#unfelt.has(`${check} ${world}`) ? plain : world }
  }

  /** Every one of them, assuming nothing. */
  async askEach(questions: readonly Question[]): Promise<void> {
    await this.#askAll(questions)
    // Too late where the same check was in time before, or others were in the same world: this computer was busy, the portal was not slow.
    const reasonOf = (question: Question): string | undefined => this.found.get(questionKey(question))?.reason
    const answering = new Set(questions.filter((question) => checkDefinition(question.check).right !== 'none' && reasonOf(question) !== 'timedOut').map(({ world }) => world))
    const late = questions.filter((question) => reasonOf(question) === 'timedOut' && (answering.has(question.world) || this.#inTime.has(`${question.check} ${question.world}`)))
    for (const question of late) this.found.delete(questionKey(question))
    if (late.length > 0) await this.#askAll(late)
    for (const question of questions) if (this.found.get(questionKey(question))?.reason !== 'timedOut') this.#inTime.add(`${question.check} ${question.world}`)
  }

  async #askAll(questions: readonly Question[]): Promise<void> {
    const groups = new Map<string, Question[]>()
    for (const question of questions) {
      if (this.found.has(questionKey(question))) continue
      const { needs, door, server, after, world } = question
      const key = JSON.stringify([Object.entries(needs).sort(), door, server, after, world])
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [question])
      else group.push(question)
    }
    const byPost = new Map<string, (readonly Question[])[]>()
    for (const group of groups.values()) {
      const [first] = group
      if (first === undefined) continue
      const post = JSON.stringify([first.server, first.after, first.world])
      const waiting = byPost.get(post)
      if (waiting === undefined) byPost.set(post, [group])
      else waiting.push(group)
    }
    await allEnded([...byPost].map(([name, waiting]) => this.#askAt(name, waiting)))
  }

  async stop(): Promise<void> {
    await allEnded([...this.#posts.values()].map((post) => post.then(closePost, () => undefined)))
  }

  async #askAt(name: string, waiting: readonly (readonly Question[])[]): Promise<void> {
    const [first] = waiting[0] ?? []
    if (first === undefined) return
    // What was done by hand stays done: such a portal is for one case. One that was changed is for as long as it is asked about.
    const isOfOneCase = isByHand(first.world)
    const isKept = !isOfOneCase && first.after.length === 0
    const turns = isOfOneCase || isKept ? waiting.map((group) => [group]) : [waiting]
    await allEnded(turns.map((groups) => this.#inTurn(async () => {
      const post = isKept ? await this.#post(name, first) : await this.#open(first)
      try {
        for (const group of groups) await this.#askWithin(post, group)
      } finally {
        if (!isKept) await closePost(post)
      }
    })))
  }

  /** A case without an end is a check that broke: it is told, and the walk goes on. */
  async #askWithin(post: Post, group: readonly Question[]): Promise<void> {
    const [first] = group
    if (first === undefined) return
    try {
      await within(caseLimitMs, `${group.map(({ check }) => check).join(', ')} under ${first.world}`, () => this.#askCase(post, first, group))
    } catch (error) {
      if (!(error instanceof NoEnd)) throw error
      for (const question of group) if (!this.found.has(questionKey(question))) this.found.set(questionKey(question), { gives: {}, result: 'none', reason: 'none', tookMs: caseLimitMs, isBroken: true })
    }
  }

  async #inTurn(act: () => Promise<void>): Promise<void> {
    if (this.#working >= casesAtOnce) await new Promise<void>((next) => this.#waiting.push(next))
    else this.#working += 1
    try {
      await act()
    } finally {
      const next = this.#waiting.shift()
      if (next === undefined) this.#working -= 1
      else next()
    }
  }

  #post(name: string, question: Question): Promise<Post> {
    const post = this.#posts.get(name) ?? this.#open(question)
    this.#posts.set(name, post)
    return post
  }

  async #open({ server, after, world }: Question): Promise<Post> {
    const desk = await openDesk(this.#library)
    try {
      const portal = server === undefined ? undefined : await desk.connect(server)
      if (portal !== undefined) await makeChanges(portal, after)
      if (world !== plain && !isByHand(world)) portal?.setFault(world)
      return { portal, desk }
    } catch (error) {
      await desk.close()
      throw error
    }
  }

  async #askCase({ portal, desk }: Post, { needs, door, world }: Question, questions: readonly Question[]): Promise<void> {
    const flow = this.#library.all()[0]
    if (flow === undefined) return
    const view = await desk.core.call('cases.open', { commandId: newCommand(), flow: flow.id, door })
    const { caseId } = view.case
    desk.cases.append({ commandId: newCommand(), caseId, role: door, at: Date.now() }, () => Object.entries(needs).flatMap(([fact, value]) => factEvent(fact, value)))
    const names = questions.map(({ check }) => check)
    if (isByHand(world) && portal !== undefined) await actByHand(portal, world, names, needs)
    for (let from = 0; from < names.length; from += checksAtOnce) await desk.core.call('checks.run', { caseId, commandId: newCommand(), checks: names.slice(from, from + checksAtOnce) })
    const events = desk.cases.events(caseId)
    const entries = entriesOf(events)
    for (const question of questions) {
      const entry = entries.findLast((one) => one.type === 'check' && one.check === question.check)
      const event = events.find(({ name }) => name === entry?.event)
      if (entry?.type !== 'check' || event === undefined) continue
      const reason = typeof event.open['reason'] === 'string' ? event.open['reason'] : ''
      const evidence = event.personal['evidence']
      this.found.set(questionKey(question), { gives: entry.gives, result: entry.result, reason, tookMs: Number(event.open['tookMs']), isBroken: reason === 'unreadable' && Array.isArray(evidence) && evidence.length === 0 })
    }
  }
}

const newCommand = (): CommandId => randomUUID() as CommandId

async function closePost({ desk }: Post): Promise<void> {
  await desk.close()
}

/** A fact the case begins with, from the giver who is trusted most. */
function factEvent(fact: string, value: FactValue): readonly NewEvent[] {
  if (!isFactName(fact)) return []
  const { personal, givers } = factDefinition(fact)
  const giver = givers[0]
  if (giver === undefined) return []
  return [{ kind: 'factGiven', open: { fact, giver, ...(personal ? {} : { value }) }, personal: personal ? { value: String(value) } : {} }]
}

async function tryOnce({ fix, facts, server, after }: FixQuestion, fault: string | undefined): Promise<FixTry> {
  const portal = await startServer(server)
  try {
    return await within(fixLimitMs, `${fix} under ${fault ?? plain}`, async () => {
      await makeChanges(portal, after)
      return tryFix(portal, fix, facts, fault)
    })
  } finally {
    await portal.stop()
  }
}

export function questionKey({ check, needs, door, server, after, world }: Question): string {
  const needed: readonly FactName[] = checkDefinition(check).needs
  return JSON.stringify([check, needed.map((fact) => needs[fact]), door === 'employee', server, after, world])
}

export function fixQuestionKey({ fix, facts, server, after }: FixQuestion): string {
  return JSON.stringify([fix, Object.entries(facts).sort(), server, after])
}

/** The facts that a flow reads, without those that only name somebody: whoever agrees in them is alike to it. */
export function tellingFacts(gives: Gives, read?: ReadonlySet<string>): Gives {
  return Object.fromEntries(Object.entries(gives).filter(([fact]) => read?.has(fact) !== false && isFactName(fact) && factDefinition(fact).type === 'closed'))
}
