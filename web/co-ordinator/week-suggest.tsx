import { createSignal, For, Match, Show, Switch } from 'solid-js'
import type { ApplyPlanMutation } from '../gql/graphql.ts'
import { onceKey } from '../graphql.ts'
import { FaultLine } from '../shell/loaded.tsx'
import { useAct } from '../shell/reads.ts'
import { Button, Details } from '../ui/button.tsx'
import { formatDate, formatMinutes } from '../ui/words/dates.ts'
import { sayReason, type ReasonLike } from '../ui/words/reasons.words.ts'
import { nameIn, useLanguage, useWords } from '../ui/words/use-words.tsx'
import type { Language } from '../ui/words/catalogue.ts'
import { nameOf } from './person-of.ts'
import type { Plan } from './use-plan.ts'
import { ApplyPlan, CancelPlanRun, ProposeWeek } from './week-plan.operations.ts'
import { words } from './week-plan.words.ts'

const sliders = ['continuity', 'travel', 'fairness', 'keepPlan'] as const
type Slider = (typeof sliders)[number]
type Applied = Extract<ApplyPlanMutation['applyPlan'], { __typename: 'PlanApplied' }>

/** Why a suggestion could not be used after all, as a sentence. */
export const sayChanged = (language: Language, reason: ReasonLike): string =>
  (words[language].why as Readonly<Record<string, string>>)[reason.code] ?? sayReason(language, reason)

/** Asking for suggestions: what matters more, how far it is, what would change, and taking them into the week. */
export function SuggestPanel(props: { monday: string; plan: Plan; onUsed: (count: number) => void }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const propose = useAct(ProposeWeek)
  const cancel = useAct(CancelPlanRun)
  const apply = useAct(ApplyPlan)
  const [moved, setMoved] = createSignal<Partial<Record<Slider, number>>>({})
  const [changed, setChanged] = createSignal<Applied['changed']>([])
  const run = () => props.plan.run()
  const at = (slider: Slider) => moved()[slider] ?? props.plan.state.data()?.planSliders?.[slider] ?? 2
  const isWorking = () => run()?.status === 'WAITING' || run()?.status === 'RUNNING'
  const ask = async () => {
    setChanged([])
    await propose.send({
      input: { locality: props.plan.locality(), week: props.monday, ...moved(), clientMutationId: onceKey() },
    })
    props.plan.again()
  }
  const stop = async (id: string) => {
    await cancel.send({ input: { run: id, clientMutationId: onceKey() } })
    props.plan.again()
  }
  const use = async (id: string) => {
    const answer = await apply.send({ input: { run: id, clientMutationId: onceKey() } })
    props.plan.again()
    if (answer?.applyPlan.__typename !== 'PlanApplied') return
    setChanged(answer.applyPlan.changed)
    props.onUsed(answer.applyPlan.chosen.length)
  }
  const minutes = (n: number | null | undefined) => (n == null ? t().none : formatMinutes(language(), n))
  const percent = (n: number | null | undefined) => (n == null ? t().none : t().percent(n))
  const area = () => {
    const place = props.plan.localities().find((each) => each.id === props.plan.locality())
    return place ? nameIn(language(), place) : ''
  }
  return (
    <section aria-label={t().panel}>
      <FaultLine fault={propose.fault() ?? cancel.fault() ?? apply.fault()} />
      <div role="status">
        <Switch>
          <Match when={isWorking() && run()}>
            {(now) => (
              <div class="al-row">
                <label for="plan-progress">
                  {now().status === 'WAITING' ? t().waiting : t().working(now().progress)}
                </label>
                <progress id="plan-progress" max="100" value={now().progress} />
                <Button kind="secondary" small onClick={() => void stop(now().id)}>
                  {t().cancel}
                </Button>
              </div>
            )}
          </Match>
          <Match when={run()?.status === 'CANCELLED'}>
            <p>{t().cancelled}</p>
          </Match>
          <Match when={run()?.status === 'FAILED'}>
            <p>{t().failed}</p>
          </Match>
          <Match when={run()?.status === 'DONE' && props.plan.preview().length === 0 && run()?.suggested === 0}>
            <p>{run()?.unfilledBefore === 0 ? t().noneOpen(area()) : t().found(0)}</p>
          </Match>
          <Match when={props.plan.preview().length > 0}>
            <p>{t().found(props.plan.preview().length)}</p>
          </Match>
        </Switch>
      </div>
      <Show when={run()?.status === 'DONE' && props.plan.preview().length > 0 && run()}>
        {(now) => (
          <>
            <div class="al-scroll" tabindex="0" role="region" aria-label={t().compare(area())}>
              <table class="al-compare">
                <caption>{t().compare(area())}</caption>
                <thead>
                  <tr>
                    <th scope="col">
                      <span class="nhsuk-u-visually-hidden">{t().measure}</span>
                    </th>
                    <th scope="col">{t().asItIs}</th>
                    <th scope="col">{t().withThem}</th>
                  </tr>
                </thead>
                <tbody>
                  <tr>
                    <th scope="row">{t().unfilled}</th>
                    <td>{now().unfilledBefore ?? 0}</td>
                    <td>{now().unfilledAfter ?? 0}</td>
                  </tr>
                  <tr>
                    <th scope="row">{t().known}</th>
                    <td>{percent(now().continuityBefore)}</td>
                    <td>{percent(now().continuityAfter)}</td>
                  </tr>
                  <tr>
                    <th scope="row">{t().longest}</th>
                    <td>{minutes(now().longestTripBefore)}</td>
                    <td>{minutes(now().longestTripAfter)}</td>
                  </tr>
                </tbody>
              </table>
            </div>
            <p class="al-quiet">
              <Show when={now().gap != null}>
                {(now().gap ?? 0) < 0.0005 ? t().best : t().nearBest(((now().gap ?? 0) * 100).toFixed(1))}{' '}
              </Show>
              <Show when={(now().plannedBefore ?? 0) > 0}>{t().kept(now().kept ?? 0, now().plannedBefore ?? 0)}</Show>
            </p>
          </>
        )}
      </Show>
      <Show when={changed().length > 0}>
        <p>{t().changedMeanwhile}</p>
        <ul>
          <For each={changed()}>
            {(each) => (
              <li>
                {each.visit ? formatDate(language(), each.visit.occursOn, 'short') : ''}{' '}
                {nameOf(each.visit?.task, t().someone)}, {each.volunteer?.name ?? t().someone}:{' '}
                {each.because.map((reason) => sayChanged(language(), reason)).join('. ')}
              </li>
            )}
          </For>
        </ul>
      </Show>
      <div class="al-row">
        <Show when={props.plan.preview().length > 0 && run()?.status === 'DONE' && run()}>
          {(now) => (
            <Button small busy={apply.busy()} onClick={() => void use(now().id)}>
              {t().useAll(props.plan.preview().length)}
            </Button>
          )}
        </Show>
        <Show when={!isWorking()}>
          <Button kind="secondary" small busy={propose.busy()} onClick={() => void ask()}>
            {run()?.status === 'DONE' ? t().again : t().panel}
          </Button>
        </Show>
      </div>
      <Details summary={t().lean}>
        <Show when={props.plan.localities().length > 1}>
          <div class="nhsuk-form-group">
            <label class="nhsuk-label" for="plan-locality">
              {t().where}
            </label>
            <select
              id="plan-locality"
              class="nhsuk-select"
              value={props.plan.locality()}
              onChange={(event) => props.plan.choose(event.currentTarget.value)}
            >
              <For each={props.plan.localities()}>
                {(place) => <option value={place.id}>{nameIn(language(), place)}</option>}
              </For>
            </select>
          </div>
        </Show>
        <fieldset class="nhsuk-fieldset al-sliders">
          <legend class="nhsuk-u-visually-hidden">{t().lean}</legend>
          <For each={sliders}>
            {(slider) => (
              <div class="al-slider">
                <label for={`slider-${slider}`}>{t()[slider]}</label>
                <input
                  id={`slider-${slider}`}
                  type="range"
                  min="0"
                  max="4"
                  step="1"
                  value={at(slider)}
                  aria-valuetext={t().levels[at(slider)]}
                  onInput={(event) => setMoved({ ...moved(), [slider]: Number(event.currentTarget.value) })}
                />
                <span class="al-quiet" aria-hidden="true">
                  {t().levels[at(slider)]}
                </span>
              </div>
            )}
          </For>
        </fieldset>
      </Details>
    </section>
  )
}
