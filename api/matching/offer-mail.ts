import { weekdayOf } from '../kernel/index.ts'
import type { Mailer } from '../platform/index.ts'
import { enqueue, sql, type Context, type JobHandler } from '../reads/index.ts'
import { dayAndHours, offerMailWords } from './offer-mail.words.ts'
import { UNDO_MS } from './offer.rules.ts'

/** What the job needs of the outside: somewhere to send, and this site's address without a slash at its end. */
export interface Post {
  readonly mailer: Mailer
  readonly publicUrl: string
}

interface Due {
  id: string
  to: string | null
  name: string
  kind_en: string
  kind_cy: string
  area: string
  language: 'en' | 'cy'
  signs_in: boolean
  organisation: string
  phone: string | null
  is_series: boolean
  occurs_on: string | null
  from: string | null
  until: string | null
}

/** Writes to a volunteer, once the ten seconds are over in which the sending can be undone. In the sender's transaction. */
export const enqueueOfferMail = (ctx: Context, offer: { id: string; version: number }): Promise<void> =>
  enqueue(
    ctx,
    offerMail.task,
    { offerId: offer.id },
    { at: new Date(ctx.now.getTime() + UNDO_MS), once: `${offerMail.task} ${offer.id} ${offer.version}` },
  )

/**
 * The message to a volunteer who is asked. Nothing is held while the mail server takes it, so that nobody's answer waits
 * for it. An offer answered, taken or lapsed meanwhile needs no mail.
 */
export const offerMail: JobHandler<Post> = {
  task: 'offer.mail',
  async run(job, { inTransaction, mailer, publicUrl }) {
    const offer = await inTransaction((ctx) => due(ctx, String(job.facts['offerId'])))
    if (!offer) return undefined
    // Without an address there is the link that the co-ordinator hands on, and the telephone.
    if (offer.to !== null) await mailer.send({ to: offer.to, ...messageOf(offer, publicUrl) }, { key: job.id })
    return (ctx) => ctx.run(sql`update offer set mailed_at = ${ctx.now} where id = ${offer.id}::uuid`)
  },
}

async function due(ctx: Context, id: string): Promise<Due | undefined> {
  const [offer] =
    await ctx.run<Due>(sql`select o.id, coalesce(p.email, a.email) as "to", coalesce(nullif(p.preferred_name, ''), p.given_name) as name,
      k.name as kind_en, k.name_cy as kind_cy, t.area, a.id is not null as signs_in, g.name as organisation, g.phone, o.visit_id is null as is_series,
      coalesce(a.language, case when 'cy' in (p.needs_language, p.prefers_language) then 'cy' else 'en' end) as language,
      n.occurs_on, to_char(coalesce(n.starts_at, n.window_starts_at), 'HH24:MI') as "from", to_char(coalesce(n.ends_at, n.window_ends_at), 'HH24:MI') as until
    from offer o join task t on t.id = o.task_id join task_kind k on k.code = t.kind join organisation g on g.id = o.organisation_id
    join volunteer v on v.id = o.volunteer_id join person p on p.id = v.person_id
    left join lateral (select c.* from membership m join account c on c.id = m.account_id
      where m.volunteer_id = v.id and m.ended_at is null and c.suspended_at is null order by m.created_at limit 1) a on true
    left join lateral (select w.* from visit w where w.id = o.visit_id or o.visit_id is null and w.task_id = t.id
      and w.status in ('PLANNED', 'CONFIRMED') and w.occurs_on >= ${ctx.today}::date order by w.occurs_on limit 1) n on true
    where o.id = ${id}::uuid and o.status = 'SENT' and o.mailed_at is null and o.lapses_at > ${ctx.now}`)
  return offer
}

function messageOf(offer: Due, publicUrl: string) {
  const { language, occurs_on: on, from, until: to } = offer
  return offerMailWords[language]({
    name: offer.name,
    kind: language === 'cy' ? offer.kind_cy : offer.kind_en,
    area: offer.area,
    when:
      on !== null && from !== null && to !== null
        ? dayAndHours(language, { on, weekday: weekdayOf(on), from, to })
        : null,
    isSeries: offer.is_series,
    address: offer.signs_in ? `${publicUrl}/v` : null,
    organisation: offer.organisation,
    phone: offer.phone,
  })
}
