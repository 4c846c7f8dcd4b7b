import { randomUUID } from 'node:crypto'
import { checkDefinition, isCheckName, type CheckName } from '@shared/domain/checks'
import type { NewEvent } from '@shared/domain/events'
import { factDefinition, isFactName, type FactName, type FactValue } from '@shared/domain/facts'
import type { CaseId, CommandId } from '@shared/domain/ids'
import type { Door } from '@shared/domain/stateWords'
import { entriesOf } from '@shared/flows/entries'
import type { Gives } from '@shared/flows/inputs'
import type { FlowLibrary } from '@shared/flows/walkTypes'
import type { DemoPortal } from '../../../demo-portal/startDemoPortal'
import { openDesk, type Desk } from './desk'

/** The person logged in after the case was opened. Every other world is the name of a fault, or `plain`. */
export const signedIn = 'signedIn'
export const plain = 'plain'

export interface Question {
  readonly check: CheckName
  readonly needs: Gives
  readonly door: Door
  readonly isConnected: boolean
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

  /** Every finding so far, by questionKey. */
  readonly found = new Map<string, Finding>()

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

  /** The question that stands for this one; undefined where the answer is nothing. */
  #asked(question: Question): Question | undefined {
    const { check, door, isConnected, world } = question
    const { right, network } = checkDefinition(check)
    if ((right === 'lookUp' && door === 'employee') || (right !== 'none' && !isConnected)) return undefined
    if (!network) return { ...question, door: 'agent', isConnected: true, world: plain }
    if (!isConnected) return question
    if (this.#silent.has(`${check} ${world}`)) return undefined
    return { ...question, door: 'agent', world: this.#unfelt.has(`${check} ${world}`) ? plain : world }
  }

  /** Every one of them, assuming nothing. */
  async askEach(questions: readonly Question[]): Promise<void> {
    await this.#askAll(questions)
    // Too late where the same check was in time before: this computer was busy, the portal was not slow.
    const late = questions.filter((question) => this.found.get(questionKey(question))?.reason === 'timedOut' && this.#inTime.has(`${question.check} ${question.world}`))
    for (const question of late) this.found.delete(questionKey(question))
    if (late.length > 0) await this.#askAll(late)
    for (const question of questions) if (this.found.get(questionKey(question))?.reason !== 'timedOut') this.#inTime.add(`${question.check} ${question.world}`)
  }

  async #askAll(questions: readonly Question[]): Promise<void> {
    const groups = new Map<string, Question[]>()
    for (const question of questions) {
      if (this.found.has(questionKey(question))) continue
      const { needs, door, isConnected, world } = question
      const key = JSON.stringify([Object.entries(needs).sort(), door, isConnected, world])
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [question])
      else group.push(question)
    }
    const byPost = new Map<string, (readonly Question[])[]>()
    for (const group of groups.values()) {
      const [first] = group
      if (first === undefined) continue
      const post = `${first.isConnected ? 'connected' : 'alone'} ${first.world}`
      const waiting = byPost.get(post)
      if (waiting === undefined) byPost.set(post, [group])
      else waiting.push(group)
    }
    await Promise.all([...byPost].map(([name, waiting]) => this.#askAt(name, waiting)))
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#posts.values()].map((post) => post.then(closePost, () => undefined)))
  }

  async #askAt(name: string, waiting: readonly (readonly Question[])[]): Promise<void> {
    const isShared = waiting[0]?.[0]?.world !== signedIn
    await Promise.all(waiting.map((group) => this.#inTurn(async () => {
      const [first] = group
      if (first === undefined) return
      // Who logged in stays logged in: such a portal is for one case.
      const post = isShared ? await this.#post(name, first) : await this.#open(first)
      try {
        await this.#askCase(post, first, group)
      } finally {
        if (!isShared) await closePost(post)
      }
    })))
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

  async #open({ isConnected, world }: Question): Promise<Post> {
    const desk = await openDesk(this.#library)
    const portal = isConnected ? await desk.connect() : undefined
    if (world !== plain && world !== signedIn) portal?.setFault(world)
    return { portal, desk }
  }

  async #askCase({ portal, desk }: Post, { needs, door, world }: Question, questions: readonly Question[]): Promise<void> {
    const flow = this.#library.all()[0]
    if (flow === undefined) return
    const view = await desk.core.call('cases.open', { commandId: newCommand(), flow: flow.id, door })
    const { caseId } = view.case
    desk.cases.append({ commandId: newCommand(), caseId, role: door, at: Date.now() }, () => Object.entries(needs).flatMap(([fact, value]) => factEvent(fact, value)))
    if (world === signedIn && portal !== undefined) await signInBy(desk, portal, caseId)
    const names = questions.map(({ check }) => check)
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

/** Lets the person whom the look-up finds log in; nobody, several or a switched-off account cannot. */
async function signInBy(desk: Desk, portal: DemoPortal, caseId: CaseId): Promise<void> {
  const looks = ['person-by-address', 'account-active'].filter(isCheckName)
  const view = await desk.core.call('checks.run', { caseId, commandId: newCommand(), checks: looks })
  signInFound(portal, Object.fromEntries(entriesOf(desk.cases.events(view.case.caseId)).flatMap((entry) => (entry.type === 'check' ? Object.entries(entry.gives) : []))))
}

export function signInFound(portal: DemoPortal, facts: Gives): void {
  if (facts['person.id'] !== undefined && facts['person.active'] !== 'no') portal.signIn(Number(facts['person.id']))
}

export function questionKey({ check, needs, door, isConnected, world }: Question): string {
  const needed: readonly FactName[] = checkDefinition(check).needs
  return JSON.stringify([check, needed.map((fact) => needs[fact]), door === 'employee', isConnected, world])
}

/** The facts that a flow reads, without those that only name somebody: whoever agrees in them is alike to it. */
export function tellingFacts(gives: Gives, read?: ReadonlySet<string>): Gives {
  return Object.fromEntries(Object.entries(gives).filter(([fact]) => read?.has(fact) !== false && isFactName(fact) && factDefinition(fact).type === 'closed'))
}
