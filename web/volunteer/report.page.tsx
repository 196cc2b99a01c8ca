import './volunteer.scss'
import { useNavigate, useParams } from '@solidjs/router'
import { createSignal, Show } from 'solid-js'
import { onceKey } from '../graphql.ts'
import { CannotFind, FaultLine, Loaded } from '../shell/loaded.tsx'
import { Page } from '../shell/page.tsx'
import { useAct, useRead } from '../shell/reads.ts'
import { Button } from '../ui/button.tsx'
import { ErrorSummary, Radios, TextArea, TextField } from '../ui/fields.tsx'
import { createForm, numberOf, textOf, type Problem } from '../ui/form.ts'
import { InParts } from '../ui/in-parts.tsx'
import { formatMinutes } from '../ui/words/dates.ts'
import { formatPhone, ringing } from '../ui/words/phones.ts'
import { useLanguage, useWords } from '../ui/words/use-words.tsx'
import { sayWhenLine } from '../ui/words/when.ts'
import { MyVisit, ReportMyVisit } from './visit.operations.ts'
import { visitIn, type OneVisit } from './one-visit.ts'
import { useKind, whoOf } from './visit-facts.tsx'
import { words as factsWords } from './facts.words.ts'
import { words as weekWords } from './my-week.words.ts'
import { words as visitWords } from './visit.words.ts'
import { words } from './report.words.ts'

/** `/v/visits/:id/report`: did it happen, how long, how was it. Four taps from my week when all was well. */
export default function ReportPage() {
  const params = useParams<{ id: string }>()
  const visit = useRead(MyVisit, () => ({ id: params.id }))
  return (
    <div class="al-volunteer">
      <Loaded read={visit}>
        {(data) => (
          <Show when={visitIn(data())} fallback={<CannotFind />}>
            {(found) => <Report visit={found()} />}
          </Show>
        )}
      </Loaded>
    </div>
  )
}

function Report(props: { visit: OneVisit }) {
  const t = useWords(words)
  const f = useWords(factsWords)
  const v = useWords(visitWords)
  const w = useWords(weekWords)
  const { language } = useLanguage()
  const kindOf = useKind()
  const navigate = useNavigate()
  const report = useAct(ReportMyVisit)
  // What was reported before can be put right: the answers stand as they were given.
  const before = props.visit.report
  const [happened, setHappened] = createSignal(
    props.visit.status === 'ENDED' ? 'yes' : props.visit.status === 'MISSED' ? 'no' : undefined,
  )
  const planned = props.visit.minutes
  const other = before?.reportedMinutes != null && before.reportedMinutes !== planned
  const [length, setLength] = createSignal(other ? 'other' : 'planned')
  const [went, setWent] = createSignal<string | undefined>(before?.went ?? undefined)
  const [refused, setRefused] = createSignal<string>()
  let key = onceKey()

  const form = createForm(async (data) => {
    setRefused(undefined)
    const problems: Problem[] = []
    if (happened() === undefined) problems.push({ field: 'happened', text: t().enterHappened })
    const minutes = happened() === 'yes' ? (length() === 'other' ? numberOf(data, 'minutes') : planned) : undefined
    if (happened() === 'yes' && (minutes == null || !Number.isInteger(minutes) || minutes > 1440))
      problems.push({ field: 'minutes', text: t().enterMinutes })
    if (happened() === 'yes' && went() === undefined) problems.push({ field: 'went', text: t().enterHow })
    const worry = textOf(data, 'worry')
    if (happened() === 'yes' && went() === 'WORRY' && worry === undefined)
      problems.push({ field: 'worry', text: t().enterWorry })
    if (problems.length > 0) return problems
    const how = went()
    const result = (
      await report.send({
        input: {
          visit: props.visit.id,
          happened: happened() === 'yes',
          ...(minutes == null ? {} : { minutes }),
          ...(how === 'FINE' || how === 'WORRY' || how === 'URGENT' ? { went: how } : {}),
          ...(worry === undefined || how === 'FINE' ? {} : { worry }),
          clientMutationId: key,
        },
      })
    )?.reportVisit
    if (!result) return []
    key = onceKey()
    if (result.__typename === 'NotPossible') {
      setRefused(v().notPossible[result.because] ?? v().notPossible['other'])
      return []
    }
    navigate('/v?sent=yes')
    return []
  })

  const chooseHappened = (value: string) => {
    setHappened(value)
    // "Fine" cannot be said of what did not happen.
    if (value === 'no' && went() === 'FINE') setWent(undefined)
  }
  return (
    <Page title={t().report} back={{ href: '/v', text: w().title }}>
      <p>
        {kindOf(props.visit.task?.kind)} · {whoOf(props.visit)?.name ?? f().someone}
        <br />
        <InParts text={sayWhenLine(language(), props.visit)} />
      </p>
      <form onSubmit={form.submit} novalidate>
        <ErrorSummary problems={form.problems()} />
        <FaultLine fault={report.fault()} />
        <Show when={refused()}>
          {(text) => (
            <p role="alert" class="al-warn">
              {text()}
            </p>
          )}
        </Show>
        <Radios
          name="happened"
          label={t().happened}
          size="m"
          inline
          value={happened()}
          error={form.error('happened')}
          onChange={chooseHappened}
          choices={[
            { value: 'yes', text: t().happenedYes },
            { value: 'no', text: t().happenedNo },
          ]}
        />
        <Show when={happened() === 'no'}>
          <TextArea name="worry" label={t().whyNot} value={before?.worry} rows={3} optional />
        </Show>
        <Show when={happened() === 'yes'}>
          <Radios
            name="length"
            label={t().howLong}
            size="m"
            value={length()}
            onChange={setLength}
            choices={[
              { value: 'planned', text: t().asPlanned(formatMinutes(language(), planned)) },
              { value: 'other', text: t().otherLength },
            ]}
          />
          <Show when={length() === 'other'}>
            <TextField
              name="minutes"
              label={t().minutesLabel}
              inputmode="numeric"
              width={4}
              value={other ? String(before?.reportedMinutes) : undefined}
              error={form.error('minutes')}
            />
          </Show>
          <Radios
            name="went"
            label={t().how}
            size="m"
            value={went()}
            error={form.error('went')}
            onChange={setWent}
            choices={[
              { value: 'FINE', text: t().fine, hint: t().fineHint },
              { value: 'WORRY', text: t().worry, hint: t().worryHint },
              { value: 'URGENT', text: t().urgent, hint: t().urgentHint },
            ]}
          />
          <Show when={went() === 'URGENT'}>
            <div class="al-ring" role="alert">
              <h2 class="nhsuk-heading-s">{t().urgentTitle}</h2>
              <p>
                {t().urgentNow}{' '}
                <a class="al-tap" href="tel:999">
                  999
                </a>
              </p>
              <Show when={props.visit.task?.organisation?.phone}>
                {(phone) => (
                  <p>
                    {t().urgentOffice}{' '}
                    <a class="al-tap" href={ringing(phone())}>
                      {formatPhone(phone())}
                    </a>
                  </p>
                )}
              </Show>
            </div>
          </Show>
          <Show when={went() === 'WORRY' || went() === 'URGENT'}>
            <TextArea
              name="worry"
              label={t().worryText}
              value={before?.worry}
              rows={4}
              error={form.error('worry')}
              optional={went() === 'URGENT'}
            />
          </Show>
        </Show>
        <Button type="submit" busy={report.busy()}>
          {t().send}
        </Button>
      </form>
    </Page>
  )
}
