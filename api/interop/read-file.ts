import { createReadStream, type ReadStream } from 'node:fs'
import { open, readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { errorCode, PlainError } from '../platform/index.ts'
import { decodeFeed, sheetLimits } from './core/index.ts'

/** Feeds of a whole county are a few megabytes; what is larger than this is something else. */
export const largestFeed = 200 * 1024 * 1024
/** ONSPD in full is 1.4 GB. */
const largestList = 4 * 1024 * 1024 * 1024

/**
 * The JSON of a feed's file, read whole.
 * @throws PlainError when it is missing, no file, too large or may not be read; FeedRefused for what is in it
 */
export async function readFeedFile(path: string): Promise<unknown> {
  await mustBeFile(path, largestFeed)
  const file = await open(path)
  try {
    return decodeFeed(await file.readFile())
  } finally {
    await file.close()
  }
}

/** The bytes of a spreadsheet saved as CSV, read whole. Throws PlainError as `readFeedFile`; what is in it, others judge. */
export async function readSheetFile(path: string): Promise<Uint8Array> {
  await mustBeFile(path, sheetLimits.bytes)
  return readFile(path)
}

/** A text file as it streams, for lists that need not be in memory. Throws PlainError as `readFeedFile`. */
export async function streamTextFile(path: string): Promise<ReadStream> {
  await mustBeFile(path, largestList)
  return createReadStream(path, { encoding: 'utf8', highWaterMark: 256 * 1024 })
}

async function mustBeFile(path: string, largest: number): Promise<void> {
  const name = basename(path)
  const found = await stat(path).catch((error: unknown) => {
    const code = errorCode(error)
    throw new PlainError(
      code === 'ENOENT' || code === 'ENOTDIR'
        ? `There is no file ${path}.`
        : code === 'EACCES' || code === 'EPERM'
          ? `The file ${name} may not be read by this user.`
          : `The file ${name} cannot be read (${code ?? 'unknown reason'}).`,
    )
  })
  if (found.isDirectory()) throw new PlainError(`${path} is a folder. Give the file in it.`)
  if (!found.isFile()) throw new PlainError(`${path} is no ordinary file.`)
  if (found.size === 0) throw new PlainError(`The file ${name} is empty.`)
  if (found.size > largest)
    throw new PlainError(
      `The file ${name} is ${inMegabytes(found.size)} MB; at most ${inMegabytes(largest)} MB are read.`,
    )
  const file = await open(path).catch((error: unknown) => {
    throw new PlainError(`The file ${name} may not be read by this user (${errorCode(error) ?? 'unknown reason'}).`)
  })
  await file.close()
}

const inMegabytes = (bytes: number) => Math.round(bytes / 1024 / 1024).toLocaleString('en-GB')
