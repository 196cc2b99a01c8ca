import { createSignal, For, lazy, Show } from 'solid-js'
import type { PersonPageQuery } from '../gql/graphql.ts'
import { onceKey } from '../graphql.ts'
import { FaultLine } from '../shell/loaded.tsx'
import { useAct } from '../shell/reads.ts'
import { LinkButton } from '../ui/button.tsx'
import { DetailsLater } from '../ui/details-later.tsx'
import { formatDate } from '../ui/words/dates.ts'
import { useLanguage, useWords } from '../ui/words/use-words.tsx'
import { UnblockPair } from './between.operations.ts'
import { words } from './between.words.ts'

type Shown = NonNullable<PersonPageQuery['node']>
type Pair = Extract<Shown, { __typename: 'Patient' }>['blockedPairs'][number]
/** A pair as either of its two pages reads it: the one on whose page it stands goes without saying. */
export type Apart = Pick<Pair, 'id' | 'askedBy' | 'sinceOn' | 'untilOn' | 'viewerMay'> & {
  volunteer?: Pair['volunteer']
  patient?: { id: string; name: string } | null
  carer?: { id: string; name: string } | null
}

const KeepApartForm = lazy(() => import('./keep-apart-form.tsx'))

/** Who is not to be matched with this person, or with this volunteer. For co-ordinators of volunteers alone: the API
 *  gives nobody else a pair, and the page does not show the part. */
export function KeptApart(props: {
  of: { kind: 'patient' | 'carer' | 'volunteer'; id: string }
  all: readonly Apart[]
  again: () => void
}) {
  const t = useWords(words)
  const { language } = useLanguage()
  const unblock = useAct(UnblockPair)
  const [said, setSaid] = createSignal('')
  // Made anew after each addition, so that nothing of the last stays in it.
  const [turn, setTurn] = createSignal(0)
  const ofVolunteer = () => props.of.kind === 'volunteer'
  const date = (iso: string) => formatDate(language(), iso, 'date')
  const other = (pair: Apart): { name: string; href: string } | undefined => {
    const found = ofVolunteer() ? (pair.patient ?? pair.carer) : pair.volunteer
    return found ? { name: found.name, href: `/${ofVolunteer() ? 'people' : 'volunteers'}/${found.id}` } : undefined
  }
  const nameOf = (pair: Apart) => other(pair)?.name ?? t().someone

  const end = async (pair: Apart) => {
    if (!(await unblock.send({ input: { id: pair.id, clientMutationId: onceKey() } }))) return
    setSaid(t().nowTogether(nameOf(pair)))
    props.again()
  }
  return (
    <section class="al-panel al-section al-no-print" aria-labelledby="kept-apart">
      <h2 id="kept-apart">{t().apart}</h2>
      <p role="status" class="al-said">
        {said()}
      </p>
      <FaultLine fault={unblock.fault()} />
      <Show when={props.all.length > 0} fallback={<p class="al-quiet">{t().nobody}</p>}>
        <p class="al-quiet">{ofVolunteer() ? t().apartOfVolunteer : t().apartOfPerson}</p>
        <ul class="al-entries">
          <For each={props.all}>
            {(pair) => (
              <li>
                <Show when={other(pair)} fallback={<strong>{t().someone}</strong>}>
                  {(found) => <a href={found().href}>{found().name}</a>}
                </Show>
                <span class="al-block al-quiet">
                  {[
                    t().askedBy[pair.askedBy],
                    t().since(date(pair.sinceOn)),
                    pair.untilOn ? t().until(date(pair.untilOn)) : '',
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
                <Show when={pair.viewerMay.includes('unblockPair')}>
                  <LinkButton
                    aria-busy={unblock.busy()}
                    aria-label={t().matchAgainWith(nameOf(pair))}
                    onClick={() => void end(pair)}
                  >
                    {t().matchAgain}
                  </LinkButton>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <For each={[turn()]}>
        {() => (
          <DetailsLater summary={ofVolunteer() ? t().addPerson : t().addVolunteer}>
            <KeepApartForm
              of={props.of}
              done={(name) => {
                setSaid(t().nowApart(name))
                setTurn(turn() + 1)
                props.again()
              }}
            />
          </DetailsLater>
        )}
      </For>
    </section>
  )
}
