import { defineEntity, p, type InferEntity } from '@mikro-orm/core'

// The product's own word lists (migration 0003): kinds of help, skills, courses, and what each kind asks of a volunteer.

export const SkillEntity = defineEntity({
  name: 'Skill',
  tableName: 'skill',
  properties: { code: p.text().primary(), name: p.text(), nameCy: p.text() },
})

export const TrainingCourseEntity = defineEntity({
  name: 'TrainingCourse',
  tableName: 'training_course',
  properties: { code: p.text().primary(), name: p.text(), nameCy: p.text(), renewMonths: p.integer().nullable() },
})

export const TaskKindEntity = defineEntity({
  name: 'TaskKind',
  tableName: 'task_kind',
  properties: {
    code: p.text().primary(),
    name: p.text(),
    nameCy: p.text(),
    byPhone: p.boolean(),
    usualMinutes: p.integer(),
  },
})

export const TaskRuleEntity = defineEntity({
  name: 'TaskRule',
  tableName: 'task_rule',
  properties: {
    id: p.uuid().primary(),
    kind: p.text(),
    role: p.text(),
    checkLevel: p.text().nullable(),
    skills: p.array().columnType('text[]'),
    trainings: p.array().columnType('text[]'),
    citation: p.text(),
    confirmedBy: p.text().nullable(),
    confirmedOn: p.date().nullable(),
    version: p.integer().default(1),
  },
})
export type TaskRule = InferEntity<typeof TaskRuleEntity>
