/** The two channels between the page and the main process; there is no third. */
export const callChannel = 'latchkey:call'
export const eventChannel = 'latchkey:event'
