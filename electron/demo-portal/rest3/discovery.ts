import type { PhpMap } from '../php/phpValue'
import { toText } from '../php/phpValue'
import type { Rest3Method } from './rest3Method'
import { partsOf } from './rest3Method'

/** What a portal says about its own REST 3.0 (bitrix24.md 1.1): which scope opens what, and OpenAPI. */
export function discoveryMethods(others: readonly Rest3Method[]): readonly Rest3Method[] {
  const scopeList: Rest3Method = {
    name: 'rest.scope.list',
    title: 'Methods and the scopes that open them',
    plan: ({ params }) => {
      const wanted = toText(params['filterModule'])
      const result = scopeTree([...others, scopeList, openapi].filter((method) => wanted === '' || partsOf(method).module === wanted))
      return () => result
    },
  }
  const openapi: Rest3Method = {
    name: 'rest.documentation.openapi',
    title: 'This documentation',
    isBare: true,
    plan: () => () => openapiDocument([...others, scopeList, openapi]),
  }
  return [scopeList, openapi, { ...openapi, name: 'documentation' }]
}

/** Module, controller, action. */
function scopeTree(methods: readonly Rest3Method[]): PhpMap {
  const tree: Record<string, Record<string, Record<string, PhpMap>>> = {}
  for (const method of methods) {
    const { module, controller, action } = partsOf(method)
    tree[module] ??= {}
    tree[module][controller] ??= {}
    tree[module][controller][action] = { scope: method.scope ?? '', title: method.title, description: method.title, fields: null }
  }
  return tree
}

function openapiDocument(methods: readonly Rest3Method[]): PhpMap {
  return {
    openapi: '3.0.0',
    info: { title: 'Bitrix24 REST V3 API', version: '1.0.0' },
    tags: [...new Set(methods.map((method) => partsOf(method).module))].map((name) => ({ name, description: `${name} module methods` })),
    paths: Object.fromEntries(methods.map((method) => [`/${method.name}`, { post: operation(method) }])),
    components: { schemas: { Error: errorSchema } },
  }
}

function operation(method: Rest3Method): PhpMap {
  return {
    tags: [partsOf(method).module],
    summary: method.title,
    requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
    responses: { 200: { description: method.title, content: { 'application/json': { schema: { type: 'object' } } } } },
  }
}

const errorSchema: PhpMap = {
  type: 'object',
  properties: { error: { type: 'object', properties: { code: { type: 'string' }, message: { type: 'string' }, validation: { type: 'array', items: { type: 'object' } } } } },
}
