import type { Result } from '@shared/contract/appError'
import { eventTypes, requestHeader, type AppEvent } from '@shared/contract/events'
import type { MethodName, Params, Value } from '@shared/contract/methods'
import { failure, isResult } from './failures'
import type { LinkState, Transport } from './transport'

/** The parts of the browser it stands on; a test hands in its own. */
export interface HttpSurroundings {
  readonly fetch: typeof fetch
  readonly openEvents: (address: string) => EventSource
  readonly token: string | undefined
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** SECURITY: 6B-8. Cookie by the browser, own header on every request; the token is sent once, in a body. */
export function createHttpTransport(surroundings: HttpSurroundings): Transport {
  const listeners = new Set<(event: AppEvent) => void>()
  const linkListeners = new Set<(state: LinkState) => void>()
  let state: LinkState = 'ready'
  let events: EventSource | undefined

  const setState = (next: LinkState): void => {
    // What ended stays ended: a failing request afterwards is only its echo.
    if (state === next || state === 'ended') return
    state = next
    for (const listener of [...linkListeners]) listener(next)
  }

  const request = async (method: 'POST' | 'PUT', address: string, body: BodyInit, type: string): Promise<{ readonly status: number; readonly json: unknown } | undefined> => {
    try {
      const response = await surroundings.fetch(address, {
        method,
        body,
        credentials: 'same-origin',
        cache: 'no-store',
        redirect: 'error',
        headers: { 'content-type': type, [requestHeader]: '1' },
      })
      return { status: response.status, json: readJson(await response.text()) }
    } catch {
      setState('gone')
      return undefined
    }
  }

  const call = async <M extends MethodName>(method: M, params: Params<M>): Promise<Result<Value<M>>> => {
    const answer = await request('POST', '/rpc', JSON.stringify({ method, params }), 'application/json')
    if (!answer) return failure('internal', 'later')
    if (answer.status === 401) {
      setState('notSignedIn')
      return failure('notSignedIn')
    }
    setState('ready')
    if (isResult(answer.json)) return answer.json
    return failure(answer.status === 413 ? 'tooLarge' : 'internal')
  }

  const listen = (): void => {
    events = surroundings.openEvents('/events')
    for (const type of eventTypes) {
      events.addEventListener(type, (message: MessageEvent<string>) => {
        const event = { type, data: readJson(message.data) } as AppEvent
        for (const listener of [...listeners]) listener(event)
        if (type === 'closing') {
          setState('ended')
          events?.close()
        }
      })
    }
    let wasOpen = false
    events.addEventListener('open', () => {
      // Back after a gap: what was said meanwhile is lost, so everybody is told to ask anew.
      if (wasOpen && state === 'ready') for (const listener of [...linkListeners]) listener('ready')
      else setState('ready')
      wasOpen = true
    })
    // A broken stream says nothing about the cause: one harmless call tells a pause from the end.
    events.addEventListener('error', () => void call('app.state', {}))
  }

  return {
    async start() {
      if (surroundings.token !== undefined) {
        const answer = await request('POST', '/session', JSON.stringify({ token: surroundings.token }), 'application/json')
        if (!answer) return 'gone'
        if (answer.status >= 400) {
          setState('linkUsed')
          return 'linkUsed'
        }
      } else {
        await call('app.state', {})
        if (state !== 'ready') return state
      }
      listen()
      return state
    },
    call,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onLinkState(listener) {
      linkListeners.add(listener)
      return () => linkListeners.delete(listener)
    },
    async upload(ticket, file) {
      const answer = await request('PUT', `/upload/${ticket}`, file, 'application/octet-stream')
      if (!answer) return failure('internal', 'later')
      if (answer.status === 401) {
        setState('notSignedIn')
        return failure('notSignedIn')
      }
      if (answer.status === 413) return failure('tooLarge')
      const { json } = answer
      // The ticket's answer is either a Result or the bare id.
      if (isResult(json)) return json
      if (typeof json === 'object' && json !== null && 'fileId' in json && typeof json.fileId === 'string') return { ok: true, value: { fileId: json.fileId } }
      return failure('fileUnreadable')
    },
    downloadUrl: (ticket) => `/download/${ticket}`,
  }
}
