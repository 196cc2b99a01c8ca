import { createSignal, For, Show, type JSX } from 'solid-js'
import { onceKey } from '../graphql.ts'
import { FaultLine } from '../shell/loaded.tsx'
import type { Act } from '../shell/reads.ts'
import { Button, Details, LinkButton } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { common } from '../ui/words/common.words.ts'
import { formatDate } from '../ui/words/dates.ts'
import { useLanguage, useWords } from '../ui/words/use-words.tsx'
import type { Desk } from './volunteer-part.tsx'
import { words } from './volunteer.words.ts'

interface Revocable {
  id: string
  revokedAt?: string | null
}

/** What counts, each with a way to take it away, and what was taken away, out of sight until asked for. */
export function Held<Row extends Revocable, Data>(props: {
  rows: readonly Row[]
  nothing: string
  name: (row: Row) => string
  says: (row: Row) => JSX.Element
  desk: Desk
  revoke: Act<Data, { input: { id: string; clientMutationId: string } }>
}) {
  const t = useWords(words)
  const c = useWords(common)
  const { language } = useLanguage()
  const [going, setGoing] = createSignal<{ id: string; name: string }>()
  const now = () => props.rows.filter((row) => !row.revokedAt)
  const past = () => props.rows.filter((row) => row.revokedAt)
  const takeAway = async () => {
    const chosen = going()
    if (!chosen) return
    const answer = await props.revoke.send({ input: { id: chosen.id, clientMutationId: onceKey() } })
    if (!answer) return
    await props.desk.refresh()
    setGoing(undefined)
    props.desk.say(t().revokedNow(chosen.name))
  }
  return (
    <>
      <Show when={now().length > 0} fallback={<p>{props.nothing}</p>}>
        <ul class="al-plain al-cases">
          <For each={now()}>
            {(row) => (
              <li class="al-held">
                <div>
                  <strong class="al-block">{props.name(row)}</strong>
                  {props.says(row)}
                </div>
                <Show when={props.desk.mayKeep()}>
                  <LinkButton
                    aria-label={t().takeAwayOf(props.name(row))}
                    onClick={() => setGoing({ id: row.id, name: props.name(row) })}
                  >
                    {t().takeAway}
                  </LinkButton>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={past().length > 0}>
        <Details summary={t().earlier(past().length)}>
          <ul class="al-plain al-cases">
            <For each={past()}>
              {(row) => (
                <li>
                  <strong class="al-block">{props.name(row)}</strong>
                  <span class="al-quiet">{t().revoked(formatDate(language(), row.revokedAt ?? '', 'date'))}</span>
                </li>
              )}
            </For>
          </ul>
        </Details>
      </Show>
      <Dialog
        open={going() !== undefined}
        onClose={() => setGoing(undefined)}
        title={t().revokeTitle(going()?.name ?? '')}
      >
        <p>{t().revokeIntro}</p>
        <FaultLine fault={props.revoke.fault()} />
        <div class="al-row">
          <Button kind="warning" busy={props.revoke.busy()} onClick={() => void takeAway()}>
            {t().revoke}
          </Button>
          <Button kind="secondary" onClick={() => setGoing(undefined)}>
            {c().cancel}
          </Button>
        </div>
      </Dialog>
    </>
  )
}
