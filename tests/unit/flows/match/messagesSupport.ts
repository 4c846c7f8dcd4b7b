import { createProblemMessages, type ProblemMessages } from '@shared/flows/match/problemMessages'
import { compileMessages } from '../../../../electron/adapters/flowFiles/compileMessages'

export const shippedContent = compileMessages('resources/messages')
/** The messages that ship, compiled from resources/messages. */
export const shippedMessages: ProblemMessages = createProblemMessages(shippedContent)
