/* eslint-disable */
import * as types from './graphql.ts';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  query WhoIsHere {\n    viewer {\n      id\n      name\n      email\n      language\n      memberships {\n        id\n        role\n        organisation {\n          id\n          name\n        }\n        localities {\n          id\n          name\n          nameCy\n        }\n      }\n      volunteer {\n        id\n      }\n    }\n  }\n": typeof types.WhoIsHereDocument,
    "\n  mutation SignOut {\n    signOut {\n      __typename\n    }\n  }\n": typeof types.SignOutDocument,
    "\n  mutation SetLanguage($input: SetLanguageInput!) {\n    setLanguage(input: $input) {\n      __typename\n    }\n  }\n": typeof types.SetLanguageDocument,
    "\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      __typename\n      ... on SignedIn {\n        viewer {\n          id\n          memberships {\n            id\n            role\n          }\n        }\n      }\n      ... on SignInRefused {\n        tryAgainInSeconds\n      }\n    }\n  }\n": typeof types.SignInDocument,
    "\n  mutation AcceptInvitation($input: AcceptInvitationInput!) {\n    acceptInvitation(input: $input) {\n      __typename\n      ... on SignedIn {\n        viewer {\n          id\n          memberships {\n            id\n            role\n          }\n        }\n      }\n      ... on PasswordRefused {\n        because\n      }\n    }\n  }\n": typeof types.AcceptInvitationDocument,
};
const documents: Documents = {
    "\n  query WhoIsHere {\n    viewer {\n      id\n      name\n      email\n      language\n      memberships {\n        id\n        role\n        organisation {\n          id\n          name\n        }\n        localities {\n          id\n          name\n          nameCy\n        }\n      }\n      volunteer {\n        id\n      }\n    }\n  }\n": types.WhoIsHereDocument,
    "\n  mutation SignOut {\n    signOut {\n      __typename\n    }\n  }\n": types.SignOutDocument,
    "\n  mutation SetLanguage($input: SetLanguageInput!) {\n    setLanguage(input: $input) {\n      __typename\n    }\n  }\n": types.SetLanguageDocument,
    "\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      __typename\n      ... on SignedIn {\n        viewer {\n          id\n          memberships {\n            id\n            role\n          }\n        }\n      }\n      ... on SignInRefused {\n        tryAgainInSeconds\n      }\n    }\n  }\n": types.SignInDocument,
    "\n  mutation AcceptInvitation($input: AcceptInvitationInput!) {\n    acceptInvitation(input: $input) {\n      __typename\n      ... on SignedIn {\n        viewer {\n          id\n          memberships {\n            id\n            role\n          }\n        }\n      }\n      ... on PasswordRefused {\n        because\n      }\n    }\n  }\n": types.AcceptInvitationDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WhoIsHere {\n    viewer {\n      id\n      name\n      email\n      language\n      memberships {\n        id\n        role\n        organisation {\n          id\n          name\n        }\n        localities {\n          id\n          name\n          nameCy\n        }\n      }\n      volunteer {\n        id\n      }\n    }\n  }\n"): (typeof documents)["\n  query WhoIsHere {\n    viewer {\n      id\n      name\n      email\n      language\n      memberships {\n        id\n        role\n        organisation {\n          id\n          name\n        }\n        localities {\n          id\n          name\n          nameCy\n        }\n      }\n      volunteer {\n        id\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignOut {\n    signOut {\n      __typename\n    }\n  }\n"): (typeof documents)["\n  mutation SignOut {\n    signOut {\n      __typename\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetLanguage($input: SetLanguageInput!) {\n    setLanguage(input: $input) {\n      __typename\n    }\n  }\n"): (typeof documents)["\n  mutation SetLanguage($input: SetLanguageInput!) {\n    setLanguage(input: $input) {\n      __typename\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      __typename\n      ... on SignedIn {\n        viewer {\n          id\n          memberships {\n            id\n            role\n          }\n        }\n      }\n      ... on SignInRefused {\n        tryAgainInSeconds\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      __typename\n      ... on SignedIn {\n        viewer {\n          id\n          memberships {\n            id\n            role\n          }\n        }\n      }\n      ... on SignInRefused {\n        tryAgainInSeconds\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AcceptInvitation($input: AcceptInvitationInput!) {\n    acceptInvitation(input: $input) {\n      __typename\n      ... on SignedIn {\n        viewer {\n          id\n          memberships {\n            id\n            role\n          }\n        }\n      }\n      ... on PasswordRefused {\n        because\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation AcceptInvitation($input: AcceptInvitationInput!) {\n    acceptInvitation(input: $input) {\n      __typename\n      ... on SignedIn {\n        viewer {\n          id\n          memberships {\n            id\n            role\n          }\n        }\n      }\n      ... on PasswordRefused {\n        because\n      }\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;