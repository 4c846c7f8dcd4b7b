import './trustedTypes'
import './launchToken'
import './styles/main.css'

// A dynamic import: whatever the bundler does with shared parts, nothing of the app runs before the two lines above.
void import('./startApp').then(({ startApp }) => startApp())
