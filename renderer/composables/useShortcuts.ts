import { onMounted, onUnmounted } from 'vue'

export interface Shortcuts {
  /** 1 to 9, outside text fields only. */
  readonly choose?: (place: number) => void
  /** Ctrl+Enter (or Command+Enter), everywhere. */
  readonly proceed?: () => void
  /** Alt+Left, everywhere. */
  readonly back?: () => void
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('textarea, select, input:not([type="radio"]):not([type="checkbox"])'))
}

/** A dialog has the keyboard to itself. */
function dialogIsOpen(): boolean {
  return document.querySelector('[role="dialog"][data-state="open"], [role="menu"]') !== null
}

export function useShortcuts(shortcuts: Shortcuts): void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || dialogIsOpen()) return
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && shortcuts.proceed) {
      event.preventDefault()
      shortcuts.proceed()
    } else if (event.key === 'ArrowLeft' && event.altKey && !event.ctrlKey && !event.metaKey && shortcuts.back) {
      // The browser's own way back would leave the case.
      event.preventDefault()
      shortcuts.back()
    } else if (/^[1-9]$/.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey && shortcuts.choose && !isTyping(event.target)) {
      event.preventDefault()
      shortcuts.choose(Number(event.key))
    }
  }
  onMounted(() => window.addEventListener('keydown', onKey))
  onUnmounted(() => window.removeEventListener('keydown', onKey))
}
