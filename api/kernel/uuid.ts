/** A UUID in lower-case hexadecimal with hyphens, as PostgreSQL writes it. */
export type Uuid = string

const SHAPE = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Whether a text has the shape of a UUID, in either case; its version does not matter. */
export const isUuid = (text: unknown): text is Uuid => typeof text === 'string' && SHAPE.test(text)
