const base = 36
const tMin = 1
const tMax = 26
const skew = 38
const damp = 700

/**
 * A domain as name servers know it: lower case, labels with other letters as `xn--…` (RFC 3492, RFC 5890). Undefined for
 * what is no domain. Labels are short, so the work is too.
 */
export function asciiDomain(domain: string): string | undefined {
  if (domain.length > 253) return undefined
  const labels = domain.normalize('NFKC').toLowerCase().normalize('NFC').split('.')
  const encoded = labels.map((label) => (/^[\u0000-\u007F]*$/u.test(label) ? label : `xn--${encodeLabel(label)}`))
  const isFit = encoded.length > 1 && encoded.every((label) => label.length > 0 && label.length <= 63 && !/\s/u.test(label))
  const text = encoded.join('.')
  return isFit && text.length <= 253 ? text : undefined
}

function encodeLabel(label: string): string {
  const points = Array.from(label, (letter) => letter.codePointAt(0) ?? 0)
  const output = points.filter((point) => point < 0x80)
  const basic = output.length
  if (basic > 0) output.push(0x2d)
  let n = 0x80
  let delta = 0
  let bias = 72
  let done = basic
  while (done < points.length) {
    const next = Math.min(...points.filter((point) => point >= n))
    delta += (next - n) * (done + 1)
    n = next
    for (const point of points) {
      if (point < n) delta += 1
      if (point !== n) continue
      output.push(...digitsOf(delta, bias))
      bias = adapt(delta, done + 1, done === basic)
      delta = 0
      done += 1
    }
    delta += 1
    n += 1
  }
  return String.fromCodePoint(...output)
}

function digitsOf(delta: number, bias: number): readonly number[] {
  const digits: number[] = []
  let rest = delta
  for (let k = base; ; k += base) {
    const t = Math.min(Math.max(k - bias, tMin), tMax)
    if (rest < t) break
    digits.push(digit(t + ((rest - t) % (base - t))))
    rest = Math.floor((rest - t) / (base - t))
  }
  return [...digits, digit(rest)]
}

function digit(value: number): number {
  return value < 26 ? 0x61 + value : 0x30 + value - 26
}

function adapt(delta: number, count: number, isFirst: boolean): number {
  let rest = isFirst ? Math.floor(delta / damp) : Math.floor(delta / 2)
  rest += Math.floor(rest / count)
  let k = 0
  for (; rest > ((base - tMin) * tMax) / 2; k += base) rest = Math.floor(rest / (base - tMin))
  return k + Math.floor(((base - tMin + 1) * rest) / (rest + skew))
}
