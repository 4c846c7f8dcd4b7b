import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { methods, methodNames } from '@shared/contract/methods'
import { secretIssue } from '@shared/contract/textSchemas'
import { eventKinds } from '@shared/domain/events'

interface Leaf {
  readonly path: string
  readonly schema: z.ZodString
}

/** Every place of a schema where a text may stand. */
function strings(schema: z.ZodType, path: string): readonly Leaf[] {
  if (schema instanceof z.ZodString) return [{ path, schema }]
  if (schema instanceof z.ZodObject) return Object.entries(schema.shape as Record<string, z.ZodType>).flatMap(([key, inner]) => strings(inner, `${path}.${key}`))
  if (schema instanceof z.ZodOptional) return strings(schema.unwrap() as z.ZodType, path)
  if (schema instanceof z.ZodArray) return strings(schema.element as z.ZodType, `${path}[]`)
  if (schema instanceof z.ZodUnion) return (schema.options as z.ZodType[]).flatMap((option) => strings(option, path))
  return []
}

const texts = methodNames.flatMap((method) => strings(methods[method].params, method))
const secret = 'https://harbourpine.bitrix24.example/rest/7/k3jx82mqp0zt64aa/'

describe('the contract', () => {
  it('names every method area.verb', () => {
    for (const method of methodNames) expect(method).toMatch(/^[a-z]+\.[a-zA-Z]+$/)
  })

  it.each(methodNames.map((method) => [method] as const))('%s refuses unknown keys', (method) => {
    const issues = methods[method].params.safeParse({ somethingElse: 1 }).error?.issues ?? []
    expect(issues.some((issue) => issue.code === 'unrecognized_keys')).toBe(true)
  })

  // A text that a person can type passes the secret guard, or its form leaves no room for one, or it is the secret's own field.
  it.each(texts.map(({ path, schema }) => [path, schema] as const))('%s lets no secret in', (path, schema) => {
    if (schema.meta()?.['secret'] === true) {
      expect(['connection.connectWebhook.webhook', 'connection.beginApp.clientId', 'connection.beginApp.clientSecret', 'connection.connectApp.code']).toContain(path)
      return
    }
    const result = schema.safeParse(secret)
    expect(result.success).toBe(false)
    const guarded = result.error?.issues.some((issue) => issue.message === secretIssue) ?? false
    const closedForm = !schema.safeParse('a sentence, with words').success
    expect(guarded || closedForm).toBe(true)
  })

  it('bounds the length of every text', () => {
    for (const { path, schema } of texts) expect(schema.safeParse('x'.repeat(5000)).success, path).toBe(false)
  })
})

describe('the event kinds', () => {
  it.each(Object.entries(eventKinds))('%s keeps free text out of its open part', (_, { open }) => {
    for (const { path, schema } of strings(open, 'open')) expect(schema.safeParse('Cleo Marsh, cleo@harbourpine.example').success, path).toBe(false)
  })
})
