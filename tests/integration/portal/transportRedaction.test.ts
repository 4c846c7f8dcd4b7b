import { afterAll, describe, expect, test } from 'vitest'
import { createSendRequest } from '../../../electron/adapters/portal/httpRequest'
import { createLimiter } from '../../../electron/adapters/portal/limiter'
import { reachPortal } from '../../../electron/adapters/portal/reachPortal'
import { parseWebhookAddress } from '../../../electron/adapters/portal/webhookAddress'
import { errorCodes, type AppFailure } from '@shared/contract/appError'
import { callTo, shownOf, webhookSecret } from '../../support/portal/clientParts'
import { appOn, credentials, oauthHost, tokenClientOf } from '../../support/portal/oauthHost'
import { failureOf, recordingLog } from '../../support/portal/portalParts'
import { certificate } from '../../support/portal/certificates'
import { cutOff, json, page, refusal, reset, result, scriptedHost, silence, type SeenRequest, type Step } from '../../support/portal/scriptedHost'
import { thrownBy } from '../../support/portal/thrownBy'

const code = 'c0d3c0d3c0d3c0d3c0d3'
/** Anything that must be nowhere: the webhook's secret, both tokens of every pair, the client's secret, the code. */
const hidden = new RegExp([webhookSecret, 'acc3ss0', 'r3fr3sh0', credentials.clientSecret, code].join('|'), 'i')

/** What a hostile or broken peer does with a request: most of them repeat all they were told. */
const echo = (status: number, headers: (all: string) => Readonly<Record<string, string>> = () => ({})): Step => (request, response) => {
  const all = `${request.path} ${request.body}`
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers(encodeURIComponent(all)) })
  response.end(JSON.stringify({ error: all.slice(0, 90), error_description: all, [all]: all }))
}
/** The one that this very request showed: no client could know another's. */
const secretOf = ({ body }: SeenRequest): string => /acc3ss\d+|r3fr3sh\d+/.exec(body)?.[0] ?? webhookSecret
const peers: Readonly<Record<string, Step>> = {
  reset,
  cutOff,
  silence,
  nothing: (_request, response) => response.end(),
  page: page(200),
  pageEchoing: (request, response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end(`<form action="http://${webhookSecret}.example/${request.path}"><input type=password value="${request.body}">`),
  page502: page(502),
  page511: page(511),
  proxy407: page(407),
  redirectEchoing: (request, response) => response.writeHead(302, { Location: `https://${secretOf(request)}.example${request.path}?${encodeURIComponent(request.body)}` }).end(),
  redirectInCapitals: (request, response) => response.writeHead(301, { Location: `http://X-${secretOf(request).toUpperCase()}-X.example/` }).end(),
  echo200: echo(200),
  echo401: echo(401, (all) => ({ 'WWW-Authenticate': all })),
  echo403: echo(403),
  echo500: echo(500),
  echoInResult: (request, response) => response.end(JSON.stringify({ result: { error: request.path, error_description: request.body } })),
  echoV3: (request, response) => response.writeHead(400).end(JSON.stringify({ error: { code: request.path, message: request.body, validation: [{ field: request.path, message: request.body }] } })),
  knownWithEcho: (request, response) => response.writeHead(400).end(JSON.stringify({ error: 'ERROR_ARGUMENT', error_description: request.path + request.body, argument: request.path })),
  brokenJsonEchoing: (request, response) => response.end(`{"result": "${request.path} ${request.body}`),
  wrongPacking: (request, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(request.path),
  tooMuch: (request, response) => response.end(request.path.repeat(200_000)),
  oddStatusLine: (request) => void request.socket.end(`HTTP/1.1 200 ${request.path}\r\n\r\n`),
  noHttp: (request) => void request.socket.end(`${request.path} ${request.body}\r\n\r\n`),
  tooDeep: (_request, response) => response.end(`{"result":${'['.repeat(5000)}`),
  limited: refusal(503, 'QUERY_LIMIT_EXCEEDED', webhookSecret),
  overTime: refusal(429, 'OPERATION_TIME_LIMIT', webhookSecret),
  expired: refusal(401, 'expired_token', 'acc3ss0'),
  dead: refusal(401, 'NO_AUTH_FOUND', webhookSecret),
  wrongResult: json(200, { [webhookSecret]: 1 }),
}

const seen = { failures: 0, codes: new Set<string>() }
/** Looks into everything that an error and the log lines beside it could ever show. */
function expectHidden(failure: AppFailure, lines: readonly string[]): void {
  seen.failures += 1
  seen.codes.add(failure.code)
  expect(errorCodes).toContain(failure.code)
  expect(shownOf(failure)).not.toMatch(hidden)
  expect(lines.join('\n')).not.toMatch(hidden)
  expect(failure.cause).toBeUndefined()
}
const timeoutFor = (name: string): number => (name === 'silence' ? 150 : 15_000)

describe.each(Object.entries(peers))('met with %s', (name, step) => {
  test('a call through a webhook hides its secret', async () => {
    const host = await scriptedHost([step])
    for (const method of ['profile', 'user.add', 'main.eventlog.list', 'batch'] as const) {
      const { call, log } = callTo(host.origin, { timeoutMs: timeoutFor(name) })
      expectHidden(await failureOf(call(method, { cmd: { a: `user.get?x=${webhookSecret}` } })), log.lines)
      expect(log.lines.length).toBeGreaterThan(0)
    }
  })

  test('a call of an application hides its tokens', async () => {
    const host = await oauthHost()
    host.answerCalls(step)
    for (const method of ['profile', 'user.add'] as const) {
      const { call, log } = appOn(host, { timeoutMs: timeoutFor(name) })
      expectHidden(await failureOf(call(method, {})), log.lines)
    }
  })

  test('the exchange of a code, and a renewal, hide code, tokens and the client’s secret', async () => {
    const host = await oauthHost()
    host.answerTokens(step)
    host.expire()
    const log = recordingLog()
    expectHidden(await failureOf(tokenClientOf(host, log, { timeoutMs: timeoutFor(name) }).exchangeCode(credentials, code)), log.lines)
    const app = appOn(host, { timeoutMs: timeoutFor(name) })
    expectHidden(await failureOf(app.call('profile', {})), app.log.lines)
  })
})

describe('before anything is sent', () => {
  test('nobody listening, a strange certificate, a full bucket, a fired signal hide the secret', async () => {
    const tls = await scriptedHost([result(1)], certificate())
    const limiter = createLimiter({ sleep: () => Promise.resolve(), now: () => 0 })
    limiter.fill()
    for (const [origin, parts, options] of [
      ['http://127.0.0.1:1', {}, {}],
      [tls.origin, {}, {}],
      ['http://127.0.0.1:1', { limiter }, { patienceMs: 1 }],
      ['http://127.0.0.1:1', {}, { signal: AbortSignal.abort() }],
    ] as const) {
      const { call, log } = callTo(origin, parts)
      for (const method of ['profile', 'user.update'] as const) expectHidden(await failureOf(call(method, {}, options)), log.lines)
    }
  })

  test('an address that is none hides what was pasted', () => {
    for (const webhook of [`https://acme/rest/1/${webhookSecret}/`, `ftp://acme.example/rest/1/${webhookSecret}/`, `http://acme.example/rest/1/${webhookSecret}/`, `https://u:${webhookSecret}@acme.example/`, `https://acme.example/rest/x/${webhookSecret}/`]) {
      expectHidden(thrownBy(() => parseWebhookAddress(webhook, { allowLoopback: false })), [])
    }
  })

  test('a front page that was asked with a secret in its name hides it', async () => {
    const parts = { send: createSendRequest(), clock: { now: () => 0 }, userAgent: 'x', timeoutMs: 1000 }
    expectHidden(await failureOf(reachPortal(parts, `http://${webhookSecret}/${webhookSecret}`, {})), [])
    expectHidden(await failureOf(reachPortal(parts, `${webhookSecret}.invalid`, {})), [])
  })
})

// A proof over too few kinds would prove little
afterAll(() => {
  expect(seen.failures).toBeGreaterThan(200)
  const met = ['network', 'timeout', 'notBitrix', 'badAnswerFromPortal', 'portalError', 'portalRenamed', 'captivePortal', 'proxy', 'webhookDead', 'tokenExpired', 'noRights', 'rateLimited', 'overloaded', 'tlsIntercepted', 'cancelled', 'webhookMalformed', 'webhookInsecure', 'addressTaken']
  expect([...seen.codes]).toEqual(expect.arrayContaining(met))
})
