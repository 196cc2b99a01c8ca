import { view } from '../reads/index.ts'

/** A key as an administrator sees it: never the secret itself, of which there is only a hash. */
export const ApiKeyView = view('ApiKey', { table: 'api_key', code: 26, relations: { madeBy: 'made_by_id' } })
