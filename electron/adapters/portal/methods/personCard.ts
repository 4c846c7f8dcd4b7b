import type { CallOptions, PortalPersonCard } from '../../../core/ports'
import type { PortalCall } from '../portalClient'
import { own, readId, readList, readNumbers, readText } from '../schemas/values'
import { filled } from './askedFor'

/** What an invitation takes over from another account (bitrix24.md §3 P7); the position is asked for nowhere else. */
const fields = ['ID', 'NAME', 'LAST_NAME', 'WORK_POSITION', 'UF_DEPARTMENT'] as const

export async function personCard(call: PortalCall, id: string, options?: CallOptions): Promise<PortalPersonCard | undefined> {
  const rows = readList(await call('user.get', { FILTER: { ID: filled(id) }, ADMIN_MODE: true, select: fields }, options))
  const row = rows.find((one) => readId(own(one, 'ID')) === id)
  if (row === undefined) return undefined
  return { firstName: readText(own(row, 'NAME')), lastName: readText(own(row, 'LAST_NAME')), position: readText(own(row, 'WORK_POSITION')), departments: readNumbers(own(row, 'UF_DEPARTMENT')) }
}
