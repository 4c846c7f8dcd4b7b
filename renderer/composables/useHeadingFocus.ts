import { nextTick, onMounted, watch, type WatchSource } from 'vue'

/** The heading is read first, on every step: it is the answer or the question. */
export function focusHeading(): void {
  document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: false })
}

export function useHeadingFocus(source?: WatchSource): void {
  onMounted(focusHeading)
  if (source) {
    watch(source, async () => {
      await nextTick()
      focusHeading()
    })
  }
}
