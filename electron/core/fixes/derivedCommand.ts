import { createHash } from 'node:crypto'
import type { CommandId } from '@shared/domain/ids'

/** The commands that follow from one a person gave: the same again whenever it is carried out, so nothing of it is written twice. */
export function derivedCommand(commandId: CommandId, part: 'answered' | 'verified' | `part ${number}`): CommandId {
  const hex = createHash('sha256').update(`latchkey.command.1 ${commandId} ${part}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}` as CommandId
}
