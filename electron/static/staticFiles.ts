import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'

export interface StaticFile {
  /** As it is asked for: `/assets/main-4f2a.js`; the page itself is `/`. */
  readonly path: string
  readonly bytes: Uint8Array
  readonly contentType: string
  /** With its quotes, ready for the header. */
  readonly etag: string
  /** In `/assets/` the build puts a hash of the content into every name, so a copy never goes stale. */
  readonly hashedName: boolean
}

export interface StaticFiles {
  /** The path of a request as it came, without query; `undefined` for whatever the build did not write. */
  lookUp(rawPath: string): StaticFile | undefined
  readonly paths: readonly string[]
  /** `sha256-…` of the style blocks the page may insert (architecture 6D), without quotes. */
  readonly styleHashes: readonly string[]
}

const contentTypes: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.mjs', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.json', 'application/json; charset=utf-8'],
  ['.txt', 'text/plain; charset=utf-8'],
  ['.md', 'text/plain; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.jpg', 'image/jpeg'],
  ['.webp', 'image/webp'],
  ['.ico', 'image/x-icon'],
  ['.woff', 'font/woff'],
  ['.woff2', 'font/woff2'],
  ['.ttf', 'font/ttf'],
])

const hashesFile = 'csp-hashes.json'
/** Names that mean the same written plainly and percent-encoded, so that one exact comparison is enough. */
const plainName = /^[A-Za-z0-9_@~-][A-Za-z0-9._@~-]*$/
const styleHash = /^sha256-[A-Za-z0-9+/]{43}=$/

/**
 * Reads the build of the page (out/renderer) once. Hidden files and links are passed over; a name that would need
 * percent-encoding is a defect of the build and stops the start.
 */
export function loadStaticFiles(dir: string): StaticFiles {
  const files = new Map<string, StaticFile>()
  let styleHashes: readonly string[] = []

  const read = (folder: string, prefix: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.name.startsWith('.')) continue
      const place = join(folder, entry.name)
      const path = `${prefix}/${entry.name}`
      if (!plainName.test(entry.name)) throw new Error(`The build holds a file name that cannot be served: ${path}`)
      if (entry.isDirectory()) read(place, path)
      else if (entry.isFile()) {
        if (path === `/${hashesFile}`) styleHashes = parseStyleHashes(readFileSync(place, 'utf8'))
        else if (!path.endsWith('.map')) files.set(path, describeFile(path, readFileSync(place)))
      }
    }
  }
  read(dir, '')

  const page = files.get('/index.html')
  if (!page) throw new Error('The build holds no index.html')
  files.set('/', { ...page, path: '/' })

  return {
    // SECURITY: 6A-18, 6B-12: the path of a request is a key of this Map and nothing else. It is never decoded, cleaned
    // or joined to a folder, so there is nothing to climb out of.
    lookUp: (rawPath) => files.get(rawPath),
    paths: [...files.keys()].sort(),
    styleHashes,
  }
}

function describeFile(path: string, bytes: Buffer): StaticFile {
  return {
    path,
    bytes,
    contentType: contentTypes.get(extname(path).toLowerCase()) ?? 'application/octet-stream',
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`,
    hashedName: path.startsWith('/assets/'),
  }
}

/** A hash that is none would end up in a header: it stops the start instead. */
function parseStyleHashes(text: string): readonly string[] {
  const hashes: unknown = JSON.parse(text)
  if (!Array.isArray(hashes)) throw new Error(`${hashesFile} is not a list`)
  return hashes.map((hash: unknown) => {
    const bare = typeof hash === 'string' ? hash.replace(/^'(.*)'$/, '$1') : ''
    if (!styleHash.test(bare)) throw new Error(`${hashesFile} holds something that is no SHA-256`)
    return bare
  })
}
