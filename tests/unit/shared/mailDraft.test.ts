import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isMailDraft, longestMailDraft, mailDraft } from '@shared/domain/mailDraft'

describe('a mail draft', () => {
  it('carries recipient, subject and body, and nothing else', () => {
    const address = mailDraft('ada.quill@harbourpine.example', 'Cleo\ncannot log in', 'Hello,\nplease invite & approve?cc=x\n')
    expect(address).toBe('mailto:ada.quill@harbourpine.example?subject=Cleo%20cannot%20log%20in&body=Hello%2C%0D%0Aplease%20invite%20%26%20approve%3Fcc%3Dx%0D%0A')
    expect(isMailDraft(address ?? '')).toBe(true)
  })

  it('that a mail program would cut off is none', () => {
    expect(mailDraft('a@b.example', 's', 'x'.repeat(longestMailDraft))).toBeUndefined()
  })

  it('whatever is written, never gains a field and always reads back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), fc.string({ unit: 'grapheme', maxLength: 100 }), (subject, body) => {
        const clean = (text: string): string => text.replaceAll(/[\u0000-\u001F\u007F]/gu, ' ')
        const address = mailDraft('a@b.example', clean(subject), clean(body))
        if (address === undefined) return
        expect(isMailDraft(address)).toBe(true)
        const fields = new URL(address).searchParams
        expect([...fields.keys()]).toEqual(['subject', 'body'])
        expect(fields.get('body')).toBe(clean(body))
      }),
    )
  })

  it.each(['mailto:a@b.example?cc=c@d.example', 'mailto:a@b.example?subject=x&subject=y', 'mailto:a@b.example,c@d.example', 'mailto:a@b.example?attach=/etc/passwd', 'mailto:?subject=x', 'https://b.example', 'mailto:a@b.example?subject=%0D%0ABcc:c@d.example', 'mailto:a@b.example?body=%', 'MAILTO:a@b.example?subject=x'])('%s is none of ours', (address) => {
    expect(isMailDraft(address)).toBe(false)
  })
})
