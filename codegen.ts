import type { CodegenConfig } from '@graphql-codegen/cli'

// The portal's documents, typed against the contract. `web/gql/` is written by `npm run schema` and committed; a check
// runs this again and fails when anything differs. The list of documents is what a cookie session may run in production.
const config: CodegenConfig = {
  schema: 'schema.graphql',
  documents: ['web/**/*.operations.ts'],
  ignoreNoDocuments: true,
  errorsOnly: true,
  generates: {
    'web/gql/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        importExtension: '.ts',
        scalars: {
          DateTime: 'string',
          LocalDate: 'string',
          LocalTime: 'string',
          Postcode: 'string',
          NHSNumber: 'string',
          PhoneNumber: 'string',
          EmailAddress: 'string',
          UUID: 'string',
          Line: 'string',
          Words: 'string',
          Secret: 'string',
          Duration: 'string',
        },
      },
    },
    'web/gql/persisted-documents.json': { plugins: ['./web/persisted-documents.codegen.cjs'] },
  },
}

export default config
