import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { AppFailure } from '@shared/contract/appError'
import { fillText } from '@shared/domain/fillText'
import { printHtml } from '@shared/flows/printHtml'
import { openCore } from '../openCore'
import { UsageProblem, type Options } from '../options'
import { exitCodes, texts, type ExitCode, type Output } from '../output'

const languages: ReadonlySet<string> = new Set(['en', 'ru', 'de'])

/** A flow as one HTML file for paper or a phone: to a file, else to standard output. With --json the page as data. */
export async function flowsPrint(options: Options, output: Output): Promise<ExitCode> {
  const [flow] = options.words
  if (flow === undefined) throw new UsageProblem('printWords', '')
  const { language } = options
  if (language !== undefined && !languages.has(language)) throw new UsageProblem('unknownLanguage', language)
  const core = await openCore(options.dataDir)
  try {
    const page = await core.call('flows.print', { flow, ...(language === undefined ? {} : { language }) })
    if (language !== undefined && page.language !== language) output.problem(fillText(texts.flowsPrint.otherLanguage, { asked: language, found: page.language }))
    const html = printHtml(page)
    if (options.out !== undefined) {
      const path = writePage(options.out, html)
      if (!output.json) output.line(fillText(texts.flowsPrint.written, { path }))
    } else if (!output.json) process.stdout.write(html)
    if (output.json) output.data(page)
    return exitCodes.fine
  } finally {
    await core.close()
  }
}

function writePage(file: string, html: string): string {
  const path = resolve(file)
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, html)
  } catch (error) {
    throw new AppFailure('fileUnwritable', { cause: error })
  }
  return path
}
