import { deleteAccountRows } from './verdictRows/deleteAccountRows'
import { emailTakenOnInviteRows } from './verdictRows/emailTakenOnInviteRows'
import { loginTakenRows } from './verdictRows/loginTakenRows'
import { lostPhoneRows } from './verdictRows/lostPhoneRows'
import { mailRows } from './verdictRows/mailRows'
import { mistypedEmailRows } from './verdictRows/mistypedEmailRows'
import { reuseDismissedEmailRows } from './verdictRows/reuseDismissedEmailRows'
import { socialLinkRows } from './verdictRows/socialLinkRows'
import { socialLoginRows } from './verdictRows/socialLoginRows'
import type { VerdictRow } from './verdictRows/verdictRow'
import { wrongNetworkUserRows } from './verdictRows/wrongNetworkUserRows'
import { wrongPasswordRows } from './verdictRows/wrongPasswordRows'

/** Every cause, fix and pitfall of the problems in bitrix24.md §3, and where a flow answers it. */
export const verdictTable: readonly VerdictRow[] = [...wrongPasswordRows, ...wrongNetworkUserRows, ...mailRows, ...emailTakenOnInviteRows, ...mistypedEmailRows, ...lostPhoneRows, ...reuseDismissedEmailRows, ...socialLinkRows, ...socialLoginRows, ...loginTakenRows, ...deleteAccountRows]
