import { readFileSync } from 'node:fs'
import { AppFailure } from '@shared/contract/appError'
import { matchMessage } from '@shared/flows/match'
import { createProblemMessages, messagesSchema, type ProblemMessages } from '@shared/flows/match/problemMessages'

/** Reads the compiled messages (`out/resources/messages.json`) once, ready to match. A file that is missing or damaged stops the start. */
export function loadMessages(file: string): ProblemMessages {
  try {
    const content = messagesSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    const messages = createProblemMessages(content)
    // A first reading is the slow one: it compiles patterns and code. It is done here, not when somebody pastes;
    // words read backwards are words it does not know
    for (const { problems } of Object.values(content.languages)) {
      const shown = Object.values(problems).map((one) => one.shown[0] ?? '').join('\n')
      matchMessage(`Ada Bell <ada.bell@portal.example> https://portal.example/auth/ ${shown.slice(0, 800)} ${Array.from(shown.slice(0, 400)).reverse().join('')}`, messages)
    }
    return messages
  } catch (cause) {
    throw new AppFailure('flowsDamaged', { cause })
  }
}
