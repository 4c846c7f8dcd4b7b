import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchMessage } from '@shared/flows/match'
import { createProblemMessages, type ProblemMessages } from '@shared/flows/match/problemMessages'
import { shippedContent, shippedMessages as messages } from './match/messagesSupport'

/** Small messages for one test. */
const messagesOf = (problems: Readonly<Record<string, readonly string[]>>): ProblemMessages =>
  createProblemMessages({
    languages: { en: { about: 'bitrix24', elsewhere: 'wifi', words: {}, problems: Object.fromEntries(Object.entries(problems).map(([id, shown]) => [id, { name: id, summary: id, shown: [...shown], told: ['never said'] }])) } },
  })
const best = (text: string): string | undefined => matchMessage(text, messages).matches[0]?.flow

describe('matching a pasted message', () => {
  it.each([
    'Incorrect login or password',
    'incorrect LOGIN or PASSWORD.',
    '“Incorrect login or password”',
    'Incorrect login\n   or\r\n\tpassword',
    'Incorrect login — or password',
    'Incorect login or pasword',
    'Incorrcet login or password',
    'Wrong login or password',
    'Invalid login or password',
    'Incorrect username or password',
    'Incorrect password',
    'Login or password is incorrect',
    'Hi team, since this morning Bitrix24 only tells me "Incorrect login or password" and I have a meeting at ten. Can somebody help me, please? Thanks, Cleo',
    'Error: Incorrect login or password (code 401)',
  ])('is sure about %j', (text) => {
    expect(matchMessage(text, messages)).toMatchObject({ sure: true, matches: [{ flow: 'wrong-password', language: 'en' }] })
  })

  it.each([
    'The printer is out of paper',
    'Please reset the meeting room display',
    'What is the wrong way to set up the password rules in our company',
    'Ihr Paket wurde zugestellt',
    'На складе нет бумаги',
    'SELECT * FROM users WHERE id = 1',
    '',
    '   \n ',
    '???',
  ])('forces no flow on %j', (text) => {
    expect(matchMessage(text, messages)).toMatchObject({ sure: false, matches: [] })
  })

  it('is not sure when two words of a message stand in a long text about something else', () => {
    const result = matchMessage('Incorrect password for the archive backup.zip, please open the file with another tool and tell me about it tomorrow', messages)
    expect(result.sure).toBe(false)
  })

  it('tells neighbours with nearly the same words apart', () => {
    expect(best('A user with this email already exists')).toBe('email-taken-on-login-change')
    expect(best('A user with email cleo.marsh@harbourpine.example already exists')).toBe('email-taken-on-invite')
  })

  it('is not sure between two that fit alike, and lists the best three at most', () => {
    const alike = messagesOf(Object.fromEntries(['a', 'b', 'c', 'd'].map((id) => [id, ['The gate is closed today']])))
    const result = matchMessage('The gate is closed today', alike)
    expect(result.sure).toBe(false)
    expect(result.matches.map((match) => match.flow)).toEqual(['a', 'b', 'c'])
  })

  it('names the language of the message that fits', () => {
    expect(matchMessage('Ein Nutzer mit der E-Mail x@y.example existiert bereits!', messages).matches[0]).toMatchObject({ flow: 'email-taken-on-invite', language: 'de', captured: { address: 'x@y.example' } })
  })

  it('shows where it recognised the message', () => {
    const text = 'It says: incorrect login or password. Help'
    const [match] = matchMessage(text, messages).matches
    expect(match?.because.map(({ start, end }) => text.slice(start, end))).toEqual(['incorrect login or password'])
  })
})

describe('lifting what the text carries', () => {
  it('lifts name, address and portal out of the message where it has places for them', () => {
    const text = 'You are logged in as Ivo Tern (ivo.tern@harbourpine.example). We cannot find this user at harbourpine.bitrix24.com. Please log out and log in as a different user'
    const { matches, captured, spans } = matchMessage(text, messages)
    expect(matches[0]?.flow).toBe('wrong-network-user')
    expect(captured).toEqual({ name: 'Ivo Tern', address: 'ivo.tern@harbourpine.example', portal: 'harbourpine.bitrix24.com' })
    expect(spans.map(({ kind, start, end }) => [kind, text.slice(start, end)])).toEqual([['name', 'Ivo Tern'], ['address', 'ivo.tern@harbourpine.example'], ['portal', 'harbourpine.bitrix24.com']])
  })

  it('lifts the address and a clearly adjacent name where the message has no place for them', () => {
    expect(matchMessage('Cleo Marsh cleo.marsh@harbourpine.example: Incorrect login or password', messages)).toMatchObject({ sure: true, captured: { name: 'Cleo Marsh', address: 'cleo.marsh@harbourpine.example' } })
    expect(matchMessage('From: "Cleo Marsh" <cm@harbourpine.example>', messages).captured).toEqual({ name: 'Cleo Marsh', address: 'cm@harbourpine.example' })
  })

  it('leaves a name alone that is not clearly the one of the address', () => {
    expect(matchMessage('Please ask Ben Harrow about cleo@harbourpine.example', messages).captured).toEqual({ address: 'cleo@harbourpine.example' })
    expect(matchMessage('Ben Harrow cleo@harbourpine.example', messages).captured).toEqual({ address: 'cleo@harbourpine.example' })
    expect(matchMessage('the user <cleo@harbourpine.example>', messages).captured).toEqual({ address: 'cleo@harbourpine.example' })
  })

  it('lifts also where nothing matches', () => {
    expect(matchMessage('see https://harbourpine.bitrix24.example/company/personal/user/27/, thanks', messages)).toMatchObject({ sure: false, matches: [], captured: { portal: 'harbourpine.bitrix24.example' } })
    expect(matchMessage('https://intranet.harbourpine.example/auth/?login=yes', messages).captured).toEqual({ portal: 'intranet.harbourpine.example' })
  })

  it.each(['https://www.bitrix24.net/', 'https://helpdesk.bitrix24.com/open/25036348', 'https://auth2.bitrix24.net/', 'https://news.example/article', 'no-reply@bitrix24.net', 'www.bitrix24.com', 'a@b', 'at 10:30 @home', 'file.txt'])('takes %j for neither person nor portal', (text) => {
    expect(matchMessage(text, messages).captured).toEqual({})
  })

  it.each([
    ['see harbourpine.bitrix24.ru please', { portal: 'harbourpine.bitrix24.ru' }],
    ['Portal: https://harbourpine.bitrix24.de/stream/', { portal: 'harbourpine.bitrix24.de' }],
    ['наш портал https://crm.harbourpine.example/ не пускает', { portal: 'crm.harbourpine.example' }],
    ['We cannot find this user at https://crm.harbourpine.example/', { portal: 'crm.harbourpine.example' }],
    ['We cannot find this user at crm.harbourpine.example', { portal: 'crm.harbourpine.example' }],
    ['mailto:cleo@harbourpine.example', { address: 'cleo@harbourpine.example' }],
    ['cleo@harbour\u200Bpine.example', { address: 'cleo@harbourpine.example' }],
    ['ｃｌｅｏ＠harbourpine．example', { address: 'cleo@harbourpine.example' }],
    ['Вы вошли как Иво Терн ivo@harbourpine.example. Мы не можем найти такого пользователя на harbourpine.bitrix24.ru', { name: 'Иво Терн', address: 'ivo@harbourpine.example', portal: 'harbourpine.bitrix24.ru' }],
    ['Sie sind angemeldet als Ivo Tern ivo@harbourpine.example. Wir können diesen Benutzer auf harbourpine.bitrix24.de nicht finden.', { name: 'Ivo Tern', address: 'ivo@harbourpine.example', portal: 'harbourpine.bitrix24.de' }],
    ['You are logged in as [Name] [Email address]. We cannot find this user at [Bitrix24 Account address]. Please log out and log in as a different user', {}],
  ])('lifts from %j', (text, captured) => {
    expect(matchMessage(text, messages).captured).toEqual(captured)
  })

  it('prefers the person to the sender of system mail', () => {
    expect(matchMessage('from no-reply@bitrix24.net to cleo@harbourpine.example', messages).captured.address).toBe('cleo@harbourpine.example')
  })

  it('keeps the end of a sentence out of the address', () => {
    expect(matchMessage('It is cleo@harbourpine.example. Or (ivo@harbourpine.example)?', messages).captured.address).toBe('cleo@harbourpine.example')
  })
})

describe('any text at all', () => {
  const pieces = fc.constantFrom('incorrect', 'login', 'or', 'password', ' ', '\n', '@', '.', '<', '>', 'Cleo', 'Marsh', 'a@b.example', 'https://', 'x.bitrix24.com', '/auth/', 'ё', '💥', '\u0301', '"', '{name}', 'A user with email')
  const texts = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.array(pieces, { maxLength: 80 }).map((list) => list.join('')))

  it('is matched without a throw, with spans inside the text and scores between nothing and all', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const result = matchMessage(text, messages)
        for (const span of [...result.spans, ...result.matches.flatMap((match) => [...match.because, ...match.spans])]) {
          expect(span.start).toBeGreaterThanOrEqual(0)
          expect(span.end).toBeGreaterThan(span.start)
          expect(span.end).toBeLessThanOrEqual(text.length)
        }
        for (const match of result.matches) {
          expect(match.score).toBeGreaterThanOrEqual(0.5)
          expect(match.score).toBeLessThanOrEqual(1)
        }
        expect(result.matches.length).toBeLessThanOrEqual(3)
        if (result.sure) expect(result.matches.length).toBeGreaterThan(0)
      }),
      { numRuns: 500 },
    )
  })

  it('keeps finding the message whatever chatter stands around it', () => {
    const chatter = fc.array(fc.constantFrom('please', 'help', 'since', 'monday', 'the', 'office', 'тоже', 'danke', '10:42'), { maxLength: 40 }).map((list) => list.join(' '))
    fc.assert(
      fc.property(chatter, chatter, fc.constantFrom(...shippedContent.languages['en']!.problems['wrong-password']!.shown.filter((message) => message.split(' ').length > 3)), (before, after, message) => {
        expect(matchMessage(`${before}\n${message.toUpperCase()}\n${after}`, messages)).toMatchObject({ sure: true, matches: [{ flow: 'wrong-password' }] })
      }),
    )
  })

  it.each(['password '.repeat(4000), 'a@'.repeat(20_000), 'a.'.repeat(20_000), 'https://'.repeat(5000), 'Ab '.repeat(10_000) + 'a@b.cc', 'x'.repeat(60_000), `${'A'.repeat(30_000)}@b.cc`, 'incorrect login or '.repeat(3000)])('comes to an end on a text made to be slow (%#)', (text) => {
    expect(matchMessage(text, messages).matches.length).toBeLessThanOrEqual(3)
  })
})
