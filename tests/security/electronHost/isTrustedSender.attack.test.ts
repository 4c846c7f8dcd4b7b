import { describe, expect, it } from 'vitest'
import { isTrustedSender } from '../../../electron/hosts/electron/security/isTrustedSender'

const top = (url: string): { url: string; parent: null } => ({ url, parent: null })

describe('6A-17: only the top frame of our own page may call', () => {
  it('trusts our page, on whatever route it is', () => {
    expect(isTrustedSender(top('app://bundle/'))).toBe(true)
    expect(isTrustedSender(top('app://bundle/index.html#/cases/1'))).toBe(true)
  })
  it.each([undefined, null])('refuses a sender whose frame is %s', (frame) => {
    expect(isTrustedSender(frame)).toBe(false)
  })
  it('refuses a frame inside our page, even with our address', () => {
    expect(isTrustedSender({ url: 'app://bundle/', parent: top('app://bundle/') })).toBe(false)
  })
  it('refuses a frame that does not tell its parent', () => {
    expect(isTrustedSender({ url: 'app://bundle/', parent: undefined })).toBe(false)
  })
  it.each(['about:blank', 'about:srcdoc', '', 'null', 'http://localhost:5173/', 'http://127.0.0.1:5173/', 'file:///index.html', 'app://bundle.evil/', 'app://evil/', 'data:text/html,x', 'chrome-error://chromewebdata/'])(
    'refuses the top frame at %j',
    (url) => {
      expect(isTrustedSender(top(url))).toBe(false)
    },
  )
  it('refuses a frame that is gone, whose properties throw', () => {
    const gone = {
      get url(): string {
        throw new Error('Render frame was disposed before WebFrameMain could be accessed')
      },
      parent: null,
    }
    expect(isTrustedSender(gone)).toBe(false)
  })
})
