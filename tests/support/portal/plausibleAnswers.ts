/** What an honest portal answers to each REST method, by the documentation (bitrix24.md §2); a hostile answer is made of it. */

/** A request as it reached the host. */
export interface SeenCall {
  /** REST method in lower case; `oauth/token` for the authorisation server, empty for the front page. */
  readonly method: string
  readonly path: string
  readonly body: string
  readonly origin: string
}

const cleo = {
  ID: '27', ACTIVE: true, NAME: 'Cleo', LAST_NAME: 'Marsh', EMAIL: 'cleo.marsh@harbourpine.example', LAST_LOGIN: '', DATE_REGISTER: '2026-09-29T00:00:00+00:00',
  USER_TYPE: 'employee', UF_DEPARTMENT: [5], PERSONAL_MOBILE: '+44 20 7946 0018',
}
const someone = { ...cleo, ID: '43', ACTIVE: false, NAME: 'Uma', LAST_NAME: 'Dipper', EMAIL: 'uma.dipper@harbourpine.example', LAST_LOGIN: '2026-10-14T10:42:07+00:00' }
const newcomer = { ...cleo, ID: '900', NAME: 'Tess', LAST_NAME: 'Moor', EMAIL: 'tess.moor@harbourpine.example' }
const department = { ID: '5', NAME: 'Stores', SORT: 500, PARENT: '1' }

/** Everybody a filter could ask for, so that a call goes as deep as it can. */
const rows: Readonly<Record<string, unknown>> = { 27: [cleo], 43: [someone], tess: [], cleo: [cleo] }
function usersFor(question: string): unknown {
  if (question.includes('tess.moor')) return rows['tess']
  if (question.includes('43')) return rows['43']
  // Pages by id: a whole one first, so that another is asked for
  if (question.includes('>ID') || question.includes('%3EID')) return Array.from({ length: 50 }, (_, index) => ({ ...newcomer, ID: String(100 + index) }))
  return [cleo]
}

function resultOf(method: string, question: string): unknown {
  switch (method) {
    case 'profile':
      return { ID: '1', ADMIN: true, NAME: 'Ada', LAST_NAME: 'Quill', PERSONAL_GENDER: 'F', TIME_ZONE: '' }
    case 'scope':
      return ['user', 'department', 'im']
    case 'server.time':
      return '2026-10-14T10:42:07+00:00'
    case 'method.get':
      return { isExisting: true, isAvailable: true }
    case 'app.info':
      return { SCOPE: ['user', 'im'], LICENSE: 'ru_basic_selfhosted' }
    case 'user.get':
    case 'user.search':
      return usersFor(question)
    case 'user.current':
      return cleo
    case 'department.get':
      return [department, { ...department, ID: '1', PARENT: undefined }]
    case 'im.user.get':
      return { id: 27, network: true, extranet: false, bot: false, external_auth_id: 'socservices' }
    case 'main.eventlog.list':
      return { items: Array.from({ length: 10 }, (_, id) => ({ id, timestampX: '2026-10-14T10:42:07+00:00', auditTypeId: 'USER_AUTHORIZE', userId: 27, description: '{"userId":27,"method":"external"}' })) }
    case 'intranet.invite.getemailsinvitestatus':
      return [{ email: 'cleo.marsh@harbourpine.example', isValidEmail: true, inviteStatus: 'INVITED', userId: 27 }]
    case 'tasks.task.add':
      return { task: { id: '3701', title: 'Call Cleo' } }
    case 'crm.item.add':
      return { item: { id: 341, title: 'Cannot log in' } }
    case 'user.add':
    case 'im.notify.system.add':
    case 'im.message.add':
      return 900
    default:
      return method.startsWith('intranet.invite.') ? { result: true } : true
  }
}

const time = { start: 1_760_000_000.1, finish: 1_760_000_000.2, duration: 0.1, processing: 0.05, date_start: '2026-10-14T10:42:07+00:00', date_finish: '2026-10-14T10:42:07+00:00', operating_reset_at: 1_760_000_600, operating: 0.1 }

/** The whole body that an honest host sends. */
export function plausibleBody({ method, body, origin }: SeenCall): Readonly<Record<string, unknown>> {
  if (method === 'oauth/token') {
    return {
      access_token: 'n3wacc3ssn3wacc3ss', refresh_token: 'n3wr3fr3shn3wr3fr3sh', expires_in: 3600, client_endpoint: `${origin}/rest/`, server_endpoint: 'https://oauth.bitrix.info/rest/',
      domain: 'oauth.bitrix.info', member_id: 'a223c6b3710f85df', scope: 'user', status: 'L', user_id: 1,
    }
  }
  if (method !== 'batch') return { result: resultOf(method, body), total: 1, time }
  const commands = Object.entries(commandsIn(body))
  const each = (tell: (command: string) => unknown): unknown => Object.fromEntries(commands.map(([key, command]) => [key, tell(command)]))
  return {
    result: {
      result: each((command) => resultOf(command.split('?', 1)[0]?.toLowerCase() ?? '', command)),
      result_error: [], result_total: each(() => 2), result_next: [], result_time: each(() => time),
    },
    time,
  }
}

function commandsIn(body: string): Readonly<Record<string, string>> {
  const { cmd } = JSON.parse(body) as { readonly cmd?: Readonly<Record<string, string>> }
  return cmd ?? {}
}
