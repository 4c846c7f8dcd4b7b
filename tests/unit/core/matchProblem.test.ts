import { describe, expect, it } from 'vitest'
import { matchSchema } from '@shared/contract/views'
import { createFlowLibrary } from '@shared/flows/library'
import { compiledFlowSchema } from '@shared/flows/schema'
import type { CoreContext } from '../../../electron/core/context'
import { matchProblem } from '../../../electron/core/flows/matchProblem'
import { shippedMessages } from '../flows/match/messagesSupport'

const flow = compiledFlowSchema.parse({
  id: 'wrong-password', version: 1, start: 'end', verdicts: [], source: { page: 'test', checked: '2026-11-22', owner: 'tests' },
  steps: { end: { kind: 'end', outcome: 'solved', line: 1 } },
  words: { en: { name: 'The guide itself', summary: 'Its own summary', verdicts: {}, steps: {} } },
  sha256: '0'.repeat(64),
})
const contextIn = (language: string): CoreContext => ({ ports: { flows: createFlowLibrary([flow]), messages: shippedMessages }, language: () => language }) as unknown as CoreContext

describe('the problem behind a pasted message', () => {
  it('bears the name of its guide where there is one', () => {
    const found = matchProblem(contextIn('en'), { message: 'Incorrect login or password' })
    expect(matchSchema.parse(found)).toMatchObject({ sure: true, matches: [{ flow: 'wrong-password', hasFlow: true, name: 'The guide itself', summary: 'Its own summary' }] })
  })

  it('is named too where no guide is written yet, in the language of the screen', () => {
    for (const [language, name] of [['en', 'No one-time password'], ['de', 'Kein Einmalpasswort'], ['ru', 'Нет одноразового пароля'], ['fr', 'No one-time password']] as const) {
      const found = matchProblem(contextIn(language), { message: 'I lost my phone' })
      expect(matchSchema.parse(found)).toMatchObject({ sure: true, matches: [{ flow: 'lost-phone', hasFlow: false, name }] })
    }
  })

  it('is none for a text about something else', () => {
    expect(matchProblem(contextIn('en'), { message: 'The printer is out of paper' })).toMatchObject({ sure: false, matches: [] })
  })
})
