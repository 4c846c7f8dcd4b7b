import { gzipSync } from 'node:zlib'
import { htmlPage, htmlType } from '../pages'
import type { Exchange, Fault, Outgoing } from './fault'

const defaultDelayMs = 3000
const defaultDripMs = 1000
const elsewhere = 'http://login.hotspot.example/'

/** Between the caller and the portal: the line, the proxy, the name. */
export const connectionFaults: readonly Fault[] = [
  {
    name: 'slow',
    does: 'answers after 3,000 ms, or after the given number of them',
    argument: 'milliseconds',
    reaches: 'everything',
    takeOver: wait,
  },
  {
    name: 'reset',
    does: 'breaks the connection without an answer',
    argument: 'count',
    reaches: 'everything',
    takeOver: breakOff,
  },
  {
    name: 'time-out',
    does: 'accepts the request and never answers',
    argument: 'count',
    reaches: 'everything',
    takeOver: (exchange) => exchange.hang(),
  },
  {
    name: 'captive-portal',
    does: 'a hotspot stands in between: everything is sent to its login page with a 302, or answered with a 511 page',
    argument: 'captiveStatus',
    reaches: 'everything',
    takeOver: askForHotspotLogin,
  },
  {
    name: 'renamed',
    does: 'sends everything on to the new name of the portal with a 302: localhost, or the given origin',
    argument: 'origin',
    reaches: 'everything',
    takeOver: sendToNewName,
  },
  {
    name: 'html-502',
    does: 'a proxy answers 502 with a page instead of the portal',
    argument: 'count',
    reaches: 'everything',
    takeOver: (exchange) => answerWithPage(exchange, 502, 'Bad Gateway'),
  },
  {
    name: 'html-200',
    does: 'REST answers 200 with a maintenance page',
    argument: 'count',
    reaches: 'rest',
    takeOver: (exchange) => answerWithPage(exchange, 200, 'Maintenance'),
  },
  {
    name: 'reset-midway',
    does: 'the request is carried out; half of the answer arrives, then the connection breaks',
    argument: 'count',
    reaches: 'rest',
    deliver: (exchange, answer) => exchange.respondPartly(answer, Math.floor(answer.body.length / 2)),
  },
  {
    name: 'drip',
    does: 'the request is carried out; its answer comes at a byte every 1,000 ms, or every given number of them, and never ends',
    argument: 'milliseconds',
    reaches: 'rest',
    deliver: (exchange, answer, argument) => exchange.drip(answer, argument === '' ? defaultDripMs : Number(argument)),
  },
  {
    name: 'gzip-broken',
    does: 'the answer is gzip, and its second half is spoilt',
    argument: 'count',
    reaches: 'rest',
    deliver: answerWithBrokenGzip,
  },
]

async function wait(exchange: Exchange, argument: string): Promise<boolean> {
  await exchange.delay(argument === '' ? defaultDelayMs : Number(argument))
  return false
}

function breakOff(exchange: Exchange): boolean {
  exchange.reset()
  return true
}

function askForHotspotLogin(exchange: Exchange, argument: string): boolean {
  if (argument === '511') return answerWithPage(exchange, 511, 'Network Authentication Required')
  // nothing of the request is in it: its address holds a secret
  exchange.respond(302, htmlType, htmlPage('302 Found'), { Location: elsewhere })
  return true
}

function sendToNewName(exchange: Exchange, argument: string): boolean {
  if (!exchange.isOldName) return false
  const location = `${argument === '' ? exchange.newOrigin : argument}${exchange.path}`
  exchange.respond(302, htmlType, htmlPage('302 Found'), { Location: location })
  return true
}

function answerWithPage(exchange: Exchange, status: number, title: string): boolean {
  exchange.respond(status, htmlType, htmlPage(title))
  return true
}

function answerWithBrokenGzip(exchange: Exchange, { status, contentType, body }: Outgoing): void {
  const packed = gzipSync(body)
  // a shorter one would do for careless readers: they take what they could unpack
  packed.fill(0xff, Math.floor(packed.length / 2))
  exchange.respond(status, contentType, packed, { 'Content-Encoding': 'gzip' })
}
