export * from './cluster.ts'
export * from './ids.ts'
export { errorCode, errorText, PlainError } from './plain-error.ts'
