/** Whom a task is for: a patient or a carer, never both; neither where the viewer may not see them. */
export interface ForSomeone {
  patient?: { id: string; name: string } | null
  carer?: { id: string; name: string } | null
}

/** The person a task is for. */
export const personOf = (task: ForSomeone | null | undefined): { id: string; name: string } | undefined =>
  task?.patient ?? task?.carer ?? undefined

/** Their name, or `otherwise`. */
export const nameOf = (task: ForSomeone | null | undefined, otherwise: string): string =>
  personOf(task)?.name ?? otherwise
