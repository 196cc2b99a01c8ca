/** What the serving role may do, said again after every migration so that a new table is never forgotten: all rows
 *  of all tables, but nothing of the tables' own shape, and of the audit record only adding and reading. */
export const grants = /* sql */ `
grant usage on schema public to app;
grant select, insert, update, delete on all tables in schema public to app;
grant usage, select on all sequences in schema public to app;
grant execute on all functions in schema public to app;
revoke update, delete, truncate on audit_event from app;
`
