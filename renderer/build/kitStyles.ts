import type { Plugin } from 'vite'

const virtualName = 'virtual:latchkey-kit-styles'
const resolvedName = `\0${virtualName}`
/** Beside the page: what `style-src` must allow besides the page's own files (architecture 6D). */
export const hashesFile = 'csp-hashes.json'
const colorsModule = '@bitrix24/b24ui-nuxt/runtime/plugins/colors.js'

/**
 * The one style element that the kit's colour plugin fills through innerHTML. Its text is a template whose only
 * holes join an empty list; anything else in it means that the kit has changed, and the build stops.
 */
export function readColorsStyle(source: string): string {
  const template = /return `(@layer theme \{[^`]*)`/.exec(source)?.[1]
  if (template === undefined) throw new Error('kitStyles: the colour plugin of the kit holds no style template')
  const text = template.replaceAll('${[].join("\\n  ")}', '')
  if (text.includes('${') || text.includes('\\')) throw new Error('kitStyles: the style template of the kit has changed')
  return text
}

/** The text of a style element that a package makes with createTextNode as soon as its module runs. */
export function readInjectedText(source: string): string | undefined {
  const literal = /createElement\("style"\)[\s\S]{0,400}?createTextNode\('((?:[^'\\]|\\.)*)'\)/.exec(source)?.[1]
  return literal?.replace(/\\(.)/g, (_, letter: string) => (letter === 'n' ? '\n' : letter))
}

/** As `style-src` names it. */
export async function styleHash(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return `sha256-${btoa(String.fromCharCode(...digest))}`
}

/**
 * Finds the constant style texts that the kit inserts at run time, gives them to the page as a virtual module (for the
 * Trusted Types policy) and writes their hashes beside the page (for the Content Security Policy).
 */
export function kitStyles(): Plugin {
  let colors: string | undefined
  return {
    name: 'latchkey-kit-styles',
    resolveId: (id) => (id === virtualName ? resolvedName : undefined),
    async load(id) {
      if (id !== resolvedName) return undefined
      const found = await this.resolve(colorsModule)
      if (!found) throw new Error(`kitStyles: ${colorsModule} was not found`)
      const source = await this.fs.readFile(found.id.replace(/\?.*$/, ''), { encoding: 'utf8' })
      colors = readColorsStyle(source)
      return `export const kitStyles = ${JSON.stringify([colors])}`
    },
    async generateBundle(_options, bundle) {
      const texts = colors === undefined ? [] : [colors]
      const bundled = new Set(Object.values(bundle).flatMap((part) => (part.type === 'chunk' ? part.moduleIds : [])))
      for (const id of bundled) {
        if (!/node_modules\/vaul-vue\/.*\.m?js$/.test(id)) continue
        const text = readInjectedText(await this.fs.readFile(id, { encoding: 'utf8' }))
        if (text !== undefined) texts.push(text)
      }
      const hashes = await Promise.all(texts.map(styleHash))
      this.emitFile({ type: 'asset', fileName: hashesFile, source: `${JSON.stringify(hashes, undefined, 2)}\n` })
    },
  }
}
