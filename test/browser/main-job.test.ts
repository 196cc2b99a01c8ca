import type { Browser, BrowserContext, Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { mustBeAccessible, openBrowser, picture, startProduct, type Product } from './browser.ts'

let product: Product
let browser: Browser
beforeAll(async () => {
  product = await startProduct()
  browser = await openBrowser()
})

const password = 'walk-the-south-downs'
const phone = { width: 390, height: 844 }

async function visitor(
  viewport = { width: 1280, height: 900 },
  more: { javaScriptEnabled?: boolean } = {},
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ viewport, ...more })
  const page = await context.newPage()
  // Nothing may ever come from another host.
  page.on('request', (request) => {
    if (!request.url().startsWith(product.url) && !/^(data|blob):/.test(request.url()))
      throw new Error(`asked another host: ${request.url()}`)
  })
  return { context, page }
}

async function signedIn(email: string, viewport?: { width: number; height: number }): Promise<Page> {
  const { page } = await visitor(viewport)
  await page.goto(`${product.url}/sign-in`)
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.pathname !== '/sign-in')
  return page
}

test('a co-ordinator sends the best volunteer an offer in three presses; the volunteer accepts by the link on a phone; Today moves by itself', async () => {
  const sally = await signedIn('sally@midhurst.example')
  await sally.getByRole('heading', { level: 1, name: 'Today' }).waitFor()
  const toMatch = sally.getByRole('link', { name: /^Match/ })
  await toMatch.first().waitFor()
  const before = await toMatch.count()
  const watching = await signedIn('sally@midhurst.example')
  await watching.getByRole('heading', { level: 1, name: 'Today' }).waitFor()
  await watching.getByText('Gwen Evans').first().waitFor()

  // Press 1: open the match. Press 2: tick the best. Press 3: send; a preview comes before anything goes to a person.
  await toMatch.first().click()
  await sally.getByRole('heading', { level: 1, name: /^Match: respite sitting for Gwen Evans/ }).waitFor()
  await mustBeAccessible(sally, 'match')
  await picture(sally, 'match')
  await sally.getByRole('checkbox').first().check()
  await sally.getByRole('button', { name: 'Send offer to 1 person' }).click()
  const dialog = sally.getByRole('dialog')
  await dialog.getByText('Nothing is sent until you press Send.').waitFor()
  await mustBeAccessible(sally, 'match, preview open')
  await dialog.getByRole('button', { name: 'Send', exact: true }).click()
  await sally.getByText('Offer sent to 1 person.').first().waitFor()
  const link = (await sally.content()).match(/\/v\/offers\/[\w-]{43}/)?.[0]
  expect(link).toBeDefined()

  const { page: volunteer } = await visitor(phone)
  await volunteer.goto(`${product.url}${link}`)
  const accept = volunteer.getByRole('button', { name: 'I can do this' })
  await accept.waitFor()
  // Before they accept: the kind of help, the area and the time, and not who it is for.
  expect(await volunteer.content()).not.toContain('Gwen')
  await mustBeAccessible(volunteer, 'offer by link')
  await picture(volunteer, 'offer-by-link')
  await accept.click()
  await volunteer
    .getByText(/Thank you\. (The visit is yours|These (\d+ )?visits are yours)\./)
    .first()
    .waitFor()
  await picture(volunteer, 'offer-accepted')

  // The screen that stood open has moved without a press.
  await expect.poll(() => watching.getByRole('link', { name: /^Match/ }).count(), { timeout: 10_000 }).toBe(before - 1)

  // The link was for once; it goes on showing where to go.
  await volunteer.reload()
  await volunteer.getByRole('heading', { level: 1, name: /^Your visits?$/ }).waitFor()
  await volunteer.getByText('Gwen Evans').waitFor()
  expect(await volunteer.getByRole('button', { name: 'I can do this' }).count()).toBe(0)
})

test('a volunteer accepts on a phone after signing in, then reports a visit', async () => {
  const peter = await signedIn('peter@midhurst.example', phone)
  await peter.getByRole('heading', { level: 1, name: 'My week' }).waitFor()
  await mustBeAccessible(peter, 'my week')
  await picture(peter, 'my-week')
  await peter
    .getByRole('link', { name: /Phyllis Gorse/ })
    .first()
    .click()
  await peter.getByRole('heading', { level: 1, name: 'How did it go?' }).waitFor()
  await mustBeAccessible(peter, 'report')
  await picture(peter, 'report')
})

test('help is found without script and without signing in', async () => {
  const { page } = await visitor(phone, { javaScriptEnabled: false })
  await page.goto(`${product.url}/find-help`)
  await page.getByRole('textbox').first().fill('company')
  await page.getByRole('button', { name: 'Search' }).first().click()
  await page.waitForURL(/find-help\?/)
  const results = page.locator('main a[href^="/services/"]')
  expect(await results.count()).toBeGreaterThan(0)
  await picture(page, 'find-help')
  await results.first().click()
  await page.waitForURL(/\/services\//)
  expect(await page.getByRole('heading', { level: 1 }).textContent()).not.toBe('')
})

test('a search outlives a look at a service, a misspelling is said once, and a place that nobody knows is named', async () => {
  const { page } = await visitor(phone, { javaScriptEnabled: false })
  await page.goto(`${product.url}/find-help?words=demensia#found`)
  await page.getByText('We looked for “dementia”.').waitFor()
  await page.locator('main a[href^="/services/"]').first().click()
  await page.getByRole('link', { name: 'Back to the search' }).click()
  expect(new URL(page.url()).search).toBe('?words=demensia')
  await page.goto(`${product.url}/find-help?words=lunch&near=Nowhereville`)
  await page.getByText('We do not know “Nowhereville”. Enter a full postcode, or the name of a town').first().waitFor()
  expect(await page.title()).toMatch(/^Error: /)
  expect((await page.request.get(`${product.url}/favicon.ico`)).status()).toBe(200)
})

test('a volunteer who thinks better of it in time is asked again, and is brought to what came of each press', async () => {
  const peter = await signedIn('peter@midhurst.example', phone)
  const offers = peter.getByRole('button', { name: /^Sorry, I cannot/ })
  await offers.first().waitFor()
  const before = await offers.count()
  await offers.first().click()
  await peter.getByText('Thank you for telling us. We will ask someone else.').waitFor()
  await expect.poll(() => offers.count()).toBe(before - 1)
  expect(await peter.evaluate(() => document.activeElement?.tagName)).toBe('H1')
  await peter.getByRole('button', { name: /^Undo/ }).click()
  await peter.getByText('We have taken your answer back.').waitFor()
  await expect.poll(() => offers.count()).toBe(before)
  // Every target of these pages is for a finger.
  const small = await peter.evaluate(() =>
    [...document.querySelectorAll('main a, main button, main summary')]
      .filter((each) => each.getBoundingClientRect().height > 0 && each.getBoundingClientRect().height < 43.5)
      .map((each) => each.textContent),
  )
  expect(small).toEqual([])
})

test('the whole way from sign-in to a sent offer by keyboard alone', async () => {
  const { page } = await visitor()
  await page.goto(`${product.url}/sign-in`)
  await page.getByLabel('E-mail address').waitFor()
  const tabTo = async (holds: () => Promise<boolean>, most = 80) => {
    for (let i = 0; i < most; i++) {
      if (await holds()) return
      await page.keyboard.press('Tab')
    }
    throw new Error('not reached by Tab')
  }
  const focused = (pattern: RegExp) => async () =>
    pattern.test(
      await page.evaluate(() => {
        const at = document.activeElement as HTMLElement | null
        const label = at?.id ? document.querySelector(`label[for="${CSS.escape(at.id)}"]`)?.textContent : ''
        return `${at?.tagName} ${label ?? ''} ${at?.getAttribute('aria-label') ?? ''} ${at?.textContent ?? ''}`.slice(
          0,
          200,
        )
      }),
    )
  await tabTo(focused(/^INPUT E-mail/))
  await page.keyboard.type('sally@midhurst.example')
  await page.keyboard.press('Tab')
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor()
  await page
    .getByRole('link', { name: /^Match/ })
    .first()
    .waitFor()
  // The first thing Tab reaches from the top is the way past the navigation.
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  await tabTo(focused(/^A .*Match/))
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: /^Match/ }).waitFor()
  await page.getByRole('checkbox').first().waitFor()
  await page.keyboard.press('1')
  await expect.poll(() => page.getByRole('checkbox').first().isChecked()).toBe(true)
  await page.keyboard.press('o')
  await page.getByRole('dialog').waitFor()
  const send = page.getByRole('dialog').getByRole('button', { name: 'Send', exact: true })
  await send.waitFor()
  await tabTo(() => send.evaluate((button) => button === document.activeElement))
  await page.keyboard.press('Enter')
  await page.getByText('Offer sent to 1 person.').first().waitFor()
})

test('an administrator makes a key for a machine, which asks with it until it is ended', async () => {
  const page = await signedIn('helen@midhurst.example')
  await page.goto(`${product.url}/settings?part=machines`)
  await page.getByRole('button', { name: 'Make a key' }).click()
  await page.getByRole('button', { name: 'Make the key' }).click()
  await page.getByRole('alert').getByText('Say what it is for').waitFor()
  await page.getByLabel('What is it for?').fill('Discharge team')
  await page.getByLabel('Volunteer co-ordinator').check()
  await page.getByLabel('Organisation').selectOption('Rother Valley Care at Home')
  await page.getByLabel('Midhurst', { exact: true }).check()
  await page.getByRole('button', { name: 'Make the key' }).click()
  const key = await page
    .getByRole('region', { name: 'Key for Discharge team' })
    .getByText(/^alongside_/)
    .innerText()
  const ask = async () => {
    const response = await fetch(`${product.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({ query: '{ patients(first: 1) { nodes { name } } }' }),
    })
    return (await response.json()) as { data?: { patients: { nodes: unknown[] } } | null }
  }
  expect((await ask()).data?.patients.nodes).toHaveLength(1)
  await page.getByRole('button', { name: 'End the key: Discharge team' }).click()
  await page.getByRole('button', { name: 'End it now' }).click()
  await page.getByText('The key has ended: Discharge team').waitFor()
  expect((await ask()).data?.patients.nodes ?? []).toHaveLength(0)
  await page.context().close()
})

// "/people >" is the first record that the list leads to.
const screens: Record<string, readonly string[]> = {
  '': ['/', '/sign-in', '/find-help', '/find-help?words=carers'],
  'sally@midhurst.example': [
    '/today',
    '/week',
    '/week/send',
    '/people',
    '/people/new',
    '/volunteers',
    '/volunteers/new',
    '/tasks/new',
    '/people >',
    '/volunteers >',
    '/today >',
    '/nowhere',
  ],
  'grace@midhurst.example': ['/my-people'],
  'margaret@midhurst.example': ['/volunteers', '/volunteers >'],
  'helen@midhurst.example': ['/settings', '/settings?part=rules', '/settings?part=machines'],
  'peter@midhurst.example': ['/v', '/v/break'],
}
const englishDays =
  /\b(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|June|July|August|September|October|November|December)\b/

/** What a Welsh page says in Welsh: text marked as English (somebody's own words) is taken out. */
const wordsOf = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const copy = document.querySelector('main')?.cloneNode(true) as HTMLElement
    for (const english of copy.querySelectorAll('[lang="en"]')) english.remove()
    return copy.textContent ?? ''
  })

test.each(Object.keys(screens))(
  'every screen of %j is accessible, never scrolls sideways and is in two languages',
  async (email) => {
    for (const language of ['en', 'cy'] as const) {
      const { context, page } = await visitor()
      await context.addCookies([{ name: 'language', value: language, url: product.url }])
      if (email) {
        await page.request.post(`${product.url}/graphql`, {
          data: {
            query: `mutation ($i: SignInInput!) { signIn(input: $i) { __typename } }`,
            variables: { i: { email, password } },
          },
        })
      }
      for (const path of screens[email] ?? []) {
        for (const width of [320, 1440]) {
          await page.setViewportSize({ width, height: 900 })
          const [list, first] = path.split(' ')
          await page.goto(`${product.url}${list}`)
          if (first) {
            await page.locator('main :is(tbody th, [data-card] h3) a').first().click()
            await page.waitForURL((url) => url.pathname !== list)
          }
          await page.getByRole('heading', { level: 1 }).first().waitFor()
          // Everything that was asked for has come.
          await page.locator('.al-loading').first().waitFor({ state: 'detached' })
          expect(await page.evaluate(() => document.documentElement.lang)).toBe(language)
          if (language === 'cy')
            expect({ path, english: (await wordsOf(page)).match(englishDays)?.[0] }).toEqual({
              path,
              english: undefined,
            })
          await mustBeAccessible(page, `${path} ${language} ${width}`)
          // No word of the bar at the phone's foot is cut off.
          const cut = await page
            .locator('.al-bottom a')
            .evaluateAll((links) =>
              links.filter((each) => each.scrollWidth > each.clientWidth).map((each) => each.textContent),
            )
          expect({ path, language, width, cut }).toEqual({ path, language, width, cut: [] })
          await picture(page, `${email.split('@')[0] || 'public'}${path.replaceAll(/\W+/g, '-')}-${language}-${width}`)
        }
      }
      await context.close()
    }
  },
  240_000,
)
