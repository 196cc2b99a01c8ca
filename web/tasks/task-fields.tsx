import { createSignal, Show } from 'solid-js'
import type { Gender, Priority, Timing } from '../gql/graphql.ts'
import { Details } from '../ui/button.tsx'
import { Checkboxes, DateFields, Radios, Select, TextArea, TextField, TimeField } from '../ui/fields.tsx'
import { dateOf, numberOf, textOf, ticksOf, timeOf, type Form, type Problem } from '../ui/form.ts'
import { inOrder } from '../ui/words/order.ts'
import { addDays, today, weekdayName } from '../ui/words/dates.ts'
import { sayRecurrence } from '../ui/words/recurrence.ts'
import { languageChoices, languageName, terms } from '../ui/words/terms.words.ts'
import { nameIn, useLanguage, useWords } from '../ui/words/use-words.tsx'
import { words } from './task.words.ts'
import { choiceOf, often, ruleOf, type Often } from './when-asked.rules.ts'

/** When help is wanted, as the API keeps it. */
export interface When {
  timing: Timing
  firstOn: string
  startsAt: string | null
  endsAt: string | null
  minutes: number | null
  recurrence: string | null
}
/** Who should come. */
export interface Who {
  volunteersNeeded: number
  /** undefined: as the person's record says. */
  needsLanguage?: string | null
  prefersLanguage?: string | null
  needsGender: Gender | null
  prefersGender: Gender | null
  hasPets: boolean
  hasSmoking: boolean
  hasStairs: boolean
  skills: string[]
}

/** A word of a list that the API keeps. */
export interface Named {
  code: string
  name: string
  nameCy: string
}

const timings: readonly Timing[] = ['FIXED', 'WINDOW', 'UNTIMED']
const genders: readonly Gender[] = ['FEMALE', 'MALE', 'OTHER']
export const priorities: readonly Priority[] = ['URGENT', 'SOON', 'ROUTINE']
const fromRecord = 'record'

/** How often, the first day, and the time: three questions, and only the fields that their answers need. */
export function WhenFields(props: { form: Form; known?: When | undefined; usualMinutes: number }) {
  const t = useWords(words)
  const { language } = useLanguage()
  // What the fields begin with; what is pressed afterwards is theirs.
  const start = choiceOf(props.known?.recurrence)
  const [choice, setChoice] = createSignal<Often>(start.often)
  const [timing, setTiming] = createSignal<Timing>(props.known?.timing ?? 'FIXED')
  const example = () => {
    const [year, month, day] = addDays(today(), 7).split('-').map(Number)
    return `${day} ${month} ${year}`
  }
  const choices = () => {
    const plain = often.map((value) => ({
      value,
      text: t().oftenChoices[value],
      ...(value === 'monthly' ? { hint: t().oftenMonthlyHint } : {}),
    }))
    return start.often === 'other'
      ? [
          { value: 'other', text: t().oftenChoices.other, hint: sayRecurrence(language(), props.known?.recurrence) },
          ...plain,
        ]
      : plain
  }
  return (
    <>
      <Radios
        name="often"
        label={t().often}
        small
        value={choice()}
        onChange={(value) => setChoice(value as Often)}
        choices={choices()}
        error={props.form.error('recurrence')}
      />
      <Show when={choice() === 'weekly' || choice() === 'fortnightly'}>
        <div class="al-many">
          <Checkboxes
            name="days"
            label={t().days}
            hint={t().daysHint}
            small
            values={start.days.map(String)}
            choices={[1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: String(day), text: weekdayName(language(), day) }))}
          />
        </div>
      </Show>
      <DateFields
        name="firstOn"
        label={choice() === 'once' ? t().onceOn : t().firstOn}
        hint={t().dateHint(example())}
        value={props.known?.firstOn}
        error={props.form.error('firstOn')}
      />
      <Radios
        name="timing"
        label={t().timing}
        small
        value={timing()}
        onChange={(value) => setTiming(value as Timing)}
        choices={timings.map((value) => ({ value, text: t().timings[value], hint: t().timingHints[value] }))}
        error={props.form.error('timing')}
      />
      <Show when={timing() !== 'UNTIMED'}>
        <div class="al-columns al-columns--pair">
          <TimeField
            name="startsAt"
            label={t().startsAt}
            value={props.known?.startsAt}
            error={props.form.error('startsAt')}
          />
          <TimeField name="endsAt" label={t().endsAt} value={props.known?.endsAt} error={props.form.error('endsAt')} />
        </div>
      </Show>
      <Show when={timing() !== 'FIXED'}>
        <TextField
          name="minutes"
          label={t().minutes}
          inputmode="numeric"
          width={4}
          value={String(props.known?.minutes ?? props.usualMinutes)}
          error={props.form.error('minutes')}
        />
      </Show>
    </>
  )
}

type Words = (typeof words)['en']

/** The answers of `WhenFields`, or what is wrong with them. */
export function readWhen(data: FormData, t: Words, asItIs: string | null): When | Problem[] {
  const problems: Problem[] = []
  const timing = timings.find((each) => each === textOf(data, 'timing')) ?? 'FIXED'
  const firstOn = dateOf(data, 'firstOn')
  const startsAt = timing === 'UNTIMED' ? undefined : timeOf(data, 'startsAt')
  const endsAt = timing === 'UNTIMED' ? undefined : timeOf(data, 'endsAt')
  const minutes = timing === 'FIXED' ? undefined : numberOf(data, 'minutes')
  if (firstOn == null) problems.push({ field: 'firstOn', text: t.enterDate })
  if (timing !== 'UNTIMED') {
    if (startsAt == null) problems.push({ field: 'startsAt', text: t.enterStart })
    if (endsAt == null) problems.push({ field: 'endsAt', text: t.enterEnd })
    if (startsAt != null && endsAt != null && endsAt <= startsAt) problems.push({ field: 'endsAt', text: t.endFirst })
  }
  if (timing !== 'FIXED' && (minutes == null || !Number.isInteger(minutes) || minutes < 5 || minutes > 1440))
    problems.push({ field: 'minutes', text: t.enterMinutes })
  if (firstOn == null || problems.length > 0) return problems
  const asked = textOf(data, 'often')
  const choice: Often = asked === 'other' ? 'other' : (often.find((each) => each === asked) ?? 'once')
  return {
    timing,
    firstOn,
    startsAt: startsAt ?? null,
    endsAt: endsAt ?? null,
    minutes: minutes ?? null,
    recurrence: ruleOf(choice, ticksOf(data, 'days').map(Number), firstOn, asItIs),
  }
}

/** How many, which language and gender, what is at the home, and skills. `record` is what the person's own record says
 *  of language: a choice of its own, so that it is not repeated by hand. */
export function WhoFields(props: {
  form: Form
  known?: Who | undefined
  record?: { needsLanguage?: string | null; prefersLanguage?: string | null } | undefined
  skills: readonly Named[]
}) {
  const t = useWords(words)
  const s = useWords(terms)
  const { language } = useLanguage()
  const languages = (said: string | null | undefined) => [
    ...(said ? [{ value: fromRecord, text: t().asTheirRecord(languageName(language(), said)) }] : []),
    ...languageChoices(language()),
  ]
  const gender = () => genders.map((value) => ({ value, text: s().gender[value] }))
  const home = () =>
    [
      props.known?.hasPets ? 'pets' : '',
      props.known?.hasSmoking ? 'smoking' : '',
      props.known?.hasStairs ? 'stairs' : '',
    ].filter(Boolean)
  return (
    <>
      <Radios
        name="volunteersNeeded"
        label={t().people}
        small
        inline
        value={String(props.known?.volunteersNeeded ?? 1)}
        choices={[
          { value: '1', text: t().one },
          { value: '2', text: t().two },
        ]}
        error={props.form.error('volunteersNeeded')}
      />
      <div class="al-columns">
        <Select
          name="needsLanguage"
          label={t().needsLanguage}
          empty={t().anyLanguage}
          value={props.known ? props.known.needsLanguage : props.record?.needsLanguage ? fromRecord : ''}
          choices={languages(props.record?.needsLanguage)}
          error={props.form.error('needsLanguage')}
        />
        <Select
          name="prefersLanguage"
          label={t().prefersLanguage}
          empty={t().anyLanguage}
          value={props.known ? props.known.prefersLanguage : props.record?.prefersLanguage ? fromRecord : ''}
          choices={languages(props.record?.prefersLanguage)}
          error={props.form.error('prefersLanguage')}
        />
        <Select
          name="needsGender"
          label={t().needsGender}
          empty={t().anyGender}
          value={props.known?.needsGender}
          choices={gender()}
          error={props.form.error('needsGender')}
        />
        <Select
          name="prefersGender"
          label={t().prefersGender}
          empty={t().anyGender}
          value={props.known?.prefersGender}
          choices={gender()}
          error={props.form.error('prefersGender')}
        />
      </div>
      <Checkboxes
        name="home"
        label={t().atHome}
        small
        values={home()}
        choices={[
          { value: 'pets', text: t().pets },
          { value: 'smoking', text: t().smoking },
          { value: 'stairs', text: t().stairs },
        ]}
      />
      <div class="al-many">
        <Checkboxes
          name="skills"
          label={t().skills}
          small
          values={props.known?.skills ?? []}
          choices={inOrder(language(), props.skills, (each) => nameIn(language(), each)).map((skill) => ({
            value: skill.code,
            text: nameIn(language(), skill),
          }))}
          error={props.form.error('skills')}
        />
      </div>
    </>
  )
}

/** The answers of `WhoFields`. A language left "as their record says" is not sent, and the API reads the record. */
export function readWho(data: FormData): Who {
  const home = ticksOf(data, 'home')
  const spoken = (name: 'needsLanguage' | 'prefersLanguage') => {
    const said = textOf(data, name)
    return said === fromRecord ? {} : { [name]: said ?? null }
  }
  return {
    volunteersNeeded: textOf(data, 'volunteersNeeded') === '2' ? 2 : 1,
    ...spoken('needsLanguage'),
    ...spoken('prefersLanguage'),
    needsGender: genders.find((each) => each === textOf(data, 'needsGender')) ?? null,
    prefersGender: genders.find((each) => each === textOf(data, 'prefersGender')) ?? null,
    hasPets: home.includes('pets'),
    hasSmoking: home.includes('smoking'),
    hasStairs: home.includes('stairs'),
    skills: ticksOf(data, 'skills'),
  }
}

/** What the person said, where it is, and what a visitor must know. */
export interface Asked {
  inTheirWords: string
  address: string | null
  whatToKnow: string | null
  priority: Priority
  targetOn: string | null
}

export function AskedFields(props: { form: Form; known?: Asked | undefined }) {
  const t = useWords(words)
  const s = useWords(terms)
  return (
    <>
      <TextArea
        name="inTheirWords"
        label={t().inTheirWords}
        hint={t().inTheirWordsHint}
        rows={3}
        value={props.known?.inTheirWords}
        error={props.form.error('inTheirWords')}
      />
      <Radios
        name="priority"
        label={t().priority}
        small
        value={props.known?.priority ?? 'ROUTINE'}
        choices={priorities.map((value) => ({ value, text: s().priority[value], hint: t().priorityHints[value] }))}
        error={props.form.error('priority')}
      />
      <Details
        summary={t().moreAsked}
        open={Boolean(props.known?.whatToKnow ?? props.known?.address ?? props.known?.targetOn)}
      >
        <TextArea
          name="whatToKnow"
          label={t().whatToKnow}
          hint={t().whatToKnowHint}
          rows={2}
          optional
          value={props.known?.whatToKnow}
          error={props.form.error('whatToKnow')}
        />
        <TextArea
          name="address"
          label={t().where}
          hint={t().whereHint}
          rows={2}
          optional
          value={props.known?.address}
          error={props.form.error('address')}
        />
        <DateFields
          name="targetOn"
          label={t().targetOn}
          optional
          value={props.known?.targetOn}
          error={props.form.error('targetOn')}
        />
      </Details>
    </>
  )
}

/** The answers of `AskedFields`, or what is wrong with them. */
export function readAsked(data: FormData, t: Words): Asked | Problem[] {
  const inTheirWords = textOf(data, 'inTheirWords')
  const targetOn = dateOf(data, 'targetOn')
  const problems: Problem[] = []
  if (!inTheirWords) problems.push({ field: 'inTheirWords', text: t.enterWords })
  if (targetOn === null) problems.push({ field: 'targetOn', text: t.enterTarget })
  if (!inTheirWords || problems.length > 0) return problems
  return {
    inTheirWords,
    address: textOf(data, 'address') ?? null,
    whatToKnow: textOf(data, 'whatToKnow') ?? null,
    priority: priorities.find((each) => each === textOf(data, 'priority')) ?? 'ROUTINE',
    targetOn: targetOn ?? null,
  }
}
