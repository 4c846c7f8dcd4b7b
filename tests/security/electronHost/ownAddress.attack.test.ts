import { describe, expect, it } from 'vitest'
import { isOwnAddress } from '../../../electron/hosts/electron/security/ownAddress'
import { isAllowedRequest } from '../../../electron/hosts/electron/security/sessionGuard'

const foreign: readonly unknown[] = [
  'app://bundle.evil/', 'app://bundle@evil/', 'app://bundle:80/', 'app://bundle:443@evil/', 'app://user@bundle/', 'app://user:word@bundle/',
  'app://evil/bundle', 'app://evil/#app://bundle/', 'app://evil/?app://bundle/', 'app:///bundle', 'app:bundle', 'app:', 'app://', 'app',
  'apps://bundle/', 'xapp://bundle/', 'app.evil://bundle/', 'http://bundle/', 'https://bundle/', 'http://app/', 'file:///bundle/', 'file://bundle/',
  'javascript:app://bundle/', 'javascript:alert(1)', 'data:text/html,app://bundle/', 'blob:app://bundle/4f', 'view-source:app://bundle/',
  'about:blank', 'about:srcdoc', 'devtools://devtools/bundled/inspector.html', 'chrome://gpu/', 'ws://bundle/', '//bundle/', '/index.html', '', ' ',
  'app://bun dle/', 'app://bundle%00/', 'app://bundle%2eevil/', 'app://bundle\\evil/', 'app://bündle/', 'app://bundle./',
  undefined, null, 7, {}, ['app://bundle/'], { toString: () => 'app://bundle/' },
]

describe('6A-13, 6A-17: an address is ours by its parsed protocol and host', () => {
  it.each(['app://bundle/', 'app://bundle', 'app://bundle/index.html', 'app://bundle/#/cases/1', 'app://bundle/?x=1#y'])('takes %s for ours', (address) => {
    expect(isOwnAddress(address)).toBe(true)
  })
  it.each(foreign)('refuses %j', (address) => {
    expect(isOwnAddress(address)).toBe(false)
  })
})

describe('No network from pages: what a session lets through', () => {
  it.each(foreign.filter((address): address is string => typeof address === 'string' && !/^(blob:app:\/\/bundle\/|devtools:)/.test(address)))('cancels %j', (address) => {
    expect(isAllowedRequest(address, true)).toBe(false)
    expect(isAllowedRequest(address, false)).toBe(false)
  })
  it('lets our files and our own blobs through', () => {
    expect(isAllowedRequest('app://bundle/assets/main.js', true)).toBe(true)
    expect(isAllowedRequest('blob:app://bundle/0b1d', true)).toBe(true)
  })
  it('cancels a blob of another origin', () => {
    expect(isAllowedRequest('blob:https://example.com/0b1d', true)).toBe(false)
    expect(isAllowedRequest('blob:null/0b1d', true)).toBe(false)
  })
  it('lets the developer tools load themselves in unpackaged runs only', () => {
    expect(isAllowedRequest('devtools://devtools/bundled/inspector.html', false)).toBe(true)
    expect(isAllowedRequest('devtools://devtools/bundled/inspector.html', true)).toBe(false)
    expect(isAllowedRequest('devtools://remote/inspector.html', false)).toBe(false)
  })
})
