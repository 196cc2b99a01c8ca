import { createEffect, createSignal, For, Show } from 'solid-js'
import type { RepairWaysQuery } from '../gql/graphql.ts'
import { onceKey } from '../graphql.ts'
import { FaultLine, Loaded } from '../shell/loaded.tsx'
import { unforeseen, useAct, useRead } from '../shell/reads.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { formatDate, formatTime, today } from '../ui/words/dates.ts'
import { useLanguage, useWords } from '../ui/words/use-words.tsx'
import { nameOf } from './person-of.ts'
import { ApplyRepair, RepairWays } from './week-plan.operations.ts'
import { words } from './week-plan.words.ts'
import { weekFrom } from './week.rules.ts'

type Way = RepairWaysQuery['repairOptions'][number]

/** A volunteer who cannot come: the days, two or three ways to cover their visits, and one press for one of them. */
export function CoverDialog(props: {
  volunteer: { id: string; name: string } | undefined
  monday: string
  onClose: () => void
  onCovered: (said: string) => void
}) {
  const t = useWords(words)
  return (
    <Dialog
      open={props.volunteer !== undefined}
      onClose={props.onClose}
      title={t().coverTitle(props.volunteer?.name ?? '')}
      wide
    >
      <Show when={props.volunteer}>
        {(volunteer) => <Ways volunteer={volunteer()} monday={props.monday} onCovered={props.onCovered} />}
      </Show>
    </Dialog>
  )
}

function Ways(props: { volunteer: { id: string; name: string }; monday: string; onCovered: (said: string) => void }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const days = () => weekFrom(props.monday).filter((on) => on >= today())
  const [from, setFrom] = createSignal(days()[0] ?? props.monday)
  const [to, setTo] = createSignal(days().at(-1) ?? props.monday)
  createEffect(() => {
    if (to() < from()) setTo(from())
  })
  const ways = useRead(RepairWays, () => ({ volunteer: props.volunteer.id, from: from(), to: to() }), {
    live: ['assignment', 'visit'],
  })
  const apply = useAct(ApplyRepair)
  const [said, setSaid] = createSignal('')
  const take = async (option: string) => {
    const answer = await apply.send({
      input: { volunteer: props.volunteer.id, from: from(), to: to(), option, clientMutationId: onceKey() },
    })
    if (!answer) return
    const result = answer.applyRepair
    switch (result.__typename) {
      case 'RepairApplied':
        return props.onCovered(t().covered(props.volunteer.name))
      case 'RepairChanged':
        setSaid(t().coverChanged)
        return ways.again()
      default:
        return unforeseen(result)
    }
  }
  const day = (id: string, label: string, value: () => string, set: (on: string) => void, least: () => string) => (
    <div class="nhsuk-form-group">
      <label class="nhsuk-label" for={id}>
        {label}
      </label>
      <select id={id} class="nhsuk-select" value={value()} onChange={(event) => set(event.currentTarget.value)}>
        <For each={days().filter((on) => on >= least())}>
          {(on) => (
            <option value={on} selected={on === value()}>
              {formatDate(language(), on)}
            </option>
          )}
        </For>
      </select>
    </div>
  )
  type Told = Way['unfilled'][number]
  const visit = (each: Told | null | undefined) =>
    each
      ? `${formatDate(language(), each.occursOn, 'short')}${each.startsAt ? ` ${formatTime(language(), each.startsAt)}` : ''} ${nameOf(each.task, t().someone)}`
      : t().someone
  return (
    <>
      <div class="al-row">
        {day('cover-from', t().firstDay, from, setFrom, () => '')}
        {day('cover-to', t().lastDay, to, setTo, from)}
      </div>
      <p>{t().coverNote}</p>
      <p role="status">{said()}</p>
      <FaultLine fault={apply.fault()} />
      <Loaded read={ways}>
        {(data) => (
          <For each={data().repairOptions} fallback={<p>{t().coverNothing}</p>}>
            {(way, index) => (
              <section class="al-panel" aria-labelledby={`way-${index()}`}>
                <h3 id={`way-${index()}`}>
                  {t().way(index() + 1)}. {t().refills(way.refilled.length, way.lost, way.moved.length)}
                </h3>
                <ul>
                  <For each={way.refilled}>
                    {(each) => <li>{t().instead(visit(each.visit), each.to?.name ?? t().someone)}</li>}
                  </For>
                  <For each={way.moved}>
                    {(each) => (
                      <li>
                        {t().moves(visit(each.visit), each.from?.name ?? t().someone, each.to?.name ?? t().someone)}
                      </li>
                    )}
                  </For>
                  <For each={way.unfilled}>{(each) => <li>{t().stillOpen(visit(each))}</li>}</For>
                </ul>
                <Button kind="secondary" small busy={apply.busy()} onClick={() => void take(way.key)}>
                  {t().doThis}
                  <span class="nhsuk-u-visually-hidden">: {t().way(index() + 1)}</span>
                </Button>
              </section>
            )}
          </For>
        )}
      </Loaded>
    </>
  )
}
