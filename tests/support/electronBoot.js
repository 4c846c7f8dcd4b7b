// What the end-to-end tests start in place of the built entry: the same app, held back until Playwright is listening.
// Playwright holds apps itself only when it chooses the executable; with one that is named it attaches in the middle of the
// first page load, and about one launch in six never returned. Nothing else differs from a start by hand.
import { app } from 'electron'

const whenReady = app.whenReady.bind(app)
let release
const released = new Promise((settle) => (release = settle))
app.whenReady = () => released.then(whenReady)
// The name that Playwright calls once it has attached.
globalThis.__playwright_run = () => release()

await import('../../out/main/main.js')
