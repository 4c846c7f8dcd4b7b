/**
 * Where the boxes, labels and lines of a flow map lie: layers from the top by the longest path, order by barycentre,
 * places by isotonic regression, right-angled lines on tracks of their own. Pure and deterministic; sizes in CSS pixels.
 */
export interface BoxSize { readonly id: string; readonly width: number; readonly height: number }
export interface EdgeSize { readonly id: string; readonly from: string; readonly to: string; readonly width: number; readonly height: number }
export interface Placed { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
export interface Point { readonly x: number; readonly y: number }
export interface Layout {
  readonly width: number
  readonly height: number
  readonly boxes: ReadonlyMap<string, Placed & { readonly layer: number }>
  readonly edges: ReadonlyMap<string, { readonly label: Placed; readonly points: readonly Point[]; readonly isBack: boolean }>
}

const gap = 24
const margin = 32
const trackGap = 10
const channelMargin = 14
const laneGap = 14
const sweeps = 12

/** What takes a place in a rank: a box, an edge's label, or a line that passes through on its way to `id`. */
interface Item { readonly id: string; readonly rank: number; readonly width: number; readonly height: number; readonly weight: number; readonly isBox: boolean; order: number; x: number; readonly up: Item[]; readonly down: Item[] }

/** Even ranks hold boxes, odd ranks the labels of the edges that leave the boxes above. */
export function layOut(boxes: readonly BoxSize[], edges: readonly EdgeSize[], start: string): Layout {
  if (boxes.length === 0) return { width: 2 * margin, height: 2 * margin, boxes: new Map(), edges: new Map() }
  const back = backEdges(boxes, edges, start)
  const layers = layersOf(boxes, edges.filter(({ id }) => !back.has(id)), start)
  const items = new Map<string, Item>()
  const ranks: Item[][] = []
  const add = (key: string, id: string, rank: number, width: number, height: number, weight: number): Item => {
    const known = items.get(key)
    if (known !== undefined) return known
    const rankItems = (ranks[rank] ??= [])
    const item: Item = { id, rank, width, height, weight, isBox: key.startsWith('box '), order: rankItems.length, x: 0, up: [], down: [] }
    rankItems.push(item)
    items.set(key, item)
    return item
  }
  const last = 2 * Math.max(...layers.values())
  for (let rank = 0; rank <= last + 1; rank += 1) ranks[rank] = []
  for (const { id, width, height } of boxes) add(`box ${id}`, id, 2 * (layers.get(id) ?? 0), width, height, 1)
  const chains = new Map<string, readonly Item[]>()
  const links = new Set<string>()
  for (const edge of edges) {
    const rank = 2 * (layers.get(edge.from) ?? 0)
    const end = back.has(edge.id) ? rank + 1 : 2 * (layers.get(edge.to) ?? 0)
    const chain = [add(`box ${edge.from}`, edge.from, rank, 0, 0, 1), add(`label ${edge.id}`, edge.id, rank + 1, Math.max(8, edge.width), edge.height, 1)]
    // Lines to the same box run together: one place a rank for all of them.
    for (let at = rank + 2; at < end; at += 1) chain.push(add(`pass ${at} ${edge.to}`, edge.to, at, 8, 0, 3))
    if (!back.has(edge.id)) chain.push(add(`box ${edge.to}`, edge.to, end, 0, 0, 1))
    chains.set(edge.id, chain)
    chain.slice(1).forEach((below, index) => {
      const above = chain[index]
      const key = `${above?.rank ?? 0} ${above?.order ?? 0} ${below.order}`
      if (above === undefined || links.has(key)) return
      links.add(key)
      above.down.push(below)
      below.up.push(above)
    })
  }
  orderRanks(ranks)
  placeAcross(ranks)
  straighten(ranks)
  return draw(boxes, edges, { ranks, items, chains, back, layers })
}

/** Edges that lead back to a box they come from. */
function backEdges(boxes: readonly BoxSize[], edges: readonly EdgeSize[], start: string): ReadonlySet<string> {
  const outs = new Map<string, EdgeSize[]>(boxes.map(({ id }) => [id, []]))
  for (const edge of edges) outs.get(edge.from)?.push(edge)
  const back = new Set<string>()
  const state = new Map<string, 'open' | 'done'>()
  for (const root of [start, ...boxes.map(({ id }) => id)]) {
    if (state.has(root) || !outs.has(root)) continue
    const trail: { readonly id: string; next: number }[] = [{ id: root, next: 0 }]
    state.set(root, 'open')
    for (let top = trail.at(-1); top !== undefined; top = trail.at(-1)) {
      const edge = outs.get(top.id)?.[top.next]
      top.next += 1
      if (edge === undefined) {
        state.set(top.id, 'done')
        trail.pop()
      } else if (state.get(edge.to) === 'open') {
        back.add(edge.id)
      } else if (!state.has(edge.to)) {
        state.set(edge.to, 'open')
        trail.push({ id: edge.to, next: 0 })
      }
    }
  }
  return back
}

/** As deep as the longest way from the top; a box that nothing leads to stands at the top. */
function layersOf(boxes: readonly BoxSize[], forward: readonly EdgeSize[], start: string): ReadonlyMap<string, number> {
  const waiting = new Map<string, number>(boxes.map(({ id }) => [id, 0]))
  const outs = new Map<string, string[]>(boxes.map(({ id }) => [id, []]))
  for (const { from, to } of forward) {
    waiting.set(to, (waiting.get(to) ?? 0) + 1)
    outs.get(from)?.push(to)
  }
  const layers = new Map<string, number>([[start, 0]])
  const ready = boxes.filter(({ id }) => waiting.get(id) === 0).map(({ id }) => id)
  for (let id = ready.shift(); id !== undefined; id = ready.shift()) {
    const layer = layers.get(id) ?? 0
    layers.set(id, layer)
    for (const to of outs.get(id) ?? []) {
      layers.set(to, Math.max(layers.get(to) ?? 0, layer + 1))
      const left = (waiting.get(to) ?? 1) - 1
      waiting.set(to, left)
      if (left === 0) ready.push(to)
    }
  }
  return layers
}

/** Sweeps down and up, each rank sorted by where its neighbours stand. */
function orderRanks(ranks: readonly Item[][]): void {
  const sort = (rank: Item[], side: 'up' | 'down'): void => {
    const wish = new Map(rank.map((item) => [item, item[side].length === 0 ? item.order : mean(item[side].map(({ order }) => order))]))
    rank.sort((a, b) => (wish.get(a) ?? 0) - (wish.get(b) ?? 0) || a.order - b.order)
    rank.forEach((item, order) => {
      item.order = order
    })
  }
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    for (const rank of ranks.slice(1)) sort(rank, 'up')
    if (sweep < sweeps - 1) for (const rank of ranks.slice(0, -1).reverse()) sort(rank, 'down')
  }
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

/** Every item as near to the middle of its neighbours as the order and the gaps allow. */
function placeAcross(ranks: readonly Item[][]): void {
  for (const rank of ranks) settle(rank, () => 0)
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    const isDown = sweep % 2 === 0
    for (const rank of isDown ? ranks : ranks.toReversed()) settle(rank, (item) => {
      const first = isDown ? item.up : item.down
      const near = first.length > 0 ? first : isDown ? item.down : item.up
      return near.length === 0 ? item.x : mean(near.map(({ x }) => x))
    })
  }
}

/** Pool adjacent violators: the places nearest to the wishes that keep the order and leave the gaps. */
function settle(rank: readonly Item[], wish: (item: Item) => number): void {
  const offsets: number[] = []
  rank.forEach((item, index) => {
    const before = rank[index - 1]
    offsets.push(before === undefined ? 0 : (offsets[index - 1] ?? 0) + (before.width + item.width) / 2 + gap)
  })
  const pools: { sum: number; weight: number; count: number }[] = []
  rank.forEach((item, index) => {
    let pool = { sum: (wish(item) - (offsets[index] ?? 0)) * item.weight, weight: item.weight, count: 1 }
    for (let before = pools.at(-1); before !== undefined && before.sum / before.weight > pool.sum / pool.weight; before = pools.at(-1)) {
      pools.pop()
      pool = { sum: pool.sum + before.sum, weight: pool.weight + before.weight, count: pool.count + before.count }
    }
    pools.push(pool)
  })
  let index = 0
  for (const { sum, weight, count } of pools) {
    for (let step = 0; step < count; step += 1, index += 1) {
      const item = rank[index]
      if (item !== undefined) item.x = Math.round(sum / weight + (offsets[index] ?? 0))
    }
  }
}

/** Takes small steps out of lines: labels and passing lines move beside what they meet, where there is room. */
function straighten(ranks: readonly Item[][]): void {
  for (const side of ['up', 'down'] as const) {
    for (const rank of side === 'up' ? ranks : ranks.toReversed()) {
      rank.forEach((item, index) => {
        const near = item.isBox ? undefined : item[side].find(({ x }) => Math.abs(x - item.x) <= gap)
        if (near !== undefined && hasRoom(near.x, item, rank[index - 1], rank[index + 1])) item.x = near.x
      })
    }
  }
}

function hasRoom(x: number, { width }: Item, before: Item | undefined, after: Item | undefined): boolean {
  return (before === undefined || x - before.x >= (before.width + width + gap) / 2) && (after === undefined || after.x - x >= (after.width + width + gap) / 2)
}

interface Plan { readonly ranks: readonly Item[][]; readonly items: ReadonlyMap<string, Item>; readonly chains: ReadonlyMap<string, readonly Item[]>; readonly back: ReadonlySet<string>; readonly layers: ReadonlyMap<string, number> }
/** A horizontal piece between two ranks. */
interface Bus { from: number; to: number; track: number }

/** Heights, tracks and lines. Below a box its lines share one track, above a box too; ways back run in lanes at the right. */
function draw(boxes: readonly BoxSize[], edges: readonly EdgeSize[], { ranks, items, chains, back, layers }: Plan): Layout {
  const everything = ranks.flat()
  const shift = margin - Math.min(...everything.map(({ x, width }) => x - width / 2))
  for (const item of everything) item.x += shift
  const right = Math.max(...everything.map(({ x, width }) => x + width / 2))
  const lanes = new Map<string, number>()
  for (const { id, to } of edges) if (back.has(id) && !lanes.has(to)) lanes.set(to, right + gap + lanes.size * laneGap)

  // channels[r] lies above rank r.
  const channels = Array.from({ length: ranks.length + 1 }, () => new Map<string, Bus>())
  const widen = (channel: number, key: string, a: number, b: number): void => {
    const bus = channels[channel]?.get(key)
    if (bus === undefined) channels[channel]?.set(key, { from: Math.min(a, b), to: Math.max(a, b), track: 0 })
    else Object.assign(bus, { from: Math.min(bus.from, a, b), to: Math.max(bus.to, a, b) })
  }
  const busKey = (above: Item, below: Item): string => (below.rank % 2 === 1 ? `${above.order}` : `${below.order}`)
  for (const edge of edges) {
    const chain = chains.get(edge.id) ?? []
    chain.slice(1).forEach((below, index) => widen(below.rank, busKey(chain[index] ?? below, below), chain[index]?.x ?? below.x, below.x))
    const lane = lanes.get(edge.to)
    const [label, target] = [chain.at(-1), items.get(`box ${edge.to}`)]
    if (!back.has(edge.id) || lane === undefined || label === undefined || target === undefined) continue
    widen(label.rank + 1, `back ${edge.to}`, label.x, lane)
    widen(target.rank, `${target.order}`, target.x, lane)
  }
  const tops: number[] = []
  const channelTops: number[] = []
  let y = margin
  channels.forEach((channel, rank) => {
    const tracks = assignTracks([...channel.values()])
    channelTops.push(y + (rank === 0 ? 0 : channelMargin))
    y += channel.size === 0 ? 0 : (rank === 0 ? 0 : channelMargin) + tracks * trackGap + channelMargin
    tops.push(y)
    y += Math.max(0, ...(ranks[rank] ?? []).map(({ height }) => height))
  })
  const trackY = (channel: number, key: string): number => (channelTops[channel] ?? 0) + (channels[channel]?.get(key)?.track ?? 0) * trackGap

  const lines = new Map(edges.map((edge) => {
    const chain = chains.get(edge.id) ?? []
    const [source, label] = chain
    const points: Point[] = source === undefined ? [] : [{ x: source.x, y: (tops[source.rank] ?? 0) + source.height }]
    chain.slice(1).forEach((below, index) => {
      const above = chain[index]
      const at = trackY(below.rank, busKey(above ?? below, below))
      if (above !== undefined && above.x !== below.x) points.push({ x: above.x, y: at }, { x: below.x, y: at })
    })
    const target = items.get(`box ${edge.to}`)
    const lane = lanes.get(edge.to)
    if (target !== undefined && back.has(edge.id) && label !== undefined && lane !== undefined) {
      const low = trackY(label.rank + 1, `back ${edge.to}`)
      const high = trackY(target.rank, `${target.order}`)
      points.push({ x: label.x, y: low }, { x: lane, y: low }, { x: lane, y: high }, { x: target.x, y: high })
    }
    if (target !== undefined) points.push({ x: target.x, y: tops[target.rank] ?? 0 })
    const rankTop = tops[label?.rank ?? 0] ?? 0
    return [edge.id, { label: { x: (label?.x ?? 0) - edge.width / 2, y: rankTop, width: edge.width, height: edge.height }, points, isBack: back.has(edge.id) }] as const
  }))
  return {
    width: Math.max(right, ...lanes.values()) + margin,
    height: y + margin,
    boxes: new Map(boxes.map(({ id, width, height }) => {
      const item = items.get(`box ${id}`)
      return [id, { x: (item?.x ?? 0) - width / 2, y: tops[item?.rank ?? 0] ?? 0, width, height, layer: layers.get(id) ?? 0 }]
    })),
    edges: lines,
  }
}

/** Pieces that would lie over one another get tracks of their own. Answers how many tracks there are. */
function assignTracks(buses: readonly Bus[]): number {
  const ends: number[] = []
  for (const bus of [...buses].filter(({ from, to }) => from !== to).sort((a, b) => a.from - b.from || a.to - b.to)) {
    const free = ends.findIndex((end) => end + gap / 2 <= bus.from)
    bus.track = free < 0 ? ends.length : free
    ends[bus.track] = bus.to
  }
  return ends.length
}
