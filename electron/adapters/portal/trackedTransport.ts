import { request as requestHttp, type Agent, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as requestHttps } from 'node:https'
import { TLSSocket } from 'node:tls'

/** How far a request got. Only the socket knows: an error says what went wrong, not when. */
export interface Progress {
  /** False: no byte of the request has left, at most those that open a connection. */
  mayBeSent: boolean
  /** The way leads through the system's proxy. */
  isProxied: boolean
  /** What answered was the proxy: it refused to open the tunnel. */
  isProxyAnswer: boolean
  /** Ends the connection, whatever of the answer is still to come. */
  hangUp?: () => void
}

/** Node's own transport, watched. axios takes it in place of `http` and `https`. */
export interface Transport {
  request(options: RequestOptions, onResponse: (response: IncomingMessage) => void): ClientRequest
}

export function trackedTransport(isHttps: boolean, ownAgents: readonly Agent[], progress: Progress): Transport {
  return {
    request(options, onResponse) {
      const { agent } = options
      progress.isProxied = isHttps && typeof agent === 'object' && !ownAgents.includes(agent)
      const request = (isHttps ? requestHttps : requestHttp)(options, onResponse)
      request.once('socket', (socket) => {
        progress.hangUp = () => void socket.destroy()
        const markReady = (): void => {
          progress.mayBeSent = true
        }
        if (isHttps && !(socket instanceof TLSSocket)) {
          // The tunnel was refused, and the proxy's own answer is played back; nothing is written to it
          progress.isProxyAnswer = true
        } else if (request.reusedSocket) markReady()
        // A request waits in the socket until the certificate was found good
        else if (isHttps) socket.once('secureConnect', markReady)
        else if (socket.connecting) socket.once('connect', markReady)
        else markReady()
      })
      return request
    },
  }
}
