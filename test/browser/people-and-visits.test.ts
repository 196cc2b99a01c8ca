import type { Browser, Page } from 'playwright-core'
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

async function signedIn(email: string, viewport = { width: 1280, height: 900 }): Promise<Page> {
  const context = await browser.newContext({ viewport })
  const page = await context.newPage()
  await page.goto(`${product.url}/sign-in`)
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.pathname !== '/sign-in')
  return page
}

/** Opens a person by the search that stands on every staff screen. */
async function openPerson(page: Page, name: string): Promise<void> {
  await page.goto(`${product.url}/people`)
  await page.getByLabel('Name or NHS number').fill(name)
  await page.getByRole('link', { name }).first().click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
}

/** The part of a record under this heading. */
const section = (page: Page, name: string) =>
  page.locator('section').filter({ has: page.getByRole('heading', { level: 2, name, exact: true }) })

test('two people change the same part of a record: neither overwrites the other unseen', async () => {
  const sally = await signedIn('sally@midhurst.example')
  const other = await signedIn('sally@midhurst.example')
  for (const page of [sally, other]) {
    await openPerson(page, 'Edna Quell')
    await section(page, 'How to reach them').getByRole('button', { name: 'Change: How to reach them' }).click()
    await page.getByLabel('Town').waitFor()
  }
  await mustBeAccessible(sally, 'a part of a record, open')
  await sally.getByLabel('Town').fill('Easebourne')
  await section(sally, 'How to reach them').getByRole('button', { name: 'Save' }).click()
  await sally.getByText('Saved.').waitFor()
  await section(sally, 'How to reach them').getByText('Easebourne').waitFor()

  await other.getByLabel('Town').fill('Cocking')
  await section(other, 'How to reach them').getByRole('button', { name: 'Save' }).click()
  await other.getByRole('heading', { name: 'Someone changed this' }).waitFor()
  const row = other.getByRole('row', { name: /Town/ })
  await expect.poll(() => row.innerText()).toMatch(/Easebourne\s+Cocking/)
  await mustBeAccessible(other, 'someone changed this')
  await picture(other, 'stale')
  await other.getByRole('button', { name: 'Keep what I wrote' }).click()
  await other.getByText('Saved.').waitFor()
  await section(other, 'How to reach them').getByText('Cocking').waitFor()

  // What is wrong is said at the field, and nothing is lost.
  await section(other, 'How to reach them').getByRole('button', { name: 'Change: How to reach them' }).click()
  await other.getByLabel('Postcode').fill('not a postcode')
  await other.getByLabel(/^Phone/).fill('12')
  await section(other, 'How to reach them').getByRole('button', { name: 'Save' }).click()
  await other.getByRole('link', { name: 'Enter a full UK postcode, such as GU29 9NB' }).waitFor()
  expect(await other.getByLabel('Postcode').inputValue()).toBe('not a postcode')
  await mustBeAccessible(other, 'a part of a record, with problems')
  await other.getByRole('button', { name: 'Cancel' }).click()
  await section(other, 'How to reach them').getByText('Cocking').waitFor()
})

test('before a second record is made, those alike are shown', async () => {
  const sally = await signedIn('sally@midhurst.example')
  await sally.goto(`${product.url}/people/new`)
  await sally.getByRole('button', { name: 'Save this person' }).click()
  await sally.getByRole('link', { name: 'Enter a first name' }).waitFor()
  await sally.getByLabel('First name').fill('Edna')
  await sally.getByLabel('Last name').fill('Quell')
  await sally.getByRole('combobox', { name: 'Area' }).selectOption({ label: 'Midhurst' })
  await sally.getByRole('button', { name: 'Save this person' }).click()
  await sally.getByRole('heading', { name: 'Is it one of these people?' }).waitFor()
  await sally.getByRole('link', { name: 'Open: Edna Quell' }).waitFor()
  await mustBeAccessible(sally, 'those alike')
  await picture(sally, 'alike')
  await sally.getByRole('button', { name: 'No, this is somebody new. Save' }).click()
  await sally.getByRole('heading', { level: 1, name: 'Edna Quell' }).waitFor()

  // What they agreed to, and who cares for them.
  await section(sally, 'What they agreed to').getByText('Write down a consent').click()
  await sally.getByLabel('Share with a volunteer').check()
  await section(sally, 'What they agreed to').getByRole('button', { name: 'Add' }).click()
  await sally.getByText('The consent is written down.').waitFor()
  await sally.getByRole('button', { name: 'They have changed their mind: Share with a volunteer' }).click()
  await sally.getByText('The consent has ended.').waitFor()
  await section(sally, 'Who cares for them').getByText('Add a carer').click()
  await sally.getByLabel('Find somebody').fill('Pamela')
  await sally.getByRole('radio', { name: /Pamela Cole/ }).check()
  await sally.getByLabel('What they are to the patient').fill('neighbour')
  await section(sally, 'Who cares for them').getByRole('button', { name: 'Add', exact: true }).click()
  await sally.getByText('Added.').waitFor()
  await section(sally, 'Who cares for them')
    .getByText(/neighbour/)
    .first()
    .waitFor()
})

test('who answers for a person, whom their record is shared with, and whom they are not to be matched with', async () => {
  const sally = await signedIn('sally@midhurst.example')
  await openPerson(sally, 'Edna Quell')
  const keepers = section(sally, 'Who answers for them')
  await keepers.getByText('Tom Whitfield').waitFor()
  await keepers.getByRole('button', { name: 'Change: Who answers for them' }).click()
  await keepers.getByLabel('Care co-ordinator').selectOption({ label: 'Grace Adeyemi' })
  await keepers.getByLabel('Area').selectOption({ label: 'Petworth' })
  await keepers.getByRole('button', { name: 'Save' }).click()
  await keepers.getByText('Saved.').waitFor()
  await keepers.getByText('Grace Adeyemi').waitFor()
  await keepers.getByText('Petworth').waitFor()

  // Without their consent nothing is shown to anybody; with it, until when and why stand there, and the way to end it.
  const shares = section(sally, 'Who else sees this record')
  const consents = section(sally, 'What they agreed to')
  for (const consent of await consents
    .getByRole('button', { name: /changed their mind: Share with a community/ })
    .all())
    await consent.click()
  await shares.getByText('Share with another organisation').click()
  await shares.getByRole('button', { name: 'Share', exact: true }).click()
  await shares.getByRole('link', { name: 'Choose an organisation' }).waitFor()
  await shares.getByRole('link', { name: 'Write why they need it' }).waitFor()
  await mustBeAccessible(sally, 'a share, with problems')
  await shares.getByLabel('Organisation').selectOption({ label: 'Petworth Good Neighbours' })
  await shares.getByLabel('Why do they need it?').fill('They drive her to the garden club')
  await shares.getByRole('button', { name: 'Share', exact: true }).click()
  await shares.getByRole('link', { name: /^They have not agreed to be shared/ }).waitFor()
  await consents.getByText('Write down a consent').click()
  await consents.getByLabel('Share with a community group').check()
  await consents.getByRole('button', { name: 'Add' }).click()
  await sally.getByText('The consent is written down.').waitFor()
  await shares.getByRole('button', { name: 'Share', exact: true }).click()
  await shares.getByRole('status').getByText('Shared with: Petworth Good Neighbours').waitFor()
  await shares.getByText('Why: They drive her to the garden club').waitFor()
  await mustBeAccessible(sally, 'a share')
  await picture(sally, 'share')
  await shares.getByRole('button', { name: 'Stop sharing with: Petworth Good Neighbours' }).click()
  await shares.getByText('Only your own organisation.').waitFor()
  await shares.getByText('Ended: 1').waitFor()

  const apart = section(sally, 'Not to be matched with')
  await apart.getByText('Keep a volunteer apart from them').click()
  await apart.getByLabel('Find a volunteer').fill('Bill')
  await apart.getByRole('radio', { name: /Bill Cocking/ }).check()
  await apart.getByRole('radio', { name: 'The person' }).check()
  await apart.getByRole('button', { name: 'Do not match them' }).click()
  await apart.getByRole('status').getByText('They are not matched any more: Bill Cocking').waitFor()
  await mustBeAccessible(sally, 'kept apart')
  await picture(sally, 'kept-apart')
  // The same pair on the volunteer's page, where it can be ended too.
  await apart.getByRole('link', { name: 'Bill Cocking' }).click()
  await sally.getByRole('heading', { level: 1, name: 'Bill Cocking' }).waitFor()
  await section(sally, 'Not to be matched with').getByText('The person asked for it').waitFor()
  await section(sally, 'Not to be matched with')
    .getByRole('button', { name: 'They may be matched again: Edna Quell' })
    .click()
  await section(sally, 'Not to be matched with').getByText('Nobody.').waitFor()

  // A care co-ordinator sees the person among their own, and neither the pairs nor a way to make one.
  const grace = await signedIn('grace@midhurst.example')
  await grace.goto(`${product.url}/my-people`)
  await grace.getByRole('link', { name: 'Edna Quell' }).first().click()
  await grace.getByRole('heading', { level: 1, name: 'Edna Quell' }).waitFor()
  expect(await grace.getByText('Not to be matched with').count()).toBe(0)
})

test('a care co-ordinator asks for a weekly task and sees what became of it; a co-ordinator ends it', async () => {
  const grace = await signedIn('grace@midhurst.example')
  await openPerson(grace, 'Brian Cole')
  await grace.getByRole('link', { name: 'Ask for help' }).click()
  await grace.getByRole('heading', { level: 1, name: 'Ask for help' }).waitFor()
  await grace.getByText('Brian Cole').first().waitFor()
  await grace.getByRole('button', { name: 'Ask for this' }).click()
  await grace.getByRole('link', { name: 'Write what they said' }).waitFor()
  await mustBeAccessible(grace, 'a task, with problems')
  await grace.getByLabel('Kind of help').selectOption({ label: 'Befriending visit' })
  await grace.getByLabel('In their words').fill('Somebody to talk about the football with')
  await grace.getByLabel('Every week').check()
  await grace.getByLabel('Wednesday').check()
  const soon = new Date(Date.now() + 5 * 86_400_000)
  await grace.locator('#firstOn-day').fill(String(soon.getUTCDate()))
  await grace.locator('#firstOn-month').fill(String(soon.getUTCMonth() + 1))
  await grace.locator('#firstOn-year').fill(String(soon.getUTCFullYear()))
  await grace.getByLabel('From', { exact: true }).fill('2pm')
  await grace.getByLabel('To', { exact: true }).fill('3.30pm')
  await grace.getByRole('button', { name: 'Ask for this' }).click()
  await grace.getByRole('heading', { level: 1, name: 'Befriending visit' }).waitFor()
  await grace.getByText('We are looking for somebody.').waitFor()
  await grace.getByText('Every Wednesday').waitFor()
  await grace.getByText('At a fixed time: 2pm to 3:30pm').waitFor()
  await mustBeAccessible(grace, 'a task')
  await picture(grace, 'task')
  // Nobody may match or close it as unmet but the volunteer co-ordinator.
  expect(await grace.getByRole('link', { name: 'Match' }).count()).toBe(0)
  expect(await grace.getByText('Nobody can be found').count()).toBe(0)

  const sally = await signedIn('sally@midhurst.example')
  await sally.goto(grace.url())
  await sally.getByRole('link', { name: 'Match' }).waitFor()
  await section(sally, 'When').getByRole('button', { name: 'Change: When' }).click()
  expect(await sally.getByLabel('Wednesday').isChecked()).toBe(true)
  await sally.getByLabel('Friday').check()
  await section(sally, 'When').getByRole('button', { name: 'Save' }).click()
  await sally.getByText('Every Wednesday and Friday').waitFor()
  // The page of whoever asked has moved without a press.
  await grace.getByText('Every Wednesday and Friday').waitFor({ timeout: 10_000 })
  await sally.getByText('Nobody can be found').click()
  await sally.getByLabel('Why not?').fill('Nobody near is free then')
  await sally.getByRole('button', { name: 'Close as not met' }).click()
  await sally.getByText('Nobody could be found.').waitFor()
  await grace.getByText(/Nobody near is free then/).waitFor({ timeout: 10_000 })
})

test('a volunteer says no, takes it back, says yes, and reports a visit in four taps', async () => {
  const peter = await signedIn('peter@midhurst.example', phone)
  await peter.getByRole('heading', { level: 1, name: 'My week' }).waitFor()
  const lift = peter.locator('section').filter({ hasText: 'Lift to see people' })
  await lift.getByRole('button', { name: /^Sorry, I cannot/ }).click()
  await peter.getByText('Thank you for telling us. We will ask someone else.').waitFor()
  await mustBeAccessible(peter, 'an offer declined')
  await peter.getByRole('button', { name: /^Undo/ }).click()
  await peter.getByText('We have taken your answer back.').waitFor()
  await lift.getByRole('button', { name: /^I can do this/ }).click()
  await peter.getByText('Thank you. The visit is yours.').waitFor()
  await picture(peter, 'accepted')

  let taps = 0
  const tap = async (what: ReturnType<Page['locator']>) => {
    await what.click()
    taps += 1
  }
  await tap(peter.getByRole('link', { name: /Phyllis Gorse/ }).first())
  await peter.getByRole('heading', { level: 1, name: 'How did it go?' }).waitFor()
  await tap(peter.getByLabel('Yes', { exact: true }))
  await tap(peter.getByLabel('Fine', { exact: true }))
  await mustBeAccessible(peter, 'a report')
  await tap(peter.getByRole('button', { name: 'Send' }))
  await peter.getByText('Thank you. We have your report.').waitFor()
  expect(taps).toBe(4)

  await peter.goto(`${product.url}/v/break`)
  const from = new Date(Date.now() + 20 * 86_400_000)
  const until = new Date(Date.now() + 27 * 86_400_000)
  for (const [name, day] of [
    ['firstOn', from],
    ['lastOn', until],
  ] as const) {
    await peter.locator(`#${name}-day`).fill(String(day.getUTCDate()))
    await peter.locator(`#${name}-month`).fill(String(day.getUTCMonth() + 1))
    await peter.locator(`#${name}-year`).fill(String(day.getUTCFullYear()))
  }
  await peter.getByRole('button', { name: 'Save my break' }).click()
  await peter.getByText(/Your break is saved\./).waitFor()
  await mustBeAccessible(peter, 'a break')
  await peter.getByRole('button', { name: /^Remove this break/ }).click()
  await peter.getByText('The break is removed.').waitFor()
})

test('an urgent report shows whom to ring before it is sent, and a worry reaches the co-ordinator', async () => {
  const peter = await signedIn('peter@midhurst.example', phone)
  const sally = await signedIn('sally@midhurst.example')
  await peter.getByRole('heading', { level: 1, name: 'My week' }).waitFor()
  const visit = await peter.request
    .post(`${product.url}/graphql`, {
      data: { query: '{ visits(filter: { mine: true, status: [ENDED] }, first: 1) { nodes { id } } }' },
    })
    .then(async (response) => (await response.json()) as { data: { visits: { nodes: { id: string }[] } } })
  await peter.goto(`${product.url}/v/visits/${visit.data.visits.nodes[0]?.id}/report`)
  await peter.getByRole('heading', { level: 1, name: 'How did it go?' }).waitFor()
  await peter.getByLabel('Urgent', { exact: true }).check()
  await peter.getByRole('link', { name: /999/ }).waitFor()
  await peter.getByRole('link', { name: /01632 960/ }).waitFor()
  await mustBeAccessible(peter, 'an urgent report')
  await picture(peter, 'urgent')
  await peter.getByLabel('A worry', { exact: true }).check()
  await peter.getByRole('button', { name: 'Send' }).click()
  await peter.getByRole('link', { name: 'Write what worries you' }).waitFor()
  await peter.getByLabel('What worries you?').fill('He had not eaten since yesterday')
  await peter.getByRole('button', { name: 'Send' }).click()
  await peter.getByText('Thank you. We have your report.').waitFor()
  await sally.goto(`${product.url}/today`)
  await sally.getByRole('blockquote').filter({ hasText: 'He had not eaten since yesterday' }).waitFor()
})
