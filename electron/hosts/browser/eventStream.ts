import type { AppEvent } from '@shared/contract/events'
import type { ServerResponse } from 'node:http'
import type { EventHub } from '../../rpc/eventHub'
import { notKept, type Headers } from './security/responseHeaders'

/** A page that reads this little is gone or stuck; it comes back by itself and asks anew for what it shows. */
const maxUnreadBytes = 1024 * 1024

export interface EventStreams {
  open(response: ServerResponse, headers: Headers): void
  /** Ends all: the sessions ended, or the app does. */
  endAll(): void
  readonly count: number
}

/** Server-Sent Events: nothing to upgrade and no WebSocket to guard (architecture, section 2). */
export function createEventStreams({ hub, heartbeatMs, onCountChanged }: { readonly hub: Pick<EventHub, 'subscribe'>; readonly heartbeatMs: number; readonly onCountChanged: () => void }): EventStreams {
  const streams = new Set<ServerResponse>()
  return {
    open(response, headers) {
      const send = (text: string): void => {
        if (response.writableLength > maxUnreadBytes) response.destroy()
        else if (!response.destroyed && !response.writableEnded) response.write(text)
      }
      // No Content-Length and never kept alive: the end of the connection is the end of the stream.
      response.writeHead(200, { ...headers, ...notKept, 'Content-Type': 'text/event-stream; charset=utf-8', Connection: 'close' })
      send('event: hello\ndata: {}\n\n')
      const unsubscribe = hub.subscribe((event) => send(formatEvent(event)))
      // A comment: the page does not see it, but a dead connection is noticed by writing to it (6B-14).
      const heartbeat = setInterval(() => send(': beat\n\n'), heartbeatMs)
      heartbeat.unref()
      streams.add(response)
      onCountChanged()
      response.once('close', () => {
        unsubscribe()
        clearInterval(heartbeat)
        streams.delete(response)
        onCountChanged()
      })
    },
    endAll() {
      for (const response of streams) response.end()
    },
    get count() {
      return streams.size
    },
  }
}

/** JSON never holds a raw line break, so the data is always one line. */
export function formatEvent(event: AppEvent): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event.data)}\n\n`
}
