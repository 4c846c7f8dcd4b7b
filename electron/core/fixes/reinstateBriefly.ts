import { reinstating } from './reinstate'

/** For as long as it takes to look at the profile (bitrix24.md §3 P10). */
export const reinstateBriefly = reinstating(['accessBack', 'takeBackSoon'])
