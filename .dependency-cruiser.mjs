// The list of who may import whom: docs/decisions and the README of each room copy from here. Imports point down this
// list, never up and never sideways, and another slice is entered by its door.
const layers = [
  ['app'],
  ['interop', 'evaluation'],
  ['matching'],
  ['meetings', 'bereavement', 'safeguarding'],
  ['referrals'],
  ['visits'],
  ['plans'],
  ['tasks'],
  ['directory', 'volunteers'],
  ['messages'],
  ['people'],
  ['organisations'],
  ['access'],
  ['audit'],
  ['reads'],
  ['platform'],
  ['kernel'],
]
const rooms = layers.flat()
const path = (names) => `^api/(${names.join('|')})/`

const downward = layers.flatMap((layer, i) => {
  const above = layers.slice(0, i).flat()
  return [
    ...(above.length > 0
      ? [
          {
            name: `${layer.join('-and-')}-imports-downwards`,
            severity: 'error',
            comment: 'A room may import what stands below it in the list, never what stands above.',
            from: { path: path(layer) },
            to: { path: path(above) },
          },
        ]
      : []),
    ...layer
      .filter(() => layer.length > 1)
      .map((room) => ({
        name: `${room}-not-sideways`,
        severity: 'error',
        from: { path: path([room]) },
        to: { path: path(layer.filter((other) => other !== room)) },
      })),
  ]
})

const pure = '(^api/kernel/|^api/[^/]+/core/|\\.rules\\.ts$)'

export default {
  forbidden: [
    ...downward,
    ...rooms.map((room) => ({
      name: `${room}-by-its-door`,
      severity: 'error',
      comment:
        'Another slice is entered by its index.ts. (Command lines *.cli.ts are opened by main.ts; rules and cores are pure and may be entered by what is pure above them.)',
      from: { pathNot: `^(api/${room}/|test/|seeds/)` },
      to: { path: `^api/${room}/`, pathNot: `^api/${room}/(index\\.ts$|core/|[a-z-]+\\.cli\\.ts$|serve\\.ts$)` },
    })),
    {
      name: 'pure-stays-pure',
      severity: 'error',
      comment:
        'The kernel, *.rules.ts and core/ take values and give values: no ORM, GraphQL, network, environment, not even through a third file.',
      from: { path: pure },
      to: {
        reachable: true,
        path: '(node_modules/(@mikro-orm|mikro-orm|graphql|type-graphql|@apollo|pg|kysely|express|nodemailer)/|^api/(platform|app|access|reads|organisations|people|volunteers|directory|tasks|visits)/.*(?<!\\.rules)\\.ts$)',
      },
    },
    {
      name: 'pure-uses-no-node',
      severity: 'error',
      from: { path: pure },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'kernel-imports-temporal-alone',
      severity: 'error',
      from: { path: '^api/kernel/' },
      to: { pathNot: '^(api/kernel/|node_modules/temporal-polyfill/)' },
    },
    {
      name: 'entities-and-commands-know-no-graphql',
      severity: 'error',
      comment: 'A column must never publish itself, and a command is the same from a seed, a test or a command line.',
      from: { path: '^api/.*\\.entity\\.ts$|^api/.*\\.rules\\.ts$' },
      to: { path: 'node_modules/(type-graphql|graphql|@apollo)/' },
    },
    { name: 'web-knows-no-api', severity: 'error', from: { path: '^web/' }, to: { path: '^(api|seeds|test)/' } },
    { name: 'api-knows-no-web', severity: 'error', from: { path: '^api/' }, to: { path: '^web/' } },
    {
      name: 'ui-knows-no-graphql',
      severity: 'error',
      from: { path: '^web/ui/' },
      to: { path: '(^web/(gql|graphql)|node_modules/(@urql|graphql)/)' },
    },
    {
      name: 'product-knows-no-test',
      severity: 'error',
      from: { path: '^(api|web)/', pathNot: '^api/(app/demo|.*\\.bench)\\.ts$' },
      to: { path: '^(test|seeds)/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: { path: '^(api|web|seeds)/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'declared',
      severity: 'error',
      comment:
        'What is imported stands in package.json, and what npm start needs is no development dependency. (GraphiQL is there only where those are.)',
      from: { path: '^(api|web)/', pathNot: '\\.bench\\.ts$|^api/app/graphiql\\.ts$' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'] },
    },
    { name: 'found', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(\\.build|\\.data|web/gql|vite/client)' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: 'specify',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
}
