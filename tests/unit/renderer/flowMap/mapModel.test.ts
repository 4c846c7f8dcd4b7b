import { describe, expect, it } from 'vitest'
import { arrowAt, pathThrough } from '@/components/flowMap/drawLine'
import { caseMarks, mapModel, moveFrom } from '@/components/flowMap/mapModel'
import { textWidth, wrapText } from '@/components/flowMap/wrapText'
import { sampleCaseMap, sampleMap } from '../../../support/renderer/sampleFlowMap'

const texts = { way: ({ label, way }: { readonly label?: string | undefined; readonly way: string }) => label ?? way, any: 'Any answer' }
const map = sampleMap()
const model = mapModel(map, texts)

describe('what a map draws', () => {
  it('counts the steps along the first ways, and puts places in other flows last', () => {
    expect([...model.boxes.values()].map(({ number, id }) => `${number} ${id}`)).toEqual(['1 codes', '2 use-code', '3 solved', '4 to-admin', '5 look', '6 again', '7 stop', '0 wrong-password/security-block'])
    expect(model.boxes.get('wrong-password/security-block')).toMatchObject({ title: 'A security block', step: undefined, exit: { flow: 'wrong-password', flowName: 'Incorrect login or password', step: 'security-block' } })
  })

  it('draws ways between the same steps as one line, and every way once', () => {
    expect(model.edges.find(({ id }) => id === 'codes>look')?.ways.map(({ way }) => way)).toEqual(['no', 'unsure'])
    expect(model.edges.flatMap(({ ways }) => ways.map(({ from, way }) => `${from}|${way}`)).sort()).toEqual(map.ways.map(({ from, way }) => `${from}|${way}`).sort())
    for (const { id } of model.edges) expect(model.layout.edges.get(id)?.points.length).toBeGreaterThan(1)
  })

  it('words a line: its ways, `any` where there is no other, nothing where there is no choice', () => {
    const label = (id: string): string | undefined => model.edges.find((edge) => edge.id === id)?.lines.join(' ')
    expect(label('codes>look')).toBe("No · I'm not sure")
    expect(label('look>to-admin')).toBe('else')
    const single = mapModel({ ...map, ways: [{ from: 'codes', way: 'yes', label: 'Yes', to: { step: 'look' } }, { from: 'codes', way: 'no', label: 'No', to: { step: 'look' } }, { from: 'look', way: 'else', to: { step: 'solved' } }] }, texts)
    expect(single.edges.map(({ lines }) => lines)).toEqual([['Any answer'], []])
  })

  it('keeps a way to a step that is not there, as a place of its own', () => {
    const broken = mapModel({ ...map, ways: [{ from: 'codes', way: 'yes', to: { step: 'gone' } }] }, texts)
    expect(broken.boxes.get('/gone')).toMatchObject({ title: 'gone', number: 0 })
  })
})

describe('the arrow keys', () => {
  const go = (at: string, move: 'down' | 'up' | 'left' | 'right' | 'home', from?: string): string | undefined => moveFrom(model, at, move, from, map.start)
  it('follow the first way down, and go back up the way they came', () => {
    expect(go('codes', 'down')).toBe('use-code')
    expect(go('use-code', 'up')).toBe('codes')
    expect(go('to-admin', 'up', 'look')).toBe('look')
    expect(go('to-admin', 'up', 'use-code')).toBe('use-code')
    // Not come from there by a way: the first way in counts.
    expect(go('to-admin', 'up', 'solved')).toBe('look')
  })
  it('go sideways through the ways of the step one came from, as they lie on the map', () => {
    const siblings = ['again', 'to-admin', 'wrong-password/security-block'].sort((a, b) => model.layout.boxes.get(a)!.x - model.layout.boxes.get(b)!.x)
    expect(go(siblings[0]!, 'right', 'look')).toBe(siblings[1])
    expect(go(siblings[1]!, 'right', 'look')).toBe(siblings[2])
    expect(go(siblings[2]!, 'left', 'look')).toBe(siblings[1])
    expect(go(siblings[2]!, 'right', 'look')).toBeUndefined()
    expect(go(siblings[0]!, 'left', 'look')).toBeUndefined()
  })
  it('stay where nothing leads on, and come home', () => {
    expect(go('solved', 'down')).toBeUndefined()
    expect(go('codes', 'up')).toBeUndefined()
    expect(go('stop', 'home')).toBe('codes')
  })
})

describe('the way of a case', () => {
  it('is marked on boxes, lines and ways, with the place where it stands', () => {
    const marks = caseMarks(sampleCaseMap(), model)
    expect([...marks.boxes].sort()).toEqual(['codes', 'look', 'to-admin'])
    expect([...marks.edges].sort()).toEqual(['codes>look', 'look>to-admin'])
    expect(marks.position).toBe('to-admin')
  })
  it('passes a step whose limit was used up, and leads out into another flow', () => {
    const marks = caseMarks(sampleMap({ path: [{ step: 'look', way: 'when 2', visit: 1, isPosition: false, cameOver: [] }, { step: 'stop', visit: 1, isPosition: false, cameOver: ['again'] }, { step: 'look', way: 'when 1', visit: 2, isPosition: false, cameOver: [] }] }), model)
    expect([...marks.edges].sort()).toEqual(['again>stop', 'look>again', 'look>wrong-password/security-block'])
    expect(marks.boxes.has('wrong-password/security-block')).toBe(true)
    expect(marks.position).toBeUndefined()
  })
  it('is none without a case', () => {
    expect(caseMarks(map, model).boxes.size).toBe(0)
  })
})

describe('drawn texts and lines', () => {
  it('break at spaces, cut a word that is too long, and end what is left over in an ellipsis', () => {
    expect(wrapText('one two three', 1000, 13, 2)).toEqual(['one two three'])
    const lines = wrapText('Several people here have the address cleo.marsh.of.the.north@harbourpine.example today', 150, 13, 3)
    expect(lines).toHaveLength(3)
    expect(lines.at(-1)).toMatch(/…$/)
    for (const line of lines) expect(textWidth(line, 13)).toBeLessThanOrEqual(150)
    expect(wrapText('   ', 100, 13, 2)).toEqual([])
  })
  it('are right-angled with round corners, and end in an arrow', () => {
    const points = [{ x: 0, y: 0 }, { x: 0, y: 20 }, { x: 40, y: 20 }, { x: 40, y: 60 }]
    expect(pathThrough(points)).toBe('M0 0L0 12Q0 20 8 20L32 20Q40 20 40 28L40 52')
    expect(arrowAt(points)).toBe('M40 60L36 52L44 52Z')
    expect([pathThrough([]), arrowAt([])]).toEqual(['', ''])
  })
})
