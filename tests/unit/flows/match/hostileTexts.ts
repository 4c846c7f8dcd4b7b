import type { MessagesContent } from '@shared/flows/match/problemMessages'

/** As much as is read of a text. */
export const hostileLength = 4000

/** Texts made to be slow, by what they are made of; `length` characters each. */
export function hostileTexts({ languages }: MessagesContent, length = hostileLength): readonly (readonly [name: string, text: string])[] {
  const filled = (piece: string): string => piece.repeat(Math.ceil(length / piece.length)).slice(0, length)
  const joined = (pieces: readonly string[], space = ' '): string => filled(pieces.join(space) + space)
  const texts: (readonly [string, string])[] = []
  const add = (name: string, text: string): void => void texts.push([name, text])

  for (const piece of ['!', '?', '.', ',', "'", '"', '|', '-', '_', '@', '[', '<', '(', '/', '\\', ':', '\n', ' ', '\t', '…', '💥', '!\n', ". '", "a'", '| ', 'a.', 'a@', '[]', '[mail]', '[name] ', '[ein Name', '\n,', '//', 'https://']) add(`punctuation ${JSON.stringify(piece)}`, filled(piece))
  for (const piece of ['x', 'm', 'rn', 'vv', 'l', '1', '0', 'ё', 'ß', 'й', '字', 'ﬃ', 'ﷺ', '𝐩', 'x ', 'm ', 'a ', '1 ', 'и ', '字 ', 'ﷺ ']) add(`one letter ${JSON.stringify(piece)}`, filled(piece))
  for (const piece of ['\u0301', 'a\u0301', 'e\u0301\u0323\u0327', 'пароль\u0301 ', 'p\u0301a\u0301s\u0301s\u0301w\u0301o\u0301r\u0301d\u0301 ', '\u200D', 'a\u200Db', 'p\u00ADa\u00ADs\u00ADs\u00ADw\u00ADo\u00ADr\u00ADd ', '각', 'ᄀ', `x${'\u0300'.repeat(300)}password `]) add(`combining ${JSON.stringify(piece.slice(0, 12))}`, filled(piece))
  for (const piece of ['a@b.cc ', 'a.b ', 'https://a.bb/?login= ', 'portal https://a.bb/ ', 'Ada Bell <a@b.cc> ', '"Ada Bell Ada Bell" a@b.cc\n', 'password.Please ', 'a-b-c-d.e-f.gg ', 'x.bitrix24.com ', `${'a'.repeat(62)}.`, `${'a.'.repeat(30)}@`]) add(`addresses ${JSON.stringify(piece.slice(0, 24))}`, filled(piece))

  const spoilt = (word: string): string => (word.length < 4 ? word : `${word.slice(0, 2)}${word.charAt(3)}${word.charAt(2)}${word.slice(4)}`)
  const dropped = (word: string): string => (word.length < 4 ? word : word.slice(0, 2) + word.slice(3))
  for (const [language, { problems, words, about, elsewhere }] of Object.entries(languages)) {
    const list = (text: string): readonly string[] => text.split(/\s+/u).filter((word) => word !== '')
    const groups = new Map(Object.entries(words).map(([name, text]) => [name, list(text).map((word) => word.replaceAll('*', ''))]))
    const all = [...groups.values()].flat()
    const told = (line: string, at: number): readonly string[] =>
      list(line).map((slot) => {
        const choices = slot.split('|').flatMap((word) => groups.get(word.slice(1, -1)) ?? [word.replaceAll(/[*_]/gu, '')])
        return choices[at % choices.length] ?? ''
      })
    const lines: string[] = []
    for (const [problem, { shown, told: toldLines, hints = [] }] of Object.entries(problems)) {
      lines.push(...shown)
      for (const [index, line] of shown.entries()) {
        add(`${language} ${problem} shown ${index} repeated`, joined(list(line)))
        add(`${language} ${problem} shown ${index} spoilt`, joined(list(line).map(spoilt)))
        add(`${language} ${problem} shown ${index} nearly`, joined(list(line).slice(0, -1)))
        add(`${language} ${problem} shown ${index} backwards`, joined(list(line).toReversed().map(dropped)))
      }
      for (const [index, line] of [...toldLines, ...hints].entries()) {
        add(`${language} ${problem} told ${index} repeated`, joined(told(line, 0)))
        add(`${language} ${problem} told ${index} nearly`, joined(told(line, 1).slice(0, -1)))
      }
    }
    const vocabulary = [...new Set([...all, ...list(about), ...list(elsewhere).map((word) => word.replaceAll('*', '')), ...lines.flatMap(list)])].filter((word) => !word.includes('{'))
    for (const [name, change] of [['whole', (word: string) => word], ['spoilt', spoilt], ['dropped', dropped], ['longer', (word: string) => `${word}x`], ['doubled', (word: string) => word + word.slice(0, 3)]] as const) {
      const changed = vocabulary.map(change)
      for (let from = 0, part = 0; from < changed.length; from += 300, part += 1) {
        add(`${language} every word ${name} ${part}`, joined(changed.slice(from, from + 300)))
        add(`${language} every word ${name} without spaces ${part}`, joined(changed.slice(from, from + 300), ''))
        add(`${language} every word ${name} in runs ${part}`, joined(Array.from({ length: 60 }, (_, index) => changed.slice(from + index * 5, from + index * 5 + 5).join(''))))
      }
    }
    for (const [name, group] of groups) {
      add(`${language} group ${name}`, joined(group))
      add(`${language} group ${name} spoilt`, joined(group.map(spoilt)))
    }
    // Words that differ from each other and are each near the same long word
    const letters = Array.from('abcdefghijklmnopqrstuvwxyz')
    const longest = [...vocabulary].sort((a, b) => b.length - a.length).slice(0, 12)
    for (const word of longest.slice(0, 4)) add(`${language} near ${word}`, joined(letters.flatMap((one) => letters.map((other) => `${word.slice(0, -2)}${one}${other}`))))
    add(`${language} near the longest`, joined(letters.flatMap((one) => longest.map((word) => `${word.slice(0, 3)}${one}${word.slice(4)}`))))
    for (const word of [...new Set(lines.flatMap(list))].filter((one) => !one.includes('{')).slice(0, 60)) add(`${language} word ${word}`, filled(`${word} `))
  }
  const [english] = Object.values(languages)
  const quoted = Object.values(english?.problems ?? {}).map(({ shown }) => shown[0] ?? '')
  const thread = quoted.map((line, at) => `${'> '.repeat(at % 6)}From: Ada Bell <ada.bell${at}@harbourpine.example>\n${'> '.repeat(at % 6)}To: it@harbourpine.example\n${'> '.repeat(at % 6)}Subject: Re: Re: cannot get in\n\n${'> '.repeat(at % 6)}Hi Ben,\n${'> '.repeat(at % 6)}at https://harbourpine.bitrix24.example/stream/ it says "${line}". The meeting is at ten.\n-- \nAda Bell\nHarbour Pine Logistics, +49 30 1234567\n\n`)
  add('e-mail thread', joined(thread, ''))
  add('e-mail thread backwards', joined(thread.toReversed(), '\n'))
  let state = 12_345
  const next = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return (state >>> 8) % below
  }
  const random = (below: number, from = 0): string => Array.from({ length }, () => String.fromCharCode(from + next(below))).join('')
  for (let turn = 0; turn < 4; turn += 1) {
    add(`random Unicode ${turn}`, random(0x10000))
    add(`random letters ${turn}`, random(0x500, 0x41))
    add(`random Latin words ${turn}`, Array.from({ length }, () => (next(6) === 0 ? ' ' : String.fromCharCode(97 + next(26)))).join(''))
    add(`random long Latin words ${turn}`, Array.from({ length }, () => (next(11) === 0 ? ' ' : 'enrstaoilm'.charAt(next(10)))).join(''))
    add(`random Cyrillic words ${turn}`, Array.from({ length }, () => (next(7) === 0 ? ' ' : String.fromCharCode(0x430 + next(32)))).join(''))
    add(`random beyond the first plane ${turn}`, Array.from({ length: length / 2 }, () => String.fromCodePoint(0x10000 + next(0x10000))).join(''))
  }
  return texts
}
