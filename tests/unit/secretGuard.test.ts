import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findSecrets, secretKinds, type SecretKind } from '@shared/domain/secretGuard'

/** Text, what kind it is, and the part that must be masked. */
const mustBeFound: readonly [text: string, kind: SecretKind, secret: string][] = [
  ['https://acme.bitrix24.com/rest/1/q1w2e3r4t5y6u7i8/', 'webhook', 'q1w2e3r4t5y6u7i8'],
  ['acme.bitrix24.com/rest/27/abcdefgh12345678ijkl/profile.json', 'webhook', 'abcdefgh12345678ijkl'],
  ['http://127.0.0.1:5012/rest/4/k3j4h5g6f7d8s9a0p1o2/user.get', 'webhook', 'k3j4h5g6f7d8s9a0p1o2'],
  ['https://acme.bitrix24.com/rest/api/1/q1w2e3r4t5y6u7i8/', 'webhook', 'q1w2e3r4t5y6u7i8'],
  [String.raw`"https:\/\/acme.bitrix24.com\/rest\/1\/q1w2e3r4t5y6u7i8\/"`, 'webhook', 'q1w2e3r4t5y6u7i8'],
  ['https%3A%2F%2Facme.bitrix24.com%2Frest%2F1%2Fq1w2e3r4t5y6u7i8%2F', 'webhook', 'q1w2e3r4t5y6u7i8'],
  ['REST/1/Q1W2E3R4T5Y6U7I8', 'webhook', 'Q1W2E3R4T5Y6U7I8'],

  ['password: Summer2024!', 'password', 'Summer2024!'],
  ['Password = hunter2', 'password', 'hunter2'],
  ['password:hunter', 'password', 'hunter'],
  ['my password is Tr0ub4dor&3', 'password', 'Tr0ub4dor&3'],
  ['The password was "correct horse battery"', 'password', 'correct horse battery'],
  ['I tried the new password Summer2024! and it fails', 'password', 'Summer2024!'],
  ['password for acme is Winter#99', 'password', 'Winter#99'],
  ['login: ben@acme.example pass: Qwerty123', 'password', 'Qwerty123'],
  ['pwd=s3cr3tword', 'password', 's3cr3tword'],
  ['Passwort: Sommer2024!', 'password', 'Sommer2024!'],
  ['mein Passwort ist Sommer2024!', 'password', 'Sommer2024!'],
  ['Das Kennwort lautet Geheim#1', 'password', 'Geheim#1'],
  ['Kennwort: geheimnis', 'password', 'geheimnis'],
  ['мой пароль Qwerty123', 'password', 'Qwerty123'],
  ['пароль: йцукен12', 'password', 'йцукен12'],
  ['пароль — Zima2024!', 'password', 'Zima2024!'],
  ['Пароль от портала: Zima2024!', 'password', 'Zima2024!'],
  ['password 20241234', 'password', '20241234'],
  ['https://ada:geheim@acme.example/', 'password', 'geheim'],

  ['one-time password 483920', 'code', '483920'],
  ['The verification code is 483 920', 'code', '483 920'],
  ['my code is 483-920', 'code', '483-920'],
  ['code: 483920', 'code', '483920'],
  ['OTP 4839', 'code', '4839'],
  ['SMS code 48392011', 'code', '48392011'],
  ['PIN: 4821', 'code', '4821'],
  ['Bestätigungscode: 483920', 'code', '483920'],
  ['Einmalpasswort 483920', 'code', '483920'],
  ['SMS-Code 483 920', 'code', '483 920'],
  ['код подтверждения 483920', 'code', '483920'],
  ['мой код: 483920', 'code', '483920'],
  ['одноразовый пароль 483920', 'code', '483920'],
  ['483920 is your Bitrix24 verification code', 'code', '483920'],
  ['483920 — ваш код подтверждения', 'code', '483920'],
  ['483 920 ist Ihr Bestätigungscode', 'code', '483 920'],

  ['a1b2-c3d4 e5f6-g7h8 i9j0-k1l2 m3n4-o5p6', 'recoveryCodes', 'a1b2-c3d4 e5f6-g7h8 i9j0-k1l2 m3n4-o5p6'],
  ['a1b2-c3d4\ne5f6-g7h8\ni9j0-k1l2\nm3n4-o5p6\n', 'recoveryCodes', 'a1b2-c3d4\ne5f6-g7h8\ni9j0-k1l2\nm3n4-o5p6'],
  ['recovery code: k3j4h5g6', 'recoveryCodes', 'k3j4h5g6'],
  ['Recovery codes: k3j4h5g6, p0o9i8u7', 'recoveryCodes', 'k3j4h5g6, p0o9i8u7'],
  ['backup codes 12345678 87654321', 'recoveryCodes', '12345678 87654321'],
  ['Wiederherstellungscode: k3j4h5g6', 'recoveryCodes', 'k3j4h5g6'],
  ['резервный код k3j4h5g6', 'recoveryCodes', 'k3j4h5g6'],
  ['резервные коды: k3j4h5g6 p0o9i8u7', 'recoveryCodes', 'k3j4h5g6 p0o9i8u7'],

  ['Authorization: Bearer abcdef1234567890abcdef', 'token', 'abcdef1234567890abcdef'],
  ['access_token=9f8e7d6c5b4a3928', 'token', '9f8e7d6c5b4a3928'],
  ['"refresh_token": "0a1b2c3d4e5f60718293a4b5c6d7e8f9"', 'token', '0a1b2c3d4e5f60718293a4b5c6d7e8f9'],
  ['client_secret=Zx9Yw8Vu7Ts6Rq5Po4Nm3', 'token', 'Zx9Yw8Vu7Ts6Rq5Po4Nm3'],
  ['sessid: 8b7a6c5d4e3f2a1b0c9d8e7f', 'token', '8b7a6c5d4e3f2a1b0c9d8e7f'],
  ['?change_password=yes&USER_CHECKWORD=f3e2d1c0b9a8', 'token', 'f3e2d1c0b9a8'],
  ['CONFIRM_CODE=h3k9w2pd', 'token', 'h3k9w2pd'],
  ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl', 'token', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl'],
  ['otpauth://totp/acme:ben?secret=JBSWY3DPEHPK3PXP', 'token', 'otpauth://totp/acme:ben?secret=JBSWY3DPEHPK3PXP'],
  ['the webhook q1w2e3r4t5y6u7i8 does not work', 'token', 'q1w2e3r4t5y6u7i8'],
  ['it ends in k3j4h5g6f7d8s9a0p1o2.', 'token', 'k3j4h5g6f7d8s9a0p1o2'],
  ['(9f86d081884c7d659a2feaa0c55ad015)', 'token', '9f86d081884c7d659a2feaa0c55ad015'],
]

const mustPass: readonly string[] = [
  // portal addresses and links
  'harbourpine.bitrix24.example',
  'https://harbourpine.bitrix24.example/company/personal/user/27/',
  'https://acme.bitrix24.com/rest/',
  'https://acme.bitrix24.com/rest/1/…/profile',
  'https://acme.bitrix24.com/rest/1/profile',
  'https://acme.bitrix24.com/company/?apply_filter=Y&INVITED=Y',
  'https://helpdesk.bitrix24.com/open/25781327/',
  'https://www.bitrix24.net/passport/view/',
  'https://b24-x7k2m9.bitrix24.com/stream/',
  'portal1.example.com:8443',
  'https://acme.example/login?backurl=%2Fcompany%2F2024%2Freports',
  // error texts
  'Incorrect login or password',
  'Incorrect login or password.',
  'Error: Incorrect password!',
  'Password is incorrect!',
  'Your password was changed 3 days ago?',
  'Password: required',
  'Password: incorrect',
  'Incorrect password: please try again',
  'Login or password: wrong. Try again',
  'Incorrect checkword',
  'Incorrect checkword for login "ben"',
  'You are logged in as Ben Harrow (ben.harrow@harbourpine.example). We cannot find this user at harbourpine.bitrix24.example. Please log out and log in as a different user',
  'A user with this email already exists',
  'A user with email dispatch@harbourpine.example already exists.',
  'Failed to find user with this email',
  'The one-time code is incorrect. Error 403',
  'error code 500123',
  'Error code: 404123',
  'HTTP code 503',
  'status code: 200200',
  'Fehler-Code 123456',
  'Fehlercode: 100200',
  'Код ошибки: 100500',
  'QUERY_LIMIT_EXCEEDED 503 Too many requests',
  'ERR_CERT_COMMON_NAME_INVALID',
  '{"error":"INVALID_CREDENTIALS","error_description":"Invalid request credentials"}',
  'Неверный логин или пароль',
  'Неверный логин или пароль!',
  'Неверный пароль: попробуйте ещё раз',
  'Benutzername oder Passwort ist falsch!',
  'Falsches Passwort. Bitte versuchen Sie es erneut.',
  // addresses, phones, numbers
  'cleo.marsh@harbourpine.example',
  'login: cleo.marsh@harbourpine.example',
  'Login and password: ben.harrow@harbourpine.example',
  'ben_harrow+2024spring@harbourpine.example',
  'a1b2c3d4e5f6g7h8i9@harbourpine.example',
  '+44 7700 900108',
  '020 7946 0958',
  'call me at 483 920 or 483-920',
  '8 (495) 123-45-67',
  'case 100234',
  'Case #483920, ticket 483921',
  'short code 483920',
  'order code 483920',
  'ABCD-EFGH',
  'K7QM-4ZXP',
  'case K7QM-4ZXP',
  'cases K7QM-4ZXP and 2B3C-4D5E',
  'code ABCD-EFGH',
  'zip code 123456',
  'postal code 483920',
  'invoice 2024000123456789',
  '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
  '2026-10-01T12:00:00+00:00',
  '12.10.2026 14:05',
  'IBAN DE44 5001 0517 5407 3249 31',
  'version 1.24.3-beta2',
  // sentences that speak of passwords and codes
  'I forgot my password',
  'password is wrong',
  'the password is wrong!',
  'My password does not work since yesterday',
  'She says the password is fine, but Bitrix24 refuses it',
  'I forgot my password Bitrix24 again',
  'password for bitrix24.com',
  'Is the password the same as in Windows10?',
  'Password reset mail did not arrive',
  'password: I do not remember it',
  'password: 8 characters at least',
  'password: see the e-mail',
  'password: ********',
  'password: ••••••••',
  'Password must contain at least 8 characters, one digit and one of !?#',
  'The password of my old phone is gone',
  'New password - same as before',
  'I typed my password 3 times',
  'password expired 2026-10-01',
  'He changed his password on 12.10.2026',
  'passwords 2 and 3 were refused',
  'I have no recovery codes',
  'recovery codes are lost',
  'The recovery codes were printed in 2024',
  'password recovery attempt1 failed',
  'backup server01 is down',
  'The verification code does not arrive',
  'verification code: not received',
  'code: not received in 60 seconds',
  'I get no code on my phone 07700 900108',
  'the code has 6 digits',
  'the pin of my SIM card is unknown',
  'the token has expired',
  'auth harbourpine.bitrix24.example fails',
  'token authentication-required-message',
  'Basic authentication is disabled',
  'Ich habe mein Passwort vergessen',
  'Mein Passwort ist falsch',
  'Das Passwort ist seit 3 Tagen abgelaufen!',
  'Das Kennwort lautet anders als gedacht',
  'Passwort: vergessen',
  'Der Bestätigungscode kommt nicht an',
  'Я забыл пароль',
  'Пароль не подходит',
  'Пароль: забыл',
  'пароль неверный!',
  'Пароль от Битрикс24 не подходит',
  'Код подтверждения не приходит',
  'Резервных кодов нет',
  'Не приходит письмо для восстановления пароля',
  'Wilhelmina-Alexandrina van der Zwanenburgh-Oosterveld ten Brinkhuizen-Achterbergh',
  'Donaudampfschifffahrtsgesellschaftskapitän',
  'harbourpine2024report',
  'after-hours part-time full-time long-term',
  'this-that here-there more-less mine-yours',
  '',
]

describe('what must be found', () => {
  test.each(mustBeFound)('%j is a %s', (text, kind, secret) => {
    const found = findSecrets(text)

    expect(found.map((one) => ({ kind: one.kind, part: text.slice(one.start, one.end) }))).toContainEqual({ kind, part: secret })
  })

  test('is found in the middle of a text, however long', () => {
    const filler = 'The person called in the morning and again at noon. '.repeat(40)
    for (const [text, kind, secret] of mustBeFound) {
      const whole = `${filler}\n${text}\n${filler}`
      expect(findSecrets(whole).map((one) => `${one.kind} ${whole.slice(one.start, one.end)}`)).toContain(`${kind} ${secret}`)
    }
  })

  test('has every kind in its list', () => {
    expect(new Set(mustBeFound.map(([, kind]) => kind))).toEqual(new Set(secretKinds))
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

describe('what must pass', () => {
  test.each(mustPass)('%j', (text) => {
    expect(findSecrets(text).map((one) => ({ kind: one.kind, part: text.slice(one.start, one.end) }))).toEqual([])
  })

  test('are ordinary sentences, whatever their words', () => {
    const word = fc.constantFrom(...'the a my your password login code portal account cannot does work since yesterday and or is was please help again Passwort ist mein Konto geht nicht пароль не работает мой вход'.split(' '))
    fc.assert(fc.property(fc.array(word, { minLength: 1, maxLength: 30 }), fc.constantFrom('.', '!', '?', ''), (words, end) => findSecrets(words.join(' ') + end).length === 0), { numRuns: 500 })
  })
})

test('ranges lie in the text, in order', () => {
  const piece = fc.oneof(fc.constantFrom(...mustBeFound.map(([text]) => text)), fc.string({ unit: 'grapheme' }))
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
