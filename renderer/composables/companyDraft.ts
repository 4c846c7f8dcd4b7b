import { companyCardSchema, type CompanyCard, type Contact } from '@shared/domain/companyCard'

export const contactRoles = ['helpdesk', 'admins', 'mailAdmin'] as const
export type ContactRole = (typeof contactRoles)[number]

/** A contact while it is written: what is left empty is left out of the card. */
export interface DraftContact {
  readonly name: string
  readonly address: string
  readonly phone: string
  readonly hours: string
}
export interface CompanyDraft {
  readonly company: string
  readonly portal: string
  readonly contacts: Readonly<Record<ContactRole, readonly DraftContact[]>>
}

const draftOf = (contact: Contact): DraftContact => ({ name: contact.name, address: contact.address ?? '', phone: contact.phone ?? '', hours: contact.hours ?? '' })

export function companyDraft(card: CompanyCard | undefined, connectedPortal = ''): CompanyDraft {
  return {
    company: card?.company ?? '',
    portal: card?.portal ?? connectedPortal,
    contacts: { helpdesk: (card?.helpdesk ?? []).map(draftOf), admins: (card?.admins ?? []).map(draftOf), mailAdmin: (card?.mailAdmin ?? []).map(draftOf) },
  }
}

/** The card as written; undefined while something is missing or does not fit. */
export function companyCardOf(draft: CompanyDraft, language: string): CompanyCard | undefined {
  const contacts = (role: ContactRole): Record<string, string>[] =>
    draft.contacts[role].map(trimmed).filter((contact) => Object.keys(contact).length > 0)
  const parsed = companyCardSchema.safeParse({
    card: 1,
    company: draft.company.trim(),
    portal: draft.portal.trim().toLowerCase().replace(/^https?:\/\//, '').replace(/\/.*$/, ''),
    language,
    helpdesk: contacts('helpdesk'),
    admins: contacts('admins'),
    mailAdmin: contacts('mailAdmin'),
  })
  return parsed.success ? parsed.data : undefined
}

function trimmed(contact: DraftContact): Record<string, string> {
  return Object.fromEntries(Object.entries(contact).map(([key, text]: [string, string]) => [key, text.trim()] as const).filter(([, text]) => text !== ''))
}
