import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PrintDocument } from '@shared/contract/printDocument'
import { createFlowLibrary } from '@shared/flows/library'
import { escapeHtml, printHtml } from '@shared/flows/printHtml'
import { blank } from '@shared/flows/printWords'
import type { CompiledFlow } from '@shared/flows/schema'
import { shipped } from '../flows/flowSupport'
import { holds, printed } from '../flows/printSupport'
import { flowsArbitrary } from '../flows/randomFlows'

/** The page as a browser's parser sees it: this is where a text that became an element would show. */
function parsed(html: string): Document {
  return new DOMParser().parseFromString(html, 'text/html')
}

/** Words that would be markup, a placeholder or a way out of an attribute if they were taken for it. */
const hostile: fc.Arbitrary<string> = fc.constantFrom('<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' onmouseover='x", '</title></style>', '<!--', '&amp;', '{person.name|<b>you</b>}', '{portal.host}', '{case.code}', 'javascript:alert(1)', ']]>')
const wordsArbitrary = fc.record({ title: hostile, body: hostile, do: fc.array(hostile, { maxLength: 2 }), subject: hostile, message: hostile, option: hostile })

describe('the page of any flow, as HTML', () => {
  it('takes no word for markup: as many elements as with plain words, no script, nothing fetched', () => {
    fc.assert(fc.property(flowsArbitrary, wordsArbitrary, (flows, odd) => {
      const flow = flows[0]!
      const wordsOf = ({ option, ...step }: typeof odd): CompiledFlow['words'] => ({
        en: { name: step.title, summary: step.body, verdicts: { found: step.body }, steps: Object.fromEntries(Object.keys(flow.steps).map((id) => [id, { ...step, options: { yes: option, no: { label: option, hint: step.body }, unsure: option, done: option, failed: option } }])) },
      })
      const pageWith = (own: typeof odd): PrintDocument => {
        const changed = { ...flow, words: wordsOf(own) }
        return printed(changed, createFlowLibrary([changed, ...flows.slice(1)]))
      }
      const page = pageWith(odd)
      holds(flow, page)
      const found = parsed(printHtml(page))
      const calm = parsed(printHtml(pageWith({ title: 'a', body: 'b', do: odd.do.map(() => 'c'), subject: 'd', message: 'e', option: 'f' })))
      const shape = (document: Document): readonly string[] => [...document.querySelectorAll('*')].map((element) => `${element.tagName} ${element.getAttributeNames().join()}`)
      expect(shape(found)).toEqual(shape(calm))
      expect(found.title).toBe(page.title)
      expect(found.querySelectorAll('script, img, link, iframe, object, form').length).toBe(0)
    }), { numRuns: 100 })
  })
})

describe('the page as one file', () => {
  const page = printed(shipped[0]!)
  const html = printHtml(page)

  it('fetches nothing, runs nothing, and its own policy forbids both', () => {
    const found = parsed(html)
    expect(found.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute('content')).toMatch(/^default-src 'none';/)
    expect(html).not.toMatch(/<script|@import|url\(|\ssrc=|\son\w+=/i)
    for (const link of found.querySelectorAll('a')) expect(link.getAttribute('href')).toMatch(/^(#s\d+|https:\/\/(helpdesk\.bitrix24\.com|www\.bitrix24\.net)\/\S*)$/)
    for (const link of found.querySelectorAll('a[href^="#"]')) expect(found.querySelector(link.getAttribute('href')!)).not.toBeNull()
    expect(found.querySelectorAll('section')).toHaveLength(page.sections.length)
  })

  it('links no address with something to fill in', () => {
    for (const link of page.sections.flatMap(({ links }) => links)) expect(link.complete).toBe(!link.address.includes(blank))
    expect(page.sections.flatMap(({ links }) => links).some(({ complete }) => !complete)).toBe(true)
  })

  it('escapes every sign that means something', () => {
    fc.assert(fc.property(fc.string(), (text) => {
      const escaped = escapeHtml(text)
      expect(escaped).not.toMatch(/[<>"']/)
      expect(escaped.replaceAll(/&#\d+;/g, '')).not.toContain('&')
      expect(escaped.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))).toBe(text)
    }))
  })
})
