export { fetchFeed, type FetchOptions } from './fetch-feed.ts'
export { importOruk, readOruk, type OrukFeed, type OrukReport } from './import-oruk.ts'
export { importPostcodes, type PostcodesReport } from './import-postcodes.ts'
export { readFeedFile, readSheetFile, streamTextFile } from './read-file.ts'
export { orukLines, postcodeLines } from './report-lines.ts'
export { importVolunteers, networkSkills, type ImportVolunteersInput } from './import-volunteers.ts'
export { homeForImport, importer, type ImportHome } from './import-home.ts'
export { importToUndo, undoVolunteerImport } from './undo-volunteer-import.ts'
export { exampleSkills } from './skill-words.rules.ts'
export {
  counts,
  reportLines,
  undoLines,
  type UndoReport,
  type VolunteerImportReport,
} from './volunteer-report.rules.ts'
export { orukFeed, type OrukAnswer } from './oruk/feed.ts'
export { orukFeedV1 } from './oruk/feed-v1.ts'
