import { lostPhoneRows } from './verdictRows/lostPhoneRows'
import { mailRows } from './verdictRows/mailRows'
import type { VerdictRow } from './verdictRows/verdictRow'
import { wrongNetworkUserRows } from './verdictRows/wrongNetworkUserRows'
import { wrongPasswordRows } from './verdictRows/wrongPasswordRows'

/** Every cause, fix and pitfall of P1, P2, P8 and P9 in bitrix24.md §3, and where a flow answers it. */
export const verdictTable: readonly VerdictRow[] = [...wrongPasswordRows, ...wrongNetworkUserRows, ...mailRows, ...lostPhoneRows]
