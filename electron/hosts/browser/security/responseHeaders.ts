import type { StaticFile } from '../../../static/staticFiles'

/** Features that the page has no use for, each refused by name. Copying is used, by this page alone. */
const refusedFeatures = [
  'accelerometer', 'autoplay', 'camera', 'clipboard-read', 'display-capture', 'encrypted-media', 'fullscreen', 'gamepad',
  'geolocation', 'gyroscope', 'hid', 'idle-detection', 'local-fonts', 'magnetometer', 'microphone', 'midi', 'payment',
  'picture-in-picture', 'publickey-credentials-create', 'publickey-credentials-get', 'screen-wake-lock', 'serial',
  'storage-access', 'sync-xhr', 'usb', 'window-management', 'xr-spatial-tracking',
] as const

export type Headers = Readonly<Record<string, string>>

/** On every answer of every route, refusals among them. */
export function securityHeaders(csp: string): Headers {
  // SECURITY: 6B-11. SECURITY: 6B-9: there is no Access-Control header here and none anywhere else.
  return {
    'Content-Security-Policy': csp,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': [...refusedFeatures.map((feature) => `${feature}=()`), 'clipboard-write=(self)'].join(', '),
  }
}

/** Nothing of the person's is kept by the browser. */
export const notKept: Headers = { 'Cache-Control': 'no-store' }

export function staticHeaders(file: StaticFile): Headers {
  const kept = file.hashedName ? 'private, max-age=31536000, immutable' : 'no-cache'
  return { 'Content-Type': file.contentType, ETag: file.etag, 'Cache-Control': file.contentType.startsWith('text/html') ? 'no-store' : kept }
}

export function downloadHeaders(name: string): Headers {
  // SECURITY: 6B-8: an attachment is never shown in our origin. Quotes and control signs would end the header's value.
  const plain = name.replace(/[^A-Za-z0-9 ._-]/g, '_')
  // encodeURIComponent refuses a lone half of a surrogate pair.
  const exact = encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
  return {
    'Content-Type': 'application/octet-stream',
    'Content-Disposition': `attachment; filename="${plain}"; filename*=UTF-8''${exact}`,
    ...notKept,
  }
}
