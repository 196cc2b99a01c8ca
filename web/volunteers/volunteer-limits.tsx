import { createSignal, For, Show } from 'solid-js'
import type { TravelMode } from '../gql/graphql.ts'
import { onceKey } from '../graphql.ts'
import { unforeseen, useAct } from '../shell/reads.ts'
import { Fact, Facts } from '../ui/button.tsx'
import { Radios, TextField } from '../ui/fields.tsx'
import { numberOf, textOf, type Form, type Problem } from '../ui/form.ts'
import { formatMiles, formatMinutes } from '../ui/words/dates.ts'
import { terms } from '../ui/words/terms.words.ts'
import { useLanguage, useWords } from '../ui/words/use-words.tsx'
import { Maybe, useEdit } from './volunteer-details.tsx'
import { Part, sendWith, type Desk, type Sent, type Volunteer } from './volunteer-part.tsx'
import { SetVolunteerTravel } from './volunteer.operations.ts'
import { words } from './volunteer.words.ts'
import { distanceIn, kmOf, type Unit } from './volunteers.rules.ts'

const modes: readonly TravelMode[] = ['WALK', 'CYCLE', 'BUS', 'DRIVE']
const mostKm = 200

/** How they get about, and how far. People say miles, the API keeps kilometres: both are shown, either can be written. */
export function Travel(props: { desk: Desk }) {
  const t = useWords(words)
  const s = useWords(terms)
  const { language } = useLanguage()
  const act = useAct(SetVolunteerTravel)
  return (
    <Part
      desk={props.desk}
      part="travel"
      facts={(each) => each.travels}
      shown={(each) => (
        <Show when={each.travels.length > 0} fallback={<p>{t().noTravel}</p>}>
          <Facts>
            <For each={each.travels}>
              {(travel) => (
                <Fact name={s().travel[travel.mode]}>
                  {t().upTo(formatMiles(language(), travel.maxKm), String(Math.round(travel.maxKm)))}
                </Fact>
              )}
            </For>
          </Facts>
        </Show>
      )}
      fields={(form, before) => <Distances form={form} before={before} />}
      send={(data, version) => {
        const unit: Unit = textOf(data, 'unit') === 'km' ? 'km' : 'miles'
        const problems: Problem[] = []
        const travels: { mode: TravelMode; maxKm: number }[] = []
        for (const mode of modes) {
          const distance = numberOf(data, `far-${mode}`)
          if (distance === undefined || distance === 0) continue
          const maxKm = distance === null ? Number.NaN : kmOf(distance, unit)
          if (maxKm > 0 && maxKm <= mostKm) travels.push({ mode, maxKm })
          else problems.push({ field: `far-${mode}`, text: `${s().travel[mode]}: ${t().distanceWrong}` })
        }
        if (problems.length > 0) return Promise.resolve(problems)
        return sendWith(
          act,
          { input: { clientMutationId: onceKey(), volunteer: props.desk.volunteer().id, version, travels } },
          (answer): Sent => {
            const result = answer.setTravel
            switch (result.__typename) {
              case 'TravelSet':
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

function Distances(props: { form: Form; before: Volunteer }) {
  const t = useWords(words)
  const s = useWords(terms)
  const [unit, setUnit] = createSignal<Unit>('miles')
  const kept = (mode: TravelMode) => props.before.travels.find((each) => each.mode === mode)?.maxKm
  const [typed, setTyped] = createSignal<Partial<Record<TravelMode, string>>>(
    Object.fromEntries(
      modes.flatMap((mode) => {
        const km = kept(mode)
        return km === undefined ? [] : [[mode, String(distanceIn('miles', km))]]
      }),
    ),
  )
  const numberIn = (mode: TravelMode) => {
    const text = typed()[mode]?.trim() ?? ''
    return /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined
  }
  // What is written is said in the other unit, and turned into it when the unit is changed.
  const turn = (next: Unit) => {
    if (next === unit()) return
    const turned = Object.fromEntries(
      modes.flatMap((mode) => {
        const distance = numberIn(mode)
        return distance === undefined
          ? [[mode, typed()[mode] ?? '']]
          : [[mode, String(distanceIn(next, kmOf(distance, unit())))]]
      }),
    )
    setUnit(next)
    setTyped(turned)
  }
  const other = (mode: TravelMode) => {
    const distance = numberIn(mode)
    if (distance === undefined) return undefined
    const next: Unit = unit() === 'miles' ? 'km' : 'miles'
    return t().same[next](String(distanceIn(next, kmOf(distance, unit()))))
  }
  return (
    <>
      <Radios
        name="unit"
        label={t().distanceIn}
        small
        inline
        value={unit()}
        choices={[
          { value: 'miles', text: t().unit.miles },
          { value: 'km', text: t().unit.km },
        ]}
        onChange={(value) => turn(value === 'km' ? 'km' : 'miles')}
      />
      <p class="al-quiet">{t().travelIntro}</p>
      <div class="al-columns">
        <For each={modes}>
          {(mode) => (
            <div class="al-distance">
              <TextField
                name={`far-${mode}`}
                label={s().travel[mode]}
                inputmode="decimal"
                autocomplete="off"
                width={4}
                value={typed()[mode]}
                error={props.form.error(`far-${mode}`)}
                onInput={(event) => setTyped({ ...typed(), [mode]: event.currentTarget.value })}
              />
              <span class="al-quiet al-distance__other">{other(mode)}</span>
            </div>
          )}
        </For>
      </div>
    </>
  )
}

/** How much they wish to do. */
export function Limits(props: { desk: Desk }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const edit = useEdit(props.desk)
  const said = (minutes: number | null | undefined) =>
    minutes == null ? undefined : formatMinutes(language(), minutes)
  const hours = (minutes: number | null | undefined) =>
    minutes == null ? undefined : String(Math.round((minutes / 60) * 100) / 100)
  return (
    <Part
      desk={props.desk}
      part="limits"
      facts={(each) => [each.visitsAWeek, each.minutesAWeek, each.targetMinutesAWeek]}
      shown={(each) => (
        <Facts>
          <Fact name={t().visitsAWeek}>{each.visitsAWeek ?? t().noLimit}</Fact>
          <Fact name={t().hoursAWeek}>{said(each.minutesAWeek) ?? t().noLimit}</Fact>
          <Maybe name={t().targetHours} value={said(each.targetMinutesAWeek)} always />
        </Facts>
      )}
      fields={(form, before) => (
        <>
          <TextField
            name="visitsAWeek"
            label={t().visitsAWeek}
            optional
            width={3}
            inputmode="numeric"
            value={before.visitsAWeek == null ? undefined : String(before.visitsAWeek)}
            error={form.error('visitsAWeek')}
          />
          <TextField
            name="minutesAWeek"
            label={t().hoursAWeek}
            optional
            width={3}
            inputmode="decimal"
            value={hours(before.minutesAWeek)}
            error={form.error('minutesAWeek')}
          />
          <TextField
            name="targetMinutesAWeek"
            label={t().targetHours}
            optional
            width={3}
            inputmode="decimal"
            value={hours(before.targetMinutesAWeek)}
            error={form.error('targetMinutesAWeek')}
          />
        </>
      )}
      send={(data, version) => {
        const problems: Problem[] = []
        const visitsAWeek = numberOf(data, 'visitsAWeek')
        if (visitsAWeek === null || (visitsAWeek ?? 0) > 100 || !Number.isInteger(visitsAWeek ?? 0))
          problems.push({ field: 'visitsAWeek', text: t().visitsWrong })
        const minutes = (field: 'minutesAWeek' | 'targetMinutesAWeek') => {
          const given = numberOf(data, field)
          if (given === null || (given ?? 0) > 168) problems.push({ field, text: t().hoursWrong })
          return given == null ? null : Math.round(given * 60)
        }
        const minutesAWeek = minutes('minutesAWeek')
        const targetMinutesAWeek = minutes('targetMinutesAWeek')
        if (problems.length > 0) return Promise.resolve(problems)
        return edit.save({ visitsAWeek: visitsAWeek ?? null, minutesAWeek, targetMinutesAWeek }, version)
      }}
      fault={edit.fault}
      saving={edit.busy}
    />
  )
}
