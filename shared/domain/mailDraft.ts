/** Beyond this the mail programs of the field cut a draft off. */
export const longestMailDraft = 1_800

/**
 * A `mailto:` address with one recipient, subject and body; undefined when it would be cut off.
 * SECURITY: 6A-15. Nothing else ever stands in it: `cc` and `attach` are how a draft is turned against its writer.
 */
export function mailDraft(to: string, subject: string, body: string): string | undefined {
  const fields = [['subject', subject.replaceAll(/\s+/gu, ' ').trim()], ['body', body.replaceAll(/\r?\n/gu, '\r\n')]] as const
  const query = fields.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')
  const address = `mailto:${encodeURIComponent(to).replaceAll('%40', '@')}?${query}`
  return address.length > longestMailDraft ? undefined : address
}

/** Whether an address is a draft as we make them: one recipient, subject and body at most, no other field. */
export function isMailDraft(address: string): boolean {
  if (address.length > longestMailDraft) return false
  const parts = /^mailto:([^?]+)(?:\?(.*))?$/s.exec(address)
  if (!parts) return false
  try {
    const recipient = decodeURIComponent(parts[1] ?? '')
    if (!/^[\w.!#$'*+=^`{|}~-]+@[a-z0-9.-]+$/i.test(recipient)) return false
    const seen = new Set<string>()
    for (const field of (parts[2] ?? '').split('&').filter((part) => part !== '')) {
      const [name = '', value = '', ...more] = field.split('=')
      // SECURITY: 6A-15. Subject and body, once each: `cc`, `bcc` and `attach` are how a draft is turned against its writer.
      if (more.length > 0 || (name !== 'subject' && name !== 'body') || seen.has(name)) return false
      seen.add(name)
      const text = decodeURIComponent(value)
      const allowed = name === 'body' ? /^[^\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]*$/u : /^[^\u0000-\u001F\u007F]*$/u
      if (!allowed.test(text)) return false
    }
    return /^[\x21-\x7E]+$/.test(address)
  } catch {
    return false // a `%` that is no escape
  }
}
