import { factDefinition, isFactName, type FactValue } from '@shared/domain/facts'
import { useI18n } from 'vue-i18n'
import { useFormat } from './useFormat'

export interface FactText {
  label(fact: string): string
  value(fact: string, value: FactValue): string
}

export function useFactText(): FactText {
  const { t, te } = useI18n()
  const format = useFormat()
  return {
    label: (fact) => (te(`facts.${fact}.label`) ? t(`facts.${fact}.label`) : fact),
    value: (fact, value) => {
      const key = `facts.${fact}.values.${value}`
      if (te(key)) return t(key)
      if (isFactName(fact) && typeof value === 'number') return factDefinition(fact).type === 'time' ? format.date(value) : format.number(value)
      return String(value)
    },
  }
}
