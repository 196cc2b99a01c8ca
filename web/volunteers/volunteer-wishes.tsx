import { For, Show } from 'solid-js'
import { onceKey } from '../graphql.ts'
import { unforeseen, useAct } from '../shell/reads.ts'
import { Fact, Facts } from '../ui/button.tsx'
import { Checkboxes } from '../ui/fields.tsx'
import { ticksOf } from '../ui/form.ts'
import { inOrder } from '../ui/words/order.ts'
import { nameIn, useLanguage, useWords } from '../ui/words/use-words.tsx'
import { useEdit } from './volunteer-details.tsx'
import { Part, sendWith, type Desk, type Sent } from './volunteer-part.tsx'
import { SetVolunteerSkills } from './volunteer.operations.ts'
import { words } from './volunteer.words.ts'

const boundaries = ['noPets', 'noSmoking', 'noStairs'] as const

/** Where they do not go, and what they like best. */
export function Wishes(props: { desk: Desk }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const edit = useEdit(props.desk)
  const kinds = () => props.desk.lists()?.taskKinds ?? []
  const kindName = (code: string) => {
    const found = kinds().find((each) => each.code === code)
    return found ? nameIn(language(), found) : code
  }
  return (
    <Part
      desk={props.desk}
      part="wishes"
      facts={(each) => [...boundaries.map((boundary) => each[boundary]), each.preferredKinds]}
      shown={(each) => (
        <Facts>
          <Fact name={t().notTo}>
            <Show when={boundaries.some((boundary) => each[boundary])} fallback={t().anywhere}>
              {boundaries
                .filter((boundary) => each[boundary])
                .map((boundary) => (
                  <span class="al-block">{t()[boundary]}</span>
                ))}
            </Show>
          </Fact>
          <Fact name={t().preferred}>
            <For each={each.preferredKinds} fallback={t().anyKind}>
              {(code) => <span class="al-block">{kindName(code)}</span>}
            </For>
          </Fact>
        </Facts>
      )}
      fields={(form, before) => (
        <>
          <Checkboxes
            name="boundaries"
            label={t().notTo}
            small
            values={boundaries.filter((boundary) => before[boundary])}
            choices={boundaries.map((value) => ({ value, text: t()[value] }))}
            error={form.error('boundaries')}
          />
          <div class="al-many">
            <Checkboxes
              name="preferredKinds"
              label={t().preferred}
              small
              values={before.preferredKinds}
              choices={inOrder(language(), kinds(), (each) => nameIn(language(), each)).map((each) => ({
                value: each.code,
                text: nameIn(language(), each),
              }))}
              error={form.error('preferredKinds')}
            />
          </div>
        </>
      )}
      send={(data, version) => {
        const ticked = ticksOf(data, 'boundaries')
        return edit.save(
          {
            noPets: ticked.includes('noPets'),
            noSmoking: ticked.includes('noSmoking'),
            noStairs: ticked.includes('noStairs'),
            preferredKinds: ticksOf(data, 'preferredKinds'),
          },
          version,
        )
      }}
      fault={edit.fault}
      saving={edit.busy}
    />
  )
}

/** What they can do. */
export function Skills(props: { desk: Desk }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const act = useAct(SetVolunteerSkills)
  const skills = () => props.desk.lists()?.skills ?? []
  return (
    <Part
      desk={props.desk}
      part="skills"
      facts={(each) => each.skills.map((skill) => skill.code)}
      shown={(each) => (
        <Show when={each.skills.length > 0} fallback={<p>{t().noSkills}</p>}>
          <ul class="nhsuk-list nhsuk-list--bullet">
            <For each={inOrder(language(), each.skills, (one) => nameIn(language(), one))}>
              {(skill) => <li>{nameIn(language(), skill)}</li>}
            </For>
          </ul>
        </Show>
      )}
      fields={(form, before) => (
        <div class="al-many">
          <Checkboxes
            name="skills"
            label={t().parts.skills}
            small
            values={before.skills.map((skill) => skill.code)}
            choices={inOrder(language(), skills(), (each) => nameIn(language(), each)).map((each) => ({
              value: each.code,
              text: nameIn(language(), each),
            }))}
            error={form.error('skills')}
          />
        </div>
      )}
      send={(data, version) =>
        sendWith(
          act,
          {
            input: {
              clientMutationId: onceKey(),
              volunteer: props.desk.volunteer().id,
              version,
              skills: ticksOf(data, 'skills'),
            },
          },
          (answer): Sent => {
            const result = answer.setVolunteerSkills
            switch (result.__typename) {
              case 'VolunteerSkillsSet':
                return 'saved'
              case 'Stale':
                return 'stale'
              default:
                return unforeseen(result) ?? 'failed'
            }
          },
          language(),
        )
      }
      fault={act.fault}
      saving={act.busy}
    />
  )
}
