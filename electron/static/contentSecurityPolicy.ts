export interface PolicyOptions {
  /** `sha256-…` of each style block that the kit inserts (architecture 6D), without quotes. */
  readonly styleHashes: readonly string[]
  /** A page served by the Vite dev server; never true in what people run. */
  readonly dev: boolean
}

/** The policy of the page, the same in both hosts (architecture 6D). */
export function contentSecurityPolicy({ styleHashes, dev }: PolicyOptions): string {
  // SECURITY: 6A-7, 6B-11: nothing comes from outside, nothing is run from text, nobody frames the page.
  const directives: readonly (readonly string[])[] = [
    ['default-src', "'none'"],
    ['script-src', "'self'"],
    // The dev server inserts every stylesheet by script; a hash beside 'unsafe-inline' would switch it off.
    ['style-src', "'self'", ...(dev ? ["'unsafe-inline'"] : styleHashes.map((hash) => `'${hash}'`))],
    ['img-src', "'self'", 'blob:'],
    ['font-src', "'self'"],
    ['connect-src', "'self'", ...(dev ? ['ws://127.0.0.1:*', 'ws://localhost:*'] : [])],
    ['base-uri', "'none'"],
    ['form-action', "'none'"],
    ['frame-ancestors', "'none'"],
    ['object-src', "'none'"],
    // The dev server's own overlay writes innerHTML.
    ...(dev ? [] : [['trusted-types', 'vue', 'default'], ['require-trusted-types-for', "'script'"]]),
  ]
  return directives.map((words) => words.join(' ')).join('; ')
}
