import { commandIdSchema, type CommandId } from '@shared/domain/ids'

/** Every change names itself: sent twice, it is written once. */
export function newCommandId(): CommandId {
  return commandIdSchema.parse(crypto.randomUUID())
}
