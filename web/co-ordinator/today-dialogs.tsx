import { Show } from 'solid-js'
import type { CancelledBy } from '../gql/graphql.ts'
import { onceKey } from '../graphql.ts'
import { FaultLine } from '../shell/loaded.tsx'
import { useAct } from '../shell/reads.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorSummary, Radios, TextField } from '../ui/fields.tsx'
import { createForm, textOf, type Problem } from '../ui/form.ts'
import { terms } from '../ui/words/terms.words.ts'
import { useWords } from '../ui/words/use-words.tsx'
import { CancelVisit, MarkUnmet, WithdrawTask } from './today.operations.ts'
import { words } from './today.words.ts'

const cancelledBy: readonly CancelledBy[] = ['PERSON', 'VOLUNTEER', 'CO_ORDINATOR']

/** Asks who cancelled a visit and why, and cancels it. `done` is told what to say. */
export function CancelDialog(props: {
  visit: { id: string; name: string; when: string } | undefined
  onClose: () => void
  done: (said: string) => void
}) {
  const t = useWords(words)
  const s = useWords(terms)
  const cancel = useAct(CancelVisit)
  const form = createForm(async (data) => {
    const visit = props.visit
    if (!visit) return []
    const by = cancelledBy.find((each) => each === textOf(data, 'by'))
    const because = textOf(data, 'because')
    const missing: Problem[] = []
    if (!by) missing.push({ field: 'by', text: t().chooseWho })
    if (!because) missing.push({ field: 'because', text: t().enterWhy })
    if (!by || !because) return missing
    const result = (await cancel.send({ input: { visit: visit.id, by, because, clientMutationId: onceKey() } }))
      ?.cancelVisit
    if (!result) return []
    props.onClose()
    props.done(result.__typename === 'VisitCancelled' ? t().cancelled(visit.name) : t().notPossible)
    return []
  })
  return (
    <Dialog open={props.visit !== undefined} onClose={props.onClose} title={t().cancelTitle}>
      <Show when={props.visit}>
        {(visit) => (
          <form onSubmit={form.submit} novalidate>
            <ErrorSummary problems={form.problems()} />
            <FaultLine fault={cancel.fault()} />
            <p>{t().cancelIntro(visit().name, visit().when)}</p>
            <Radios
              name="by"
              small
              label={t().whoCancels}
              choices={cancelledBy.map((value) => ({ value, text: s().cancelledBy[value] }))}
              error={form.error('by')}
            />
            <TextField name="because" label={t().why} error={form.error('because')} />
            <Button kind="warning" type="submit" busy={cancel.busy()}>
              {t().cancelButton}
            </Button>
          </form>
        )}
      </Show>
    </Dialog>
  )
}

/** Ends a task: no longer wanted, or nobody found. */
export function EndTaskDialog(props: {
  task: { id: string; name: string; to: 'withdrawn' | 'unmet' } | undefined
  onClose: () => void
  done: (said: string) => void
}) {
  const t = useWords(words)
  const withdraw = useAct(WithdrawTask)
  const unmet = useAct(MarkUnmet)
  const isUnmet = () => props.task?.to === 'unmet'
  const form = createForm(async (data) => {
    const task = props.task
    if (!task) return []
    if (task.to === 'withdrawn') {
      const result = (await withdraw.send({ input: { id: task.id, clientMutationId: onceKey() } }))?.withdrawTask
      if (!result) return []
      props.onClose()
      props.done(result.__typename === 'TaskWithdrawn' ? t().withdrawn(task.name) : t().notPossible)
      return []
    }
    const reason = textOf(data, 'reason')
    if (!reason) return [{ field: 'reason', text: t().enterWhy }]
    const result = (await unmet.send({ input: { id: task.id, reason, clientMutationId: onceKey() } }))?.markUnmet
    if (!result) return []
    props.onClose()
    props.done(result.__typename === 'TaskUnmet' ? t().unmet(task.name) : t().notPossible)
    return []
  })
  return (
    <Dialog
      open={props.task !== undefined}
      onClose={props.onClose}
      title={isUnmet() ? t().unmetTitle : t().withdrawTitle}
    >
      <form onSubmit={form.submit} novalidate>
        <ErrorSummary problems={form.problems()} />
        <FaultLine fault={withdraw.fault() ?? unmet.fault()} />
        <p>
          <strong>{props.task?.name}</strong>
        </p>
        <p>{isUnmet() ? t().unmetIntro : t().withdrawIntro}</p>
        <Show when={isUnmet()}>
          <TextField name="reason" label={t().why} error={form.error('reason')} />
        </Show>
        <Button kind="warning" type="submit" busy={withdraw.busy() || unmet.busy()}>
          {isUnmet() ? t().unmetButton : t().withdrawButton}
        </Button>
      </form>
    </Dialog>
  )
}
