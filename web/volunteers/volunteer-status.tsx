import { createSignal, For, Show } from 'solid-js'
import type { VolunteerStatus } from '../gql/graphql.ts'
import { onceKey } from '../graphql.ts'
import { FaultLine } from '../shell/loaded.tsx'
import { unforeseen, useAct } from '../shell/reads.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { common } from '../ui/words/common.words.ts'
import { terms } from '../ui/words/terms.words.ts'
import { useWords } from '../ui/words/use-words.tsx'
import { StatusTag } from './status-tag.tsx'
import type { Desk } from './volunteer-part.tsx'
import { EditVolunteer } from './volunteer.operations.ts'
import { words } from './volunteer.words.ts'
import { movesFrom } from './volunteers.rules.ts'

/** Where they stand, and the moves that lead on from there. Leaving is asked about first: the way back is a long one. */
export function Status(props: { desk: Desk }) {
  const t = useWords(words)
  const c = useWords(common)
  const s = useWords(terms)
  const edit = useAct(EditVolunteer)
  const [leaving, setLeaving] = createSignal(false)
  const volunteer = () => props.desk.volunteer()
  const say = (status: VolunteerStatus) => s().volunteerStatus[status]

  const moveTo = async (to: VolunteerStatus) => {
    const from = volunteer().status
    for (let attempt = 0; attempt < 3; attempt++) {
      const answer = await edit.send({
        input: { clientMutationId: onceKey(), id: volunteer().id, version: volunteer().version, status: to },
      })
      setLeaving(false)
      if (!answer) return
      const result = answer.editVolunteer
      await props.desk.refresh()
      switch (result.__typename) {
        case 'VolunteerEdited':
          return props.desk.say(t().moved(say(to)))
        case 'StatusNotPossible':
          return props.desk.say(t().notPossible(say(result.from)))
        case 'Stale':
          // Something else of the record moved: the status is still what was seen, so the move still stands.
          if (volunteer().status !== from) return props.desk.say(t().notPossible(say(volunteer().status)))
          break
        default:
          return unforeseen(result)
      }
    }
  }

  return (
    <section class="al-panel al-status" aria-labelledby="part-status">
      <h2 id="part-status">{t().parts.status}</h2>
      <div class="al-row">
        <StatusTag status={volunteer().status}>{say(volunteer().status)}</StatusTag>
        <Show when={props.desk.mayKeep()}>
          <span class="al-quiet" id="moves">
            {t().moveTo}
          </span>
          <ul class="al-plain al-status__moves" aria-labelledby="moves">
            <For each={movesFrom[volunteer().status]}>
              {(to) => (
                <li>
                  <Button
                    kind="secondary"
                    small
                    busy={edit.busy()}
                    onClick={() => (to === 'LEFT' ? setLeaving(true) : void moveTo(to))}
                  >
                    {say(to)}
                  </Button>
                </li>
              )}
            </For>
          </ul>
        </Show>
      </div>
      <FaultLine fault={edit.fault()} />
      <Dialog open={leaving()} onClose={() => setLeaving(false)} title={t().leaveTitle(volunteer().name)}>
        <p>{t().leaveIntro}</p>
        <div class="al-row">
          <Button kind="warning" busy={edit.busy()} onClick={() => void moveTo('LEFT')}>
            {t().leave}
          </Button>
          <Button kind="secondary" onClick={() => setLeaving(false)}>
            {c().cancel}
          </Button>
        </div>
      </Dialog>
    </section>
  )
}
