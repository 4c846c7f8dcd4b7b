/** A mail the portal sent by itself; its text is nobody's business. */
export interface SentMail {
  readonly to: string
  readonly kind: 'invitation' | 'repeatedInvitation'
  readonly atMs: number
}

export class Outbox {
  private readonly sent: SentMail[] = []

  send(mail: SentMail): void {
    this.sent.push(mail)
  }

  list(): readonly SentMail[] {
    return [...this.sent]
  }
}
