import type { MenuItemConstructorOptions } from 'electron'

/**
 * macOS needs a menu for copy, paste and quit; elsewhere there is none.
 * SECURITY: 6A "Debug doors". No view menu: it carries reload and the developer tools.
 */
export function applicationMenu(platform: NodeJS.Platform): MenuItemConstructorOptions[] | undefined {
  return platform === 'darwin' ? [{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }] : undefined
}
