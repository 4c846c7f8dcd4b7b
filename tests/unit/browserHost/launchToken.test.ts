import { describe, expect, it } from 'vitest'
import { createLaunchTokens, launchTokenLifeMs, maxFailedTokens, type LaunchTokens } from '../../../electron/hosts/browser/security/launchToken'
import { createManualClock, randomIds, type ManualClock } from '../../support/browserHost'

function make(): { clock: ManualClock; tokens: LaunchTokens } {
  const clock = createManualClock()
  return { clock, tokens: createLaunchTokens({ clock, ids: randomIds }) }
}

describe('6B-2: the launch token', () => {
  it('is 32 random bytes', () => {
    const sizes: number[] = []
    const tokens = createLaunchTokens({ clock: createManualClock(), ids: { token: (bytes) => (sizes.push(bytes), randomIds.token(bytes)) } })
    const all = new Set(Array.from({ length: 8 }, () => tokens.issue()))
    expect(all.size).toBe(8)
    expect([...all].every((token) => /^[A-Za-z0-9_-]{43}$/.test(token))).toBe(true)
    expect(new Set(sizes)).toEqual(new Set([32]))
  })

  it('opens once', () => {
    const { tokens } = make()
    const token = tokens.issue()
    expect(tokens.redeem(token)).toBe('accepted')
    expect(tokens.redeem(token)).toBe('usedAgain')
  })

  it('opens until its minute is over and not a moment longer', () => {
    const { clock, tokens } = make()
    const early = tokens.issue()
    const late = tokens.issue()
    clock.advance(launchTokenLifeMs - 1)
    expect(tokens.redeem(early)).toBe('accepted')
    clock.advance(1)
    expect(tokens.redeem(late)).toBe('refused')
    expect(launchTokenLifeMs).toBe(60_000)
  })

  it('tells a used one from an expired one, however old it is', () => {
    const { clock, tokens } = make()
    const token = tokens.issue()
    tokens.redeem(token)
    clock.advance(10 * launchTokenLifeMs)
    expect(tokens.redeem(token)).toBe('usedAgain')
  })

  it('refuses what is not exactly it', () => {
    const { tokens } = make()
    const token = tokens.issue()
    const wrong = ['', ' ', token.slice(1), `${token}=`, `${token} `, token.toLowerCase() === token ? `x${token}` : token.toLowerCase(), randomIds.token(32)]
    for (const guess of wrong) expect(tokens.redeem(guess)).toBe('refused')
    expect(tokens.redeem(token)).toBe('accepted')
  })

  it('refuses everything before one was issued', () => {
    expect(make().tokens.redeem('')).toBe('refused')
  })

  it('lets the slow browser in with the first address although a second one was opened', () => {
    const { tokens } = make()
    const first = tokens.issue()
    const second = tokens.issue()
    expect(tokens.redeem(second)).toBe('accepted')
    expect(tokens.redeem(first)).toBe('accepted')
  })
})

describe('6B-13: ten failed tokens', () => {
  it('lock the door for every token, a right one too', () => {
    const { tokens } = make()
    const right = tokens.issue()
    const outcomes = Array.from({ length: maxFailedTokens }, (_, i) => tokens.redeem(`guess-${i}`))
    expect(outcomes).toEqual([...Array.from({ length: 9 }, () => 'refused'), 'lockedOut'])
    expect(tokens.redeem(right)).toBe('lockedOut')
  })

  it('are counted over the whole run: expired, used and wrong ones alike', () => {
    const { clock, tokens } = make()
    const expired = tokens.issue()
    clock.advance(launchTokenLifeMs)
    const used = tokens.issue()
    tokens.redeem(used)
    for (let i = 0; i < 7; i += 1) tokens.redeem('wrong')
    expect(tokens.redeem(expired)).toBe('refused')
    expect(tokens.redeem(tokens.issue())).toBe('accepted')
    expect(tokens.redeem(used)).toBe('usedAgain')
    expect(tokens.redeem('')).toBe('lockedOut')
  })
})
