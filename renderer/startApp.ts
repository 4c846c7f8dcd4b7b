import b24ui from '@bitrix24/b24ui-nuxt/vue-plugin'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { createLocale } from './composables/locale'
import { startTheme } from './composables/theme'
import { createPageRouter } from './router'
import { useAppStore } from './stores/app'
import { chooseTransport } from './transport/chooseTransport'
import { transportKey } from './transport/useTransport'

export async function startApp(): Promise<void> {
  startTheme()
  const app = createApp(App)
  app.provide(transportKey, chooseTransport())
  app.use(createPinia())
  app.use(createLocale())
  app.use(b24ui)
  const router = createPageRouter()
  app.use(router)
  await Promise.all([useAppStore().start(), router.isReady()])
  app.mount('#app')
}
