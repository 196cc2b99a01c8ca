/** The five roles a signed-in person can hold. One word each, from the column to the screen. */
export const roles = [
  'ADMINISTRATOR',
  'VOLUNTEER_CO_ORDINATOR',
  'CARE_CO_ORDINATOR',
  'GROUP_MANAGER',
  'VOLUNTEER',
] as const
export type Role = (typeof roles)[number]

/** One role held at one organisation. `localities` holds the ids the membership names and all those beneath them. */
export interface Membership {
  readonly id: string
  readonly role: Role
  readonly organisation: string | null
  readonly localities: readonly string[]
  /** The volunteer row this account is, where the role is VOLUNTEER. */
  readonly volunteer: string | null
}

/** Who is asking. Without a session `account` is null and there are no memberships: the public. */
export interface Viewer {
  readonly account: string | null
  /** Their own name and e-mail, to show to themselves. */
  readonly name?: string
  readonly email?: string
  readonly language: 'en' | 'cy'
  readonly memberships: readonly Membership[]
  /** The machine's key that asks, where it is one: its account is nobody's, and it may do less than its role. */
  readonly key?: {
    readonly id: string
    readonly mayChange: boolean
    /** Root fields, as `Query.tasks`; null: all. */
    readonly operations: readonly string[] | null
  }
}

export const thePublic: Viewer = { account: null, language: 'en', memberships: [] }

/** The roles a viewer holds, each once, in the order of `roles`. */
export const rolesOf = (viewer: Viewer): Role[] =>
  roles.filter((role) => viewer.memberships.some((membership) => membership.role === role))
