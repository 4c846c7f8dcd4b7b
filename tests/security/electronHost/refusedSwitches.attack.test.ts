import { describe, expect, it } from 'vitest'
import { refusedSwitches } from '../../../electron/hosts/electron/security/refusedSwitches'

describe('Debug doors: switches a packaged start refuses', () => {
  it.each([
    '--remote-debugging-port', '--remote-debugging-port=0', '--remote-debugging-port=9222', '--remote-debugging-pipe', '--remote-debugging-address=0.0.0.0', '--remote-debugging-socket-name=x',
    '-remote-debugging-port=9222', '/remote-debugging-port=9222', '--REMOTE-DEBUGGING-PORT=9222', '--remote-allow-origins=*', '--inspect', '--inspect=0', '--inspect-brk', '--inspect-port=9229', '--js-flags=--expose-gc', '--disable-web-security',
  ])('refuses %s wherever it stands', (word) => {
    expect(refusedSwitches([word])).toHaveLength(1)
    expect(refusedSwitches(['--data', '/somewhere', word])).toHaveLength(1)
    expect(refusedSwitches(['--', word])).toHaveLength(1)
  })
  it('lets the usual words through', () => {
    expect(refusedSwitches(['--data', '/remote/debugging', '--demo', '--no-sandbox', '--ozone-platform=wayland', '--force-device-scale-factor=2', 'remote-debugging-port', '--inspection'])).toEqual([])
  })
})
