import type { FlowMap } from '@shared/contract/views'
import { layOut, type Layout } from './layout'
import { textWidth, wrapText } from './wrapText'

export type MapStep = FlowMap['steps'][number]
export type MapWay = FlowMap['ways'][number]

/** A step of this flow, or the place in another flow to which a way leads out of the map. */
export interface MapBox {
  readonly id: string
  readonly title: string
  /** As the list counts it: along the first ways. 0 for a place in another flow. */
  readonly number: number
  readonly step: MapStep | undefined
  readonly exit: { readonly flow: string; readonly flowName: string; readonly step: string } | undefined
  /** The title, broken into lines. */
  readonly lines: readonly string[]
  /** Below it: the name of the other flow. */
  readonly foot: readonly string[]
}
export interface WordedWay {
  readonly way: string
  readonly text: string
  readonly from: string
  readonly to: string
}
/** All ways from one box to another, drawn as one line. */
export interface MapEdge {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly ways: readonly WordedWay[]
  readonly lines: readonly string[]
}
export interface MapModel {
  /** In the order of the list; places in other flows last. */
  readonly boxes: ReadonlyMap<string, MapBox>
  readonly edges: readonly MapEdge[]
  readonly waysOut: ReadonlyMap<string, readonly WordedWay[]>
  readonly waysIn: ReadonlyMap<string, readonly WordedWay[]>
  readonly layout: Layout
}

export const boxWidth = 208
export const titlePx = 13
export const labelPx = 12
const textInset = 12
const labelWidth = 168
const titleLines = 3
const labelLines = 4
const footLines = 2

/** Above the title of a box stands its number and kind. */
export const boxHead = 30
const boxFoot = 12
export const lineHeight = { title: 18, label: 15, foot: 16 } as const

export interface MapTexts {
  way(way: MapWay, step: MapStep): string
  /** Stands on a line that every way of its step takes. */
  readonly any: string
}

/** What a map draws, and where. */
export function mapModel(map: FlowMap, texts: MapTexts): MapModel {
  const steps = new Map(map.steps.map((step) => [step.step, step]))
  const ways = map.ways.flatMap((way): readonly (WordedWay & { readonly target: MapWay['to'] })[] => {
    const step = steps.get(way.from)
    return step === undefined ? [] : [{ way: way.way, text: texts.way(way, step), from: way.from, to: targetId(way.to, steps), target: way.to }]
  })
  const waysOut = groupBy(ways, ({ from }) => from)
  const boxes = new Map<string, MapBox>()
  for (const [index, id] of inReadingOrder(map.start, [...steps.keys()], waysOut).entries()) {
    const step = steps.get(id)
    if (step !== undefined) boxes.set(id, { id, title: step.title, number: index + 1, step, exit: undefined, lines: wrapText(step.title, boxWidth - 2 * textInset, titlePx, titleLines), foot: [] })
  }
  for (const { to, target } of ways) {
    if (boxes.has(to)) continue
    const title = target.title ?? target.step
    const exit = { flow: target.flow ?? map.flow, flowName: target.flowName ?? target.flow ?? map.name, step: target.step }
    boxes.set(to, { id: to, title, number: 0, step: undefined, exit, lines: wrapText(title, boxWidth - 2 * textInset, titlePx, titleLines), foot: wrapText(exit.flowName, boxWidth - 2 * textInset, labelPx, footLines) })
  }
  const edges = [...groupBy(ways, ({ from, to }) => `${from}>${to}`)].map(([id, together]): MapEdge => {
    const isOnly = (waysOut.get(together[0]?.from ?? '') ?? []).length === together.length
    const text = !isOnly ? together.map((way) => way.text).join(' · ') : together.length > 1 ? texts.any : together[0]?.way === 'else' ? '' : (together[0]?.text ?? '')
    return { id, from: together[0]?.from ?? '', to: together[0]?.to ?? '', ways: together, lines: text === '' ? [] : wrapText(text, labelWidth - 8, labelPx, labelLines) }
  })
  const layout = layOut(
    [...boxes.values()].map(({ id, lines, foot }) => ({ id, width: boxWidth, height: boxHead + lines.length * lineHeight.title + foot.length * lineHeight.foot + boxFoot })),
    edges.map(({ id, from, to, lines }) => ({ id, from, to, width: lines.length === 0 ? 0 : Math.ceil(Math.max(...lines.map((line) => textWidth(line, labelPx)))) + 8, height: lines.length * lineHeight.label })),
    map.start,
  )
  return { boxes, edges, waysOut, waysIn: groupBy(ways, ({ to }) => to), layout }
}

function targetId(to: MapWay['to'], steps: ReadonlyMap<string, MapStep>): string {
  return to.flow === undefined && steps.has(to.step) ? to.step : `${to.flow ?? ''}/${to.step}`
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group === undefined) groups.set(keyOf(item), [item])
    else group.push(item)
  }
  return groups
}

/** Along the first ways as far as they lead, then the next ones; what nothing leads to comes last. */
function inReadingOrder(start: string, ids: readonly string[], waysOut: ReadonlyMap<string, readonly WordedWay[]>): readonly string[] {
  const known = new Set(ids)
  const seen = new Set<string>()
  const open = [...ids.toReversed(), start]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id) || !known.has(id)) continue
    seen.add(id)
    open.push(...(waysOut.get(id) ?? []).map(({ to }) => to).reverse())
  }
  return [...seen]
}

export interface CaseMarks {
  /** Boxes the case passed; places in other flows included. */
  readonly boxes: ReadonlySet<string>
  readonly edges: ReadonlySet<string>
  readonly ways: ReadonlySet<string>
  readonly position: string | undefined
}

export const wayKey = (step: string, way: string): string => `${step}|${way}`

/** What of the map lies on the case's own way. */
export function caseMarks(map: FlowMap, model: MapModel): CaseMarks {
  const ways = new Set<string>()
  const boxes = new Set<string>()
  for (const { step, way, cameOver } of map.path ?? []) {
    boxes.add(step)
    for (const over of cameOver) {
      boxes.add(over)
      ways.add(wayKey(over, 'over'))
    }
    if (way !== undefined) ways.add(wayKey(step, way))
  }
  const taken = model.edges.filter((edge) => edge.ways.some(({ from, way }) => ways.has(wayKey(from, way))))
  for (const { to } of taken) if (model.boxes.get(to)?.exit !== undefined) boxes.add(to)
  return { boxes, edges: new Set(taken.map(({ id }) => id)), ways, position: map.path?.find(({ isPosition }) => isPosition)?.step }
}

export type Move = 'down' | 'up' | 'left' | 'right' | 'home'

/** Where an arrow key leads: down the first way, up to where one came from, sideways to that box's other ways. */
export function moveFrom(model: MapModel, at: string, move: Move, cameFrom: string | undefined, start: string): string | undefined {
  const parent = cameFrom !== undefined && (model.waysOut.get(cameFrom) ?? []).some(({ to }) => to === at) ? cameFrom : model.waysIn.get(at)?.[0]?.from
  if (move === 'home') return start
  if (move === 'down') return model.waysOut.get(at)?.[0]?.to
  if (move === 'up') return parent
  const across = (id: string): number => model.layout.boxes.get(id)?.x ?? 0
  const siblings = [...new Set((model.waysOut.get(parent ?? '') ?? []).map(({ to }) => to))].sort((a, b) => across(a) - across(b))
  return siblings[siblings.indexOf(at) + (move === 'left' ? -1 : 1)]
}
