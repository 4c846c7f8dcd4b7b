import { defineStore } from 'pinia'
import { ref } from 'vue'

/** One polite live region for the whole page: whole sentences, one after another. */
export const useAnnouncerStore = defineStore('announcer', () => {
  const sentences = ref<readonly string[]>([])
  /** Keeps the last few: a reader that is behind still finds them in order. */
  const announce = (sentence: string): void => {
    sentences.value = [...sentences.value.slice(-7), sentence]
  }
  return { sentences, announce }
})
