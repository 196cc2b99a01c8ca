/** Lists go by who answers for a row, where, and when. */
export const lists = `
create index visit_answerable on visit (organisation_id, locality_id, occurs_on);
drop index visit_when;
create index offer_where on offer (organisation_id, locality_id, status);
drop index offer_answerable;
`
