/** The directory: services on offer, as their sources publish them, and the words they are found by. Public, so without
 *  row-level security, which would keep the search from its indexes. */
export const directory = /* sql */ `
-- ── where services come from ───────────────────────────────────────────────────────────────────────────────────
create table directory_source (
  id uuid primary key,
  -- What '--source' says, or the address's host and path, or the file's name. Services belong to it by this name.
  name text not null unique,
  publisher text,
  licence text,
  url text,
  -- Whether /oruk may publish its services again.
  republish boolean not null default true,
  last_read_at timestamptz,
  last_complete_at timestamptz
);
create table import_run (
  id uuid primary key,
  kind text not null,
  source_id uuid references directory_source,
  began_at timestamptz not null,
  ended_at timestamptz not null,
  complete boolean not null,
  counts jsonb not null,
  -- Kind of warning to how many; never what the values were.
  warnings jsonb not null
);
create index import_run_source on import_run (source_id, began_at);

-- An organisation that only the directory knows stands in organisation (in_network = false); this says whose it is.
create table organisation_source (
  organisation_id uuid primary key references organisation on delete cascade,
  source_id uuid not null references directory_source,
  source_key text not null,
  fingerprint text not null,
  details jsonb not null default '{}',
  unique (source_id, source_key)
);

-- ── services ───────────────────────────────────────────────────────────────────────────────────────────────────
create table service (
  id uuid primary key,
  -- The id under which /oruk shows it: the source's where it can be kept.
  published_id uuid not null unique,
  source_id uuid references directory_source,
  -- The source's own id as it writes it; two services of one source may share it.
  source_key text,
  -- Hash of the normal form it was read from, and the version of our reading of it (api/interop).
  fingerprint text,
  reading integer,
  organisation_id uuid references organisation,
  name text not null check (name <> ''),
  -- Compared byte by byte: small letters without accents need no more, and it is ten times quicker.
  sort_name text collate "C" not null generated always as (plain_name(name)) stored,
  alternate_name text,
  url text,
  email text,
  status text not null check (status in ('ACTIVE', 'INACTIVE', 'DEFUNCT', 'TEMPORARILY_CLOSED')),
  assured_on date,
  age_min integer check (age_min between 0 and 130),
  age_max integer check (age_max between 0 and 130),
  attending_type text,
  attending_access text,
  -- Whether it costs nothing, and who says so: the source in a field, or its description as we read it.
  free text check (free in ('STATED', 'TEXT')),
  -- Whether any of its places has a position; a service without one never vanishes from a search near a place.
  placed boolean not null default false,
  source_modified text,
  changed_at timestamptz not null,
  -- When the source stopped naming it. It stays for twelve months so that readers of /oruk learn of it.
  retired_at timestamptz,
  listed boolean not null generated always as (retired_at is null and status in ('ACTIVE', 'TEMPORARILY_CLOSED')) stored,
  -- Fields the standard requires and the source lacks, with something standing in.
  fallback text[] not null default '{}',
  check (age_min is null or age_max is null or age_min <= age_max)
);
create index service_source on service (source_id);
create index service_organisation on service (organisation_id);
create index service_by_name on service (sort_name, id) where listed;

-- What is long, kept apart: a search looks at every service, and at this of the few it shows.
create table service_text (
  service_id uuid primary key references service on delete cascade,
  -- The first sentences of the description: lists show it, and cutting it each time cost a third of a search.
  summary text,
  description text,
  description_html text,
  fees text,
  eligibility text,
  -- What the standard has beyond our columns; the supplier's own fields; what the source had where it was mended.
  details jsonb not null default '{}',
  extras jsonb not null default '{}',
  provenance jsonb not null default '{}'
);

create table service_location (
  id uuid primary key,
  service_id uuid not null references service on delete cascade,
  source_key text,
  kind text check (kind in ('PHYSICAL', 'POSTAL', 'VIRTUAL')),
  name text,
  description text,
  transportation text,
  url text,
  address_lines text[] not null default '{}',
  town text,
  county text,
  postcode text,
  country text,
  uprn text,
  accessibility text[] not null default '{}',
  latitude double precision check (latitude between -90 and 90),
  longitude double precision check (longitude between -180 and 180),
  -- GIVEN by the source; that of its POSTCODE; or of a postcode that stood in the TEXT of the description.
  position_from text check (position_from in ('GIVEN', 'POSTCODE', 'TEXT')),
  from_text boolean not null default false,
  details jsonb not null default '{}',
  check ((latitude is null) = (longitude is null)),
  check ((latitude is null) = (position_from is null))
);
create index service_location_service on service_location (service_id);
create index service_location_position on service_location (latitude, longitude) where latitude is not null;
create index service_location_postcode on service_location (postcode) where postcode is not null;
create index service_location_town on service_location (plain_name(town)) where latitude is not null;

create table service_schedule (
  id uuid primary key,
  service_id uuid not null references service on delete cascade,
  location_id uuid references service_location on delete cascade,
  -- 1 Monday to 7 Sunday; empty where only the hours are known.
  weekdays integer[] not null default '{}',
  opens_at time,
  closes_at time,
  valid_from date,
  valid_to date,
  starts_on date,
  freq text check (freq in ('WEEKLY', 'MONTHLY')),
  -- Every so many weeks or months.
  every integer not null default 1 check (every >= 1),
  byday text[] not null default '{}',
  bymonthday integer[] not null default '{}',
  description text,
  -- Read off the description, and the words it was read from.
  from_text boolean not null default false,
  read_from text,
  details jsonb not null default '{}'
);
create index service_schedule_service on service_schedule (service_id);

create table service_cost (
  id uuid primary key,
  service_id uuid not null references service on delete cascade,
  -- In whole units of the currency (pounds).
  amount double precision check (amount >= 0),
  currency text,
  per text,
  description text,
  is_free boolean not null,
  valid_from date,
  valid_to date,
  from_text boolean not null default false,
  read_from text
);
create index service_cost_service on service_cost (service_id);

create table service_phone (
  id uuid primary key,
  service_id uuid not null references service on delete cascade,
  location_id uuid references service_location on delete cascade,
  number text not null,
  extension text,
  name text,
  place integer not null
);
create index service_phone_service on service_phone (service_id);

create table service_language (
  service_id uuid not null references service on delete cascade,
  -- ISO 639 where it is known ('cy'), else the name in small letters.
  code text not null,
  name text,
  primary key (service_id, code)
);

create table taxonomy_term (
  id uuid primary key,
  source_id uuid references directory_source,
  source_key text not null,
  name text not null,
  description text,
  code text,
  taxonomy text,
  parent_id uuid references taxonomy_term,
  uri text,
  unique nulls not distinct (source_id, source_key)
);
create index taxonomy_term_parent on taxonomy_term (parent_id);
create table service_term (
  service_id uuid not null references service on delete cascade,
  term_id uuid not null references taxonomy_term,
  link_type text,
  value text,
  -- The supplier's own field it was read out of; /oruk publishes that field and leaves the term out.
  from_extra text,
  primary key (service_id, term_id)
);
create index service_term_term on service_term (term_id);

-- ── the words services are found by ────────────────────────────────────────────────────────────────────────────
-- English stems, accents folded. Welsh has no stemmer: its words pass whole, or lose an ending alike here and in a search.
create text search configuration directory_words (copy = english);
alter text search configuration directory_words
  alter mapping for asciiword, word, asciihword, hword, hword_asciipart, hword_part with unaccent, english_stem;
alter text search configuration directory_words drop mapping if exists for
  url, url_path, host, email, file, protocol, tag, entity, version, sfloat, float;
create text search configuration directory_spelling (copy = simple);
alter text search configuration directory_spelling
  alter mapping for asciiword, word, asciihword, hword, hword_asciipart, hword_part with unaccent, simple;
alter text search configuration directory_spelling drop mapping if exists for
  url, url_path, host, email, file, protocol, tag, entity, version, sfloat, float, int, uint, numword, numhword, hword_numpart;

-- Which service holds which stem, or two stems that stand together ('peer support'), and how much that says of it.
create table service_lexeme (
  lexeme text collate "C" not null,
  service_id uuid not null references service on delete cascade,
  -- 1 name, 2 organisation, 4 term, 8 description, 16 place
  fields smallint not null,
  score real not null,
  primary key (lexeme, service_id) include (fields, score)
);
create index service_lexeme_service on service_lexeme (service_id);
-- Whole words as they stand in the directory, to put a misspelt one right.
create table directory_word (word text primary key, lexeme text collate "C" not null);
-- How many services are listed, so that no search has to count them.
create table directory_size (alone boolean primary key default true check (alone), listed integer not null);
insert into directory_size (listed) values (0);
create index directory_word_like on directory_word using gin (word gin_trgm_ops);

-- The stem of a word, or the stems of two with a blank between; null where no word says anything ('the').
create function directory_lexeme(words text) returns text language sql immutable strict parallel safe
set search_path = pg_catalog, public as $$
  select string_agg(stems[1], ' ' order by at) filter (where cardinality(stems) = 1)
  from (select ts_lexize('english_stem', word) as stems, at
        from regexp_split_to_table(plain_name(words), ' +') with ordinality w(word, at)) s
$$;

-- What is said of these services, field by field; of those not listed, nothing.
create function directory_texts(services uuid[])
returns table (service_id uuid, field smallint, weight real, words text) language sql stable
set search_path = pg_catalog, public as $$
  select s.id, f.field, f.weight, f.words from service s
  left join organisation o on o.id = s.organisation_id
  left join service_text x on x.service_id = s.id
  cross join lateral (values
    (1::smallint, 4.0::real, concat_ws('. ', s.name, s.alternate_name)),
    (2::smallint, 1.5::real, o.name),
    (4::smallint, 2.5::real, (select string_agg(t.name, '. ' order by t.name)
      from service_term st join taxonomy_term t on t.id = st.term_id where st.service_id = s.id)),
    (8::smallint, 2.0::real, left(concat_ws('. ', x.description, x.eligibility, x.fees), 20000)),
    (16::smallint, 1.0::real, (select string_agg(concat_ws('. ', l.name, array_to_string(l.address_lines, '. '), l.town), '. ')
      from service_location l where l.service_id = s.id))
  ) f(field, weight, words)
  where s.id = any(services) and s.listed and f.words is not null
$$;

-- Writes the words of these services anew.
create function directory_index(services uuid[]) returns void language plpgsql
set search_path = pg_catalog, public as $$
begin
  delete from service_lexeme where service_id = any(services);
  insert into service_lexeme (lexeme, service_id, fields, score)
  with occurs as (
    select d.service_id, d.field, d.weight, u.lexeme, p.at
    from directory_texts(services) d, unnest(to_tsvector('directory_words', d.words)) u, unnest(u.positions) p(at)
  ), next as (
    select o.*, lead(o.lexeme) over w as after, lead(o.at) over w as after_at from occurs o
    window w as (partition by o.service_id, o.field order by o.at)
  ), together as (
    select service_id, field, weight, lexeme, at from occurs
    union all
    -- 'End of life' is 'end life': a word that says nothing may stand between.
    select service_id, field, weight, lexeme || ' ' || after, at from next where after_at - at between 1 and 2
  ), length as (
    select service_id, field, count(*)::real as n from occurs group by 1, 2
  ), counted as (
    select t.service_id, t.field, t.lexeme, max(t.weight) as weight, count(*)::real as times, min(t.at) as first
    from together t group by 1, 2, 3
  )
  select c.lexeme, c.service_id, sum(c.field)::smallint,
    -- A description counts how often (with less and less for each), against its length, and what it begins with counts
    -- more; elsewhere it counts that the word is there, a little less among many.
    sum(case c.field
      when 8 then c.weight * c.times / (c.times + 0.5 + 0.7 * l.n / 100) * (case when c.first <= 30 then 1.3 else 1 end)
      else c.weight / (1 + 0.04 * l.n) end)::real
  from counted c join length l using (service_id, field)
  where length(c.lexeme) <= 100
  group by 1, 2;

  insert into directory_word (word, lexeme)
  select distinct u.lexeme, directory_lexeme(u.lexeme)
  from directory_texts(services) d, unnest(to_tsvector('directory_spelling', d.words)) u
  where u.lexeme ~ '^[a-z]{3,40}$' and directory_lexeme(u.lexeme) is not null
  on conflict do nothing;
  update directory_size set listed = (select count(*) from service where service.listed);
end $$;

-- The stems to look for, of the words a search asks for ({ term, word, how, factor, weight, base }). A word that the
-- directory hardly knows stands for those spelt like it, and for those it is the beginning of. 'rarity' says how much a
-- word tells: a service that has it is one of few. 'services' is how many have it.
create function directory_stems(asked jsonb)
returns table (ord integer, term integer, word text, lexeme text, how text, factor real, weight real, base boolean, services integer, rarity double precision)
language plpgsql stable rows 20 set search_path = pg_catalog, public as $$
#variable_conflict use_column
declare e record; c record; n integer := 0; stem text; plain text; known integer := 0; best real; size double precision; begin
  select greatest(listed, 1) into size from directory_size;
  for e in select * from jsonb_to_recordset(asked) as x(term integer, word text, how text, factor real, weight real, base boolean) loop
    stem := directory_lexeme(e.word);
    continue when stem is null;
    exit when n >= 62;
    -- Of what they may have meant, where what they typed says something.
    continue when e.how = 'SPELT_RELATED' and known >= 3;
    ord := n; term := e.term; word := e.word; lexeme := stem; how := replace(e.how, 'SPELT_', ''); factor := e.factor; weight := e.weight; base := e.base;
    select count(*) into services from service_lexeme l where l.lexeme = stem;
    if e.how = 'ASKED' then known := services; end if;
    continue when services = 0 and not (e.how = 'ASKED' and e.base);
    rarity := ln(1 + size / greatest(services, 1));
    if services > 0 then n := n + 1; return next; end if;
    plain := plain_name(e.word);
    continue when e.how <> 'ASKED' or not e.base or plain !~ '^[a-z]{4,40}$';
    continue when known >= 3;
    best := null;
    for c in
      select w.lexeme, (array_agg(w.word order by w.near desc, w.word))[1] as word, max(w.near)::real as near
      from (select d.word, d.lexeme,
              case when known = 0 and d.word like plain || '%' then 0.9 else similarity(d.word, plain) end as near
            from directory_word d where d.word % plain or (known = 0 and d.word like plain || '%')) w
      where w.lexeme <> stem and (w.near >= 0.6 or (known = 0 and w.near >= 0.42 and left(w.word, 1) = left(plain, 1)))
      group by 1
      order by 3 desc, (select count(*) from (select from service_lexeme l where l.lexeme = w.lexeme limit 50) k) desc, 1
      limit 6
    loop
      exit when n >= 62 or c.near < best * 0.85;
      -- Words stay in the list when their last service has gone.
      select count(*) into services from service_lexeme l where l.lexeme = c.lexeme;
      continue when services = 0;
      rarity := ln(1 + size / services);
      best := coalesce(best, c.near);
      ord := n; word := c.word; lexeme := c.lexeme; how := 'SPELT'; factor := e.factor * 0.9 * c.near;
      n := n + 1;
      return next;
    end loop;
  end loop;
end $$;

-- ── where things are ───────────────────────────────────────────────────────────────────────────────────────────
-- Great-circle kilometres (haversine, mean Earth radius), as api/kernel/geo.ts.
create function km_between(lat1 double precision, lon1 double precision, lat2 double precision, lon2 double precision)
returns double precision language sql immutable parallel safe -- not strict, or it would not be inlined
return 12742.0176 * asin(sqrt(least(1.0, power(sin(radians(lat2 - lat1) / 2), 2)
  + cos(radians(lat1)) * cos(radians(lat2)) * power(sin(radians(lon2 - lon1) / 2), 2))));

-- What a read cannot take, as BAD_USER_INPUT naming the field (api/reads/prepare.ts knows the code).
create function refuse_input(field text, problem text) returns void language plpgsql as $$
begin raise exception '%', problem using errcode = 'AL400', column = field; end $$;

-- Where a place lies: a postcode, else its sector, else its outward code; or a town that the directory's addresses name,
-- in the middle of them. A place nobody has told us of is refused.
create function directory_place(of_postcode text, of_sector text, of_outward text, of_town text)
returns table (latitude double precision, longitude double precision) language plpgsql stable rows 1
set search_path = pg_catalog, public as $$
#variable_conflict use_column
begin
  if of_postcode is not null then
    return query select p.latitude, p.longitude from postcode_position p where p.postcode = of_postcode;
    if found then return; end if;
  end if;
  if of_sector is not null then
    return query select avg(p.latitude), avg(p.longitude) from postcode_position p
      where p.outward = of_outward and left(p.postcode, length(of_sector)) = of_sector having count(*) > 0;
    if found then return; end if;
  end if;
  if of_outward is not null then
    return query select avg(p.latitude), avg(p.longitude) from postcode_position p where p.outward = of_outward having count(*) > 0;
    if found then return; end if;
  end if;
  if of_town is not null then
    return query select percentile_cont(0.5) within group (order by l.latitude), percentile_cont(0.5) within group (order by l.longitude)
      from service_location l where plain_name(l.town) = plain_name(of_town) and l.latitude is not null having count(*) > 0;
    if found then return; end if;
    return query
      with alike as (
        select plain_name(l.town) as town from service_location l where l.latitude is not null and l.town is not null
        group by 1 having similarity(plain_name(l.town), plain_name(of_town)) >= 0.5
        order by similarity(plain_name(l.town), plain_name(of_town)) desc, 1 limit 1)
      select percentile_cont(0.5) within group (order by l.latitude), percentile_cont(0.5) within group (order by l.longitude)
      from service_location l join alike a on plain_name(l.town) = a.town where l.latitude is not null having count(*) > 0;
    if found then return; end if;
  end if;
  perform refuse_input('search.near', 'UNKNOWN_PLACE');
end $$;

-- The planner's figures after a large import: only the owner of a table may have them taken.
create function directory_analyze() returns void language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  analyze service; analyze service_text; analyze service_location; analyze service_schedule; analyze service_lexeme; analyze directory_word;
  analyze postcode_position;
end $$;
`
