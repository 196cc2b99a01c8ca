import '../people/people.scss'
import { useNavigate, useSearchParams } from '@solidjs/router'
import { createMemo, createSignal, Show } from 'solid-js'
import type { AskedWhere } from '../gql/graphql.ts'
import { onceKey } from '../graphql.ts'
import { PersonPicker, type Picked } from '../people/person-picker.tsx'
import { FaultLine, Loaded } from '../shell/loaded.tsx'
import { Page } from '../shell/page.tsx'
import { problemsOf } from '../shell/problems.ts'
import { unforeseen, useAct, useRead } from '../shell/reads.ts'
import { useSession } from '../shell/session.tsx'
import { Button, Details, LinkButton } from '../ui/button.tsx'
import { ErrorSummary, Select } from '../ui/fields.tsx'
import { createForm, textOf, type Problem } from '../ui/form.ts'
import { inOrder } from '../ui/words/order.ts'
import { nameIn, useLanguage, useWords } from '../ui/words/use-words.tsx'
import { AskedFields, readAsked, readWhen, readWho, WhenFields, WhoFields } from './task-fields.tsx'
import { AskedForWhom, RequestTask, TaskWords } from './task.operations.ts'
import { words } from './task.words.ts'

const askedWheres: readonly AskedWhere[] = ['PHONE', 'MEETING', 'REFERRAL', 'VISIT', 'LETTER', 'SELF']

/** `/tasks/new`: help is wanted. `?patient=` or `?carer=` says for whom. */
export default function NewTaskPage() {
  const t = useWords(words)
  const { language } = useLanguage()
  const navigate = useNavigate()
  const session = useSession()
  // Whoever keeps the tasks adds one; everybody else asks.
  const keeps = () => session.holds('VOLUNTEER_CO_ORDINATOR')
  const [asked] = useSearchParams<{ patient?: string; carer?: string }>()
  const [picked, setPicked] = createSignal<Picked>()
  const [given, setGiven] = createSignal(asked.patient ?? asked.carer)
  const [kind, setKind] = createSignal('')
  const named = useRead(TaskWords, () => ({}))
  const whomId = () => given() ?? picked()?.id
  const whom = useRead(AskedForWhom, () => ({ id: whomId() ?? '' }), { pause: () => whomId() === undefined })
  const person = createMemo(() => {
    const node = whom.data()?.node
    return node && node.id === whomId() && (node.__typename === 'Patient' || node.__typename === 'Carer')
      ? node
      : undefined
  })
  const start = () =>
    keeps() ? { href: '/today', text: t().backToToday } : { href: '/my-people', text: t().backToMyPeople }
  const request = useAct(RequestTask)
  let key = onceKey()

  const form = createForm(async (data) => {
    const forWhom = person()
    const code = textOf(data, 'kind')
    const what = readAsked(data, t())
    const when = readWhen(data, t(), null)
    const problems: Problem[] = [
      ...(forWhom ? [] : [{ field: 'whom', text: t().choosePerson }]),
      ...(code ? [] : [{ field: 'kind', text: t().chooseKind }]),
      ...(Array.isArray(what) ? what : []),
      ...(Array.isArray(when) ? when : []),
    ]
    if (!forWhom || !code || Array.isArray(what) || Array.isArray(when)) return problems
    const answer = await request.send({
      input: {
        clientMutationId: key,
        ...(forWhom.__typename === 'Patient' ? { patient: forWhom.id } : { carer: forWhom.id }),
        kind: code,
        ...what,
        ...when,
        ...readWho(data),
        askedWhere: askedWheres.find((each) => each === textOf(data, 'askedWhere')) ?? 'PHONE',
      },
    })
    // Whatever was refused is asked anew with a key of its own.
    key = onceKey()
    if (!answer) return problemsOf(request.fault(), language(), { patient: 'whom', carer: 'whom' })
    const result = answer.requestTask
    switch (result.__typename) {
      case 'TaskRequested':
        navigate(result.task ? `/tasks/${result.task.id}` : `/people/${forWhom.id}`)
        return []
      default:
        unforeseen(result.__typename)
        return []
    }
  })
  return (
    <Page
      title={keeps() ? t().addTitle : t().newTitle}
      back={given() ? { href: `/people/${given()}`, text: person()?.name ?? t().back } : start()}
    >
      <Loaded read={named}>
        {(data) => (
          <form class="al-record-form" onSubmit={form.submit} novalidate>
            <ErrorSummary problems={form.problems()} />
            <FaultLine fault={request.fault()?.kind === 'badInput' ? undefined : request.fault()} />
            <section class="al-panel" aria-labelledby="for-whom">
              <h2 id="for-whom">{t().forWhom}</h2>
              <Show
                when={given()}
                fallback={
                  <PersonPicker
                    name="whom"
                    label={t().findThem}
                    kinds={['patient', 'carer']}
                    error={form.error('whom')}
                    onPick={setPicked}
                  />
                }
              >
                <p class="al-row" id="whom">
                  <strong>{person()?.name ?? (whom.fault() ? t().someone : '')}</strong>
                  <LinkButton onClick={() => setGiven(undefined)}>{t().someoneElse}</LinkButton>
                </p>
                <FaultLine fault={whom.fault()} />
              </Show>
            </section>
            <section class="al-panel" aria-labelledby="what">
              <h2 id="what">{t().what}</h2>
              <Select
                name="kind"
                label={t().kind}
                empty={t().chooseKind}
                value={kind()}
                onChange={setKind}
                choices={inOrder(language(), data().taskKinds, (each) => nameIn(language(), each)).map((each) => ({
                  value: each.code,
                  text: nameIn(language(), each),
                }))}
                error={form.error('kind')}
              />
              <AskedFields form={form} />
            </section>
            <section class="al-panel" aria-labelledby="when">
              <h2 id="when">{t().when}</h2>
              <WhenFields
                form={form}
                usualMinutes={data().taskKinds.find((each) => each.code === kind())?.usualMinutes ?? 60}
              />
            </section>
            <section class="al-panel" aria-labelledby="who">
              <h2 id="who">{t().who}</h2>
              <Details summary={t().more}>
                <WhoFields form={form} record={person()} skills={data().skills} />
              </Details>
              <Select
                name="askedWhere"
                label={t().askedWhere}
                value="PHONE"
                choices={askedWheres.map((value) => ({ value, text: t().askedWheres[value] }))}
              />
            </section>
            <Button type="submit" busy={request.busy()}>
              {keeps() ? t().add : t().send}
            </Button>
          </form>
        )}
      </Loaded>
    </Page>
  )
}
