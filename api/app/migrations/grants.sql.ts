/** What the serving role may do, said again after every migration so that a new table is never forgotten: all rows
 *  of all tables, but nothing of the tables' own shape, and of the audit record only adding and reading. */
export const grants = /* sql */ `
grant usage on schema public to app;
grant select, insert, update, delete on all tables in schema public to app;
grant usage, select on all sequences in schema public to app;
grant execute on all functions in schema public to app;
revoke update, delete, truncate on audit_event from app;
do $$ begin
  if to_regclass('public.audit_read') is null then return; end if;
  revoke insert, update, delete, truncate on audit_read, audit_event from app;
  -- Which transaction wrote a row is the database's to say, never the writer's.
  grant insert (asked_at, request_id, account_id, about_id, about_as, role, because, operation) on audit_read to app;
  grant insert (at, account_id, action, subject_id, about_id, request_id, because) on audit_event to app;
end $$;
`
