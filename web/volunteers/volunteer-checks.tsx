import type { JSX } from 'solid-js'
import type { CheckDecision, CheckLevel } from '../gql/graphql.ts'
import { onceKey } from '../graphql.ts'
import { useAct } from '../shell/reads.ts'
import { Tag } from '../ui/button.tsx'
import { DateFields, Radios, Select, TextField } from '../ui/fields.tsx'
import { dateOf, textOf, type Problem } from '../ui/form.ts'
import { inOrder } from '../ui/words/order.ts'
import { common } from '../ui/words/common.words.ts'
import { formatDate, today as todayInLondon } from '../ui/words/dates.ts'
import { terms } from '../ui/words/terms.words.ts'
import { nameIn, useLanguage, useWords } from '../ui/words/use-words.tsx'
import { words as fieldWords } from './volunteer-fields.words.ts'
import { Held } from './volunteer-held.tsx'
import { Part, sendWith, type Desk, type Sent, type Volunteer } from './volunteer-part.tsx'
import {
  RecordVolunteerCheck,
  RecordVolunteerTraining,
  RevokeVolunteerCheck,
  RevokeVolunteerTraining,
} from './volunteer.operations.ts'
import { words } from './volunteer.words.ts'
import { nearness } from './volunteers.rules.ts'

type Check = Volunteer['checks'][number]
type Training = Volunteer['trainings'][number]
const levels: readonly CheckLevel[] = [
  'ENHANCED_ADULT_BARRED', 'ENHANCED_BOTH', 'ENHANCED_CHILD_BARRED', 'ENHANCED', 'STANDARD', 'BASIC',
  'PVG', 'ACCESS_NI', 'REFERENCES', 'IDENTITY',
] // prettier-ignore
const decisions: readonly CheckDecision[] = ['ACCEPTED', 'WAITING', 'REFUSED']

/** That checks were made: level, dates, who saw them. There is no field for what one says. */
export function Checks(props: { desk: Desk }) {
  const t = useWords(words)
  const f = useWords(fieldWords)
  const c = useWords(common)
  const s = useWords(terms)
  const { language } = useLanguage()
  const today = todayInLondon()
  const record = useAct(RecordVolunteerCheck)
  const revoke = useAct(RevokeVolunteerCheck)
  const date = (iso: string) => formatDate(language(), iso, 'date')
  const state = (check: Check): JSX.Element => {
    if (check.decision !== 'ACCEPTED')
      return <Tag colour={check.decision === 'REFUSED' ? 'red' : 'blue'}>{s().checkDecision[check.decision]}</Tag>
    switch (nearness(check.reviewDueOn, today)) {
      case 'over':
        return <Tag colour="red">{t().checkOver(date(check.reviewDueOn))}</Tag>
      case 'soon':
        return <Tag colour="yellow">{t().checkDue(date(check.reviewDueOn))}</Tag>
      default:
        return <span>{t().checkDue(date(check.reviewDueOn))}</span>
    }
  }
  return (
    <Part
      desk={props.desk}
      part="checks"
      action={t().recordCheck}
      keepShown
      shown={(each) => (
        <>
          <p class="al-quiet">{t().checksIntro}</p>
          <Held
            rows={each.checks}
            nothing={t().noChecks}
            name={(check) => s().check[check.level]}
            says={(check) => (
              <>
                {state(check)}
                <span class="al-block al-quiet">{t().checkIssued(date(check.issuedOn), check.seenBy)}</span>
              </>
            )}
            desk={props.desk}
            revoke={revoke}
          />
        </>
      )}
      fields={(form) => (
        <>
          <Select
            name="level"
            label={t().level}
            empty={c().chooseOne}
            choices={levels.map((value) => ({ value, text: s().check[value] }))}
            error={form.error('level')}
          />
          <div class="al-columns">
            <DateFields name="issuedOn" label={t().issuedOn} error={form.error('issuedOn')} />
            <DateFields
              name="reviewDueOn"
              label={t().reviewDueOn}
              hint={t().reviewHint}
              error={form.error('reviewDueOn')}
            />
          </div>
          <TextField
            name="seenBy"
            label={t().seenBy}
            hint={t().seenByHint}
            optional
            width={20}
            autocomplete="off"
            error={form.error('seenBy')}
          />
          <Radios
            name="decision"
            label={t().decision}
            small
            inline
            value="ACCEPTED"
            choices={decisions.map((value) => ({ value, text: s().checkDecision[value] }))}
            error={form.error('decision')}
          />
        </>
      )}
      send={(data) => {
        const level = levels.find((each) => each === textOf(data, 'level'))
        const issuedOn = dateOf(data, 'issuedOn')
        const reviewDueOn = dateOf(data, 'reviewDueOn')
        const problems: Problem[] = []
        if (!level) problems.push({ field: 'level', text: t().chooseLevel })
        if (!issuedOn) problems.push({ field: 'issuedOn', text: issuedOn === null ? f().realDate : t().enterIssued })
        if (!reviewDueOn)
          problems.push({ field: 'reviewDueOn', text: reviewDueOn === null ? f().realDate : t().enterReview })
        if (!level || !issuedOn || !reviewDueOn) return Promise.resolve(problems)
        return sendWith(
          record,
          {
            input: {
              clientMutationId: onceKey(),
              volunteer: props.desk.volunteer().id,
              level,
              issuedOn,
              reviewDueOn,
              seenBy: textOf(data, 'seenBy') ?? null,
              decision: decisions.find((each) => each === textOf(data, 'decision')) ?? 'ACCEPTED',
            },
          },
          (): Sent => 'saved',
          language(),
        )
      }}
      fault={record.fault}
      saving={record.busy}
    />
  )
}

/** Courses they completed. */
export function Trainings(props: { desk: Desk }) {
  const t = useWords(words)
  const f = useWords(fieldWords)
  const c = useWords(common)
  const { language } = useLanguage()
  const today = todayInLondon()
  const record = useAct(RecordVolunteerTraining)
  const revoke = useAct(RevokeVolunteerTraining)
  const date = (iso: string) => formatDate(language(), iso, 'date')
  const state = (training: Training): JSX.Element => {
    if (!training.untilOn) return <span>{t().forGood}</span>
    switch (nearness(training.untilOn, today)) {
      case 'over':
        return <Tag colour="red">{t().ended(date(training.untilOn))}</Tag>
      case 'soon':
        return <Tag colour="yellow">{t().until(date(training.untilOn))}</Tag>
      default:
        return <span>{t().until(date(training.untilOn))}</span>
    }
  }
  return (
    <Part
      desk={props.desk}
      part="training"
      action={t().recordTraining}
      keepShown
      shown={(each) => (
        <Held
          rows={each.trainings}
          nothing={t().noTraining}
          name={(training) => nameIn(language(), training.course)}
          says={(training) => (
            <>
              {state(training)}
              <span class="al-block al-quiet">{t().completed(date(training.completedOn))}</span>
            </>
          )}
          desk={props.desk}
          revoke={revoke}
        />
      )}
      fields={(form) => (
        <>
          <Select
            name="course"
            label={t().course}
            empty={c().chooseOne}
            choices={inOrder(language(), props.desk.lists()?.trainingCourses ?? [], (each) =>
              nameIn(language(), each),
            ).map((each) => ({
              value: each.code,
              text: nameIn(language(), each),
            }))}
            error={form.error('course')}
          />
          <div class="al-columns">
            <DateFields name="completedOn" label={t().completedOn} error={form.error('completedOn')} />
            <DateFields
              name="untilOn"
              label={t().untilOn}
              hint={t().untilHint}
              optional
              error={form.error('untilOn')}
            />
          </div>
        </>
      )}
      send={(data) => {
        const course = textOf(data, 'course')
        const completedOn = dateOf(data, 'completedOn')
        const untilOn = dateOf(data, 'untilOn')
        const problems: Problem[] = []
        if (!course) problems.push({ field: 'course', text: t().chooseCourse })
        if (!completedOn)
          problems.push({ field: 'completedOn', text: completedOn === null ? f().realDate : t().enterCompleted })
        if (untilOn === null) problems.push({ field: 'untilOn', text: f().realDate })
        if (!course || !completedOn || untilOn === null) return Promise.resolve(problems)
        return sendWith(
          record,
          {
            input: {
              clientMutationId: onceKey(),
              volunteer: props.desk.volunteer().id,
              course,
              completedOn,
              untilOn: untilOn ?? null,
            },
          },
          (): Sent => 'saved',
          language(),
        )
      }}
      fault={record.fault}
      saving={record.busy}
    />
  )
}
