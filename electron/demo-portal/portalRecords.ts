/** What REST has put on the portal besides people. Kept as it was sent; only what a method must answer is here. */

export interface NewNotification {
  readonly kind: 'system' | 'personal'
  readonly fromUserId: number
  readonly toUserId: number
  readonly message: string
  readonly messageOut?: string
  /** Unique: an older notification with the same tag goes. */
  readonly tag?: string
}

export interface NewMessage {
  readonly fromUserId: number
  /** A user's number, `chatN` or `sgN`. */
  readonly dialogId: string
  readonly message: string
}

export interface NewTask {
  readonly title: string
  readonly description: string
  readonly responsibleId: number
  readonly createdById: number
  readonly deadlineAtMs?: number
}

export interface NewCrmItem {
  readonly entityTypeId: number
  readonly title: string
  readonly comments: string
  readonly createdById: number
  readonly assignedById: number
}

export type Stored<Record> = Record & { readonly id: number }

/** First numbers are not 1: a portal has had a life before. */
const firstIds = { notification: 12_340, message: 5_610, task: 3_700, crmItem: 340 } as const

export class PortalRecords {
  private notificationList: readonly Stored<NewNotification>[] = []
  private readonly messageList: Stored<NewMessage>[] = []
  private readonly taskList: Stored<NewTask>[] = []
  private readonly crmItemList: Stored<NewCrmItem>[] = []
  private lastNotificationId: number = firstIds.notification

  notifications(): readonly Stored<NewNotification>[] {
    return [...this.notificationList]
  }

  messages(): readonly Stored<NewMessage>[] {
    return [...this.messageList]
  }

  tasks(): readonly Stored<NewTask>[] {
    return [...this.taskList]
  }

  crmItems(): readonly Stored<NewCrmItem>[] {
    return [...this.crmItemList]
  }

  addNotification(notification: NewNotification): number {
    this.lastNotificationId += 1
    const { tag } = notification
    const kept = tag === undefined ? this.notificationList : this.notificationList.filter((one) => one.tag !== tag)
    this.notificationList = [...kept, { ...notification, id: this.lastNotificationId }]
    return this.lastNotificationId
  }

  addMessage(message: NewMessage): number {
    return append(this.messageList, message, firstIds.message)
  }

  addTask(task: NewTask): number {
    return append(this.taskList, task, firstIds.task)
  }

  addCrmItem(item: NewCrmItem): number {
    return append(this.crmItemList, item, firstIds.crmItem)
  }
}

function append<Record extends object>(list: Stored<Record>[], record: Record, before: number): number {
  const id = before + list.length + 1
  list.push({ ...record, id })
  return id
}
