/** A volunteer, as far as the optimiser is concerned. What is absent (or null) is no limit and no target. */
export interface ArcsVolunteer {
  readonly id: string
  readonly maxMinutes?: number | null
  readonly maxVisits?: number | null
  readonly targetMinutes?: number | null
}

/** Something to be covered: by `places` different volunteers at one start, or not at all. */
export interface ArcsTask {
  readonly id: string
  /** What covering it is worth; any finite number. */
  readonly value: number
  /** 1 where absent. */
  readonly places?: number | null
  /** Whose visit it is; absent: no new face is counted. */
  readonly person?: string | null
  readonly required?: boolean | null
}

/** One way to fill one place: this volunteer, this task, this start. */
export interface ArcsArc {
  readonly volunteer: string
  readonly task: string
  /** Whole minutes since the week began; null: untimed, which only uses minutes and a visit. */
  readonly start: number | null
  readonly minutes: number
  readonly points: number
  /** An index of travelMinutes; 0 where absent. */
  readonly at?: number | null
}

/** A volunteer on a task at a start, as pins, previous plans and plans write it. */
export interface Assignment {
  readonly task: string
  readonly volunteer: string
  readonly start: number | null
}

export interface OverTarget {
  /** Points lost an hour above the target. */
  readonly pointsPerHour: number
  /** Times the target from which the other price holds; at least 1. */
  readonly beyond: number
  readonly pointsPerHourBeyond: number
}

/** `alongside-arcs/1`: the optimiser's own input. README.md of this room says what each word means. */
export interface ArcsFile {
  readonly format: 'alongside-arcs/1'
  readonly volunteers: readonly ArcsVolunteer[]
  readonly tasks: readonly ArcsTask[]
  readonly arcs: readonly ArcsArc[]
  readonly travelMinutes?: readonly (readonly number[])[] | null
  readonly facePenalty?: number | null
  readonly overTarget?: OverTarget | null
  readonly pins?: readonly Assignment[] | null
  readonly previous?: readonly Assignment[] | null
  readonly keepBonus?: number | null
}

/** Why a task is not covered. Words are for whoever shows it. */
export const UNFILLED_CODES = [
  'NO_ARC',
  'TOO_FEW_VOLUNTEERS',
  'TIMES_TAKEN',
  'HOURS_USED',
  'VISITS_USED',
  'COSTS_MORE_THAN_IT_IS_WORTH',
] as const
export type UnfilledCode = (typeof UNFILLED_CODES)[number]

/** `alongside-plan/1`: what `npm run plan` writes. */
export interface PlanFile {
  readonly format: 'alongside-plan/1'
  readonly value: number
  /** No plan of this file is worth more; null where none was reckoned. */
  readonly bound: number | null
  /** (bound − value) / max(1, |bound|); null without a bound. */
  readonly gap: number | null
  readonly seed: number
  readonly iterations: number
  readonly assignments: readonly Assignment[]
  readonly unfilled: readonly { readonly task: string; readonly why: readonly UnfilledCode[] }[]
}

/** A file that cannot be planned. The message begins with the path of the record: `arcs[3].minutes: …`. */
export class FileRefused extends Error {
  readonly path: string

  constructor(path: string, reason: string) {
    super(path === '' ? reason : `${path}: ${reason}`)
    this.name = 'FileRefused'
    this.path = path
  }
}
