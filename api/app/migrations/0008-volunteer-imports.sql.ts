/** What each import of a sheet of volunteers did, so that it can be undone, and so that what people changed here since
 *  is told from what an earlier sheet said. `before` holds only what was replaced, and goes with the volunteer. */
export const volunteerImports = /* sql */ `
create table volunteer_import (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  locality_id uuid not null references locality,
  source text not null,
  began_at timestamptz not null,
  counts jsonb not null,
  -- When the last of what it made and changed had been taken back.
  undone_at timestamptz
);
create index volunteer_import_of on volunteer_import (organisation_id, began_at);
create table volunteer_import_row (
  import_id uuid not null references volunteer_import on delete cascade,
  -- As a spreadsheet numbers it.
  row integer not null,
  volunteer_id uuid not null references volunteer on delete cascade,
  what text not null check (what in ('NEW', 'CHANGED', 'UNCHANGED')),
  before jsonb,
  -- The checks it wrote down.
  checks uuid[] not null default '{}',
  -- Versions of the volunteer and the person when it was done: a later one means that somebody changed them here.
  version integer not null,
  person_version integer not null,
  undone_at timestamptz,
  primary key (import_id, row)
);
create index volunteer_import_row_volunteer on volunteer_import_row (volunteer_id);
`
