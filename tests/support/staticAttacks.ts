import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Lies outside the folder that is served, and inside it where it must not be served. */
export const buriedSecret = 'buried-secret-5f1c'

/** Ways out of the served folder, or to a file of it that is not for the page. Both window hosts answer 404 to each. */
export const staticAttacks: readonly { readonly why: string; readonly path: string }[] = [
  { why: 'parent folder', path: '/../main/main.js' },
  { why: 'parent folder below a real one', path: '/assets/../../main/main.js' },
  { why: 'real file by a detour', path: '/assets/../index.html' },
  { why: 'two slashes', path: '//index.html' },
  { why: 'dot segment', path: '/./index.html' },
  { why: 'encoded dots', path: '/%2e%2e/main/main.js' },
  { why: 'half encoded dots', path: '/.%2e/main/main.js' },
  { why: 'encoded slash', path: '/..%2fmain%2fmain.js' },
  { why: 'encoded slash in a real path', path: '/assets%2fmain-4f2a9c1b.js' },
  { why: 'encoded letters of a real path', path: '/%69ndex.html' },
  { why: 'doubly encoded', path: '/%252e%252e%252fmain%252fmain.js' },
  { why: 'overlong UTF-8', path: '/%c0%ae%c0%ae/main/main.js' },
  { why: 'broken percent sign', path: '/%zz' },
  { why: 'encoded backslash', path: '/..%5cmain%5cmain.js' },
  { why: 'backslash', path: '/..\\main\\main.js' },
  { why: 'backslash in a real path', path: '/assets\\main-4f2a9c1b.js' },
  { why: 'encoded NUL', path: '/index.html%00.js' },
  { why: 'absolute path', path: '//etc/passwd' },
  { why: 'drive letter', path: '/C:/Windows/win.ini' },
  { why: 'file address', path: '/file:///etc/passwd' },
  { why: 'a folder', path: '/assets' },
  { why: 'a folder with slash', path: '/assets/' },
  { why: 'trailing slash', path: '/index.html/' },
  { why: 'trailing dot', path: '/index.html.' },
  { why: 'other case', path: '/INDEX.HTML' },
  { why: 'alternate stream', path: '/index.html::$DATA' },
  { why: 'unknown file', path: '/unknown.js' },
  { why: 'name of a built-in property', path: '/constructor' },
  { why: 'prototype', path: '/__proto__' },
  { why: 'source map', path: '/assets/main-4f2a9c1b.js.map' },
  { why: 'hashes of the policy', path: '/csp-hashes.json' },
  { why: 'hidden file', path: '/.hidden' },
  { why: 'hidden folder', path: '/.vite/manifest.json' },
  { why: 'link to a file outside', path: '/linked.js' },
  { why: 'path of the single page app', path: '/cases/1' },
]

export const exampleHash = 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
export const examplePage = '<!doctype html><title>Latchkey</title>'
export const exampleScript = 'document.title = "Latchkey"'

/** A build of the page as Vite leaves it, with secrets around it. */
export function writeExampleBuild(): { readonly dir: string; remove(): void } {
  const out = mkdtempSync(join(tmpdir(), 'latchkey-static-'))
  const dir = join(out, 'renderer')
  mkdirSync(join(dir, 'assets'), { recursive: true })
  mkdirSync(join(dir, '.vite'))
  mkdirSync(join(out, 'main'))
  writeFileSync(join(out, 'main', 'main.js'), buriedSecret)
  writeFileSync(join(dir, 'index.html'), examplePage)
  writeFileSync(join(dir, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  writeFileSync(join(dir, 'assets', 'main-4f2a9c1b.js'), exampleScript)
  writeFileSync(join(dir, 'assets', 'main-4f2a9c1b.css'), 'body { margin: 0 }')
  writeFileSync(join(dir, 'assets', 'inter-9d8c7b6a.woff2'), new Uint8Array([0x77, 0x4f, 0x46, 0x32, 0]))
  writeFileSync(join(dir, 'assets', 'main-4f2a9c1b.js.map'), buriedSecret)
  writeFileSync(join(dir, 'csp-hashes.json'), JSON.stringify([exampleHash]))
  writeFileSync(join(dir, '.hidden'), buriedSecret)
  writeFileSync(join(dir, '.vite', 'manifest.json'), buriedSecret)
  symlinkSync(join(out, 'main', 'main.js'), join(dir, 'linked.js'))
  return { dir, remove: () => rmSync(out, { recursive: true, force: true }) }
}
