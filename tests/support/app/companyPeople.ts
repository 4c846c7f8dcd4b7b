import type { DemoPortal } from '../../../electron/demo-portal/startDemoPortal'
import { truthOfGenerated } from '../demoPortal/generatedTruth'
import { fullName, readEverybody } from '../demoPortal/readEverybody'
import { everyTruth, type Answers, type Condition, type ProblemId, type Truth } from '../demoPortal/truth'

/** One of the company with what only the truth knows. */
export interface Somebody {
  readonly id: number
  readonly name: string
  readonly email: string
  readonly condition: Condition
  readonly problems: readonly ProblemId[]
  readonly hiddenFrom?: 'agents' | 'everybody'
  /** Among those without a part of their own: which kind. */
  readonly kind?: string
  readonly message?: string
  readonly answers?: Answers
  readonly truth?: Truth
}

/** In a company of so many every kind has somebody. */
export const companySize = 1000

export interface CompanyPeople {
  readonly everybody: readonly Somebody[]
  /** Everybody with that address. */
  holders(address: string): readonly Somebody[]
  /** Letters that only look like others make an address broken before anything else is seen of it. */
  isPlain(one: Somebody): boolean
}

/** Who is in the company that a portal was made with: the named people, and those of the seed. */
export async function companyPeople(portal: DemoPortal, seed: number, people: number): Promise<CompanyPeople> {
  const rows = new Map((await readEverybody(portal)).map((row) => [Number(row.ID), row]))
  const named = everyTruth.map((truth): Somebody => ({ ...truth, truth }))
  const generated = truthOfGenerated(seed, people).flatMap(({ id, kind, condition, problems, hiddenFrom, message, answers }): readonly Somebody[] => {
    const row = rows.get(id)
    if (row === undefined) return []
    const [name, email] = [fullName(row), row.EMAIL]
    return [{ id, name, email, condition, problems, kind, ...(hiddenFrom === undefined ? {} : { hiddenFrom }), ...(message === undefined ? {} : { message: message(email, name) }), ...(answers === undefined ? {} : { answers }) }]
  })
  const everybody = [...named, ...generated]
  const byAddress = new Map<string, Somebody[]>()
  for (const one of everybody) byAddress.set(one.email, [...(byAddress.get(one.email) ?? []), one])
  const holders = (address: string): readonly Somebody[] => byAddress.get(address) ?? []
  return {
    everybody,
    holders,
    isPlain: ({ email, hiddenFrom }) => /^[\x20-\x7e]+$/.test(email) && hiddenFrom === undefined && holders(email).length === 1,
  }
}
