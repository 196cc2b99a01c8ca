import { For } from 'solid-js'
import { weekdayName } from './words/dates.ts'
import { useLanguage } from './words/use-words.tsx'

/** One week of a person in seven boxes: how many visits each day, Monday first. A real list to a screen reader. */
export function WeekStrip(props: { label: string; visits: readonly number[]; marked?: number | undefined }) {
  const { language } = useLanguage()
  return (
    <ul class="al-week-strip" aria-label={props.label}>
      <For each={[1, 2, 3, 4, 5, 6, 7]}>
        {(weekday) => (
          <li classList={{ 'al-week-strip__day': true, 'al-week-strip__day--marked': props.marked === weekday }}>
            <abbr title={weekdayName(language(), weekday)}>{weekdayName(language(), weekday, 'short')}</abbr>
            <strong>{props.visits[weekday - 1] ?? 0}</strong>
          </li>
        )}
      </For>
    </ul>
  )
}
