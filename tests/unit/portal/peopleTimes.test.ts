import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { printedTime } from '../../../electron/adapters/portal/schemas/printedTime'
import { readTime } from '../../../electron/adapters/portal/schemas/values'

const two = (number: number): string => String(number).padStart(2, '0')
/** Like a time, with what a time cannot have now and then. */
const nearlyTimes = fc
  .tuple(fc.integer({ min: 1960, max: 2230 }), fc.integer({ min: 0, max: 14 }), fc.integer({ min: 0, max: 33 }), fc.integer({ min: 0, max: 26 }), fc.integer({ min: 0, max: 62 }), fc.integer({ min: 0, max: 62 }), fc.constantFrom('+', '-', ' '), fc.integer({ min: 0, max: 26 }), fc.integer({ min: 0, max: 62 }))
  .map(([year, month, day, hour, minute, second, sign, offsetHour, offsetMinute]) => `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}${sign}${two(offsetHour)}:${two(offsetMinute)}`)

describe('a time as the portal prints it', () => {
  test.each([
    ['2026-11-23T05:12:33+00:00', Date.UTC(2026, 10, 23, 5, 12, 33)],
    ['2018-01-01T00:00:00+03:00', Date.UTC(2017, 11, 31, 21)],
    ['2024-02-28T23:59:59-05:30', Date.UTC(2024, 1, 29, 5, 29, 59)],
  ])('%s is read', (text, time) => {
    expect(printedTime(text)).toBe(time)
  })

  test.each(['2026-11-31T05:12:33+00:00', '2026-11-23 05:12:33+00:00', '2026-11-23', '', '2026-11-23T05:12:33Z', '2026-1a-23T05:12:33+00:00', '0026-11-23T05:12:33+00:00', 12, null, undefined, {}])('%j is left to the reader of every form', (value) => {
    expect(printedTime(value)).toBeUndefined()
  })

  test('is what the reader of every form says it is', () => {
    let read = 0
    fc.assert(
      fc.property(fc.oneof({ weight: 5, arbitrary: nearlyTimes }, fc.date({ noInvalidDate: true }).map((date) => date.toISOString()), fc.string({ minLength: 25, maxLength: 25 })), (text) => {
        const time = printedTime(text)
        if (time === undefined) return
        read += 1
        expect(time).toBe(readTime(text))
      }),
      { numRuns: 5000 },
    )
    expect(read).toBeGreaterThan(100)
  })
})
