import { lostPhoneScenarios } from './lostPhoneScenarios'
import { mailScenarios } from './mailScenarios'
import type { Scenario } from './scenario'
import { wrongNetworkUserScenarios } from './wrongNetworkUserScenarios'
import { wrongPasswordScenarios } from './wrongPasswordScenarios'

/** The flows whose every verdict somebody meets. */
export const scenarioFlows = ['wrong-password', 'wrong-network-user', 'mail-not-delivered', 'lost-phone'] as const

export const verdictScenarios: readonly Scenario[] = [...wrongPasswordScenarios, ...wrongNetworkUserScenarios, ...mailScenarios, ...lostPhoneScenarios]
