import b24ui from '@bitrix24/b24ui-nuxt/vue-plugin'
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { defineComponent, h } from 'vue'
import { vi } from 'vitest'
import { createMemoryHistory, type Router } from 'vue-router'
import App from '@/App.vue'
import { createLocale } from '@/composables/locale'
import { createPageRouter } from '@/router'
import { useAppStore } from '@/stores/app'
import { transportKey } from '@/transport/useTransport'
import { createScriptedTransport, type ScriptedTransport } from './scriptedTransport'

export interface MountedPage {
  readonly wrapper: VueWrapper
  readonly transport: ScriptedTransport
  readonly router: Router
  /** The text a person sees. */
  text(): string
  button(name: string | RegExp): HTMLButtonElement
  link(name: string | RegExp): HTMLAnchorElement
  heading(): string
}

/** The accessible name, as far as this page needs it. */
export function nameOf(element: Element): string {
  return (element.getAttribute('aria-label') ?? element.textContent).replaceAll(/\s+/g, ' ').trim()
}

function find<K extends 'a' | 'button'>(selector: K, name: string | RegExp): HTMLElementTagNameMap[K] {
  const found = [...document.querySelectorAll(selector)].filter((element) => (typeof name === 'string' ? nameOf(element) === name : name.test(nameOf(element))))
  if (!found[0]) throw new Error(`no ${selector} called ${String(name)}; there are: ${[...document.querySelectorAll(selector)].map(nameOf).join(' | ')}`)
  return found[0]
}

/** The whole page at an address, over a scripted transport. */
export async function mountPage(path: string, transport: ScriptedTransport = createScriptedTransport()): Promise<MountedPage> {
  const router = createPageRouter(createMemoryHistory())
  const pinia = createPinia()
  const starter = defineComponent({ setup: () => () => h(App) })
  await router.push(path)
  const wrapper = mount(starter, { attachTo: document.body, global: { plugins: [pinia, createLocale(), b24ui, router], provide: { [transportKey as symbol]: transport } } })
  await useAppStore(pinia).start()
  await router.isReady()
  await settle()
  return {
    wrapper, transport, router,
    text: () => document.body.textContent,
    button: (name) => find('button', name),
    link: (name) => find('a', name),
    heading: () => document.querySelector('main h1')?.textContent ?? '',
  }
}

export async function settle(): Promise<void> {
  for (let round = 0; round < 4; round += 1) {
    await flushPromises()
    // Pages are loaded when they are first opened.
    await vi.dynamicImportSettled()
  }
  await flushPromises()
}

export async function type(selector: string, text: string): Promise<void> {
  const field = document.querySelector<HTMLInputElement | HTMLTextAreaElement>(selector)
  if (!field) throw new Error(`no field ${selector}`)
  field.value = text
  field.dispatchEvent(new Event('input', { bubbles: true }))
  await settle()
}

export async function press(key: string, modifiers: KeyboardEventInit = {}): Promise<void> {
  ;(document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...modifiers }))
  await settle()
}
