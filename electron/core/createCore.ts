import type { Handlers } from '@shared/contract/methods'
import type { AppState } from '@shared/contract/views'
import { answerStep } from './cases/answerStep'
import { goBack } from './cases/goBack'
import { handOver } from './cases/handOver'
import { addNote, giveFeedback, setCaseState } from './cases/keepNotes'
import { caseTimeline, listCases } from './cases/listCases'
import { openCase } from './cases/openCase'
import { openMail } from './cases/openMail'
import { tryAdvice } from './cases/tryAdvice'
import { useCurrentFlow } from './cases/useCurrentFlow'
import { viewCase } from './cases/viewCase'
import { createCaseChecks } from './checks/runCaseChecks'
import { createRunningChecks } from './checks/runningChecks'
import { exportCard, importCard, removeCard, saveCard, showCard } from './company/companyCard'
import { createConnection } from './connection/connection'
import type { CoreContext } from './context'
import { saveMessage, takeText } from './files/textFiles'
import { createCaseFixes } from './fixes/caseFixes'
import { diffVersions } from './flows/diffVersions'
import { lintShipped } from './flows/lintShipped'
import { listFlows, openSource } from './flows/listFlows'
import { mapFlow } from './flows/mapFlow'
import { matchProblem } from './flows/matchProblem'
import { printPage } from './flows/printPage'
import { walkFlows } from './flows/walkFlows'
import { createJobs } from './jobs/jobs'
import { openLink } from './links/openLink'
import type { Ports } from './ports'

/** What a host holds of the product: the handlers behind the contract, and the two ends of its life. */
export interface Core {
  readonly handlers: Handlers
  /** Takes up what an earlier run left: the kept connection; after an unclean end the worker verifies the log. */
  start(options: { readonly uncleanEnd: boolean }): Promise<void>
  /** Ends running checks, jobs and the demo company. The database is closed by the host after this. */
  stop(): Promise<void>
}

const themes = ['system', 'light', 'dark'] as const

/** The only constructor of the product. It knows nothing of where it runs. */
export function createCore(ports: Ports): Core {
  const connection = createConnection(ports)
  const context: CoreContext = {
    ports,
    connection,
    runningChecks: createRunningChecks(),
    language: () => ports.settings.get('language') ?? 'en',
  }
  const checks = createCaseChecks(context)
  const caseFixes = createCaseFixes(context)
  const jobs = createJobs(ports)

  const state = (): AppState => {
    const logProblem = jobs.logProblem()
    return {
      version: ports.version,
      host: ports.host,
      language: context.language(),
      theme: themes.find((theme) => theme === ports.settings.get('theme')) ?? 'system',
      connection: connection.view(),
      cases: { ...ports.cases.counts() },
      reminders: ports.cases.reminders().map(({ fix, ...reminder }) => ({ ...reminder, ...(fix === undefined ? {} : { fix }) })),
      checkingLog: jobs.isCheckingLog(),
      ...(logProblem === undefined ? {} : { logProblem }),
    }
  }

  const handlers: Handlers = {
    'app.state': state,
    'app.setPreferences': ({ theme, language }) => {
      if (theme !== undefined) ports.settings.set('theme', theme)
      if (language !== undefined) ports.settings.set('language', language)
      return state()
    },
    'app.openLink': (params) => openLink(context, params),
    'app.quit': () => {
      ports.quit()
      return {}
    },

    'connection.openDemo': () => connection.openDemo(),
    'connection.connectWebhook': ({ webhook, plan }) => connection.connectWebhook(webhook, plan),
    'connection.beginApp': (params) => connection.beginApp(params),
    'connection.connectApp': ({ code }) => connection.connectApp(code),
    'connection.setPlan': ({ plan }) => connection.setPlan(plan),
    'connection.followMove': ({ host }) => connection.followMove(host),
    'connection.test': () => connection.test(),
    'connection.disconnect': () => connection.disconnect(),

    'company.card': () => showCard(context),
    'company.saveCard': (params) => saveCard(context, params),
    'company.exportCard': () => exportCard(context),
    'company.importCard': (params) => importCard(context, params),
    'company.removeCard': () => removeCard(context),

    'flows.list': () => listFlows(context),
    'flows.match': (params) => matchProblem(context, params),
    'flows.openSource': (params) => openSource(context, params),
    'flows.print': (params) => printPage(context, params),
    'flows.lint': () => lintShipped(context),
    'flows.walk': (params) => walkFlows(context, params),
    'flows.map': (params) => mapFlow(context, params),
    'flows.diff': (params) => diffVersions(context, params),

    'cases.open': (params) => openCase(context, params),
    'cases.view': ({ caseId }) => viewCase(context, ports.cases.events(caseId)),
    'cases.list': (params) => listCases(context, params),
    'cases.timeline': (params) => caseTimeline(context, params),
    'cases.addNote': (params) => addNote(context, params),
    'cases.setState': (params) => setCaseState(context, params),
    'cases.giveFeedback': (params) => giveFeedback(context, params),
    'cases.useCurrentFlow': (params) => useCurrentFlow(context, params),

    'flow.answer': (params) => answerStep(context, params),
    'flow.tryAdvice': (params) => tryAdvice(context, params),
    'flow.handOver': (params) => handOver(context, params),
    'flow.openMail': (params) => openMail(context, params),
    'flow.back': (params) => goBack(context, params),

    'checks.run': (params) => checks.run(params),
    'checks.skip': (params) => checks.skip(params),

    'fixes.preview': (params) => caseFixes.preview(params),
    'fixes.run': (params) => caseFixes.run(params),
    'fixes.skip': (params) => caseFixes.skip(params),
    'fixes.lookAgain': (params) => caseFixes.lookAgain(params),
    'fixes.previewUndo': (params) => caseFixes.previewUndo(params),
    'fixes.undo': (params) => caseFixes.undo(params),

    'jobs.start': (params) => jobs.start(params),
    'jobs.cancel': (params) => jobs.cancel(params),

    'files.saveMessage': (params) => saveMessage(context, params),
    'files.beginUpload': () => ports.files.beginUpload(),
    'files.takeText': (params) => takeText(context, params),
  }

  return {
    handlers,
    async start({ uncleanEnd }) {
      await connection.restore()
      if (uncleanEnd) jobs.start({ job: 'verifyLog' })
    },
    async stop() {
      await Promise.all([checks.stop(), caseFixes.stop()])
      jobs.stop()
      await ports.demo.stop()
    },
  }
}
