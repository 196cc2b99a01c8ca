import '../people/people.scss'
import { useParams } from '@solidjs/router'
import { createMemo, createSignal, Show } from 'solid-js'
import type { EditTaskInput, TaskPageQuery } from '../gql/graphql.ts'
import { onceKey } from '../graphql.ts'
import { Section, type Row, type Saved } from '../people/section.tsx'
import { taskColour } from '../people/status-colour.ts'
import { CannotFind, FaultLine, Loaded } from '../shell/loaded.tsx'
import { Page } from '../shell/page.tsx'
import { problemsOf } from '../shell/problems.ts'
import { unforeseen, useAct, useRead } from '../shell/reads.ts'
import { useSession } from '../shell/session.tsx'
import { Button, ButtonLink, Details, Tag } from '../ui/button.tsx'
import { ErrorSummary, TextField } from '../ui/fields.tsx'
import { createForm, textOf } from '../ui/form.ts'
import { addDays, formatDate, formatMinutes, formatTimes, today } from '../ui/words/dates.ts'
import { sayRecurrence } from '../ui/words/recurrence.ts'
import { languageName, terms } from '../ui/words/terms.words.ts'
import { nameIn, useLanguage, useWords } from '../ui/words/use-words.tsx'
import {
  AskedFields,
  readAsked,
  readWhen,
  readWho,
  WhenFields,
  WhoFields,
  type Asked,
  type When,
  type Who,
} from './task-fields.tsx'
import { EditTask, MarkThisUnmet, TaskPage as TaskPageDocument, WithdrawThisTask } from './task.operations.ts'
import { Offers, Visits } from './task-became.tsx'
import { words } from './task.words.ts'

type Node = NonNullable<TaskPageQuery['node']>
export type Task = Extract<Node, { __typename: 'Task' }>

/** `/tasks/:id`: what became of it, and what is asked. */
export default function TaskPage() {
  const params = useParams<{ id: string }>()
  const from = addDays(today(), -28)
  const read = useRead(TaskPageDocument, () => ({ id: params.id, from, visits: 30, offers: 30 }), {
    live: ['task', 'visit', 'assignment', 'offer'],
  })
  return (
    <Loaded read={read}>
      {(data) => {
        const task = createMemo(() => {
          const node = data().node
          return node?.__typename === 'Task' ? node : undefined
        })
        return (
          <Show when={task()} fallback={<CannotFind />}>
            {(found) => <OneTask task={found()} skills={data().skills} again={read.again} />}
          </Show>
        )
      }}
    </Loaded>
  )
}

const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1)
const isWanted = (task: Task) => ['REQUESTED', 'OPEN', 'MATCHED', 'ACTIVE'].includes(task.status)

function OneTask(props: { task: Task; skills: TaskPageQuery['skills']; again: () => void }) {
  const t = useWords(words)
  const s = useWords(terms)
  const { language } = useLanguage()
  const session = useSession()
  const edit = useAct(EditTask)
  const keeps = () => session.holds('VOLUNTEER_CO_ORDINATOR')
  // A task for somebody whom another organisation shares is read, not changed.
  const may = (action: Task['viewerMay'][number]) => props.task.viewerMay.includes(action)
  const person = () => props.task.patient ?? props.task.carer ?? undefined

  const save = async (change: Omit<EditTaskInput, 'id' | 'version'>, version: number): Promise<Saved> => {
    const answer = await edit.send({ input: { ...change, id: props.task.id, version, clientMutationId: onceKey() } })
    if (!answer) return problemsOf(edit.fault(), language())
    const result = answer.editTask
    switch (result.__typename) {
      case 'TaskEdited':
        return 'saved'
      case 'Stale':
        return 'stale'
      case 'NotPossible':
        return [{ field: '', text: t().notPossible[result.because] ?? t().notPossible['other'] ?? '' }]
      default:
        unforeseen(result)
        return 'saved'
    }
  }
  const date = (iso: string | null) => (iso ? formatDate(language(), iso, 'full') : '')

  const asked = (): Asked => ({
    inTheirWords: props.task.details?.inTheirWords ?? '',
    address: props.task.details?.address ?? null,
    whatToKnow: props.task.details?.whatToKnow ?? null,
    priority: props.task.priority,
    targetOn: props.task.targetOn ?? null,
  })
  const askedRows = (values: Asked): Row[] => [
    { label: t().inTheirWords, text: values.inTheirWords },
    { label: t().whatToKnow, text: values.whatToKnow ?? '' },
    { label: t().where, text: values.address ?? '' },
    { label: t().priority, text: s().priority[values.priority] },
    { label: t().targetOn, text: date(values.targetOn) },
  ]
  const when = (): When => ({
    timing: props.task.timing,
    firstOn: props.task.firstOn,
    startsAt: props.task.startsAt?.slice(0, 5) ?? null,
    endsAt: props.task.endsAt?.slice(0, 5) ?? null,
    minutes: props.task.timing === 'FIXED' ? null : props.task.minutes,
    recurrence: props.task.recurrence ?? null,
  })
  const whenRows = (values: When): Row[] => [
    { label: t().often, text: capital(sayRecurrence(language(), values.recurrence)) },
    { label: values.recurrence ? t().firstDay : t().onceOn, text: date(values.firstOn) },
    {
      label: t().times,
      text:
        values.startsAt && values.endsAt
          ? `${t().timings[values.timing]}: ${formatTimes(language(), values.startsAt, values.endsAt)}`
          : t().timings[values.timing],
    },
    { label: t().length, text: values.minutes ? formatMinutes(language(), values.minutes) : '' },
  ]
  const who = (): Who => ({
    volunteersNeeded: props.task.volunteersNeeded,
    needsLanguage: props.task.needsLanguage ?? null,
    prefersLanguage: props.task.prefersLanguage ?? null,
    needsGender: props.task.needsGender ?? null,
    prefersGender: props.task.prefersGender ?? null,
    hasPets: props.task.hasPets,
    hasSmoking: props.task.hasSmoking,
    hasStairs: props.task.hasStairs,
    skills: [...props.task.skills],
  })
  const skillName = (code: string) => {
    const found = props.skills.find((each) => each.code === code)
    return found ? nameIn(language(), found) : code
  }
  const spoken = (code: string | null | undefined) => (code ? languageName(language(), code) : '')
  const whoRows = (values: Who): Row[] => [
    { label: t().people, text: values.volunteersNeeded === 2 ? t().two : t().one },
    { label: t().needsLanguage, text: spoken(values.needsLanguage) },
    { label: t().prefersLanguage, text: spoken(values.prefersLanguage) },
    { label: t().needsGender, text: values.needsGender ? s().gender[values.needsGender] : '' },
    { label: t().prefersGender, text: values.prefersGender ? s().gender[values.prefersGender] : '' },
    {
      label: t().atHome,
      text: [values.hasPets ? t().pets : '', values.hasSmoking ? t().smoking : '', values.hasStairs ? t().stairs : '']
        .filter(Boolean)
        .join(', '),
    },
    { label: t().skills, text: values.skills.map(skillName).join(', ') },
  ]
  return (
    <Page
      title={`${nameIn(language(), props.task.kind)} – ${person()?.name ?? t().someone}`}
      heading={nameIn(language(), props.task.kind)}
      back={keeps() ? { href: '/today', text: t().backToToday } : { href: '/my-people', text: t().backToMyPeople }}
      actions={
        <Show when={may('sendOffers') && isWanted(props.task) && props.task.visitsNeedingSomeone > 0}>
          <ButtonLink href={`/tasks/${props.task.id}/match`} small>
            {t().match}
          </ButtonLink>
        </Show>
      }
    >
      <p class="al-row">
        <span>
          {t().forName}:{' '}
          <Show when={person()} fallback={t().someone}>
            {(found) => <a href={`/people/${found().id}`}>{found().name}</a>}
          </Show>
        </span>
        <Tag colour={taskColour[props.task.status]}>{s().taskStatus[props.task.status]}</Tag>
        <Show when={props.task.priority !== 'ROUTINE'}>
          <Tag colour={props.task.priority === 'URGENT' ? 'red' : 'orange'}>{s().priority[props.task.priority]}</Tag>
        </Show>
      </p>
      <div class="al-record">
        <div>
          <section class="al-panel" aria-labelledby="became">
            <h2 id="became">{t().status}</h2>
            <p>
              <strong>{t().became[props.task.status]}</strong>{' '}
              <Show when={isWanted(props.task)}>{t().needing(props.task.visitsNeedingSomeone)}</Show>
            </p>
            <Show when={props.task.unmetReason}>
              {(why) => (
                <p>
                  {t().because}: {why()}
                </p>
              )}
            </Show>
            <p class="al-quiet">
              <Show when={props.task.askedBy}>
                {(by) => (
                  <>
                    {t().askedBy}: {by().name} ·{' '}
                  </>
                )}
              </Show>
              {t().askedWheres[props.task.askedWhere]} · {formatDate(language(), props.task.createdAt, 'date')}
            </p>
          </section>
          <Visits task={props.task} />
          <Show when={keeps()}>
            <Offers task={props.task} />
          </Show>
        </div>
        <div>
          <Section<Asked>
            id="asked"
            title={t().asked}
            values={asked()}
            version={props.task.version}
            rows={askedRows}
            editable={may('editTask') && isWanted(props.task)}
            fields={(values, form) => <AskedFields form={form} known={values} />}
            read={(data) => readAsked(data, t())}
            save={save}
            fault={edit.fault()}
            again={props.again}
          />
          <Section<When>
            id="when"
            title={t().whenTitle}
            values={when()}
            version={props.task.version}
            rows={whenRows}
            editable={may('editTask') && isWanted(props.task)}
            fields={(values, form) => <WhenFields form={form} known={values} usualMinutes={props.task.minutes} />}
            read={(data) => readWhen(data, t(), props.task.recurrence ?? null)}
            save={save}
            fault={edit.fault()}
            again={props.again}
          />
          <Section<Who>
            id="who"
            title={t().whoTitle}
            values={who()}
            version={props.task.version}
            rows={whoRows}
            editable={may('editTask') && isWanted(props.task)}
            fields={(values, form) => <WhoFields form={form} known={values} skills={props.skills} />}
            read={readWho}
            save={save}
            fault={edit.fault()}
            again={props.again}
          />
          <Show when={isWanted(props.task)} fallback={<p class="al-quiet">{t().ended}</p>}>
            <Show when={may('withdrawTask')}>
              <EndTask task={props.task} mayMarkUnmet={may('markUnmet')} again={props.again} />
            </Show>
          </Show>
        </div>
      </div>
    </Page>
  )
}

/** The two ways a task ends by hand. */
function EndTask(props: { task: Task; mayMarkUnmet: boolean; again: () => void }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const withdraw = useAct(WithdrawThisTask)
  const unmet = useAct(MarkThisUnmet)
  const [refused, setRefused] = createSignal<string>()
  const say = (because: string) => setRefused(t().notPossible[because] ?? t().notPossible['other'])
  const withdrawIt = async () => {
    setRefused(undefined)
    const result = (await withdraw.send({ input: { id: props.task.id, clientMutationId: onceKey() } }))?.withdrawTask
    if (result?.__typename === 'NotPossible') say(result.because)
    if (result) props.again()
  }
  const form = createForm(async (data) => {
    setRefused(undefined)
    const reason = textOf(data, 'reason')
    if (!reason) return [{ field: 'reason', text: t().enterReason }]
    const answer = await unmet.send({ input: { id: props.task.id, reason, clientMutationId: onceKey() } })
    if (!answer) return problemsOf(unmet.fault(), language())
    if (answer.markUnmet.__typename === 'NotPossible') say(answer.markUnmet.because)
    props.again()
    return []
  })
  return (
    <section class="al-panel al-section" aria-labelledby="end">
      <h2 id="end">{t().end}</h2>
      <FaultLine fault={withdraw.fault() ?? (unmet.fault()?.kind === 'badInput' ? undefined : unmet.fault())} />
      <p role="alert">{refused()}</p>
      <Details summary={t().withdraw}>
        <p>{t().withdrawWhat}</p>
        <Button kind="warning" small busy={withdraw.busy()} onClick={() => void withdrawIt()}>
          {t().withdrawButton}
        </Button>
      </Details>
      <Show when={props.mayMarkUnmet}>
        <Details summary={t().unmet}>
          <p>{t().unmetWhat}</p>
          <form onSubmit={form.submit} novalidate>
            <ErrorSummary problems={form.problems()} />
            <TextField name="reason" label={t().unmetReason} autocomplete="off" error={form.error('reason')} />
            <Button type="submit" kind="warning" small busy={unmet.busy()}>
              {t().unmetButton}
            </Button>
          </form>
        </Details>
      </Show>
    </section>
  )
}
