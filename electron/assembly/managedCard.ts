import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const mostBytes = 16 * 1024

/** Where whoever looks after the machines puts the company card: a folder that the people at them cannot write to. */
export function managedCardFile(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): string {
  if (platform === 'win32') return join(environment['ProgramData'] ?? 'C:\\ProgramData', 'Latchkey', 'company-card.json')
  if (platform === 'darwin') return '/Library/Application Support/Latchkey/company-card.json'
  return '/etc/latchkey/company-card.json'
}

/** `LATCHKEY_COMPANY_CARD` names another file for unpackaged runs; the packaged app honours no such override. */
export function managedCardReader(packaged: boolean): () => string | undefined {
  const named = packaged ? undefined : process.env['LATCHKEY_COMPANY_CARD']
  const file = named ?? managedCardFile(process.platform, process.env)
  return () => {
    try {
      return statSync(file).size > mostBytes ? undefined : readFileSync(file, 'utf8')
    } catch {
      return undefined // none was put in place
    }
  }
}
