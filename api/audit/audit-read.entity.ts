import { defineEntity, p } from '@mikro-orm/core'

/** The table's columns, for the planner. Rows are written by the reads themselves and never loaded as entities. */
export const AuditReadEntity = defineEntity({
  name: 'AuditRead',
  tableName: 'audit_read',
  properties: {
    aboutId: p.uuid().primary(),
    askedAt: p.datetime().primary(),
    requestId: p.text().primary(),
    accountId: p.uuid().nullable(),
    aboutAs: p.text().nullable(),
    role: p.text().nullable(),
    because: p.text().nullable(),
    operation: p.text().nullable(),
  },
})
