/**
 * The one normal form that every Open Referral feed is read into, whatever version it was written in.
 *
 * `null` and an empty list both mean "the source does not say". Text is NFC, trimmed and free of control and zero-width
 * characters. Dates are `YYYY-MM-DD`; times of day are whole minutes after midnight in Europe/London (closing at
 * midnight is 1440). Every list is a set: its order says nothing.
 */
export type FeedService = {
  /** Position in the list as it was read, from 0. Not part of the service: see `canonical`. */
  readonly index: number
  /** As the source writes it. Null when there is none: `publishedIds` makes one. */
  readonly sourceId: string | null
  /** Never empty: when the source gives no name, the organisation's, else the first words, a place, the feed's publisher
   *  (see `fallback`). */
  readonly name: string
  readonly alternateName: string | null
  /** What the source's description was: an exporter gives plain text back as plain text. */
  readonly descriptionWas: 'html' | 'text' | null
  /** Sanitised: p, br, ul, ol, li, strong, em, and a with an http(s) or mailto address; nothing else. */
  readonly descriptionHtml: string | null
  readonly descriptionText: string | null
  readonly url: string | null
  readonly additionalUrls: readonly { readonly label: string | null; readonly url: string }[]
  readonly email: string | null
  readonly status: ServiceStatus
  readonly fees: string | null
  readonly accreditations: string | null
  readonly alert: string | null
  readonly applicationProcess: string | null
  readonly waitTime: string | null
  readonly interpretationServices: string | null
  readonly licences: string | null
  /** v1 only: Advice, Counselling… as the source writes it. */
  readonly deliverableType: string | null
  /** v1: phone, online, venue, home visit, as the source writes it. */
  readonly attendingType: string | null
  /** v1: referral, appointment, membership, drop-in, as the source writes it. */
  readonly attendingAccess: string | null
  readonly organisation: FeedOrganisation | null
  readonly locations: readonly FeedLocation[]
  /** Of the service as a whole; what holds at one place stands in that location. */
  readonly schedules: readonly FeedSchedule[]
  readonly contacts: readonly FeedContact[]
  readonly phones: readonly FeedPhone[]
  readonly costOptions: readonly FeedCostOption[]
  readonly languages: readonly FeedLanguage[]
  readonly eligibility: FeedEligibility
  readonly serviceAreas: readonly FeedServiceArea[]
  readonly terms: readonly FeedTerm[]
  readonly funding: readonly string[]
  readonly requiredDocuments: readonly string[]
  readonly capacities: readonly FeedCapacity[]
  readonly assuredOn: string | null
  /** A date or an ISO 8601 instant, as precise as the source is. */
  readonly sourceModified: string | null
  /** Fields of the supplier's own, under their own names (`pc_…`), without a person's own data. */
  readonly extras: Readonly<Record<string, Json>>
  /** Standard field → what the source had, wherever it was mended or left out. Goes to the provenance, never published. */
  readonly originals: Readonly<Record<string, string>>
  /** Fields that the standard requires and the source lacks: `name`, `organization`, `organization.description`. */
  readonly fallback: readonly string[]
  readonly warnings: readonly FieldWarning[]
}

export type ServiceStatus = 'active' | 'inactive' | 'defunct' | 'temporarily closed'

export type FeedOrganisation = {
  readonly sourceId: string | null
  /** Null when the source has only an id or an empty name. */
  readonly name: string | null
  readonly alternateName: string | null
  readonly description: string | null
  readonly url: string | null
  readonly email: string | null
  readonly logo: string | null
  readonly uri: string | null
  readonly legalStatus: string | null
  readonly parentSourceId: string | null
  /** `GB-CHC` charity numbers, `GB-COH` company numbers and others. */
  readonly identifiers: readonly {
    readonly scheme: string | null
    readonly type: string | null
    readonly identifier: string
  }[]
}

export type FeedLocation = {
  readonly sourceId: string | null
  /** Of the link between service and place (`service_at_locations[].id`). */
  readonly linkSourceId: string | null
  readonly type: 'physical' | 'postal' | 'virtual' | null
  readonly name: string | null
  readonly description: string | null
  readonly transportation: string | null
  readonly url: string | null
  /** WGS84 degrees; both or neither. */
  readonly latitude: number | null
  readonly longitude: number | null
  readonly uprn: string | null
  readonly externalIdentifier: { readonly type: string | null; readonly identifier: string } | null
  readonly addresses: readonly FeedAddress[]
  readonly accessibility: readonly FeedAccessibility[]
  readonly schedules: readonly FeedSchedule[]
  readonly contacts: readonly FeedContact[]
  readonly phones: readonly FeedPhone[]
  readonly languages: readonly FeedLanguage[]
}

export type FeedAddress = {
  readonly sourceId: string | null
  readonly attention: string | null
  readonly address1: string | null
  readonly address2: string | null
  readonly city: string | null
  readonly region: string | null
  readonly stateProvince: string | null
  /** A well-formed UK postcode with its blank, or null; the source's own writing is `postalCode`. */
  readonly postcode: string | null
  readonly postalCode: string | null
  readonly country: string | null
  readonly type: string | null
}

export type FeedAccessibility = {
  readonly sourceId: string | null
  readonly description: string | null
  readonly details: string | null
  readonly url: string | null
}

/** Two-letter weekday of RFC 5545; a monthly rule may put an ordinal before it (`1MO`, `-1FR`). */
export type ByDay = string

export type FeedSchedule = {
  readonly sourceId: string | null
  readonly freq: 'WEEKLY' | 'MONTHLY' | null
  readonly interval: number | null
  readonly byday: readonly ByDay[]
  readonly bymonthday: readonly number[]
  readonly opens: number | null
  readonly closes: number | null
  readonly dtstart: string | null
  readonly until: string | null
  readonly count: number | null
  readonly validFrom: string | null
  readonly validTo: string | null
  readonly description: string | null
  readonly link: string | null
  readonly attendingType: string | null
  readonly notes: string | null
}

export type FeedContact = {
  readonly sourceId: string | null
  readonly name: string | null
  readonly title: string | null
  readonly department: string | null
  readonly email: string | null
  readonly phones: readonly FeedPhone[]
}

export type FeedPhone = {
  readonly sourceId: string | null
  /** As the source writes it, cleaned of odd characters; it is for a person to ring. */
  readonly number: string
  readonly extension: string | null
  readonly type: string | null
  readonly description: string | null
}

export type FeedCostOption = {
  readonly sourceId: string | null
  readonly option: string | null
  /** In whole currency units (pounds), not below 0. */
  readonly amount: number | null
  readonly currency: string | null
  readonly amountDescription: string | null
  readonly validFrom: string | null
  readonly validTo: string | null
}

export type FeedLanguage = {
  readonly sourceId: string | null
  readonly name: string | null
  readonly code: string | null
  readonly note: string | null
}

/** Whole years, both ends included; no limits means everyone. */
export type FeedEligibility = {
  readonly minimumAge: number | null
  readonly maximumAge: number | null
  readonly text: string | null
}

export type FeedServiceArea = {
  readonly sourceId: string | null
  readonly name: string | null
  readonly extent: string | null
  readonly extentType: string | null
  readonly uri: string | null
}

export type FeedTerm = {
  /** The id of the term itself (not of the link to it). */
  readonly sourceId: string | null
  readonly name: string
  readonly description: string | null
  readonly code: string | null
  /** The vocabulary: its name or id as the source writes it. */
  readonly taxonomy: string | null
  readonly taxonomySourceId: string | null
  readonly parentSourceId: string | null
  readonly uri: string | null
  readonly linkType: string | null
  readonly value: string | null
  /** Read out of a supplier's extra (`pc_targetAudience`), which is kept as well: an exporter leaves this term out. */
  readonly fromExtra: string | null
}

/** HSDS 3.1: how many there is room for, and when that was so. */
export type FeedCapacity = {
  readonly unit: string | null
  readonly available: number | null
  readonly maximum: number | null
  readonly description: string | null
  readonly updated: string | null
}

/** What a page says of itself, from either version's header; null where it does not say. */
export type FeedPage = {
  readonly form: 'v1' | 'v3'
  readonly totalItems: number | null
  readonly totalPages: number | null
  readonly number: number | null
  readonly size: number | null
  readonly isFirst: boolean | null
  readonly isLast: boolean | null
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** A named kind of defect. `field` is the source's path (`locations[0].addresses[1].postal_code`); never a value. */
export type FieldWarning = { readonly kind: WarningKind; readonly field: string | null }
export type FeedWarning = FieldWarning & { readonly index: number | null; readonly id: string | null }

export type WarningKind = keyof typeof warningKinds

/**
 * Every kind of defect the reader counts. A `note` is untidy but loses nothing; a `warning` means that something was
 * mended, guessed or left out; `unread` that the whole service could not be read.
 */
export const warningKinds = {
  emptyText: { level: 'note', says: 'given as empty text, read as "not given"' },
  nullGiven: { level: 'note', says: 'given as null, read as "not given"' },
  idNotRfc4122: { level: 'note', says: 'id shaped like a UUID whose version or variant is not a standard one, kept' },
  markupSimplified: { level: 'note', says: 'formatting beyond the small list, simplified' },
  editorLitter: { level: 'note', says: "an editor's own attributes in the description, removed" },
  invisibleCharacters: { level: 'note', says: 'zero-width or control characters, removed' },
  recordKeepingLeftOut: { level: 'note', says: "the source's own change records, not kept" },
  pageSizeDiffers: { level: 'note', says: 'the page says another number of services than it holds' },

  idMissing: { level: 'warning', says: 'no id, one was made from feed and name' },
  idNotUuid: { level: 'warning', says: 'id not shaped like a UUID, one was made from it' },
  idRepeated: {
    level: 'warning',
    says: 'id already used by another service of the feed, one was made from it and the name',
  },
  nameMissing: { level: 'warning', says: "no name, the organisation's or the first words stand in" },
  organisationMissing: { level: 'warning', says: "no organisation, the feed's publisher stands in" },
  organisationNameMissing: { level: 'warning', says: "organisation without a name, the feed's publisher stands in" },
  organisationDescriptionMissing: { level: 'warning', says: 'organisation without a description, its name stands in' },
  emailMended: { level: 'warning', says: 'e-mail address mended' },
  emailLeftOut: { level: 'warning', says: 'not an e-mail address, left out' },
  urlMended: { level: 'warning', says: 'web address mended' },
  urlLeftOut: { level: 'warning', says: 'not a web address, left out' },
  scriptRemoved: { level: 'warning', says: 'script, style or embedded object in the description, removed' },
  imageRemoved: { level: 'warning', says: 'picture in the description, removed' },
  embeddedImageRemoved: { level: 'warning', says: 'picture stored inside the description itself, removed' },
  tooLong: { level: 'warning', says: 'longer than we keep, cut' },
  wrongType: { level: 'warning', says: 'not the kind of value the standard has here, left out' },
  statusUnknown: { level: 'warning', says: 'unknown status, read as active' },
  positionOutOfRange: { level: 'warning', says: 'position not on Earth, left out' },
  positionSwapped: { level: 'warning', says: 'latitude and longitude were exchanged, put right' },
  positionOutsideUk: { level: 'warning', says: 'position outside the United Kingdom, kept' },
  positionHalf: { level: 'warning', says: 'latitude without longitude or the reverse, left out' },
  postcodeUnreadable: { level: 'warning', says: 'not a UK postcode, kept as text only' },
  phoneUnreadable: { level: 'warning', says: 'phone without a number, left out' },
  dateUnreadable: { level: 'warning', says: 'not a date, left out' },
  timeUnreadable: { level: 'warning', says: 'not a time of day, left out' },
  dayUnreadable: { level: 'warning', says: 'not a day of the week, left out' },
  frequencyUnknown: { level: 'warning', says: 'neither weekly nor monthly, left out' },
  numberUnreadable: { level: 'warning', says: 'not a usable number, left out' },
  agesReversed: { level: 'warning', says: 'lowest age above the highest, exchanged' },
  languageUnnamed: { level: 'warning', says: 'language with neither name nor code, left out' },
  termUnnamed: { level: 'warning', says: 'taxonomy term without a name, left out' },
  personalDataDropped: { level: 'warning', says: "a person's own data (who assured or changed it), not kept" },
  extraLeftOut: { level: 'warning', says: "supplier's own field too large or too deep, left out" },
  repeatedExactly: { level: 'warning', says: 'the same service once more, word for word: counted once' },

  notAService: { level: 'unread', says: 'not an object, so no service could be read' },
  nothingToShow: { level: 'unread', says: 'neither id, name, description, organisation nor place: nothing to show' },
  unreadable: { level: 'unread', says: 'could not be read' },
} as const satisfies Record<string, { level: 'note' | 'warning' | 'unread'; says: string }>

/** A whole feed that cannot be read, in words for the person who ran the import. Holds no content of the feed. */
export class FeedRefused extends Error {
  /** What is wrong, for programs. */
  readonly code: FeedRefusal
  /** Numbers and short words to go with the code. */
  readonly facts: Readonly<Record<string, string | number>>

  constructor(code: FeedRefusal, message: string, facts: Readonly<Record<string, string | number>> = {}) {
    super(message)
    this.name = 'FeedRefused'
    this.code = code
    this.facts = facts
  }
}

export type FeedRefusal = 'empty' | 'binary' | 'encoding' | 'html' | 'notJson' | 'truncated' | 'wrongShape'
