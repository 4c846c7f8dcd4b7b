import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
// Relative, not `@shared`: the build's own configuration imports this file before any alias exists.
import { createProblemMessages, languageMessagesSchema, type MessagesContent } from '../../../shared/flows/match/problemMessages'
import { TemplateError } from '../../../shared/flows/match/templates'
import { FlowFileError, parseYaml, readYaml, type YamlFile } from './readYaml'

/** Reads and tries out resources/messages: every language, every problem in each of them. Throws FlowFileError with file and line. */
export function compileMessages(folder: string): MessagesContent {
  const files = new Map<string, YamlFile>()
  for (const name of existsSync(folder) ? readdirSync(folder).sort() : []) {
    const language = /^([a-z]{2})\.yaml$/.exec(name)?.[1]
    if (language !== undefined) files.set(language, readYaml(`messages/${name}`, readFileSync(join(folder, name), 'utf8')))
    else if (name !== 'README.md') throw new FlowFileError(`messages/${name}`, 1, 'only one file a language belongs here')
  }
  if (files.size === 0) throw new FlowFileError('messages', 1, 'no file of messages (en.yaml)')
  const languages = Object.fromEntries([...files].map(([language, file]) => [language, parseYaml(file, languageMessagesSchema)]))
  const problems = new Set(Object.values(languages).flatMap((one) => Object.keys(one.problems)))
  for (const [language, file] of files) {
    const missing = [...problems].find((problem) => languages[language]?.problems[problem] === undefined)
    if (missing !== undefined) throw new FlowFileError(file.file, file.lineOf(['problems']), `problems.${missing}: missing in this language`)
    tryOut({ languages: Object.fromEntries(Object.entries(languages).filter(([one]) => one === language)) }, file)
  }
  return { languages }
}

function tryOut(content: MessagesContent, file: YamlFile): void {
  try {
    createProblemMessages(content)
  } catch (error) {
    if (error instanceof TemplateError) throw new FlowFileError(file.file, file.lineOf(error.path), `${error.path.join('.')}: ${error.message}`)
    throw error
  }
}
