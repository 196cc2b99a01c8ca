import { createSignal, For, Show } from 'solid-js'
import type { BlockedBy, PersonPageQuery } from '../gql/graphql.ts'
import { onceKey } from '../graphql.ts'
import { FaultLine } from '../shell/loaded.tsx'
import { problemsOf } from '../shell/problems.ts'
import { useAct } from '../shell/reads.ts'
import { Button, Details, LinkButton } from '../ui/button.tsx'
import { DateFields, ErrorSummary, Radios } from '../ui/fields.tsx'
import { createForm, dateOf, textOf, type Problem } from '../ui/form.ts'
import { formatDate } from '../ui/words/dates.ts'
import { useLanguage, useWords } from '../ui/words/use-words.tsx'
import { BlockPair, UnblockPair } from './between.operations.ts'
import { words } from './between.words.ts'
import { PersonPicker, VolunteerPicker, type Picked } from './person-picker.tsx'

type Shown = NonNullable<PersonPageQuery['node']>
type Pair = Extract<Shown, { __typename: 'Patient' }>['blockedPairs'][number]
/** A pair as either of its two pages reads it: the one on whose page it stands goes without saying. */
export type Apart = Pick<Pair, 'id' | 'askedBy' | 'sinceOn' | 'untilOn' | 'viewerMay'> & {
  volunteer?: Pair['volunteer']
  patient?: { id: string; name: string } | null
  carer?: { id: string; name: string } | null
}

const askedBys: readonly BlockedBy[] = ['PERSON', 'VOLUNTEER', 'CO_ORDINATOR']
const fieldsOf = { volunteer: 'apart', patient: 'apart', carer: 'apart', untilOn: 'apartUntil' }

/** Who is not to be matched with this person, or with this volunteer. For co-ordinators of volunteers alone: the API
 *  gives nobody else a pair, and the page does not show the part. */
export function KeptApart(props: {
  of: { kind: 'patient' | 'carer' | 'volunteer'; id: string }
  all: readonly Apart[]
  again: () => void
}) {
  const t = useWords(words)
  const { language } = useLanguage()
  const block = useAct(BlockPair)
  const unblock = useAct(UnblockPair)
  const [said, setSaid] = createSignal('')
  const [volunteer, setVolunteer] = createSignal<{ id: string; name: string }>()
  const [person, setPerson] = createSignal<Picked>()
  // Made anew after each addition, so that nothing of the last stays in it.
  const [turn, setTurn] = createSignal(0)
  const ofVolunteer = () => props.of.kind === 'volunteer'
  const date = (iso: string) => formatDate(language(), iso, 'date')
  const other = (pair: Apart): { name: string; href: string } | undefined => {
    const found = ofVolunteer() ? (pair.patient ?? pair.carer) : pair.volunteer
    return found ? { name: found.name, href: `/${ofVolunteer() ? 'people' : 'volunteers'}/${found.id}` } : undefined
  }
  const nameOf = (pair: Apart) => other(pair)?.name ?? t().someone

  const form = createForm(async (data) => {
    const chosen = ofVolunteer() ? person() : volunteer()
    const askedBy = askedBys.find((each) => each === textOf(data, 'askedBy'))
    const untilOn = dateOf(data, 'apartUntil')
    const problems: Problem[] = []
    if (!chosen) problems.push({ field: 'apart', text: t().chooseSomebody })
    if (!askedBy) problems.push({ field: 'askedBy', text: t().chooseWho })
    if (untilOn === null) problems.push({ field: 'apartUntil', text: t().enterUntil })
    if (!chosen || !askedBy || untilOn === null) return problems
    const kind = ofVolunteer() ? person()?.kind : props.of.kind
    const personId = ofVolunteer() ? chosen.id : props.of.id
    const answer = await block.send({
      input: {
        clientMutationId: onceKey(),
        volunteer: ofVolunteer() ? props.of.id : chosen.id,
        ...(kind === 'carer' ? { carer: personId } : { patient: personId }),
        askedBy,
        untilOn: untilOn ?? null,
      },
    })
    if (!answer) return problemsOf(block.fault(), language(), fieldsOf)
    setSaid(t().nowApart(chosen.name))
    setVolunteer(undefined)
    setPerson(undefined)
    setTurn(turn() + 1)
    props.again()
    return []
  })
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
          <Details summary={ofVolunteer() ? t().addPerson : t().addVolunteer}>
            <form onSubmit={form.submit} novalidate>
              <ErrorSummary problems={form.problems()} />
              <FaultLine fault={block.fault()?.kind === 'badInput' ? undefined : block.fault()} />
              <Show
                when={ofVolunteer()}
                fallback={
                  <VolunteerPicker
                    name="apart"
                    label={t().findVolunteer}
                    error={form.error('apart')}
                    onPick={setVolunteer}
                  />
                }
              >
                <PersonPicker
                  name="apart"
                  label={t().findPerson}
                  kinds={['patient', 'carer']}
                  error={form.error('apart')}
                  onPick={setPerson}
                />
              </Show>
              <Radios
                name="askedBy"
                label={t().who}
                small
                choices={askedBys.map((value) => ({ value, text: t().whoWas[value] }))}
                error={form.error('askedBy')}
              />
              <DateFields
                name="apartUntil"
                label={t().untilOn}
                hint={t().apartUntilHint}
                optional
                error={form.error('apartUntil')}
              />
              <p class="al-quiet">{t().planned}</p>
              <Button type="submit" kind="secondary" small busy={block.busy()}>
                {t().apartButton}
              </Button>
            </form>
          </Details>
        )}
      </For>
    </section>
  )
}
