import { kitStyles } from 'virtual:latchkey-kit-styles'

interface PolicyFactory {
  createPolicy(name: string, rules: { createHTML: (text: string) => string; createScript: (text: string) => string; createScriptURL: (address: string) => string }): unknown
}

function refuse(kind: string): never {
  throw new TypeError(`${kind} from text is refused on this page`)
}

// SECURITY: 6D. The kit inserts its constant style texts through innerHTML. The policy passes exactly those, byte for
// byte, and nothing else; without it the page stays blank, with a wider one the page would be open to markup.
const allowed = new Set(kitStyles)
const { trustedTypes } = globalThis as { trustedTypes?: PolicyFactory }
trustedTypes?.createPolicy('default', {
  createHTML: (text) => (allowed.has(text) ? text : refuse('Markup')),
  createScript: () => refuse('Script'),
  createScriptURL: () => refuse('A script address'),
})
