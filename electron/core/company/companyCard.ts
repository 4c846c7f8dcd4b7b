import { AppFailure } from '@shared/contract/appError'
import { secretIssue } from '@shared/contract/textSchemas'
import { companyCardSchema, type CompanyCard } from '@shared/domain/companyCard'
import type { Params, Value } from '@shared/contract/methods'
import type { CoreContext } from '../context'
import type { Ports } from '../ports'

const settingKey = 'companyCard'
const mostBytes = 16 * 1024

type CardView = Value<'company.card'>

/** The card that holds: the one put in place for this machine, else the one kept here. */
export function companyCard(ports: Ports): CompanyCard | undefined {
  return view(ports).card
}

function view(ports: Ports): CardView {
  const managed = ports.managedCard()
  if (managed !== undefined) {
    const card = parse(managed)
    if (card !== undefined) return { card, source: 'managed' }
    ports.log.warn('company', 'managedCardUnreadable')
  }
  const own = ports.settings.get(settingKey)
  const card = own === undefined ? undefined : parse(own)
  return card === undefined ? { source: 'none' } : { card, source: 'own' }
}

function parse(text: string): CompanyCard | undefined {
  const parsed = read(text)
  return parsed.success ? parsed.data : undefined
}

function read(text: string): ReturnType<typeof companyCardSchema.safeParse> {
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\uFEFF/u, ''))
  } catch {
    value = undefined
  }
  return companyCardSchema.safeParse(value)
}

export function showCard(context: CoreContext): CardView {
  return view(context.ports)
}

/** Kept on this computer. Throws notAllowed where the machine's own card holds, noRights outside the admin's door. */
export function saveCard(context: CoreContext, { card }: Params<'company.saveCard'>): CardView {
  const { ports, connection } = context
  assertUnmanaged(ports)
  // Rights come from the portal itself (product.md): whoever names the people to ask administers it.
  const { state, isAdmin } = connection.view()
  if (state === 'none') throw new AppFailure('notConnected')
  if (!isAdmin) throw new AppFailure('noRights')
  ports.settings.set(settingKey, JSON.stringify(card))
  return view(ports)
}

/** The card as a file for the others. */
export function exportCard(context: CoreContext): Promise<Value<'company.exportCard'>> {
  const { card } = view(context.ports)
  if (card === undefined) throw new AppFailure('fileNotFound')
  return context.ports.files.saveText('latchkey-company-card.json', `${JSON.stringify(card, undefined, 2)}\n`)
}

/** Takes a card from a file, in any door. Throws fileNotFound, cardUnreadable, secretFound; what was kept before then stays. */
export function importCard(context: CoreContext, { fileId }: Params<'company.importCard'>): CardView {
  const { ports } = context
  assertUnmanaged(ports)
  const bytes = ports.files.take(fileId)
  if (bytes === undefined) throw new AppFailure('fileNotFound')
  const parsed = bytes.length > mostBytes ? undefined : read(new TextDecoder().decode(bytes))
  if (parsed?.success !== true) {
    // SECURITY: the field is named, its value never
    const issue = parsed?.error.issues.find(({ message }) => message === secretIssue)
    if (issue !== undefined) throw new AppFailure('secretFound', { details: { field: issue.path.join('.').slice(0, 100) } })
    const field = parsed?.error.issues[0]?.path.join('.').slice(0, 100)
    throw new AppFailure('cardUnreadable', field === undefined || field === '' ? {} : { details: { field } })
  }
  ports.settings.set(settingKey, JSON.stringify(parsed.data))
  return view(ports)
}

export function removeCard(context: CoreContext): CardView {
  assertUnmanaged(context.ports)
  context.ports.settings.remove(settingKey)
  return view(context.ports)
}

function assertUnmanaged(ports: Ports): void {
  if (view(ports).source === 'managed') throw new AppFailure('cardManaged')
}
