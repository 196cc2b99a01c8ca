import { For } from 'solid-js'
import { Loaded } from '../shell/loaded.tsx'
import { useRead } from '../shell/reads.ts'
import { DetailsLater } from '../ui/details-later.tsx'
import { weekdayName } from '../ui/words/dates.ts'
import { useLanguage, useWords } from '../ui/words/use-words.tsx'
import { Shortages } from './week-plan.operations.ts'
import { words } from './week-plan.words.ts'

/** Where people are too few in this week, as sentences. Read when somebody opens it. */
export function ShortagesPanel(props: { monday: string }) {
  const t = useWords(words)
  return (
    <DetailsLater summary={t().shortages}>
      <List monday={props.monday} />
    </DetailsLater>
  )
}

function List(props: { monday: string }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const read = useRead(Shortages, () => ({ week: props.monday }), {
    live: ['plan_suggestion', 'assignment', 'visit'],
  })
  return (
    <Loaded read={read}>
      {(data) => (
        <ul>
          <For each={data().shortages} fallback={<li>{t().noShortages}</li>}>
            {(each) => (
              <li>
                {t().shortage(
                  each.visits.length,
                  language() === 'cy' ? each.kindNameCy : each.kindName,
                  each.weekday == null ? '' : weekdayName(language(), each.weekday),
                  each.area ?? '',
                )}{' '}
                {t().couldIfFree(each.eligible)} {t().recruit(each.volunteersNeeded)}
              </li>
            )}
          </For>
        </ul>
      )}
    </Loaded>
  )
}
