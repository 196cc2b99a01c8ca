import { renderToString } from 'solid-js/web'
import type { JSX } from 'solid-js'
import { assetsOf } from './public/assets.ts'
import { FindHelpPage, type SearchProblem } from './public/find-help.page.tsx'
import { documentOf, Frame } from './public/frame.tsx'
import { HomePage } from './public/home.page.tsx'
import { FindHelp, OneService, WhoLooks } from './public/public.operations.ts'
import { words } from './public/public.words.ts'
import { choicesOf, searchBefore, searchOf } from './public/search.ts'
import { PlainPage, ServicePage } from './public/service.page.tsx'
import type { FindHelpQuery, OneServiceQuery, WhoLooksQuery } from './gql/graphql.ts'
import type { Language } from './ui/words/catalogue.ts'
import { languageCookie } from './ui/words/language-cookie.ts'
import { LanguageProvider } from './ui/words/use-words.tsx'

interface GraphQLAnswer {
  data?: unknown
  errors?: readonly { message: string; extensions?: Record<string, unknown>; path?: readonly unknown[] }[]
}

/** What the API hands over for each request that might be a public page. */
export interface PublicRequest {
  method: string
  path: string
  query: URLSearchParams
  form: URLSearchParams | undefined
  language: Language
  builtFolder: string
  execute: (document: string, variables: Record<string, unknown>) => Promise<GraphQLAnswer>
}

export interface PublicPage {
  status: number
  html: string
  headers?: Readonly<Record<string, string>>
}

interface Content {
  status: number
  title: string
  signedIn: boolean
  page: () => JSX.Element
}

/** How many services a page shows. */
const pageSize = 20

/** A typed document is its own text (`web/graphql.ts`). */
const textOf = (document: unknown): string => document as string

const isLanguage = (text: string | null | undefined): text is Language => text === 'en' || text === 'cy'

/** A page of ours to go back to, never another site's. */
const safeBack = (address: string | null | undefined): string =>
  address != null && /^\/(?![/\\])/.test(address) && !/[\r\n]/.test(address) ? address : '/'

/**
 * The public pages, whole and without script: `/` for who has not signed in, `/find-help`, `/services/:id`, and the
 * plain form `/forms/language`. Undefined for every other path, which is then the portal's.
 */
export async function renderPage(request: PublicRequest): Promise<PublicPage | undefined> {
  const path = request.path.length > 1 ? request.path.replace(/\/+$/, '') : '/'
  if (request.method === 'POST') return path === '/forms/language' ? chooseLanguage(request) : undefined
  const asked = request.query.get('lang')
  const language = isLanguage(asked) ? asked : request.language
  const content = await contentOf(path, request, language)
  if (!content) return undefined
  const body = renderToString(() => (
    <LanguageProvider first={language}>
      <Frame path={request.path} query={request.query} signedIn={content.signedIn}>
        {content.page()}
      </Frame>
    </LanguageProvider>
  ))
  return {
    status: content.status,
    html: documentOf({ title: content.title, language, assets: assetsOf(request.builtFolder), body }),
    headers: {
      'cache-control': 'private, no-cache',
      vary: 'cookie',
      ...(isLanguage(asked) ? { 'set-cookie': languageCookie(asked) } : {}),
    },
  }
}

function chooseLanguage(request: PublicRequest): PublicPage {
  const language = request.form?.get('language')
  return {
    status: 303,
    html: '',
    headers: {
      location: safeBack(request.form?.get('back')),
      ...(isLanguage(language) ? { 'set-cookie': languageCookie(language) } : {}),
    },
  }
}

async function contentOf(path: string, request: PublicRequest, language: Language): Promise<Content | undefined> {
  if (path === '/') return home(request, language)
  if (path === '/find-help') return findHelp(request, language)
  const service = /^\/services\/([^/]+)$/.exec(path)
  if (service?.[1] !== undefined) return oneService(request, language, service[1])
  return undefined
}

/** `/`: who has signed in is sent on by the portal. */
async function home(request: PublicRequest, language: Language): Promise<Content | undefined> {
  const { data } = await request.execute(textOf(WhoLooks), {})
  if ((data as WhoLooksQuery | null | undefined)?.viewer) return undefined
  return { status: 200, title: words[language].homeTitle, signedIn: false, page: () => <HomePage /> }
}

async function findHelp(request: PublicRequest, language: Language): Promise<Content> {
  const t = words[language]
  const choices = choicesOf(request.query)
  const answer = choices.asked
    ? await request.execute(textOf(FindHelp), {
        search: searchOf(choices),
        first: pageSize,
        after: choices.after === '' ? null : choices.after,
      })
    : await request.execute(textOf(WhoLooks), {})
  const data = answer.data as Partial<FindHelpQuery> | null | undefined
  const problem = choices.asked ? searchProblem(answer, language, choices.near) : undefined
  const found = data?.services
  const listed = found?.totalCount !== 0 || (await listsAnything(request))
  if (choices.asked && !found && !problem) return away(language)
  return {
    status: problem ? 400 : 200,
    title: `${problem ? `${t.error} ` : ''}${choices.words === '' ? '' : `${choices.words} – `}${t.findHelp}`,
    signedIn: Boolean(data?.viewer),
    page: () => (
      <FindHelpPage choices={choices} query={request.query} found={found} problem={problem} listed={listed} />
    ),
  }
}

/** Whether there is any service at all: in an empty directory no other words would find one. */
async function listsAnything(request: PublicRequest): Promise<boolean> {
  const { data } = await request.execute(textOf(FindHelp), { search: {}, first: 1, after: null })
  return (data as Partial<FindHelpQuery> | null | undefined)?.services?.totalCount !== 0
}

/** What the API refused of a search, as something a person can put right. */
function searchProblem(answer: GraphQLAnswer, language: Language, near: string): SearchProblem | undefined {
  const t = words[language]
  const codes = ['BAD_USER_INPUT', 'NOT_FOUND']
  const refused = answer.errors?.find((error) => codes.includes(String(error.extensions?.['code'])))
  if (!refused) return undefined
  const problems = refused.extensions?.['problems']
  const first = Array.isArray(problems) ? (problems[0] as { field?: unknown } | undefined) : undefined
  const field = typeof first?.field === 'string' ? first.field : ''
  if (field.endsWith('near')) return { field: 'near', text: t.unknownPlace(near) }
  if (field.endsWith('words')) return { field: 'words', text: t.tooLong }
  return { field: '', text: t.check }
}

async function oneService(request: PublicRequest, language: Language, encoded: string): Promise<Content> {
  const t = words[language]
  const id = decoded(encoded)
  const answer = id === undefined ? {} : await request.execute(textOf(OneService), { id })
  const data = (answer as GraphQLAnswer).data as OneServiceQuery | null | undefined
  const service = data?.service
  const signedIn = Boolean(data?.viewer)
  if (service) {
    const back = searchBefore(request.query)
    return { status: 200, title: service.name, signedIn, page: () => <ServicePage service={service} back={back} /> }
  }
  const codes = (answer as GraphQLAnswer).errors?.map((error) => error.extensions?.['code']) ?? []
  if (codes.some((code) => code !== 'NOT_FOUND' && code !== 'BAD_USER_INPUT' && code !== 'FORBIDDEN'))
    return away(language)
  return {
    status: 404,
    title: t.notFoundTitle,
    signedIn,
    page: () => <PlainPage title={t.notFoundTitle}>{t.notFound}</PlainPage>,
  }
}

const away = (language: Language): Content => ({
  status: 503,
  title: words[language].awayTitle,
  signedIn: false,
  page: () => <PlainPage title={words[language].awayTitle}>{words[language].away}</PlainPage>,
})

const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text).slice(0, 200)
  } catch {
    return undefined
  }
}
