import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** What main.ts read from the command line and hands to the one host it imports. */
export interface HostArguments {
  readonly host: 'electron' | 'browser' | 'cli'
  readonly dataDir: string
  /** Open the demo company at once. */
  readonly demo: boolean
  /** Browser host: open the default browser; false prints the address only. */
  readonly open: boolean
  /** Browser host: a fixed port, 0 for any. */
  readonly port: number
  /** Command line host: everything behind --cli. */
  readonly words: readonly string[]
}

/** The same folder for every host, so that a case opened in one is there in the others. */
export function defaultDataDir(platform: NodeJS.Platform = process.platform, env: NodeJS.ProcessEnv = process.env): string {
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'Latchkey')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Latchkey')
  return join(env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'latchkey')
}

export type ParsedArguments = { readonly ok: true; readonly value: HostArguments } | { readonly ok: false; readonly problem: string; readonly word: string }

/**
 * Reads the words behind the program's name. Electron and Chromium switches (`--no-sandbox`, `--ozone-platform=…`) that
 * the Electron host is started with are passed over there; every other unknown word is a usage error.
 */
export function parseArguments(words: readonly string[], inElectron: boolean): ParsedArguments {
  let host: HostArguments['host'] = inElectron ? 'electron' : 'browser'
  let dataDir: string | undefined
  let demo = false
  let open = true
  let port = 0
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] ?? ''
    if (word === '--cli') {
      host = 'cli'
      return { ok: true, value: { host, dataDir: dataDir ?? defaultDataDir(), demo, open, port, words: words.slice(i + 1) } }
    }
    if (word === '--browser') host = 'browser'
    else if (word === '--demo') demo = true
    else if (word === '--no-open') open = false
    else if (word === '--data' || word === '--port') {
      const value = words[i + 1]
      if (value === undefined || value.startsWith('--')) return { ok: false, problem: 'valueMissing', word }
      i += 1
      if (word === '--data') dataDir = resolve(value)
      else {
        port = Number(value)
        if (!Number.isInteger(port) || port < 0 || port > 65535) return { ok: false, problem: 'badPort', word: value }
      }
    } else if (!(inElectron && word.startsWith('--'))) return { ok: false, problem: 'unknownWord', word }
  }
  return { ok: true, value: { host, dataDir: dataDir ?? defaultDataDir(), demo, open, port, words: [] } }
}
