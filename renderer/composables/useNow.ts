import { onScopeDispose, ref, type Ref } from 'vue'

/** The present time, kept moving: ages on the screen grow by themselves. */
export function useNow(everyMs = 15_000): Readonly<Ref<number>> {
  const now = ref(Date.now())
  const timer = setInterval(() => {
    now.value = Date.now()
  }, everyMs)
  onScopeDispose(() => clearInterval(timer))
  return now
}
