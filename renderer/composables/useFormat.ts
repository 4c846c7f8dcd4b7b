import { useI18n } from 'vue-i18n'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

export interface Format {
  /** 10:42 */
  time(at: number): string
  /** 29 Sep 2026 */
  date(at: number): string
  /** 29 Sep, 10:42; with the year where it is not this one. */
  moment(at: number, now: number): string
  /** 12 min */
  age(at: number, now: number): string
  /** 12 min ago */
  ago(at: number, now: number): string
  /** 0.4 s */
  took(ms: number): string
  number(value: number): string
}

/** The reader's own English where the system has one: dates differ between countries of one language. */
function regionOf(language: string): string {
  return navigator.languages.find((tag) => tag.split('-')[0] === language && tag.includes('-')) ?? (language === 'en' ? 'en-GB' : language)
}

export function useFormat(): Format {
  const { t, locale } = useI18n()
  const region = (): string => regionOf(locale.value)
  const number = (value: number, digits = 0): string => new Intl.NumberFormat(region(), { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value)
  const format: Format = {
    time: (at) => new Intl.DateTimeFormat(region(), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at),
    date: (at) => new Intl.DateTimeFormat(region(), { day: 'numeric', month: 'short', year: 'numeric' }).format(at),
    moment: (at, now) => {
      const sameDay = new Date(at).toDateString() === new Date(now).toDateString()
      if (sameDay) return format.time(at)
      const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear()
      return new Intl.DateTimeFormat(region(), { day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }), hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)
    },
    age: (at, now) => {
      const passed = Math.max(0, now - at)
      if (passed < minute) return t('units.underMinute')
      if (passed < hour) return t('units.minutes', { n: number(Math.floor(passed / minute)) })
      if (passed < day) return t('units.hours', { n: number(Math.floor(passed / hour)) })
      return t('units.days', { n: number(Math.floor(passed / day)) })
    },
    ago: (at, now) => (now - at < minute ? t('units.justNow') : t('units.ago', { age: format.age(at, now) })),
    took: (ms) => (ms < 100 ? t('units.millis', { n: number(ms) }) : t('units.seconds', { n: number(ms / 1000, 1) })),
    number: (value) => number(value),
  }
  return format
}
