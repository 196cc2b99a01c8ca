import type { Chance } from './chance.ts'

const times = (n: number, text: (i: number) => string) => Array.from({ length: n }, (_, i) => text(i)).join(' ')

/** Documents that ask for too much, or that are built to confuse whoever counts. */
const bombs: readonly ((chance: Chance) => string)[] = [
  (c) => `{ ${times(c.pick([31, 400, 1000]), (i) => `a${i}: viewer { id }`)} }`,
  (c) =>
    `mutation { ${times(c.pick([2, 29]), (i) => `a${i}: signIn(input: { email: "a@b.example", password: "x" }) { __typename }`)} }`,
  (c) => {
    const n = c.pick([11, 15, 50, 500])
    return `{ localities(first: 1) { nodes { ${'parent { '.repeat(n)} name ${'} '.repeat(n)} } } }`
  },
  (c) => {
    const n = c.pick([12, 40])
    const chain = times(n, (i) => `fragment f${i} on Locality { parent { ${i === n - 1 ? 'name' : `...f${i + 1}`} } }`)
    return `{ localities(first: 1) { nodes { ...f0 } } } ${chain}`
  },
  () => `{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }`,
  () => `{ viewer { ...a } } fragment a on Viewer { ...a }`,
  // Each fragment spreads the one before twice: 2 to the power of n fields out of few words.
  (c) => {
    const n = c.pick([10, 20, 30])
    return `{ localities(first: 1) { nodes { ...d${n} } } } fragment d0 on Locality { name } ${times(n, (i) => `fragment d${i + 1} on Locality { ...d${i} ...d${i} }`)}`
  },
  (c) => `{ viewer ${'@include(if: true) '.repeat(c.pick([51, 500]))} { id } }`,
  (c) => `{ viewer { ${'id '.repeat(c.pick([500, 5000, 50_000]))} } }`,
  (c) => `{ ${times(c.pick([10, 30]), (i) => `n${i}: nodes(ids: [${times(50, () => '"AAAA"')}]) { id }`)} }`,
  () =>
    `{ organisations(first: 100) { nodes { __typename } } patients(first: 100) { nodes { tasks(first: 100) { nodes { visits(first: 100) { nodes { id } } } } } } }`,
  () => `query __schema { __schema: localities(first: 100) { nodes { id } } }`,
  () => `query ($first: Int!) { localities(first: $first) { nodes { id } } }`,
  () => `{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }`,
  () => `{ __type(name: "Query") { ${'ofType { '.repeat(30)} name ${'} '.repeat(30)} } }`,
  () => 'subscription { viewer { id } }',
  () => 'query A { viewer { id } } query B { viewer { id } }',
  () => 'query A { viewer { id } } query A { viewer { id } }',
  () => '{ viewer { id } } extend type Query { x: Int }',
  (c) => `query (${times(c.pick([50, 600]), (i) => `$v${i}: Int = ${i}`)}) { viewer { id } }`,
  (c) => `{ node(id: ${'['.repeat(c.pick([50, 1500]))}1${']'.repeat(50)}) { id } }`,
  (c) => '{'.repeat(c.pick([10, 100, 1999])),
  () => '# only a comment',
  () => '',
  () => `{ viewer { id(a: 1) shoeSize name { x } } }`,
  () => '{ localities(first: 1, first: 2) { nodes { id } } }',
  () => '{ localities(first: 1) @defer { nodes { id } } ... @stream { viewer { id } } }',
]
export const bombOf = (chance: Chance): string => chance.pick(bombs)(chance)

/** The text with something cut, doubled, or put in. */
export function mangled(text: string, chance: Chance): string {
  let now = text
  for (let i = 1 + chance.below(4); i > 0; i--) {
    const at = chance.below(now.length + 1)
    const most = chance.pick([1, 5, 50])
    const piece = now.slice(at, at + most)
    const put = chance.pick([
      '',
      piece + piece,
      '{',
      '}',
      '"',
      '"""',
      '\\u0000',
      '\0',
      '\ud800',
      '$',
      '@',
      '...',
      '#',
      ')',
      '🧓',
      ' on ',
    ])
    now = now.slice(0, at) + put + now.slice(at + (chance.often(0.5) ? most : 0))
  }
  return now
}
