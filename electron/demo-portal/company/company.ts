/** Harbour & Pine builds and ships wooden boats; it exists nowhere else. */
export const companyName = 'Harbour & Pine'
export const portalHost = 'harbourpine.bitrix24.example'
export const mailDomain = 'harbourpine.example'
