/** The address of the page a flow's facts come from, written as `helpdesk/25036348`; undefined where it is none of Bitrix24's. */
export function sourceAddress(page: string): string | undefined {
  const article = /^helpdesk\/(\d{1,12})$/.exec(page)?.[1]
  return article === undefined ? undefined : `https://helpdesk.bitrix24.com/open/${article}`
}
