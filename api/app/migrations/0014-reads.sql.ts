/**
 * What answers that go out unparsed rest on: a null where the schema promises none is refused (`AL500`, and graphql-js
 * then says where it is), and no list of words holds a null.
 */
export const reads = `
create function never_null(path text) returns json language plpgsql volatile set search_path = pg_catalog as $$
begin
  raise exception using errcode = 'AL500', message = path;
end $$;

do $$
declare
  it record;
begin
  for it in select c.table_name, c.column_name from information_schema.columns c
      join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = 'public' and c.data_type = 'ARRAY' and t.table_type = 'BASE TABLE' and t.table_name <> 'migration'
  loop
    execute format('alter table %I add constraint %I check (array_position(%I, null) is null)',
      it.table_name, left(it.table_name || '_' || it.column_name, 45) || '_holds_no_null', it.column_name);
  end loop;
end $$;
`
