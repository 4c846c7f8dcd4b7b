import type { CustomScheme } from 'electron'
import { contentSecurityPolicy } from '../../../static/contentSecurityPolicy'
import type { StaticFiles } from '../../../static/staticFiles'
import { appHost, appScheme, isOwnAddress } from './ownAddress'

/** SECURITY: 6A-18. Three privileges; never bypassCSP, never corsEnabled, no service workers. */
export const schemePrivileges: readonly CustomScheme[] = [
  { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
]

/** Features that a page could ask for; all are off. */
const switchedOff = [
  'accelerometer', 'autoplay', 'bluetooth', 'camera', 'display-capture', 'fullscreen', 'geolocation', 'gyroscope', 'hid', 'idle-detection',
  'magnetometer', 'microphone', 'midi', 'payment', 'publickey-credentials-get', 'screen-wake-lock', 'serial', 'usb', 'xr-spatial-tracking',
]

/**
 * Answers one request of the page from the build output held in memory.
 * SECURITY: 6A-18. No path is joined and no file is opened here, so there is nothing to climb out of.
 */
export function answerPageRequest(files: StaticFiles, request: { readonly url: string; readonly method: string }): Response {
  const headers = {
    // SECURITY: 6A-7. Every answer carries the policy, the refusals too.
    'content-security-policy': contentSecurityPolicy({ styleHashes: files.styleHashes, dev: false }),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': switchedOff.map((feature) => `${feature}=()`).join(', '),
    'cache-control': 'no-store',
  }
  const refuse = (status: number): Response => new Response(null, { status, headers })
  if (!isOwnAddress(request.url)) return refuse(404)
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405)
  // The raw path: a URL object would fold `..` and `%2e%2e` away before the look-up could refuse them.
  const rawPath = request.url.slice(`${appScheme}://${appHost}`.length).replace(/[?#].*$/s, '') || '/'
  const file = files.lookUp(rawPath)
  if (file === undefined) return refuse(404)
  const body = request.method === 'HEAD' ? null : new Uint8Array(file.bytes)
  return new Response(body, { status: 200, headers: { ...headers, 'content-type': file.contentType } })
}
