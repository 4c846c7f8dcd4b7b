import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { kitStyles as texts } from 'virtual:latchkey-kit-styles'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readColorsStyle, readInjectedText, styleHash } from '../../../renderer/build/kitStyles'

const kitRoot = join(import.meta.dirname, '../../../node_modules/@bitrix24/b24ui-nuxt')

describe('the style texts of the kit', () => {
  it('are the ones that the kit inserts, byte for byte', async () => {
    const vue = await import('vue')
    const { default: kit } = await import('@bitrix24/b24ui-nuxt/vue-plugin')
    const inserted: string[] = []
    const setter = Object.getOwnPropertyDescriptor(Element.prototype, 'innerHTML')!
    Object.defineProperty(Element.prototype, 'innerHTML', { ...setter, set(this: Element, text: string) {
      if (this.tagName === 'STYLE') inserted.push(text)
      setter.set?.call(this, text)
    } })
    try {
      const app = vue.createApp({ render: () => null })
      app.use(kit)
      await vi.waitFor(() => expect(inserted.length).toBeGreaterThan(0))
    } finally {
      Object.defineProperty(Element.prototype, 'innerHTML', setter)
    }
    expect([...new Set(inserted)]).toEqual([...texts])
  })

  it('are hashed as style-src wants them', async () => {
    for (const text of texts) expect(await styleHash(text)).toBe(`sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`)
  })

  it('stop the build when the kit changes', () => {
    const source = readFileSync(join(kitRoot, 'dist/runtime/plugins/colors.js'), 'utf8')
    expect(texts).toEqual([readColorsStyle(source)])
    expect(() => readColorsStyle(source.replaceAll('[].join', 'shades.join'))).toThrow('has changed')
    expect(() => readColorsStyle('export {}')).toThrow('no style template')
  })

  it('are also found where a package makes a text node of them', () => {
    expect(readInjectedText(String.raw`var a=document.createElement("style");a.appendChild(document.createTextNode('[x]{content:\'y\'}')),document.head.appendChild(a)`)).toBe("[x]{content:'y'}")
    expect(readInjectedText('export {}')).toBeUndefined()
  })
})

describe('the default Trusted Types policy', () => {
  type Rules = Record<'createHTML' | 'createScript' | 'createScriptURL', (text: string) => string>
  let rules: Rules | undefined
  beforeEach(async () => {
    vi.resetModules()
    vi.stubGlobal('trustedTypes', { createPolicy: (name: string, given: Rules) => {
      expect(name).toBe('default')
      rules = given
    } })
    await import('@/trustedTypes')
  })
  afterEach(() => vi.unstubAllGlobals())

  it('passes exactly those texts and refuses everything else', () => {
    const [text] = texts
    expect(rules?.createHTML(text!)).toBe(text)
    for (const other of [`${text!} `, text!.slice(1), '', '<img src=x onerror=alert(1)>']) expect(() => rules?.createHTML(other)).toThrow(TypeError)
    expect(() => rules?.createScript('1')).toThrow(TypeError)
    expect(() => rules?.createScriptURL('/main.js')).toThrow(TypeError)
  })
})
