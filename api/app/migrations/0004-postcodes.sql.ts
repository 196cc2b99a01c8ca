/** Where postcodes lie. Filled by `npm run import -- postcodes FILE`, and from the directory's own addresses. */
export const postcodes = /* sql */ `
create table postcode_position (
  postcode text primary key check (postcode = upper(postcode) and postcode like '% %'),
  latitude double precision not null check (latitude between -90 and 90),
  longitude double precision not null check (longitude between -180 and 180),
  -- Which import it came from ('ONSPD', 'CODE_POINT_OPEN', 'DIRECTORY'…).
  source text not null,
  outward text not null generated always as (split_part(postcode, ' ', 1)) stored
);
create index postcode_position_outward on postcode_position (outward);
`
