import { sql, view } from '../reads/index.ts'

/** Somebody who signs in, as an administrator sees them. */
export const AccountView = view('Account', {
  table: 'account',
  code: 11,
  fields: {
    isInvited: (row) => sql`(${row['password_hash']} is null)`,
    lastSeenOn: (row) => sql`(select max(s.last_active_at)::date from session s where s.account_id = ${row['id']})`,
  },
})
/** A colleague's name and nothing else: who asked, who sent. */
export const AccountNameView = view('AccountName', { table: 'account', code: 21 })
export const MembershipView = view('Membership', { table: 'membership', code: 12 })
