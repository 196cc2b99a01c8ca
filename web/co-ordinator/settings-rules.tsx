import { createMemo, createSignal, For, Show } from 'solid-js'
import type { CheckLevel, CheckRulesQuery } from '../gql/graphql.ts'
import { onceKey } from '../graphql.ts'
import { FaultLine, Loaded } from '../shell/loaded.tsx'
import { problemsOf } from '../shell/problems.ts'
import { useAct, useRead } from '../shell/reads.ts'
import { Button, LinkButton, Tag } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Checkboxes, ErrorSummary, Select, TextField } from '../ui/fields.tsx'
import { createForm, textOf, ticksOf } from '../ui/form.ts'
import { inOrder } from '../ui/words/order.ts'
import { formatDate } from '../ui/words/dates.ts'
import { terms } from '../ui/words/terms.words.ts'
import { nameIn, useLanguage, useWords } from '../ui/words/use-words.tsx'
import { CheckRules, ConfirmTaskRule } from './settings.operations.ts'
import { words } from './settings.words.ts'

type Rule = CheckRulesQuery['taskRules'][number]
const levels: readonly CheckLevel[] = [
  'BASIC',
  'STANDARD',
  'ENHANCED',
  'ENHANCED_ADULT_BARRED',
  'ENHANCED_CHILD_BARRED',
  'ENHANCED_BOTH',
]

/** The rules about checks: delivered as defaults that nobody has confirmed; a safeguarding lead says when one is right. */
export function RuleSettings() {
  const t = useWords(words)
  const s = useWords(terms)
  const { language } = useLanguage()
  const read = useRead(CheckRules, () => ({}))
  const [confirming, setConfirming] = createSignal<Rule>()
  const [said, setSaid] = createSignal('')
  const names = createMemo(() => {
    const data = read.data()
    return Object.fromEntries(
      [...(data?.skills ?? []), ...(data?.trainingCourses ?? [])].map((each) => [each.code, nameIn(language(), each)]),
    )
  })
  const named = (list: readonly string[]) => list.map((code) => names()[code] ?? code).join(', ') || '–'
  return (
    <section aria-labelledby="rules">
      <h2 id="rules">{t().parts.rules}</h2>
      <p>{t().rulesIntro}</p>
      <p role="status" class="al-said">
        {said()}
      </p>
      <Loaded read={read}>
        {(data) => (
          <>
            <p>
              <strong>{t().unconfirmed(data().taskRules.filter((rule) => rule.confirmedBy == null).length)}</strong>
            </p>
            <div class="al-scroll" tabindex="0" role="group" aria-label={t().parts.rules}>
              <table class="nhsuk-table al-cards-on-phone al-rules">
                <caption class="nhsuk-u-visually-hidden">{t().parts.rules}</caption>
                <thead class="nhsuk-table__head">
                  <tr>
                    <th scope="col">{t().help}</th>
                    <th scope="col">{t().check}</th>
                    <th scope="col">{t().training}</th>
                    <th scope="col">{t().skills}</th>
                    <th scope="col">{t().state}</th>
                  </tr>
                </thead>
                <tbody class="nhsuk-table__body">
                  <For each={inOrder(language(), data().taskRules, (rule) => nameIn(language(), rule.kind))}>
                    {(rule) => (
                      <tr>
                        <th scope="row">
                          {nameIn(language(), rule.kind)}
                          <span class="al-block al-quiet">{s().place[rule.role]}</span>
                        </th>
                        <td>
                          {rule.checkLevel ? s().check[rule.checkLevel] : t().noCheck}
                          <span class="al-block al-quiet al-small" lang="en">
                            {rule.citation}
                          </span>
                        </td>
                        <td data-name={t().training} classList={{ 'al-nothing': rule.trainings.length === 0 }}>
                          {named(rule.trainings)}
                        </td>
                        <td data-name={t().skills} classList={{ 'al-nothing': rule.skills.length === 0 }}>
                          {named(rule.skills)}
                        </td>
                        <td>
                          <Show
                            when={rule.confirmedBy}
                            fallback={
                              <>
                                <Tag colour="yellow">{t().notConfirmed}</Tag>
                                <br />
                              </>
                            }
                          >
                            {(by) => (
                              <span class="al-block">
                                {t().confirmed(
                                  by(),
                                  rule.confirmedOn ? formatDate(language(), rule.confirmedOn, 'date') : '',
                                )}
                              </span>
                            )}
                          </Show>
                          <LinkButton
                            aria-label={t().confirmFor(nameIn(language(), rule.kind), s().place[rule.role])}
                            onClick={() => setConfirming(rule)}
                          >
                            {t().confirm}
                          </LinkButton>
                        </td>
                      </tr>
                    )}
                  </For>
                </tbody>
              </table>
            </div>
            <Dialog
              open={confirming() !== undefined}
              onClose={() => setConfirming(undefined)}
              title={t().confirmTitle(confirming() ? nameIn(language(), (confirming() as Rule).kind) : '')}
              wide
            >
              <Show when={confirming()} keyed>
                {(rule) => (
                  <RuleForm
                    rule={rule}
                    skills={data().skills}
                    courses={data().trainingCourses}
                    onDone={(sentence) => {
                      setConfirming(undefined)
                      setSaid(sentence)
                      read.again()
                    }}
                  />
                )}
              </Show>
            </Dialog>
          </>
        )}
      </Loaded>
    </section>
  )
}

function RuleForm(props: {
  rule: Rule
  skills: CheckRulesQuery['skills']
  courses: CheckRulesQuery['trainingCourses']
  onDone: (said: string) => void
}) {
  const t = useWords(words)
  const s = useWords(terms)
  const { language } = useLanguage()
  const confirm = useAct(ConfirmTaskRule)
  const form = createForm(async (data) => {
    const confirmedBy = textOf(data, 'confirmedBy')
    if (!confirmedBy) return [{ field: 'confirmedBy', text: t().enterConfirmedBy }]
    const answer = await confirm.send({
      input: {
        clientMutationId: onceKey(),
        id: props.rule.id,
        version: props.rule.version,
        checkLevel: levels.find((level) => level === textOf(data, 'checkLevel')) ?? null,
        skills: ticksOf(data, 'skills'),
        trainings: ticksOf(data, 'trainings'),
        confirmedBy,
      },
    })
    switch (answer?.confirmTaskRule.__typename) {
      case 'TaskRuleConfirmed':
        props.onDone(t().saved(nameIn(language(), props.rule.kind)))
        return []
      case 'Stale':
        return [{ field: '', text: t().stale }]
      case undefined:
        return problemsOf(confirm.fault(), language())
    }
  })
  return (
    <form onSubmit={form.submit} novalidate>
      <ErrorSummary problems={form.problems()} />
      <FaultLine fault={confirm.fault()?.kind === 'badInput' ? undefined : confirm.fault()} />
      <p>{t().confirmIntro}</p>
      <p class="al-quiet">
        {t().basis}: <span lang="en">{props.rule.citation}</span>
      </p>
      <Select
        name="checkLevel"
        label={t().check}
        empty={t().noCheck}
        value={props.rule.checkLevel}
        choices={levels.map((value) => ({ value, text: s().check[value] }))}
        error={form.error('checkLevel')}
      />
      <div class="al-columns">
        <Checkboxes
          name="trainings"
          label={t().training}
          small
          values={props.rule.trainings}
          choices={inOrder(language(), props.courses, (each) => nameIn(language(), each)).map((each) => ({
            value: each.code,
            text: nameIn(language(), each),
          }))}
          error={form.error('trainings')}
        />
        <Checkboxes
          name="skills"
          label={t().skills}
          small
          values={props.rule.skills}
          choices={inOrder(language(), props.skills, (each) => nameIn(language(), each)).map((each) => ({
            value: each.code,
            text: nameIn(language(), each),
          }))}
          error={form.error('skills')}
        />
      </div>
      <TextField name="confirmedBy" label={t().confirmedBy} autocomplete="off" error={form.error('confirmedBy')} />
      <Button type="submit" busy={confirm.busy()}>
        {t().saveRule}
      </Button>
    </form>
  )
}
