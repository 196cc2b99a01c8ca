export * from './instant.ts'
export * from './local.ts'
export * from './window.ts'
