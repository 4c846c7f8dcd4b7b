import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findSecrets, secretKinds } from '@shared/domain/secretGuard'
import { english } from './flows/match/cases/english'
import { foreign } from './flows/match/cases/foreign'
import { german } from './flows/match/cases/german'
import { heldOut } from './flows/match/cases/heldOut'
import { russian } from './flows/match/cases/russian'
import { shippedContent } from './flows/match/messagesSupport'
import { harmless } from './secretGuard/cases/harmless'
import { secrets } from './secretGuard/cases/secrets'

const partsOf = (text: string): readonly { readonly kind: string; readonly part: string }[] => findSecrets(text).map((one) => ({ kind: one.kind, part: text.slice(one.start, one.end) }))

describe('what must be found', () => {
  test('every one of at least 120, and nothing but its own part', () => {
    expect(secrets.length).toBeGreaterThanOrEqual(120)
    const missed = secrets.filter(([text, kind, secret]) => !partsOf(text).some((one) => one.kind === kind && one.part === secret)).map(([text, kind]) => ({ kind, text, found: partsOf(text) }))
    console.log(`secrets: ${secrets.length}, missed ${missed.length}`)
    expect(missed).toEqual([])
  })

  test('is found in the middle of a text, however long', () => {
    const filler = 'The person called in the morning and again at noon. '.repeat(40)
    for (const [text, kind, secret] of secrets) {
      const whole = `${filler}\n${text}\n${filler}`
      expect(findSecrets(whole).map((one) => `${one.kind} ${whole.slice(one.start, one.end)}`)).toContain(`${kind} ${secret}`)
    }
  })

  test('has every kind in its list', () => {
    expect(new Set(secrets.map(([, kind]) => kind))).toEqual(new Set(secretKinds))
  })

  test('is every webhook’s secret, whatever its letters', () => {
    const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'
    const secret = fc.array(fc.constantFrom(...Array.from(letters)), { minLength: 16, maxLength: 32 }).map((list) => list.join(''))
    const host = fc.constantFrom('acme.bitrix24.com', '127.0.0.1:4000', 'xn--mller-kva.example')
    fc.assert(
      fc.property(host, fc.integer({ min: 1, max: 999_999 }), secret, (name, user, value) => {
        const text = `see https://${name}/rest/${user}/${value}/profile`
        expect(findSecrets(text).some((one) => text.slice(one.start, one.end) === value)).toBe(true)
      }),
    )
  })
})

describe('a webhook in any chatter', () => {
  const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'
  const secret = fc.array(fc.constantFrom(...Array.from(letters)), { minLength: 16, maxLength: 32 }).map((list) => list.join(''))
  const forms: readonly ((host: string, user: number, secret: string) => string)[] = [
    (host, user, value) => `https://${host}/rest/${user}/${value}/`,
    (host, user, value) => `${host}/rest/${user}/${value}/user.get.json?ID=1`,
    (_, user, value) => `rest/${user}/${value}`,
    (host, user, value) => encodeURIComponent(`https://${host}/rest/${user}/${value}/`),
    (host, user, value) => encodeURIComponent(encodeURIComponent(`https://${host}/rest/${user}/${value}/`)),
    (host, user, value) => `https:\\/\\/${host}\\/rest\\/${user}\\/${value}\\/`,
    (host, user, value) => `https://${host}/rest/${user}/\n${value}/`,
    (host, user, value) => `https://${host}/rest/\r\n${user}/${value}/`,
    (host, user, value) => `HTTPS://${host.toUpperCase()}/REST/${user}/${value.toUpperCase()}/`,
    (host, user, value) => `https://${host}/rest/api/${user}/${value}/`,
  ]
  const chatter = fc.array(fc.oneof(fc.constantFrom('see', 'please', 'это', 'вебхук', 'bitte', '(', '«', '"', '\n', '\u200B', 'Message-ID:', '\nReceived:', '\nX-Request-Id:', 'https://acme.example/', '10:42', 'пароль', '…'), fc.string({ unit: 'grapheme', maxLength: 8 })), { maxLength: 12 }).map((words) => words.join(' '))

  test('is always found, and the span covers the secret and no more than its line', () => {
    fc.assert(
      fc.property(chatter, chatter, fc.constantFrom(...forms), fc.constantFrom('acme.bitrix24.com', 'portal.acme.example', '127.0.0.1:4000'), fc.integer({ min: 1, max: 999_999 }), secret, (before, after, form, host, user, value) => {
        const address = form(host, user, value)
        const text = `${before} ${address} ${after}`
        const start = text.indexOf(address) + address.toLowerCase().indexOf(value)
        const covering = findSecrets(text).find((one) => one.kind === 'webhook' && one.start <= start && one.end >= start + value.length)
        expect({ text, isCovered: covering !== undefined }).toEqual({ text, isCovered: true })
        expect((covering?.end ?? 0) - (covering?.start ?? 0)).toBeLessThanOrEqual(value.length + 2)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('what must pass', () => {
  test('every one of at least 200', () => {
    expect(harmless.length).toBeGreaterThanOrEqual(200)
    const alarms = harmless.filter((text) => findSecrets(text).length > 0).map((text) => ({ text, found: partsOf(text) }))
    console.log(`harmless: ${harmless.length}, false alarms ${alarms.length}`)
    expect(alarms).toEqual([])
  })

  test('is every message and complaint that the matcher is tried on', () => {
    const texts = [
      ...[english, russian, german].flatMap((list) => Object.values(list).flat()),
      ...foreign,
      ...heldOut.map(([, text]) => text),
      ...Object.values(shippedContent.languages).flatMap(({ problems }) => Object.values(problems).flatMap(({ shown, name, summary }) => [...shown, name, summary])),
    ]
    expect(texts.length).toBeGreaterThan(600)
    expect(texts.filter((text) => findSecrets(text).length > 0).map((text) => ({ text, found: partsOf(text) }))).toEqual([])
  })

  test('are ordinary sentences, whatever their words', () => {
    const word = fc.constantFrom(...'the a my your password login code portal account cannot does work since yesterday and or is was please help again Passwort ist mein Konto geht nicht пароль не работает мой вход'.split(' '))
    fc.assert(fc.property(fc.array(word, { minLength: 1, maxLength: 30 }), fc.constantFrom('.', '!', '?', ''), (words, end) => findSecrets(words.join(' ') + end).length === 0), { numRuns: 500 })
  })
})

test('taking out every marked part leaves nothing to find of it', () => {
  for (const [text, , secret] of secrets) {
    let rest = text
    for (const { start, end } of [...findSecrets(text)].reverse()) rest = `${rest.slice(0, start)}${rest.slice(Math.max(start, Math.min(end, rest.length)))}`
    expect(rest.includes(secret), text).toBe(false)
  }
})

test('ranges lie in the text, in order', () => {
  const piece = fc.oneof(fc.constantFrom(...secrets.map(([text]) => text)), fc.string({ unit: 'grapheme' }))
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 5 }), (pieces) => {
      const text = pieces.join(' ')
      let last = 0
      for (const { start, end } of findSecrets(text)) {
        expect(start).toBeGreaterThanOrEqual(last)
        expect(end).toBeGreaterThan(start)
        expect(end).toBeLessThanOrEqual(text.length)
        last = start
      }
    }),
  )
})

describe('long texts', () => {
  const pieces = [
    ' ', 'a', '1', 'a1', '-', '.', '/', '%2F', '\\/', '\n', ',', '"', 'password', 'password ', 'password:', 'password is ', 'password for ', 'пароль ', 'code ', 'one-time ', 'recovery codes ', 'recovery code: ',
    'a1b2-c3d4 ', 'a1b2-', 'rest/', 'rest/1/', 'token ', 'token:', 'bearer bearer ', 'eyJ', 'eyJaaaaaaaa.', 'eyJ.', '://', '://a:', '483 920 ', '483920 is your ', '483920 is your abc abc abc ', 'USER_CHECKWORD=', 'otpauth://', 'а', 'код ', 'резервный ', 'mot de passe ',
  ]

  test.each(pieces)('of %j again and again take no more than a linear time', (piece) => {
    // Quadratic time on 400,000 characters would run for hours: the test's own limit is the measure
    const text = piece.repeat(Math.ceil(400_000 / piece.length))
    expect(findSecrets(text)).toBeDefined()
    expect(findSecrets(`password${text}!`)).toBeDefined()
    expect(findSecrets(`code${text}!`)).toBeDefined()
  })

  test('of mixed pieces too', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { minLength: 2, maxLength: 4 }), (parts) => {
        const text = parts.join('').repeat(Math.ceil(40_000 / parts.join('').length))
        expect(findSecrets(text)).toBeDefined()
      }),
      { numRuns: 60 },
    )
  })
})
