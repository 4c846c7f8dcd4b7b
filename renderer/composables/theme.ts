import type { AppState } from '@shared/contract/views'

export type Theme = AppState['theme']
const key = 'latchkey.theme'
const systemDark = (): MediaQueryList => matchMedia('(prefers-color-scheme: dark)')
let chosen: Theme = 'system'

function paint(): void {
  const dark = chosen === 'dark' || (chosen === 'system' && systemDark().matches)
  document.documentElement.classList.toggle('dark', dark)
  document.documentElement.classList.toggle('light', !dark)
}

/** Remembered in the page as well, so that the first picture has the right colours before the core answers. */
export function applyTheme(theme: Theme): void {
  chosen = theme
  localStorage.setItem(key, theme)
  paint()
}

export function startTheme(): void {
  const kept = localStorage.getItem(key)
  chosen = kept === 'light' || kept === 'dark' ? kept : 'system'
  paint()
  systemDark().addEventListener('change', paint)
}
