import type { LocalDate, Position } from '../../../kernel/index.ts'
import type { Assignment, OverTarget } from '../arcs/format.ts'
import type { Gender, Priority, TravelMode } from '../model.ts'
import type { ModeOfTravel } from '../travel.ts'

/** What may be met at a place, and what a volunteer would rather not meet. */
export const BOUNDARIES = ['PETS', 'SMOKING', 'STAIRS'] as const
export type Boundary = (typeof BOUNDARIES)[number]

export interface WeekVolunteer {
  readonly id: string
  readonly organisation?: string
  readonly skills?: readonly string[]
  /** `until`: the last day it is good for. */
  readonly trainings?: readonly { readonly course: string; readonly until?: LocalDate }[]
  readonly checks?: readonly { readonly level: string; readonly until: LocalDate }[]
  readonly languages?: readonly string[]
  readonly gender?: Gender
  readonly home?: Position
  readonly travel?: readonly { readonly mode: TravelMode; readonly maxKm?: number }[]
  /** Weekday 1 is Monday; times are "HH:MM", "24:00" included. */
  readonly availability: readonly { readonly weekday: number; readonly from: string; readonly to: string }[]
  readonly absences?: readonly { readonly firstOn: LocalDate; readonly lastOn: LocalDate }[]
  readonly maxMinutes?: number
  readonly maxVisits?: number
  readonly targetMinutes?: number
  readonly avoids?: readonly Boundary[]
  /** Kinds of task they like. */
  readonly prefers?: readonly string[]
}

export interface WeekTask {
  readonly id: string
  readonly kind: string
  readonly person: string
  readonly organisation?: string
  readonly place?: Position
  /** A name for where it is, for reports. */
  readonly area?: string
  readonly byPhone?: boolean
  readonly minutes: number
  /** It may begin and end in any one of these; as long as `minutes`: a fixed time. Absent: any time of the week. */
  readonly windows?: readonly { readonly weekday: number; readonly from: string; readonly to: string }[]
  readonly places?: number
  readonly priority?: Priority
  readonly required?: boolean
  readonly needs?: {
    readonly skills?: readonly string[]
    readonly trainings?: readonly string[]
    readonly check?: string
    readonly language?: string
    readonly gender?: Gender
  }
  readonly prefers?: { readonly language?: string; readonly gender?: Gender }
  readonly has?: readonly Boundary[]
  /** Whether a volunteer of another organisation may learn who it is for; false where absent. */
  readonly shareWithGroup?: boolean
}

/** `alongside-week/1`: a locality's week in the domain's words. README.md of this room describes each field. */
export interface WeekFile {
  readonly format: 'alongside-week/1'
  /** The Monday of the week. */
  readonly monday: LocalDate
  /** Minutes between the starts that are tried within a window; 15 where absent. */
  readonly stepMinutes?: number
  readonly travelModes?: Partial<Readonly<Record<TravelMode, ModeOfTravel>>>
  readonly volunteers: readonly WeekVolunteer[]
  readonly tasks: readonly WeekTask[]
  /** Visits a volunteer has made to a person before. */
  readonly known?: readonly { readonly volunteer: string; readonly person: string; readonly visits: number }[]
  /** Pairs that must not be, whoever asked. */
  readonly declined?: readonly { readonly volunteer: string; readonly person: string }[]
  readonly facePenalty?: number
  readonly overTarget?: OverTarget
  readonly pins?: readonly Assignment[]
  readonly previous?: readonly Assignment[]
  readonly keepBonus?: number
}
