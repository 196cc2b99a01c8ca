export { readArcs } from './check.ts'
export { problemOfArcs } from './compile.ts'
export { evaluateArcs, type Evaluation, type Violation } from './evaluate.ts'
export * from './format.ts'
