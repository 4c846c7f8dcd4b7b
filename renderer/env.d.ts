/// <reference types="vite/client" />

declare module '*.vue' {
  import type { DefineComponent } from 'vue'

  const component: DefineComponent
  export default component
}

declare module 'virtual:latchkey-kit-styles' {
  /** The exact texts of the style elements that the interface kit inserts at run time. */
  export const kitStyles: readonly string[]
}
