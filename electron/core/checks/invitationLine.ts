import type { InvitationAnswer } from './personLookUp'
import { clip, shortenAddress } from './evidence'

const answers = { pending: 'in the first set only', none: 'in the second set only', filterIgnored: 'the sets do not tell' } as const satisfies Record<InvitationAnswer, string>

export function invitationLine(address: string, answer: InvitationAnswer): string {
  const short = shortenAddress(address)
  return clip(`user.search {"=EMAIL":"${short}","!CONFIRM_CODE":"0"} / {"=EMAIL":"${short}","CONFIRM_CODE":"0"} → ${answers[answer]}`)
}
