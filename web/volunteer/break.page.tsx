import './volunteer.scss'
import { useClient } from '@urql/solid'
import { createSignal, For, Show } from 'solid-js'
import { onceKey } from '../graphql.ts'
import { FaultLine, Loaded } from '../shell/loaded.tsx'
import { Page } from '../shell/page.tsx'
import { useAct, useRead } from '../shell/reads.ts'
import { useSession } from '../shell/session.tsx'
import { Button } from '../ui/button.tsx'
import { DateFields, ErrorSummary } from '../ui/fields.tsx'
import { createForm, dateOf, type Problem } from '../ui/form.ts'
import { addDays, formatDate, today } from '../ui/words/dates.ts'
import { useLanguage, useWords } from '../ui/words/use-words.tsx'
import { AddMyAbsence, MyWeek, RemoveMyAbsence } from './my-week.operations.ts'
import { words as weekWords } from './my-week.words.ts'
import { focusTop } from './focus-top.ts'
import { words } from './break.words.ts'

/** `/v/break`: days on which nobody is to ask this volunteer. */
export default function BreakPage() {
  const t = useWords(words)
  const w = useWords(weekWords)
  const { language } = useLanguage()
  const session = useSession()
  const client = useClient()
  const day = today()
  const week = useRead(MyWeek, () => ({ from: addDays(day, -14), to: addDays(day, 27), visits: 100, offers: 20 }))
  const add = useAct(AddMyAbsence)
  const remove = useAct(RemoveMyAbsence)
  const [said, setSaid] = createSignal<string>()
  // As it is to be written into the three fields, on one line.
  const written = (date: string) => date.split('-').toReversed().map(Number).join('\u00a0')
  const first = written(addDays(day, 14))
  const last = written(addDays(day, 21))

  const form = createForm(async (data) => {
    const volunteer = session.viewer()?.volunteer?.id
    if (!volunteer) return []
    const firstOn = dateOf(data, 'firstOn')
    const lastOn = dateOf(data, 'lastOn')
    const problems: Problem[] = []
    if (firstOn == null) problems.push({ field: 'firstOn', text: t().enterFrom(first) })
    if (lastOn == null) problems.push({ field: 'lastOn', text: t().enterTo(last) })
    else if (firstOn != null && lastOn < firstOn) problems.push({ field: 'lastOn', text: t().toBeforeFrom })
    else if (lastOn < day) problems.push({ field: 'lastOn', text: t().toInThePast })
    if (firstOn == null || lastOn == null || problems.length > 0) return problems
    const sent = await add.send({ input: { volunteer, firstOn, lastOn, clientMutationId: onceKey() } })
    if (!sent) return add.fault()?.kind === 'badInput' ? [{ field: 'lastOn', text: t().enterTo(last) }] : []
    // Read for the break itself: it may lie beyond the weeks that are on the screen.
    const { data: found } = await client
      .query(MyWeek, { from: firstOn, to: lastOn, visits: 100, offers: 1 }, { requestPolicy: 'network-only' })
      .toPromise()
    const inside = found?.visits.nodes.filter((visit) => ['PLANNED', 'CONFIRMED'].includes(visit.status)).length
    setSaid(inside === undefined ? t().breakSaved : `${t().breakSaved} ${t().visitsInBreak(inside)}`)
    week.again()
    focusTop()
    return []
  })
  const takeAway = async (id: string) => {
    if (await remove.send({ input: { id, clientMutationId: onceKey() } })) {
      setSaid(t().breakRemoved)
      week.again()
      focusTop()
    }
  }
  return (
    <div class="al-volunteer">
      <Page title={w().breakTitle} back={{ href: '/v', text: w().title }}>
        <p role="status" class="al-said">
          {said()}
        </p>
        <FaultLine fault={remove.fault() ?? (add.fault()?.kind === 'badInput' ? undefined : add.fault())} />
        <p>{t().breakIntro}</p>
        <form onSubmit={form.submit} novalidate>
          <ErrorSummary problems={form.problems()} />
          <DateFields
            name="firstOn"
            label={t().breakFrom}
            hint={t().breakExample(first)}
            size="s"
            error={form.error('firstOn')}
          />
          <DateFields name="lastOn" label={t().breakTo} size="s" error={form.error('lastOn')} />
          <Button type="submit" busy={add.busy()}>
            {t().breakSave}
          </Button>
        </form>
        <Loaded read={week}>
          {(data) => (
            <Show when={(data().viewer?.volunteer?.absences ?? []).some((each) => each.lastOn >= day)}>
              <h2>{w().breaks}</h2>
              <ul class="al-visits">
                <For each={(data().viewer?.volunteer?.absences ?? []).filter((each) => each.lastOn >= day)}>
                  {(each) => {
                    const dates = () =>
                      w().away(
                        formatDate(language(), each.firstOn, 'date'),
                        formatDate(language(), each.lastOn, 'date'),
                      )
                    return (
                      <li class="al-break">
                        <span>{dates()}</span>
                        <Button
                          kind="secondary"
                          small
                          onClick={() => void takeAway(each.id)}
                          aria-label={`${t().breakRemove}: ${dates()}`}
                        >
                          {t().breakRemove}
                        </Button>
                      </li>
                    )
                  }}
                </For>
              </ul>
            </Show>
          )}
        </Loaded>
      </Page>
    </div>
  )
}
