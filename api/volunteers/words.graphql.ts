import { Field, FieldResolver, Int, ObjectType, Query, Resolver, Root, registerEnumType } from 'type-graphql'
import type { Row } from '../kernel/index.ts'
import { LocalDate, NodeType, select } from '../reads/index.ts'
import { SkillView, TaskKindView, TaskRuleView, TrainingCourseView } from './volunteer.views.ts'

export enum CheckLevel {
  BASIC = 'BASIC',
  STANDARD = 'STANDARD',
  ENHANCED = 'ENHANCED',
  ENHANCED_ADULT_BARRED = 'ENHANCED_ADULT_BARRED',
  ENHANCED_CHILD_BARRED = 'ENHANCED_CHILD_BARRED',
  ENHANCED_BOTH = 'ENHANCED_BOTH',
  PVG = 'PVG',
  ACCESS_NI = 'ACCESS_NI',
  REFERENCES = 'REFERENCES',
  IDENTITY = 'IDENTITY',
}
registerEnumType(CheckLevel, {
  name: 'CheckLevel',
  description:
    'Levels of the Disclosure and Barring Service, its Scottish (PVG) and Northern Irish (AccessNI) likes, references, identity.',
})
export enum PlaceRole {
  LEAD = 'LEAD',
  BUDDY = 'BUDDY',
}
registerEnumType(PlaceRole, {
  name: 'PlaceRole',
  description: 'LEAD holds the first place of a visit; BUDDY comes along as the second.',
})

@ObjectType('Skill', { description: 'Something a volunteer can do.' })
export class SkillType {
  @Field(() => String) declare code: string
  @Field(() => String) declare name: string
  @Field(() => String) declare nameCy: string
}
@ObjectType('TrainingCourse', { description: 'A course volunteers take.' })
export class TrainingCourseType {
  @Field(() => String) declare code: string
  @Field(() => String) declare name: string
  @Field(() => String) declare nameCy: string
  @Field(() => Int, { nullable: true, description: 'Taken again after this many months; null: once is enough.' })
  declare renewMonths?: number
}
@ObjectType('TaskKind', { description: 'A kind of help.' })
export class TaskKindType {
  @Field(() => String, { description: 'RESPITE_SITTING, SHOPPING…' }) declare code: string
  @Field(() => String) declare name: string
  @Field(() => String) declare nameCy: string
  @Field(() => Boolean, { description: 'Done by phone, so distance does not matter.' }) declare byPhone: boolean
  @Field(() => Int, { description: 'How long it usually takes, in minutes.' }) declare usualMinutes: number
}
@ObjectType('TaskRule', {
  implements: NodeType,
  description:
    'What a kind of task asks of a volunteer in one place on it. The only copy: suggestions, screens and the database itself go by it.',
})
export class TaskRuleType extends NodeType {
  @Field(() => PlaceRole) declare role: PlaceRole
  @Field(() => CheckLevel, { nullable: true, description: 'This level or one that stands in for it; null: none.' })
  declare checkLevel?: CheckLevel
  @Field(() => [String], { description: 'Codes of skills.' }) declare skills: string[]
  @Field(() => [String], { description: 'Codes of training courses.' }) declare trainings: string[]
  @Field(() => String, { description: 'The law or policy it rests on.' }) declare citation: string
  @Field(() => String, {
    nullable: true,
    description: 'The safeguarding lead who said that it is right; null: not confirmed yet.',
  })
  declare confirmedBy?: string
  @Field(() => LocalDate, { nullable: true }) declare confirmedOn?: string
  @Field(() => Number, { description: 'Send it back when confirming.' }) declare version: number
}

@Resolver()
export class WordLists {
  @Query(() => [TaskKindType], { description: 'All kinds of help, by name.' })
  taskKinds() {
    return select(TaskKindView).orderBy('name')
  }
  @Query(() => [SkillType], { description: 'All skills, by name.' })
  skills() {
    return select(SkillView).orderBy('name')
  }
  @Query(() => [TrainingCourseType], { description: 'All courses, by name.' })
  trainingCourses() {
    return select(TrainingCourseView).orderBy('name')
  }
  @Query(() => [TaskRuleType], { description: 'What each kind of task asks of a volunteer.' })
  taskRules() {
    return select(TaskRuleView).orderBy('kind').orderBy('role', 'text', 'down')
  }
}

@Resolver(() => TaskRuleType)
export class TaskRuleFields {
  @FieldResolver(() => TaskKindType)
  kind(@Root() rule: Row) {
    return select(TaskKindView).where({ code: rule['kind'] }).one()
  }
}
