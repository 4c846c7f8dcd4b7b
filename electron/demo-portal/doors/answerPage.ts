import { htmlPage, htmlType, loginPage } from '../pages'
import type { DoorAnswer, DoorRequest } from './request'

/** Everything that is no API: the root asks for a login, and nothing else is there. */
export function answerPage({ exchange, faults }: DoorRequest): DoorAnswer {
  if (faults.some(({ fault }) => fault.refuseRequest !== undefined)) return page(503, htmlPage('503 Service Unavailable'))
  return exchange.pathname === '/' ? page(200, loginPage()) : page(404, htmlPage('404 Not Found'))
}

function page(status: number, text: string): DoorAnswer {
  return { status, contentType: htmlType, text }
}
