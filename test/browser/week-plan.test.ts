import type { Browser, Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { mustBeAccessible, openBrowser, picture, startProduct, type Product } from './browser.ts'

let product: Product
let browser: Browser
beforeAll(async () => {
  product = await startProduct()
  browser = await openBrowser()
})

async function signedIn(email: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  const page = await context.newPage()
  const { status } = await page.request
    .post(`${product.url}/graphql`, {
      data: {
        query: `mutation ($i: SignInInput!) { signIn(input: $i) { __typename } }`,
        variables: { i: { email, password: 'walk-the-south-downs' } },
      },
    })
    .then((answer) => ({ status: answer.status() }))
  expect(status).toBe(200)
  return page
}

const offers = async (page: Page): Promise<number> => {
  const answer = await page.request.post(`${product.url}/graphql`, {
    data: { query: `{ offers(filter: { status: [SENT] }, first: 1) { totalCount } }` },
  })
  return ((await answer.json()) as { data: { offers: { totalCount: number } } }).data.offers.totalCount
}

test('a week is filled from suggestions by keyboard, undone and changed, and sent from the page that shows every offer', async () => {
  const page = await signedIn('sally@midhurst.example')
  await page.goto(`${product.url}/week`)
  await page.getByRole('heading', { level: 1, name: 'Week plan' }).waitFor()
  await page.getByRole('button', { name: 'Week after' }).click()
  const table = page.locator('.al-plan')
  await table.getByText('needs someone').first().waitFor()
  const before = await offers(page)

  // By hand and by keyboard: to an open visit, its menu, the first person; a draft; undone with z.
  const cell = table.locator('td button').first()
  await cell.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowLeft')
  await expect.poll(() => cell.evaluate((button) => button === document.activeElement)).toBe(true)
  await page.keyboard.press('m')
  await page.getByText('Move to:').waitFor()
  await mustBeAccessible(page, 'week, menu open')
  await expect.poll(() => page.evaluate(() => document.activeElement?.matches('.al-menu button'))).toBe(true)
  await page.keyboard.press('Enter')
  await page.getByText(/^Suggested: .*Nothing was sent\./).waitFor()
  await table.locator('.al-plan__visit--suggested').first().waitFor()
  await page.keyboard.press('z')
  await page.getByText('Undone.').waitFor()
  await expect.poll(() => table.locator('.al-plan__visit--suggested').count()).toBe(0)

  // Press 1: suggest. Press 2: use them all. What would change is said before and after.
  await page.getByText('What matters more').first().click()
  await page.getByLabel('Area').selectOption('Midhurst')
  await page.getByLabel('Short trips').focus()
  await page.keyboard.press('ArrowRight')
  await page.getByRole('button', { name: 'Suggest who could go' }).press('Enter')
  const use = page.getByRole('button', { name: /^Use (all \d+|this) suggestions?/ })
  await use.waitFor({ timeout: 60_000 })
  await page.getByRole('row', { name: /^Visits that need someone \d+ \d+/ }).waitFor()
  await mustBeAccessible(page, 'week, suggestions')
  await picture(page, 'week-suggestions')
  await use.press('Enter')
  await page.getByText(/suggestions? (is|are) in the plan\. Nothing was sent\./).waitFor()
  await page.getByText('Where people are too few').click()
  await page
    .getByText(/more volunteers? would cover this|Everyone who is needed/)
    .first()
    .waitFor()

  // Somebody cannot come: ways to cover them, and nothing happens by looking.
  await page
    .getByRole('button', { name: /^Cannot come:/ })
    .first()
    .press('Enter')
  await page
    .getByRole('dialog')
    .getByText(/^Way 1\. Refills|They have no visits/)
    .first()
    .waitFor()
  await mustBeAccessible(page, 'week, cover')
  await page.keyboard.press('Escape')
  expect(await offers(page)).toBe(before)

  // Nothing is sent without the page that lists every offer, each with a tick.
  await page.getByRole('link', { name: /^Check and send \d+ offers?/ }).press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Check and send' }).waitFor()
  const ticks = page.getByRole('checkbox')
  await ticks.first().waitFor()
  const all = await ticks.count()
  await mustBeAccessible(page, 'check and send')
  await picture(page, 'check-and-send')
  await ticks.first().press('Space')
  await page.getByRole('button', { name: all === 2 ? 'Send 1 offer' : `Send ${all - 1} offers` }).press('Enter')
  await page.getByText(all === 2 ? '1 offer sent.' : `${all - 1} offers sent.`).waitFor()
  expect(await offers(page)).toBe(before + all - 1)
  await page.keyboard.press('z')
  await page.getByText('Taken back. Nobody is asked.').waitFor()
  expect(await offers(page)).toBe(before)
})
