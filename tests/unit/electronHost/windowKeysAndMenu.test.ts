import { describe, expect, it } from 'vitest'
import { applicationMenu } from '../../../electron/hosts/electron/applicationMenu'
import { zoomAfterKey } from '../../../electron/hosts/electron/zoomKeys'

const key = (name: string, more: Partial<Parameters<typeof zoomAfterKey>[0]> = {}): Parameters<typeof zoomAfterKey>[0] => ({ type: 'keyDown', key: name, control: true, meta: false, alt: false, ...more })

describe('the zoom keys', () => {
  it('enlarge, reduce and go back to the usual size', () => {
    expect([zoomAfterKey(key('+'), 0), zoomAfterKey(key('='), 0), zoomAfterKey(key('-'), 0), zoomAfterKey(key('0'), 3)]).toEqual([0.5, 0.5, -0.5, 0])
    expect(zoomAfterKey(key('+', { control: false, meta: true }), 1)).toBe(1.5)
  })
  it('stop at both ends', () => {
    expect([zoomAfterKey(key('+'), 4), zoomAfterKey(key('-'), -4)]).toEqual([4, -4])
  })
  it('leave every other key to the page', () => {
    expect([zoomAfterKey(key('+', { control: false }), 0), zoomAfterKey(key('+', { alt: true }), 0), zoomAfterKey(key('0', { type: 'keyUp' }), 0), zoomAfterKey(key('r'), 0), zoomAfterKey(key('I'), 0)]).toEqual(Array(5).fill(undefined))
  })
})

describe('the application menu', () => {
  it('is there on macOS only, for copy, paste and quit', () => {
    expect(applicationMenu('linux')).toBeUndefined()
    expect(applicationMenu('win32')).toBeUndefined()
    expect(applicationMenu('darwin')).toEqual([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }])
  })
})
