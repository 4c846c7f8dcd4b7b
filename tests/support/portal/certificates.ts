import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'

/** A certificate made for one test; no key lies in a file. */
export interface Certificate {
  readonly key: string
  /** PEM, with its issuer's behind it where `withIssuer` was asked for. */
  readonly cert: string
}
export interface CertificateIssuer extends Certificate {
  readonly name: string
  readonly privateKey: KeyObject
}
export interface CertificateWish {
  /** Without one it signs itself. */
  readonly issuer?: CertificateIssuer
  readonly withIssuer?: boolean
  /** IPv4 address it speaks for. */
  readonly address?: string
  readonly from?: Date
  readonly until?: Date
  readonly isAuthority?: boolean
  readonly name?: string
}

const day = 86_400_000

/** X.509 v3 with an elliptic key (RFC 5280), in the few lines of DER that takes. */
export function certificate({ issuer, withIssuer = false, address = '127.0.0.1', from = new Date(Date.now() - day), until = new Date(Date.now() + day), isAuthority = false, name = 'latchkey test' }: CertificateWish = {}): CertificateIssuer {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const algorithm = sequence(oid('2a8648ce3d040302'))
  const extensions = sequence(
    sequence(oid('551d13'), tlv(0x01, Buffer.of(0xff)), octets(sequence(...(isAuthority ? [tlv(0x01, Buffer.of(0xff))] : [])))),
    sequence(oid('551d11'), octets(sequence(tlv(0x87, Buffer.from(address.split('.').map(Number)))))),
  )
  const body = sequence(
    tlv(0xa0, tlv(0x02, Buffer.of(2))),
    tlv(0x02, Buffer.concat([Buffer.of(1), randomBytes(8)])),
    algorithm,
    nameOf(issuer?.name ?? name),
    sequence(timeOf(from), timeOf(until)),
    nameOf(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    tlv(0xa3, extensions),
  )
  const signature = sign('sha256', body, issuer?.privateKey ?? privateKey)
  const cert = pem(sequence(body, algorithm, tlv(0x03, Buffer.of(0), signature)))
  return { name, privateKey, key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), cert: withIssuer && issuer !== undefined ? cert + issuer.cert : cert }
}

function tlv(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  const size = content.length < 128 ? Buffer.of(content.length) : content.length < 256 ? Buffer.of(0x81, content.length) : Buffer.of(0x82, content.length >> 8, content.length & 0xff)
  return Buffer.concat([Buffer.of(tag), size, content])
}
const sequence = (...parts: readonly Uint8Array[]): Buffer => tlv(0x30, ...parts)
const octets = (content: Uint8Array): Buffer => tlv(0x04, content)
const oid = (hex: string): Buffer => tlv(0x06, Buffer.from(hex, 'hex'))
const nameOf = (name: string): Buffer => sequence(tlv(0x31, sequence(oid('550403'), tlv(0x0c, Buffer.from(name)))))
const timeOf = (time: Date): Buffer => tlv(0x18, Buffer.from(`${time.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`))
const pem = (der: Uint8Array): string => `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64').match(/.{1,64}/g)?.join('\n') ?? ''}\n-----END CERTIFICATE-----\n`
