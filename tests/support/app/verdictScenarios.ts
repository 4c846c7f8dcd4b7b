import { deleteAccountScenarios } from './deleteAccountScenarios'
import { emailTakenOnInviteScenarios } from './emailTakenOnInviteScenarios'
import { loginTakenScenarios } from './loginTakenScenarios'
import { lostPhoneScenarios } from './lostPhoneScenarios'
import { mailScenarios } from './mailScenarios'
import { mistypedEmailScenarios } from './mistypedEmailScenarios'
import { reuseDismissedEmailScenarios } from './reuseDismissedEmailScenarios'
import type { Scenario } from './scenario'
import { socialLinkScenarios } from './socialLinkScenarios'
import { socialLoginScenarios } from './socialLoginScenarios'
import { wrongNetworkUserScenarios } from './wrongNetworkUserScenarios'
import { wrongPasswordScenarios } from './wrongPasswordScenarios'

/** The flows whose every verdict somebody meets. */
export const scenarioFlows = ['wrong-password', 'wrong-network-user', 'mail-not-delivered', 'lost-phone', 'email-taken-on-invite', 'mistyped-email', 'reuse-dismissed-email', 'social-link-conflict', 'social-login-change', 'email-taken-on-login-change', 'delete-account'] as const

export const verdictScenarios: readonly Scenario[] = [...wrongPasswordScenarios, ...wrongNetworkUserScenarios, ...mailScenarios, ...lostPhoneScenarios, ...emailTakenOnInviteScenarios, ...mistypedEmailScenarios, ...reuseDismissedEmailScenarios, ...socialLinkScenarios, ...socialLoginScenarios, ...loginTakenScenarios, ...deleteAccountScenarios]
