/** Doors in the wall: what must be answered although whoever asks sees nothing of it, each for one question and no
 *  more. They run as the owner of the tables, whom the walls let through. */
export const doors = /* sql */ `
-- ── sign-in (api/access): before anybody is somebody ───────────────────────────────────────────────────────────
-- An account with its memberships, as the API's Viewer. Localities are those a membership names and all beneath.
create function wall.viewer_of(account uuid) returns json language sql stable security definer
set search_path = pg_catalog, public, pg_temp as $$
  select json_build_object('account', a.id, 'name', a.name, 'email', a.email, 'language', a.language, 'memberships', coalesce((
    select json_agg(json_build_object('id', m.id, 'role', m.role, 'organisation', m.organisation_id, 'volunteer', m.volunteer_id,
      'localities', coalesce((with recursive beneath as (
          select ml.locality_id as id from membership_locality ml where ml.membership_id = m.id
          union select l.id from locality l join beneath b on l.parent_id = b.id)
        select json_agg(id) from beneath), '[]'::json)))
    from membership m where m.account_id = a.id and m.ended_at is null), '[]'::json))
  from account a where a.id = viewer_of.account
$$;
-- Who is behind a session's token, if it lives. Activity moves the idle limit on, at most once a minute.
create function wall.viewer_of_session(token bytea, is_active boolean) returns json language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
declare found_account uuid; seen timestamptz; begin
  select s.account_id, s.last_active_at into found_account, seen from session s join account a on a.id = s.account_id
    where s.token_hash = token and s.ends_at > now() and s.last_active_at > now() - make_interval(mins => s.idle_minutes)
      and a.suspended_at is null;
  if not found then return null; end if;
  if is_active and seen < now() - interval '1 minute' then
    update session s set last_active_at = now() where s.token_hash = token;
  end if;
  return wall.viewer_of(found_account);
end $$;
-- The same of a machine's key. When it was last used is kept to the minute.
create function wall.viewer_of_key(secret bytea) returns json language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
declare it record; begin
  select k.id, k.account_id, k.may_change, k.operations, k.last_used_at into it from api_key k join account a on a.id = k.account_id
    where k.token_hash = secret and k.revoked_at is null and k.ends_at > now() and a.suspended_at is null;
  if not found then return null; end if;
  if it.last_used_at is null or it.last_used_at < now() - interval '1 minute' then
    update api_key k set last_used_at = now() where k.id = it.id;
  end if;
  return (wall.viewer_of(it.account_id)::jsonb || jsonb_build_object('key',
    jsonb_build_object('id', it.id, 'mayChange', it.may_change, 'operations', it.operations)))::json;
end $$;
create function wall.open_session(token bytea, account uuid, idle_minutes integer, most_minutes integer) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  insert into session (token_hash, account_id, idle_minutes, ends_at)
    values (token, account, open_session.idle_minutes, now() + make_interval(mins => most_minutes))
$$;
create function wall.close_session(token bytea) returns void language sql security definer
set search_path = pg_catalog, public, pg_temp as $$ delete from session where token_hash = token $$;

-- What signing in needs of the account with this e-mail address.
create function wall.account_to_sign_in(with_email text)
returns table (id uuid, password_hash text, suspended boolean, only_volunteer boolean)
language sql stable security definer rows 1 set search_path = pg_catalog, public, pg_temp as $$
  select a.id, a.password_hash, a.suspended_at is not null,
    not exists (select from membership m where m.account_id = a.id and m.ended_at is null and m.role <> 'VOLUNTEER')
  from account a where lower(a.email) = lower(with_email)
$$;
-- Whose password an invitation or reset link sets, while it may.
create function wall.invited(token bytea) returns table (id uuid, email text) language sql stable security definer rows 1
set search_path = pg_catalog, public, pg_temp as $$
  select a.id, a.email from account_link l join account a on a.id = l.account_id
  where l.token_hash = token and l.used_at is null and l.ends_at > now() and a.suspended_at is null
$$;
-- Sets it, once, and ends all sessions. The conditional update decides between two who open the link at one moment.
create function wall.accept_invitation(token bytea, new_password_hash text)
returns table (id uuid, only_volunteer boolean) language sql security definer rows 1
set search_path = pg_catalog, public, pg_temp as $$
  with used as (update account_link l set used_at = now()
      where l.token_hash = token and l.used_at is null and l.ends_at > now() returning l.account_id),
    others as (delete from session s using used where s.account_id = used.account_id)
  update account a set password_hash = new_password_hash, version = version + 1 from used where a.id = used.account_id
  returning a.id, not exists (select from membership m where m.account_id = a.id and m.ended_at is null and m.role <> 'VOLUNTEER')
$$;

-- ── an offer's link (api/matching): 256 bits are the right ─────────────────────────────────────────────────────
-- The offer behind a link. A command that came by it may from here on work for the organisation that asked.
create function wall.open_link(token bytea) returns uuid language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
declare found_offer uuid; begin
  select o.id into found_offer from offer o where o.token_hash = token;
  if found and wall.acts() then
    perform set_config('app.link', encode(token, 'hex'), true);
    perform wall.begin_again();
  end if;
  return found_offer;
end $$;

-- What a link shows, as OfferByLink in api/matching: one object, or null for a token that opens nothing (any more). A link
-- ends when the offer is taken back, a week after it was declined, lapsed or was taken, and a week after the last visit of
-- who accepted. The person is there only while the volunteer goes and the person agrees to it, as after signing in.
create function wall.offer_by_link(token bytea) returns json language sql stable security definer
set search_path = pg_catalog, public, pg_temp as $$
  select row_to_json(shown) from (
    select case when o.status = 'SENT' and o.lapses_at <= now() then 'LAPSED' else o.status end as status,
      o.choosing, t.kind as "kindCode", t.area, t.timing, v.occurs_on as "occursOn",
      to_json(v.starts_at) #>> '{}' as "startsAt", to_json(v.ends_at) #>> '{}' as "endsAt",
      to_json(v.window_starts_at) #>> '{}' as "windowStartsAt", to_json(v.window_ends_at) #>> '{}' as "windowEndsAt",
      coalesce(v.minutes, t.minutes) as minutes, t.recurrence, t.volunteers_needed as "volunteersNeeded",
      o.visit_id is null as "isSeries", coalesce(v.status = 'CANCELLED', false) as "isCancelled",
      g.name as "organisationName", g.phone as "officePhone",
      coalesce(nullif(vp.preferred_name, ''), vp.given_name) as "volunteerPreferredName",
      coalesce((select a.language from membership m join account a on a.id = m.account_id
          where m.volunteer_id = w.id and m.ended_at is null order by m.created_at limit 1),
        case when 'cy' in (vp.needs_language, vp.prefers_language) then 'cy' else 'en' end) as language,
      to_json(o.lapses_at) #>> '{}' as "lapsesAt",
      case when goes.alive then (select json_build_object('name', p.given_name || ' ' || p.family_name, 'preferredName', p.preferred_name,
          'addressLines', case when t.address is null then p.address_lines else array[t.address] end,
          'town', case when t.address is null then p.town end, 'postcode', case when t.address is null then p.postcode end,
          'phones', p.phones, 'inTheirWords', t.in_their_words,
          'whatToKnow', nullif(concat_ws(chr(10), t.what_to_know, coalesce(r.what_to_know, c.what_to_know)), ''))
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
    where o.token_hash = token and case o.status
      when 'WITHDRAWN' then false
      when 'ACCEPTED' then goes.at_all
      else coalesce(o.answered_at, o.lapses_at) > now() - interval '7 days' or o.lapses_at > now() end) shown
$$;

-- ── choosing a volunteer (api/matching) ────────────────────────────────────────────────────────────────────────
-- The volunteers among these whom whoever asks may think of: a shared one's diary is told, nobody else's.
create function wall.choosable(volunteers uuid[]) returns setof uuid language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp as $$
declare ours constant uuid[] := wall.within('volunteering'); begin
  return query select v.id from volunteer v where v.id = any(volunteers)
    and (v.organisation_id = any(ours) or wall.is_beyond('volunteers', v.id));
end $$;
-- Their visits on these days, whichever organisation's: when, how long, where (so that the way can be reckoned), no more.
create function wall.diaries(volunteers uuid[], from_day date, to_day date)
returns table (volunteer_id uuid, visit_id uuid, occurs_on date, minutes integer, starts_at timestamptz, ends_at timestamptz,
  latitude double precision, longitude double precision, by_phone boolean)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select a.volunteer_id, w.id, w.occurs_on, w.minutes, w.starts_at, w.ends_at, s.latitude, s.longitude, k.by_phone
  from assignment a join visit w on w.id = a.visit_id join task s on s.id = a.task_id join task_kind k on k.code = s.kind
  where w.occurs_on between from_day and to_day and a.ended_at is null and w.status in ('PLANNED', 'CONFIRMED', 'STARTED', 'ENDED')
    and a.volunteer_id = any(array(select wall.choosable(volunteers)))
$$;
-- Which of these kinds of help they have given, to anybody.
create function wall.have_done(volunteers uuid[], of_kinds text[]) returns table (volunteer_id uuid, kind text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select distinct a.volunteer_id, s.kind from assignment a join task s on s.id = a.task_id join visit w on w.id = a.visit_id
  where a.volunteer_id = any(array(select wall.choosable(volunteers))) and s.kind = any(of_kinds) and a.ended_at is null and w.status = 'ENDED'
$$;

-- ── finding somebody by name (api/people) ──────────────────────────────────────────────────────────────────────
-- Names are looked for before it is known whose they are, since a policy keeps an index of names from being used. Only
-- within the organisations of whoever asks and those near to them, and only ids: what is read of them, is read as ever.
-- Every word is part of the names or much like it (one wrong letter in five leaves a third alike), or the number is theirs.
create function wall.people_named(words text[], nhs text) returns setof uuid language plpgsql stable security definer rows 50
set search_path = pg_catalog, public, pg_temp as $$
declare
  plain text[] := array(select plain_name(w) from unnest(words) w order by length(w) desc);
  reach constant uuid[] := wall.within('helped') || wall.within('volunteering');
  beyond constant uuid[] := wall.beyond('persons');
begin
  perform set_config('pg_trgm.strict_word_similarity_threshold', '0.33', true);
  return query select p.id from person p
    where (p.organisation_id = any(reach) or p.id = any(beyond) or p.kept_as = 'SEVERAL' and wall.reaches_person(p.id))
      and (plain_name(p.given_name || ' ' || p.family_name || ' ' || coalesce(p.preferred_name, '')) like '%' || replace(replace(replace(plain[1], '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%'
        or plain[1] <<% plain_name(p.given_name || ' ' || p.family_name || ' ' || coalesce(p.preferred_name, '')))
      and not exists (select from unnest(plain[2:]) w
        where strpos(plain_name(p.given_name || ' ' || p.family_name || ' ' || coalesce(p.preferred_name, '')), w) = 0
          and strict_word_similarity(w, plain_name(p.given_name || ' ' || p.family_name || ' ' || coalesce(p.preferred_name, ''))) < 0.33);
  if nhs is not null then
    return query select p.id from person p where (p.organisation_id = any(reach) or p.id = any(beyond) or p.kept_as = 'SEVERAL' and wall.reaches_person(p.id)) and p.nhs_number = nhs;
  end if;
end $$;
`
