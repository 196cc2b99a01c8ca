import { parsePostcode, type Postcode } from '../../kernel/index.ts'
import { isOnGrid, positionOfGrid } from './grid.ts'

/** Where a postcode is, to the nearest centimetre that was given (about 5 m where the file has grid references only). */
export type PostcodePosition = {
  readonly kind: 'position'
  /** The line of the file, from 1. */
  readonly row: number
  readonly postcode: Postcode
  readonly lat: number
  readonly lon: number
  /** Royal Mail has withdrawn it; old addresses still have it. */
  readonly isTerminated: boolean
}

export type PostcodeReject = {
  readonly kind: 'rejected'
  readonly row: number
  readonly code: 'postcodeUnreadable' | 'cellsMissing' | 'noPosition' | 'numberUnreadable' | 'outsideUk' | 'irishGrid'
}

/** The file cannot be read at all, in words for the person who ran the import. */
export class PostcodeFileRefused extends Error {
  readonly code: 'notText' | 'columnsUnknown'
  constructor(code: PostcodeFileRefused['code'], message: string) {
    super(message)
    this.name = 'PostcodeFileRefused'
    this.code = code
  }
}

/** What each kind of reject means, for the report. */
export const postcodeRejects: Readonly<Record<PostcodeReject['code'], string>> = {
  postcodeUnreadable: 'not a UK postcode',
  cellsMissing: 'the line has fewer cells than the file has columns',
  noPosition: 'the file has no position for this postcode',
  numberUnreadable: 'the position is not a number',
  outsideUk: 'the position is outside the United Kingdom and the islands',
  irishGrid: 'Northern Ireland by grid reference: that is the Irish grid, which is not read',
}

type Columns = {
  postcode: number
  lat: number | null
  lon: number | null
  easting: number | null
  northing: number | null
  terminated: number | null
  /** In use: yes or no (some re-publications). */
  inUse: number | null
  /** ONSPD's and Code-Point Open's own sign for "no position": 9 and 90. */
  quality: number | null
  width: number
}

/** Names of columns in ONSPD and NSPL (before and since 2025), Code-Point Open and common re-publications. */
const names = {
  postcode: ['pcds', 'pcd2', 'pcd8', 'pcd', 'pcd7', 'postcode', 'postcode1', 'pc'],
  lat: ['lat', 'latitude'],
  lon: ['long', 'lon', 'lng', 'longitude'],
  easting: ['oseast1m', 'east1m', 'eastings', 'easting', 'ea', 'x'],
  northing: ['osnrth1m', 'north1m', 'northings', 'northing', 'no', 'y'],
  terminated: ['doterm', 'terminated', 'date_of_termination'],
  inUse: ['in use?', 'in use', 'inuse'],
  quality: ['osgrdind', 'gridind', 'positional_quality_indicator', 'pq'],
} as const

/** Longest line: the widest of these files has 60 columns and 500 characters. */
const longestLine = 20_000

/**
 * Reads postcode positions line by line as the text of a file arrives, in flat memory: ONSPD, NSPL, Code-Point Open
 * (which has no headings) and re-publications with the same columns. Give it chunks in order, then `end`.
 *
 * Latitude and longitude are taken where the file has them, else eastings and northings are converted (`grid.ts`).
 *
 * @example const reader = new PostcodeReader(); for await (const chunk of text) store(reader.push(chunk)); store(reader.end())
 */
export class PostcodeReader {
  private rest = ''
  private row = 0
  private columns: Columns | null = null

  /**
   * @returns what the lines completed by this chunk say, in order; headings and empty lines say nothing
   * @throws PostcodeFileRefused when the first line shows that this is not such a file
   */
  push(chunk: string): (PostcodePosition | PostcodeReject)[] {
    const text = this.rest + chunk
    // A lone \r may be half of \r\n.
    const lines = text.split(/\r\n|\n|\r(?=[^\n])/)
    this.rest = lines.pop() ?? ''
    if (this.rest.length > longestLine) throw notText()
    return lines.flatMap((line) => this.line(line) ?? [])
  }

  /** The last line, when the file does not end with a line break. */
  end(): (PostcodePosition | PostcodeReject)[] {
    const last = this.rest
    this.rest = ''
    const read = this.line(last)
    if (this.columns === null) throw unknownColumns()
    return read ? [read] : []
  }

  private line(text: string): PostcodePosition | PostcodeReject | null {
    this.row++
    const line = this.row === 1 ? text.replace(/^\ufeff/, '') : text
    if (line.trim() === '') return null
    if (line.length > longestLine) throw notText()
    const cells = cellsOf(line)
    if (!this.columns) {
      if (line.includes('\0') || line.includes('\ufffd')) throw notText()
      this.columns = columnsOf(cells)
      if (this.columns) return null
      this.columns = codePointColumns(cells)
      if (!this.columns) throw unknownColumns()
    }
    return this.position(cells, this.columns)
  }

  private position(cells: readonly string[], columns: Columns): PostcodePosition | PostcodeReject | null {
    const { row } = this
    const rejected = (code: PostcodeReject['code']): PostcodeReject => ({ kind: 'rejected', row, code })
    // Code-Point Open's sheet of headings, put in front of the data, has two lines.
    if (row === 2 && cells[columns.postcode]?.toLowerCase() === 'postcode') return null
    if (cells.length < columns.width) return rejected('cellsMissing')
    const written = (cells[columns.postcode] ?? '').replace(/\s/g, '').toUpperCase()
    const parsed = parsePostcode(written)
    // A list of postcodes is not typed by hand: O for 0 is not mended here.
    if (!parsed.ok || parsed.value.replace(' ', '') !== written) return rejected('postcodeUnreadable')
    const postcode = parsed.value
    const cell = (at: number | null) => (at === null ? '' : (cells[at] ?? '').trim())
    const inUse = cell(columns.inUse).toLowerCase()
    const isTerminated =
      (columns.terminated !== null && cell(columns.terminated) !== '') || inUse === 'no' || inUse === 'false'
    const found = (lat: number, lon: number): PostcodePosition | PostcodeReject =>
      lat > 48.9 && lat < 61.5 && lon > -9.5 && lon < 2.5
        ? { kind: 'position', row, postcode, lat: rounded(lat), lon: rounded(lon), isTerminated }
        : rejected('outsideUk')

    if (columns.lat !== null && columns.lon !== null) {
      const [lat, lon] = [cell(columns.lat), cell(columns.lon)]
      if (lat !== '' && lon !== '') {
        const [y, x] = [Number(lat), Number(lon)]
        if (!Number.isFinite(y) || !Number.isFinite(x)) return rejected('numberUnreadable')
        // 99.999999 and 0 is ONSPD's "no position".
        return y > 99 || (y === 0 && x === 0) ? rejected('noPosition') : found(y, x)
      }
    }
    const [easting, northing] = [cell(columns.easting), cell(columns.northing)]
    const quality = cell(columns.quality)
    if (easting === '' || northing === '' || quality === '90' || quality === '9') return rejected('noPosition')
    const [east, north] = [Number(easting), Number(northing)]
    if (!Number.isFinite(east) || !Number.isFinite(north)) return rejected('numberUnreadable')
    if (east === 0 && north === 0) return rejected('noPosition')
    if (/^(?:BT|GY|JE)/.test(postcode)) return rejected('irishGrid')
    if (!isOnGrid(east, north)) return rejected('outsideUk')
    const { lat, lon } = positionOfGrid(east, north)
    return found(lat, lon)
  }
}

const rounded = (degrees: number) => Math.round(degrees * 1e6) / 1e6

/** Columns by their headings; null when the line is no line of headings for postcodes with positions. */
function columnsOf(cells: readonly string[]): Columns | null {
  const headings = cells.map((cell) => cell.trim().toLowerCase())
  const find = (wanted: readonly string[]) => {
    const at = wanted.map((name) => headings.indexOf(name)).find((index) => index >= 0)
    return at ?? null
  }
  const postcode = find(names.postcode)
  if (postcode === null) return null
  const columns = {
    postcode,
    lat: find(names.lat),
    lon: find(names.lon),
    easting: find(names.easting),
    northing: find(names.northing),
    terminated: find(names.terminated),
    inUse: find(names.inUse),
    quality: find(names.quality),
  }
  const hasDegrees = columns.lat !== null && columns.lon !== null
  const hasGrid = columns.easting !== null && columns.northing !== null
  if (!hasDegrees && !hasGrid) return null
  const needed = hasDegrees ? [postcode, columns.lat, columns.lon] : [postcode, columns.easting, columns.northing]
  return { ...columns, width: Math.max(...needed.map((at) => at ?? 0)) + 1 }
}

/** Code-Point Open has no headings: postcode, quality (10 to 90), easting, northing, … */
function codePointColumns(cells: readonly string[]): Columns | null {
  const [postcode = '', quality = '', easting = '', northing = ''] = cells
  const looksRight =
    parsePostcode(postcode).ok && /^\d\d$/.test(quality) && /^\d{1,6}$/.test(easting) && /^\d{1,7}$/.test(northing)
  if (!looksRight) return null
  return {
    postcode: 0,
    quality: 1,
    easting: 2,
    northing: 3,
    lat: null,
    lon: null,
    terminated: null,
    inUse: null,
    width: 4,
  }
}

/** Cells of one line; none of these files has line breaks in its cells. */
function cellsOf(line: string): string[] {
  if (!line.includes('"')) return line.split(line.includes(',') ? ',' : '\t')
  return Array.from(line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g), ([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
  )
}

const notText = () =>
  new PostcodeFileRefused(
    'notText',
    'This is not a text file of postcodes. Unpack the archive and give the CSV file in its Data folder.',
  )
const unknownColumns = () =>
  new PostcodeFileRefused(
    'columnsUnknown',
    'The columns are not known: expected ONSPD or NSPL (pcds, lat, long), Code-Point Open (postcode, quality, eastings, northings), or headings Postcode, Latitude, Longitude.',
  )
