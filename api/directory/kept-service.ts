/** A service as the directory keeps it, whoever read it from wherever. Plain values: dates `YYYY-MM-DD`, times `HH:MM`
 *  (`24:00` at the end), positions in degrees. Lists may be empty; null is "not said". */
export interface KeptService {
  /** Ours (UUIDv7), the same from import to import. */
  readonly id: string
  readonly publishedId: string
  readonly sourceKey: string | null
  /** Tells changed from unchanged: a hash of what was read, and the version of the reading. */
  readonly fingerprint: string
  readonly reading: number
  readonly organisationId: string | null
  readonly name: string
  readonly alternateName: string | null
  readonly description: string | null
  /** Sanitised already. */
  readonly descriptionHtml: string | null
  readonly url: string | null
  readonly email: string | null
  readonly fees: string | null
  readonly status: 'ACTIVE' | 'INACTIVE' | 'DEFUNCT' | 'TEMPORARILY_CLOSED'
  readonly assuredOn: string | null
  readonly ageMin: number | null
  readonly ageMax: number | null
  readonly eligibility: string | null
  readonly attendingType: string | null
  readonly attendingAccess: string | null
  readonly free: 'STATED' | 'TEXT' | null
  readonly sourceModified: string | null
  /** When it last changed here. */
  readonly changedAt: Date
  readonly details: object
  readonly extras: object
  readonly fallback: readonly string[]
  readonly provenance: object
  readonly locations: readonly KeptLocation[]
  readonly schedules: readonly KeptSchedule[]
  readonly costs: readonly KeptCost[]
  readonly phones: readonly KeptPhone[]
  readonly languages: readonly { readonly code: string; readonly name: string | null }[]
  readonly terms: readonly {
    readonly termId: string
    readonly linkType: string | null
    readonly value: string | null
    readonly fromExtra: string | null
  }[]
}

export interface KeptLocation {
  readonly id: string
  readonly sourceKey: string | null
  readonly kind: 'PHYSICAL' | 'POSTAL' | 'VIRTUAL' | null
  readonly name: string | null
  readonly description: string | null
  readonly transportation: string | null
  readonly url: string | null
  readonly addressLines: readonly string[]
  readonly town: string | null
  readonly county: string | null
  readonly postcode: string | null
  readonly country: string | null
  readonly uprn: string | null
  readonly accessibility: readonly string[]
  /** Given by the source; a position by postcode is for `placeServices` to find. */
  readonly latitude: number | null
  readonly longitude: number | null
  /** The postcode stood in the description. */
  readonly fromText: boolean
  readonly details: object
}

export interface KeptSchedule {
  readonly id: string
  readonly locationId: string | null
  readonly weekdays: readonly number[]
  readonly opensAt: string | null
  readonly closesAt: string | null
  readonly validFrom: string | null
  readonly validTo: string | null
  readonly startsOn: string | null
  readonly freq: 'WEEKLY' | 'MONTHLY' | null
  readonly every: number
  readonly byday: readonly string[]
  readonly bymonthday: readonly number[]
  readonly description: string | null
  readonly fromText: boolean
  readonly readFrom: string | null
  readonly details: object
}

export interface KeptCost {
  readonly id: string
  readonly amount: number | null
  readonly currency: string | null
  readonly per: string | null
  readonly description: string | null
  readonly isFree: boolean
  readonly validFrom: string | null
  readonly validTo: string | null
  readonly fromText: boolean
  readonly readFrom: string | null
}

export interface KeptPhone {
  readonly id: string
  readonly locationId: string | null
  readonly number: string
  readonly extension: string | null
  readonly name: string | null
  /** Where it stands in the list, from 0. */
  readonly place: number
}
