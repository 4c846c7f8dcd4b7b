import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'vue/compiler-sfc'
import { describe, expect, it } from 'vitest'
import { errorCodes } from '@shared/contract/appError'
import { methods } from '@shared/contract/methods'
import { checkNames, checkReasons, generalReasons } from '@shared/domain/checks'
import { eventKindNames } from '@shared/domain/events'
import { factDefinition, factNames } from '@shared/domain/facts'
import { links } from '@shared/domain/links'
import { secretKinds } from '@shared/domain/secretGuard'
import { caseStates, checkResults, doors, factGivers, fixResults, handOverRoles, outcomes } from '@shared/domain/stateWords'
import { createLocale, messages, type Messages } from '@/composables/locale'

const root = join(import.meta.dirname, '../../../renderer')
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(vue|ts)$/.test(file) && !/node_modules|\.d\.ts$|^build\//.test(file))
const sources = files.map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }))

function flatten(tree: Messages, prefix = ''): Map<string, string> {
  const found = new Map<string, string>()
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') found.set(prefix + key, value)
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) found.set(inner, text)
  }
  return found
}
const all = flatten(messages.en)
const read = (path: string): Messages => JSON.parse(readFileSync(path, 'utf8')) as Messages
const shared = flatten(read(join(root, '../shared/locales/en.json')))
const page = flatten(read(join(root, 'locales/en.json')))

describe('the shared texts', () => {
  const needed: readonly string[] = [
    ...errorCodes.flatMap((code) => [`errors.${code}.title`, `errors.${code}.body`]),
    ...checkResults.map((word) => `states.check.${word}`), 'states.check.pending', 'states.check.running',
    ...fixResults.map((word) => `states.fix.${word}`),
    ...outcomes.map((word) => `states.outcome.${word}`),
    ...caseStates.map((word) => `states.case.${word}`),
    ...factGivers.map((word) => `states.giver.${word}`),
    ...handOverRoles.map((word) => `roles.${word}`),
    ...doors.map((word) => `doors.${word}`),
    ...factNames.flatMap((fact) => {
      const definition = factDefinition(fact)
      return [`facts.${fact}.label`, ...(definition.type === 'closed' ? definition.values.map((value) => `facts.${fact}.values.${value}`) : [])]
    }),
    ...checkNames.flatMap((check) => [`checks.${check}.title`, ...checkReasons[check].map((reason) => `checks.${check}.reasons.${reason}`)]),
    ...generalReasons.map((reason) => `checks.general.${reason}`),
    ...Object.keys(links).map((link) => `links.${link}`),
    ...secretKinds.map((kind) => `secrets.${kind}`),
    ...eventKindNames.map((kind) => `timeline.${kind}`),
  ]
  it.each(needed)('have %s', (key) => {
    expect(shared.get(key)).toMatch(/\S/)
  })

  it('name no check, reason, fact, link or error that does not exist', () => {
    const known = new Set(needed)
    const closed = ['errors.', 'facts.', 'links.', 'secrets.', 'roles.', 'doors.']
    const strangers = [...shared.keys()].filter((key) => closed.some((prefix) => key.startsWith(prefix)) && !known.has(key) && !/^errors\.\w+\.action$/.test(key))
    const oddChecks = [...shared.keys()].filter((key) => key.startsWith('checks.') && !known.has(key) && !known.has(key.replace('.with.', '.reasons.')))
    expect([...strangers, ...oddChecks]).toEqual([])
  })

  it('fill only words that a check row may carry', () => {
    const words = ['name', 'userId', 'address', 'portal', 'days', 'registeredAt', 'lastLoginAt', 'seconds', 'count', 'movedTo', 'method', 'suggestion', 'nearAddress', 'domain', 'pending', 'accepted', 'dismissed', 'missing', 'others', 'most']
    const used = [...shared].filter(([key]) => key.startsWith('checks.')).flatMap(([, text]) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''))
    expect(used.filter((word) => !words.includes(word))).toEqual([])
    // The plain sentence needs none, so that it always reads well.
    expect([...shared].filter(([key, text]) => /\.(reasons|general)\./.test(key) && text.includes('{'))).toEqual([])
  })

  it('keep to the voice: no cheering, no waiting, no gendered word', () => {
    const odd = [...all].filter(([, text]) => /!|please wait|\bsorry\b|\boops\b|\bsuccess\b|\bhe\b|\bshe\b|\bhis\b|\bher\b/i.test(text))
    expect(odd).toEqual([])
  })
})

/** Keys as they stand in the sources: `'a.b'` in t() or te(), and `` `a.${x}.b` `` with its holes open. */
const literals = new Set(sources.flatMap(({ text }) => [...text.matchAll(/'([a-zA-Z]\w*(?:\.[\w-]+)+)'/g)].map((match) => match[1] ?? '')))
const calls = sources.flatMap(({ file, text }) => [...text.matchAll(/(?<![\w.])te?\(([^\n]*)/g)].map((match) => ({ file, code: match[1] ?? '' })))
const patterns = sources.flatMap(({ text }) =>
  [...text.matchAll(/`([a-zA-Z]\w*\.[^`\n]*?\$\{[^`\n]*)`/g)].map((match) => {
    const source = (match[1] ?? '').replaceAll(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, '\u0000')
    return { source, pattern: new RegExp(`^${source.replaceAll('.', '\\.').replaceAll('\u0000', '.+')}$`) }
  }),
)

describe('the texts of the page', () => {
  it('are all there', () => {
    const missing = calls.flatMap(({ file, code }) => {
      const first = code.split(/[,)](?=[^?:]*$)/)[0] ?? code
      return [...first.matchAll(/'([a-zA-Z]\w*(?:\.[\w-]+)+)'/g)].map((match) => match[1] ?? '').filter((key) => !all.has(key) && !Object.hasOwn(methods, key)).map((key) => `${file}: ${key}`)
    })
    expect(missing).toEqual([])
    const keys = [...all.keys()]
    expect(patterns.filter(({ source, pattern }) => /^(states|checks|facts|errors|links|roles|doors|panel|guided|cases|case|start|connect|match|theme|secrets|timeline|end|handOver|ask|languages)\./.test(source) && !keys.some((key) => pattern.test(key))).map(({ source }) => source)).toEqual([])
  })

  it('are all used', () => {
    const unused = [...page.keys()].filter((key) => !literals.has(key) && !patterns.some(({ pattern }) => pattern.test(key)))
    expect(unused).toEqual([])
  })

  it('stand in no place twice: the page and the command line share one text', () => {
    const ownAreas = new Set([...page.keys()].map((key) => key.split('.')[0]))
    expect([...shared.keys()].map((key) => key.split('.')[0]).filter((area) => ownAreas.has(area))).toEqual([])
  })

  it('can be compiled, every one of them', () => {
    const { t } = createLocale().global as unknown as { t: (key: string, values: Record<string, string>) => string }
    const values = new Proxy({}, { get: () => 'x', has: () => true }) as Record<string, string>
    for (const key of all.keys()) if (all.get(key) !== '') expect(t(key, values), key).not.toBe(key)
  })

  it('stand in the locale files, not in the templates', () => {
    const found: string[] = []
    interface Node { readonly type: number; readonly content?: unknown; readonly children?: readonly Node[]; readonly props?: readonly { readonly type: number; readonly name: string; readonly value?: { readonly content: string } }[]; readonly branches?: readonly Node[] }
    const visit = (node: Node, file: string): void => {
      if (node.type === 2 && typeof node.content === 'string' && /\p{L}/u.test(node.content)) found.push(`${file}: ${node.content.trim()}`)
      for (const prop of node.props ?? []) {
        if (prop.type === 6 && ['aria-label', 'title', 'placeholder', 'label', 'alt', 'legend', 'description'].includes(prop.name) && /\p{L}/u.test(prop.value?.content ?? '')) found.push(`${file}: ${prop.name}`)
      }
      for (const child of node.children ?? []) visit(child, file)
    }
    for (const { file, text } of sources) {
      if (!file.endsWith('.vue')) continue
      const { descriptor } = parse(text)
      if (descriptor.template?.ast) visit(descriptor.template.ast as unknown as Node, file)
    }
    expect(found).toEqual([])
  })
})
