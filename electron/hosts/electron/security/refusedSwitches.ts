/** Doors for a debugger that no fuse covers (remote debugging), or that a fuse covers and we name once more. */
const refused = /^(remote-debugging-.*|remote-allow-origins|inspect(-.*)?|js-flags|disable-web-security)$/

/**
 * SECURITY: 6A "Debug doors". The switches of a packaged start that make it refuse. Chromium takes `--`, `-` and on
 * Windows `/`, upper and lower case, with or without a value.
 */
export function refusedSwitches(argv: readonly string[]): readonly string[] {
  return argv.flatMap((word) => {
    const name = /^(?:--|-|\/)([^=]+)/.exec(word)?.[1]?.toLowerCase()
    return name !== undefined && refused.test(name) ? [name] : []
  })
}
