import type { FlowMap } from '@shared/contract/views'
import type { Guard } from '@shared/flows/schema'
import { useI18n } from 'vue-i18n'
import { useFactText } from '@/composables/useFactText'
import type { MapStep, MapWay } from './mapModel'

export interface WayText {
  /** The answer, result or condition that leads along a way. */
  way(way: MapWay, step: MapStep): string
  kind(kind: FlowMap['steps'][number]['kind']): string
}

export function useWayText(): WayText {
  const { t, te } = useI18n()
  const facts = useFactText()
  const guardText = (guard: Guard): string => {
    if ('all' in guard) return guard.all.map(inside).join(t('flowMap.guard.and'))
    if ('any' in guard) return guard.any.map(inside).join(t('flowMap.guard.or'))
    if ('not' in guard) return 'known' in guard.not ? t('flowMap.guard.unknown', { fact: facts.label(guard.not.known) }) : t('flowMap.guard.not', { guard: inside(guard.not) })
    if ('known' in guard) return t('flowMap.guard.known', { fact: facts.label(guard.known) })
    const fact = facts.label(guard.fact)
    if ('is' in guard) return t('flowMap.guard.is', { fact, value: facts.value(guard.fact, guard.is) })
    if ('in' in guard) return t('flowMap.guard.is', { fact, value: guard.in.map((value) => facts.value(guard.fact, value)).join(t('flowMap.guard.or')) })
    return 'over' in guard ? t('flowMap.guard.over', { fact, n: guard.over }) : t('flowMap.guard.under', { fact, n: guard.under })
  }
  const inside = (guard: Guard): string => ('all' in guard || 'any' in guard ? t('flowMap.guard.group', { guard: guardText(guard) }) : guardText(guard))
  return {
    way: (way, step) => {
      if (way.when !== undefined) return guardText(way.when)
      if (way.label !== undefined) return way.label
      if (way.way === 'over') return t('flowMap.way.over', { n: step.limit ?? 1 }, step.limit ?? 1)
      for (const key of [`flowMap.way.${way.way}`, `states.fix.${way.way}`, `states.check.${way.way}`]) if (te(key)) return t(key)
      return way.way
    },
    kind: (kind) => t(`flowMap.kind.${kind}`),
  }
}
