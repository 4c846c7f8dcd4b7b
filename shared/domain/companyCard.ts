import { z } from 'zod'
import { freeText } from '../contract/textSchemas'
import type { HandOverRole } from './stateWords'

const line = (maxLength: number): z.ZodString => freeText(maxLength).min(1)

export const contactSchema = z.strictObject({
  name: line(120),
  address: z.email().max(254).optional(),
  phone: freeText(40).regex(/^[+\d][\d ()./-]*$/).optional(),
  /** When and where they can be reached, in the company's own words. */
  hours: line(120).optional(),
})
export type Contact = z.infer<typeof contactSchema>

/**
 * What the employee's door knows of the company: whom to ask, with which message (product.md, "Three people, three
 * doors"). Made in the admin's door, handed round as a small file or put in place by whoever looks after the machines.
 * SECURITY: every text passes the secret guard; a webhook has no place on a card.
 */
export const companyCardSchema = z.strictObject({
  card: z.literal(1),
  company: line(120),
  portal: freeText(254).regex(/^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d{1,5})?$/),
  language: z.string().regex(/^[a-z]{2}$/),
  helpdesk: z.array(contactSchema).max(5),
  admins: z.array(contactSchema).max(5),
  mailAdmin: z.array(contactSchema).max(5),
})
export type CompanyCard = z.infer<typeof companyCardSchema>

/**
 * Who stands on the card for a hand-over to `role`. Who invited somebody is not known to a card, but an administrator can
 * invite again too; Support is Bitrix24's.
 */
export function contactsFor(card: CompanyCard | undefined, role: HandOverRole): readonly Contact[] {
  if (card === undefined) return []
  if (role === 'admin') return card.admins
  if (role === 'mailAdmin') return card.mailAdmin.length > 0 ? card.mailAdmin : card.admins
  if (role === 'inviter') return card.admins.length > 0 ? card.admins : card.helpdesk
  if (role === 'agent') return card.helpdesk.length > 0 ? card.helpdesk : card.admins
  return []
}
