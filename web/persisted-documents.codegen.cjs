const { createHash } = require('node:crypto')
const { formatDocument, stringifyDocument } = require('@urql/core')

// A codegen plug-in: every operation of the portal exactly as its client posts it (`__typename` included), by SHA-256 of
// that text. In production the API runs nothing else for a cookie session. Made with the client's own functions, so
// that the list and the wire cannot drift apart.
module.exports.plugin = (_schema, files) => {
  const listed = files
    .flatMap((file) => file.document.definitions.map((definition) => definition))
    .filter((definition) => definition.kind === 'OperationDefinition')
    .map((definition) => {
      const { loc: _loc, ...bare } = definition
      return stringifyDocument(formatDocument({ kind: 'Document', definitions: [bare] }))
    })
    .toSorted()
  const byHash = Object.fromEntries(listed.map((text) => [createHash('sha256').update(text).digest('hex'), text]))
  return `${JSON.stringify(byHash, null, 2)}\n`
}
