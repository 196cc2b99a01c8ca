import { sha256 } from '../platform/index.ts'
import { rowOf, sql } from '../reads/index.ts'
import { offerStatusOf } from './offer.views.ts'

/** What a link shows. Times are RFC 3339 in London, as the database writes them. */
export interface OfferByLink {
  readonly status: string
  readonly choosing: string
  readonly kindCode: string
  readonly area: string
  readonly timing: string
  readonly occursOn: string | null
  readonly startsAt: string | null
  readonly endsAt: string | null
  readonly windowStartsAt: string | null
  readonly windowEndsAt: string | null
  readonly minutes: number
  readonly recurrence: string | null
  readonly volunteersNeeded: number
  readonly isSeries: boolean
  readonly isCancelled: boolean
  readonly organisationName: string
  readonly officePhone: string | null
  readonly volunteerPreferredName: string
  readonly language: string
  readonly lapsesAt: string
  readonly person: {
    readonly name: string
    readonly preferredName: string | null
    readonly addressLines: readonly string[]
    readonly town: string | null
    readonly postcode: string | null
    readonly phones: readonly string[]
    readonly inTheirWords: string
    readonly whatToKnow: string | null
  } | null
}

/**
 * The statement behind a link: one row, or none for a token that opens nothing (any more). A link ends when the offer is
 * taken back, a week after it was declined, lapsed or was taken, and a week after the last visit of who accepted. The
 * person is there only while the volunteer goes and the person agrees to it: the same rule as after signing in
 * (`visits/visit.relations.ts`).
 */
export const offerByTokenStatement = (token: string) => sql`
  select ${offerStatusOf(rowOf('o'))} as status, o.choosing, t.kind as "kindCode", t.area, t.timing, v.occurs_on as "occursOn",
    to_json(v.starts_at) #>> '{}' as "startsAt", to_json(v.ends_at) #>> '{}' as "endsAt",
    to_json(v.window_starts_at) #>> '{}' as "windowStartsAt", to_json(v.window_ends_at) #>> '{}' as "windowEndsAt",
    coalesce(v.minutes, t.minutes) as minutes, t.recurrence, t.volunteers_needed as "volunteersNeeded",
    o.visit_id is null as "isSeries", coalesce(v.status = 'CANCELLED', false) as "isCancelled",
    g.name as "organisationName", g.phone as "officePhone", coalesce(nullif(vp.preferred_name, ''), vp.given_name) as "volunteerPreferredName",
    coalesce((select a.language from membership m join account a on a.id = m.account_id
        where m.volunteer_id = w.id and m.ended_at is null order by m.created_at limit 1),
      case when 'cy' in (vp.needs_language, vp.prefers_language) then 'cy' else 'en' end) as language,
    to_json(o.lapses_at) #>> '{}' as "lapsesAt",
    case when goes.alive then (select json_build_object('name', p.given_name || ' ' || p.family_name, 'preferredName', p.preferred_name,
        'addressLines', case when t.address is null then p.address_lines else array[t.address] end,
        'town', case when t.address is null then p.town end, 'postcode', case when t.address is null then p.postcode end,
        'phones', p.phones, 'inTheirWords', t.in_their_words,
        'whatToKnow', nullif(concat_ws(E'\n', t.what_to_know, coalesce(r.what_to_know, c.what_to_know)), ''))
      from person p left join patient r on r.person_id = p.id and r.id = t.patient_id left join carer c on c.person_id = p.id and c.id = t.carer_id
      where p.id = coalesce((select person_id from patient where id = t.patient_id), (select person_id from carer where id = t.carer_id))
        and exists (select 1 from consent s where (s.patient_id = t.patient_id or s.carer_id = t.carer_id)
          and s.purpose = 'SHARE_WITH_VOLUNTEER' and s.withdrawn_at is null)) end as person
  from offer o join task t on t.id = o.task_id join organisation g on g.id = o.organisation_id
  join volunteer w on w.id = o.volunteer_id join person vp on vp.id = w.person_id
  left join lateral (select n.* from visit n where n.task_id = t.id and (n.id = o.visit_id or o.visit_id is null and n.occurs_on >= current_date
      and n.status in ('PLANNED', 'CONFIRMED', 'STARTED')
      and (o.status <> 'ACCEPTED' or exists (select 1 from assignment a where a.visit_id = n.id and a.offer_id = o.id and a.ended_at is null)))
    order by n.occurs_on limit 1) v on true
  cross join lateral (select count(*) > 0 as at_all, coalesce(bool_or(n.status <> 'CANCELLED'), false) as alive
    from assignment a join visit n on n.id = a.visit_id
    where a.offer_id = o.id and a.volunteer_id = o.volunteer_id and a.ended_at is null and n.occurs_on >= current_date - 7) goes
  where o.token_hash = ${sha256(token)} and case o.status
    when 'WITHDRAWN' then false
    when 'ACCEPTED' then goes.at_all
    else coalesce(o.answered_at, o.lapses_at) > now() - interval '7 days' or o.lapses_at > now() end`
