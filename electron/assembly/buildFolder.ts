import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The build's `out` folder, found from the running file (out/main/…) or, under the test runner, from the sources. */
export function buildFolder(from: string = import.meta.dirname): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'main', 'main.js'))) return folder
    if (existsSync(join(folder, 'out', 'main', 'main.js'))) return join(folder, 'out')
    if (dirname(folder) === folder) return join(from, 'out')
  }
}
