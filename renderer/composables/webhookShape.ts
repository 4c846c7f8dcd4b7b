export type WebhookShape =
  | { readonly state: 'empty' | 'partial' | 'insecure' }
  | { readonly state: 'whole'; readonly portal: string; readonly user: string }

/** Looks at a webhook address without sending it: is it whole, whose is it? The core looks again. */
export function readWebhookShape(text: string): WebhookShape {
  const address = text.trim()
  if (address === '') return { state: 'empty' }
  if (/^http:/i.test(address) && !/^http:\/\/(?:127\.0\.0\.1|localhost)(?::\d+)?\//i.test(address)) return { state: 'insecure' }
  const found = /^https?:\/\/([^/?#@]+)\/rest(?:\/api)?\/(\d{1,10})\/[A-Za-z0-9]{8,64}(?:\/|\/profile\.json)?$/i.exec(address)
  return found ? { state: 'whole', portal: found[1] ?? '', user: found[2] ?? '' } : { state: 'partial' }
}
