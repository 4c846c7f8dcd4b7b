import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FlowFileError } from './readYaml'
import type { FlowSource, FlowSources } from './compileFlow'

/** Every version of every flow below the folder, with the id and version that its folder says. */
export function readFlowSources(folder: string): readonly { readonly id: string; readonly version: number; readonly sources: FlowSources }[] {
  return foldersIn(folder).flatMap((id) =>
    foldersIn(join(folder, id)).map((name) => {
      const shown = `${id}/${name}`
      const version = /^v([1-9]\d{0,3})$/.exec(name)?.[1]
      if (version === undefined) throw new FlowFileError(shown, 1, 'a version folder is called v1, v2 …')
      const read = (file: string): FlowSource => ({ file: `${shown}/${file}`, text: readFileSync(join(folder, id, name, file), 'utf8') })
      if (!existsSync(join(folder, id, name, 'flow.yaml'))) throw new FlowFileError(shown, 1, 'no flow.yaml in it')
      const words: Record<string, FlowSource> = {}
      for (const file of readdirSync(join(folder, id, name)).sort()) {
        const language = /^([a-z]{2})\.yaml$/.exec(file)?.[1]
        if (language !== undefined) words[language] = read(file)
        else if (file !== 'flow.yaml') throw new FlowFileError(`${shown}/${file}`, 1, 'only flow.yaml and one file a language belong here')
      }
      return { id, version: Number(version), sources: { flow: read('flow.yaml'), words } }
    }),
  )
}

function foldersIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((item) => item.isDirectory())
    .map((item) => item.name)
    .sort()
}
