import { batch, createSignal, For, Show } from 'solid-js'
import { onceKey } from '../graphql.ts'
import { FaultLine } from '../shell/loaded.tsx'
import { unforeseen, useAct } from '../shell/reads.ts'
import { Hidden, LinkButton } from '../ui/button.tsx'
import { DateFields, TimeField } from '../ui/fields.tsx'
import { dateOf, textOf, timeOf, type Form, type Problem } from '../ui/form.ts'
import { formatDate, formatTime, formatTimes, weekdayName } from '../ui/words/dates.ts'
import { useLanguage, useWords } from '../ui/words/use-words.tsx'
import { Part, sendWith, type Desk, type Sent, type Volunteer } from './volunteer-part.tsx'
import { AddVolunteerAbsence, RemoveVolunteerAbsence, SetVolunteerAvailability } from './volunteer.operations.ts'
import { words } from './volunteer.words.ts'

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const

/** When they can help in an ordinary week: a row for each day, as many times in it as there are. */
export function Availability(props: { desk: Desk }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const act = useAct(SetVolunteerAvailability)
  const on = (each: Volunteer, weekday: number) => each.availability.filter((window) => window.weekday === weekday)
  return (
    <Part
      desk={props.desk}
      part="availability"
      facts={(each) => each.availability}
      shown={(each) => (
        <Show when={each.availability.length > 0} fallback={<p>{t().noHours}</p>}>
          <dl class="al-hours" aria-label={t().free}>
            <For each={weekdays}>
              {(weekday) => (
                <div>
                  <dt>{weekdayName(language(), weekday)}</dt>
                  <Show when={on(each, weekday).length > 0} fallback={<dd class="al-quiet">{t().notFree}</dd>}>
                    <dd>
                      <For each={on(each, weekday)}>
                        {(window) => (
                          <span class="al-block">{formatTimes(language(), window.startsAt, window.endsAt)}</span>
                        )}
                      </For>
                    </dd>
                  </Show>
                </div>
              )}
            </For>
          </dl>
        </Show>
      )}
      fields={(form, before) => <WeekGrid form={form} before={before} onChange={() => props.desk.touch()} />}
      send={(data, version) => {
        const { windows, problems } = readWeek(data, t(), (weekday) => weekdayName(language(), weekday))
        if (problems.length > 0) return Promise.resolve(problems)
        return sendWith(
          act,
          { input: { clientMutationId: onceKey(), volunteer: props.desk.volunteer().id, version, windows } },
          (answer): Sent => {
            const result = answer.setAvailability
            switch (result.__typename) {
              case 'AvailabilitySet':
                return 'saved'
              case 'Stale':
                return 'stale'
              default:
                return unforeseen(result) ?? 'failed'
            }
          },
          language(),
        )
      }}
      fault={act.fault}
      saving={act.busy}
    />
  )
}

interface WeekRow {
  key: string
  weekday: number
  startsAt: string
  endsAt: string
}

function WeekGrid(props: { form: Form; before: Volunteer; onChange: () => void }) {
  const t = useWords(words)
  const { language } = useLanguage()
  let made = 0
  const row = (weekday: number, startsAt = '', endsAt = ''): WeekRow => ({
    key: `${weekday}-${++made}`,
    weekday,
    startsAt: startsAt && formatTime(language(), startsAt),
    endsAt: endsAt && formatTime(language(), endsAt),
  })
  // What the form began from: it does not follow the record while somebody writes.
  const [rows, setRows] = createSignal(props.before.availability.map((w) => row(w.weekday, w.startsAt, w.endsAt)))
  const add = (weekday: number) => {
    const fresh = row(weekday)
    setRows([...rows(), fresh])
    props.onChange()
    document.getElementById(`from-${fresh.key}`)?.focus()
  }
  const remove = (gone: WeekRow) => {
    batch(() => {
      setRows(rows().filter((each) => each !== gone))
      props.onChange()
    })
    document.getElementById(`add-${gone.weekday}`)?.focus()
  }
  return (
    <>
      <p class="al-quiet">{t().hoursHint}</p>
      <div class="al-week-grid">
        <For each={weekdays}>
          {(weekday) => {
            const day = () => weekdayName(language(), weekday)
            return (
              <div class="al-week-grid__day" role="group" aria-label={day()}>
                <span class="al-week-grid__name" aria-hidden="true">
                  {day()}
                </span>
                <div class="al-week-grid__times">
                  <For each={rows().filter((each) => each.weekday === weekday)}>
                    {(each) => (
                      <div class="al-week-grid__row">
                        <TimeField
                          name={`from-${each.key}`}
                          label={<Hidden>{t().fromOn(day())}</Hidden>}
                          value={each.startsAt}
                          error={props.form.error(`from-${each.key}`)}
                        />
                        <span aria-hidden="true">{t().to}</span>
                        <TimeField
                          name={`to-${each.key}`}
                          label={<Hidden>{t().toOn(day())}</Hidden>}
                          value={each.endsAt}
                          error={props.form.error(`to-${each.key}`)}
                        />
                        <LinkButton aria-label={t().removeTimeOn(day())} onClick={() => remove(each)}>
                          {t().removeTime}
                        </LinkButton>
                      </div>
                    )}
                  </For>
                  <LinkButton id={`add-${weekday}`} aria-label={t().addTimeOn(day())} onClick={() => add(weekday)}>
                    {t().addTime}
                  </LinkButton>
                </div>
              </div>
            )
          }}
        </For>
      </div>
    </>
  )
}

/** Reads the grid. A row with neither time is one that was taken away. */
const readWeek = (
  data: FormData,
  t: { timeWrong: (day: string) => string; timeBoth: (day: string) => string; timeOrder: (day: string) => string },
  dayName: (weekday: number) => string,
) => {
  const windows: { weekday: number; startsAt: string; endsAt: string }[] = []
  const problems: Problem[] = []
  for (const name of data.keys()) {
    const found = /^from-((\d)-\d+)$/.exec(name)
    if (!found) continue
    const key = found[1] ?? ''
    const weekday = Number(found[2])
    const startsAt = timeOf(data, name)
    const endsAt = timeOf(data, `to-${key}`)
    if (startsAt === undefined && endsAt === undefined) continue
    if (startsAt === null) problems.push({ field: name, text: t.timeWrong(dayName(weekday)) })
    if (endsAt === null) problems.push({ field: `to-${key}`, text: t.timeWrong(dayName(weekday)) })
    if (startsAt === undefined) problems.push({ field: name, text: t.timeBoth(dayName(weekday)) })
    if (endsAt === undefined) problems.push({ field: `to-${key}`, text: t.timeBoth(dayName(weekday)) })
    if (!startsAt || !endsAt) continue
    if (endsAt <= startsAt) problems.push({ field: `to-${key}`, text: t.timeOrder(dayName(weekday)) })
    else windows.push({ weekday, startsAt, endsAt })
  }
  return { windows, problems }
}

/** Days on which they cannot help. */
export function Absences(props: { desk: Desk }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const add = useAct(AddVolunteerAbsence)
  const remove = useAct(RemoveVolunteerAbsence)
  const say = (absence: { firstOn: string; lastOn: string }) =>
    absence.firstOn === absence.lastOn
      ? formatDate(language(), absence.firstOn, 'full')
      : t().awayOn(formatDate(language(), absence.firstOn, 'full'), formatDate(language(), absence.lastOn, 'full'))
  const takeAway = async (id: string) => {
    const answer = await remove.send({ input: { id, clientMutationId: onceKey() } })
    if (!answer) return
    await props.desk.refresh()
    props.desk.say(t().absenceRemoved)
    document.getElementById('open-absences')?.focus()
  }
  return (
    <Part
      desk={props.desk}
      part="absences"
      action={t().addAbsence}
      keepShown
      shown={(each) => (
        <>
          <FaultLine fault={remove.fault()} />
          <Show when={each.absences.length > 0} fallback={<p>{t().noAbsences}</p>}>
            <ul class="al-plain al-cases">
              <For each={each.absences}>
                {(absence) => (
                  <li class="al-row al-row--spread">
                    <span>{say(absence)}</span>
                    <Show when={props.desk.mayKeep()}>
                      <LinkButton
                        aria-label={t().removeAbsenceOf(say(absence))}
                        onClick={() => void takeAway(absence.id)}
                      >
                        {t().removeAbsence}
                      </LinkButton>
                    </Show>
                  </li>
                )}
              </For>
            </ul>
          </Show>
        </>
      )}
      fields={(form) => (
        <div class="al-columns">
          <DateFields name="firstOn" label={t().firstOn} error={form.error('firstOn')} />
          <DateFields name="lastOn" label={t().lastOn} error={form.error('lastOn')} />
        </div>
      )}
      send={(data) => {
        const firstOn = dateOf(data, 'firstOn')
        // One day away is the first and the last.
        const lastOn =
          textOf(data, 'lastOn-day') === undefined ? (dateOf(data, 'lastOn') ?? firstOn) : dateOf(data, 'lastOn')
        const problems: Problem[] = []
        if (!firstOn) problems.push({ field: 'firstOn', text: t().enterFirstOn })
        if (!lastOn && firstOn) problems.push({ field: 'lastOn', text: t().enterLastOn })
        if (firstOn && lastOn && lastOn < firstOn) problems.push({ field: 'lastOn', text: t().lastBeforeFirst })
        if (!firstOn || !lastOn || problems.length > 0) return Promise.resolve(problems)
        return sendWith(
          add,
          { input: { clientMutationId: onceKey(), volunteer: props.desk.volunteer().id, firstOn, lastOn } },
          (): Sent => 'saved',
          language(),
        )
      }}
      fault={add.fault}
      saving={add.busy}
    />
  )
}
