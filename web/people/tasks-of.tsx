import { For, Show } from 'solid-js'
import type { PersonPageQuery } from '../gql/graphql.ts'
import { Tag } from '../ui/button.tsx'
import { sayRecurrence } from '../ui/words/recurrence.ts'
import { terms } from '../ui/words/terms.words.ts'
import { nameIn, useLanguage, useWords } from '../ui/words/use-words.tsx'
import { sayWhen } from '../ui/words/when.ts'
import { taskColour } from './status-colour.ts'
import { words } from './person.words.ts'

type Shown = NonNullable<PersonPageQuery['node']>
type TaskList = Extract<Shown, { __typename: 'Patient' }>['tasks']
type Task = TaskList['nodes'][number]

/** What help was asked for, newest first, and what became of it. */
export function TasksOf(props: { tasks: TaskList }) {
  const t = useWords(words)
  const s = useWords(terms)
  const { language } = useLanguage()
  return (
    <section class="al-panel al-section" aria-labelledby="tasks">
      <h2 id="tasks">{t().tasks}</h2>
      <Show when={props.tasks.nodes.length > 0} fallback={<p class="al-quiet">{t().noTasks}</p>}>
        <ul class="al-entries">
          <For each={props.tasks.nodes}>
            {(task) => (
              <li>
                <div class="al-row">
                  <a href={`/tasks/${task.id}`}>{nameIn(language(), task.kind)}</a>
                  <span class="al-quiet">{sayRecurrence(language(), task.recurrence)}</span>
                  <Tag colour={taskColour[task.status]}>{s().taskStatus[task.status]}</Tag>
                </div>
                <Show when={task.nextVisit}>
                  {(visit) => (
                    <p>
                      {t().nextVisit}: {sayWhen(language(), visit())}
                      <span class="al-block al-quiet">
                        {[goers(visit(), t().volunteer), stillOpen(task, visit()) ? t().needsSomeone : '']
                          .filter(Boolean)
                          .join(' · ')}
                      </span>
                    </p>
                  )}
                </Show>
                <Show when={task.unmetReason}>
                  {(why) => (
                    <p class="al-quiet">
                      {t().because}: {why()}
                    </p>
                  )}
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={props.tasks.totalCount > props.tasks.nodes.length}>
        <p class="al-quiet">{t().someMore(props.tasks.totalCount)}</p>
      </Show>
    </section>
  )
}

/** The visit wants somebody, and the task's own state has not said so already. */
const stillOpen = (task: Task, visit: NonNullable<Task['nextVisit']>): boolean =>
  visit.placesOpen > 0 && task.status !== 'OPEN'

/** Who goes, one "Volunteer: name" each. */
const goers = (visit: NonNullable<Task['nextVisit']>, label: string): string =>
  visit.assignments
    .map((each) => (each.volunteer ? `${label}: ${each.volunteer.name}` : ''))
    .filter(Boolean)
    .join(' · ')
