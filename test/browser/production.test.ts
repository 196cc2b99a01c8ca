import type { Browser, BrowserContext, Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { mustBeAccessible, openBrowser, picture, startProduct, type Product } from './browser.ts'

let product: Product
let browser: Browser
beforeAll(async () => {
  product = await startProduct({ production: true })
  browser = await openBrowser()
})

const phone = { width: 390, height: 844 }

async function visitor(viewport = { width: 1280, height: 900 }): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ viewport })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  return { context, page }
}

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto(`${product.url}/sign-in`)
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** A day some days from now, as the three fields of a date and as the name of its weekday. */
function dayFromNow(days: number) {
  const date = new Date(Date.now() + days * 86_400_000)
  const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' }).format(date)
  return { day: date.getUTCDate(), month: date.getUTCMonth() + 1, year: date.getUTCFullYear(), weekday }
}

/** Fills the three fields of a date under its question. */
async function fillDate(page: Page, question: string | RegExp, days: number): Promise<void> {
  const { day, month, year } = dayFromNow(days)
  const fields = page.getByRole('group', { name: question })
  await fields.getByLabel('Day').fill(String(day))
  await fields.getByLabel('Month').fill(String(month))
  await fields.getByLabel('Year').fill(String(year))
}

test('in production nothing of the demo is there, and the schema does not tell itself', async () => {
  expect(product.said()).not.toMatch(/midhurst|walk-the-south-downs|demo/i)
  const ask = async (query: string) => {
    const response = await fetch(`${product.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    })
    return (await response.json()) as { data?: unknown; errors?: readonly { message: string }[] }
  }
  expect(await ask('{ __typename }')).toEqual({ data: { __typename: 'Query' } })
  const told = await ask('{ __schema { queryType { name } } }')
  expect(told.data ?? null).toBeNull()
  expect(told.errors?.[0]?.message).toMatch(/introspection/i)

  const { context, page } = await visitor()
  await signIn(page, 'sally@midhurst.example', 'walk-the-south-downs')
  await page
    .getByText('We do not know this e-mail address and password together. Check both, then try again.')
    .first()
    .waitFor()
  expect(new URL(page.url()).pathname).toBe('/sign-in')
  await context.close()
})

test('from `admin create` in an empty production database to the first accepted offer', async () => {
  const made = await product.command(
    ['admin', 'create', '--email', 'ada@example.org', '--name', 'Ada Pugh'],
    'correct horse battery\n',
  )
  expect(made).toMatchObject({ code: 0 })

  // The administrator: an organisation, a locality, and somebody to work there.
  const { context: adasBrowser, page: ada } = await visitor()
  await signIn(ada, 'ada@example.org', 'correct horse battery')
  await ada.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()
  const parts = ada.getByRole('navigation', { name: 'Settings' })
  await parts.getByRole('link', { name: 'Organisations' }).click()
  await ada.getByText('None yet.').waitFor()
  await ada.getByRole('button', { name: 'Add an organisation' }).click()
  const organisation = ada.getByRole('dialog', { name: 'Add an organisation' })
  await organisation.getByLabel('Name', { exact: true }).fill('Dyfi Neighbours')
  await organisation.getByLabel('Office phone').fill('01632 960101')
  await organisation.getByRole('button', { name: 'Save organisation' }).click()
  await ada.getByText('Saved: Dyfi Neighbours').waitFor()
  await parts.getByRole('link', { name: 'Localities' }).click()
  await ada.getByText('None yet.').waitFor()
  await ada.getByRole('button', { name: 'Add a locality' }).click()
  const locality = ada.getByRole('dialog', { name: 'Add a locality' })
  await locality.getByLabel('Name', { exact: true }).fill('Upper Dyfi')
  await locality.getByRole('button', { name: 'Save locality' }).click()
  await ada.getByText('Saved: Upper Dyfi').waitFor()
  await ada.getByRole('button', { name: /^Change ?: Upper Dyfi$/ }).click()
  const naming = ada.getByRole('dialog', { name: 'Change the name of a locality' })
  await naming.getByLabel('Welsh name').fill('Dyfi Uchaf')
  await naming.getByRole('button', { name: 'Save locality' }).click()
  await naming.waitFor({ state: 'hidden' })
  await parts.getByRole('link', { name: 'Who may sign in' }).click()
  await ada.getByRole('button', { name: 'Invite someone' }).click()
  const invite = ada.getByRole('dialog', { name: 'Invite someone' })
  await invite.getByLabel('Name', { exact: true }).fill('Nia Morgan')
  await invite.getByLabel('E-mail address').fill('nia@example.org')
  await invite.getByRole('radio', { name: 'Volunteer co-ordinator' }).check()
  await invite.getByLabel('Organisation').selectOption({ label: 'Dyfi Neighbours' })
  // A co-ordinator without a locality would see nobody: the form says so.
  await invite.getByRole('button', { name: 'Make the link' }).click()
  await invite.getByRole('link', { name: 'Choose at least one locality' }).waitFor()
  await invite.getByRole('checkbox', { name: 'Upper Dyfi' }).check()
  await mustBeAccessible(ada, 'settings, inviting')
  await invite.getByRole('button', { name: 'Make the link' }).click()
  const handed = await ada
    .getByRole('region', { name: 'Link for Nia Morgan' })
    .getByText(/\/invitation\//)
    .textContent()
  const invitation = new URL(handed?.trim() ?? '')
  expect(invitation.origin).toBe(product.url)
  await picture(ada, 'production-invited')
  await adasBrowser.close()

  // The co-ordinator: a password by the link, and a board that says that there is nothing.
  const { page: nia } = await visitor()
  await nia.goto(invitation.href)
  await nia.getByLabel('New password').fill('seven slow herons')
  await nia.getByLabel('The same password again').fill('seven slow herons')
  await nia.getByRole('button', { name: 'Save and sign in' }).click()
  await nia.getByRole('heading', { level: 1, name: 'Today' }).waitFor()
  expect(new URL(nia.url()).pathname).toBe('/today')
  await nia.getByText('Nothing needs you now.').waitFor()
  await mustBeAccessible(nia, 'today, empty')
  await picture(nia, 'production-today-empty')

  // Somebody to help, who agrees that a volunteer learns who they are.
  await nia.goto(`${product.url}/people/new`)
  await nia.getByLabel('First name').fill('Olwen')
  await nia.getByLabel('Last name').fill('Rees')
  await nia
    .getByLabel(/^Phone/)
    .first()
    .fill('01632 960102')
  await nia.getByLabel(/^Address/).fill('3 Mill Street')
  await nia.getByLabel('Postcode').fill('SY20 8AA')
  await nia.getByLabel('Area').selectOption({ label: 'Upper Dyfi' })
  await nia.getByRole('button', { name: 'Save this person' }).click()
  await nia.getByRole('heading', { level: 1, name: 'Olwen Rees' }).waitFor()
  await nia.getByText('Write down a consent').click()
  await nia.getByRole('radio', { name: 'Share with a volunteer' }).check()
  await nia
    .getByRole('region', { name: 'What they agreed to' })
    .getByRole('button', { name: 'Add', exact: true })
    .click()
  await nia.getByText('The consent is written down.').waitFor()
  const person = nia.url().split('/').at(-1)

  // Somebody who helps: gardening asks for a basic check, the induction and the skill.
  await nia.goto(`${product.url}/volunteers/new`)
  await nia.getByLabel('First name').fill('Tom')
  await nia.getByLabel('Last name').fill('Ellis')
  await nia
    .getByLabel(/^Phone/)
    .first()
    .fill('01632 960103')
  await nia.getByLabel('Postcode').fill('SY20 8AB')
  await nia.getByLabel('Area').selectOption({ label: 'Upper Dyfi' })
  await nia.getByRole('button', { name: 'Add volunteer' }).click()
  await nia.getByRole('heading', { level: 1, name: 'Tom Ellis' }).waitFor()
  const save = async (part: string) => {
    await nia.getByRole('button', { name: new RegExp(`^Save ?: ${part}$`) }).click()
    await nia.getByText(`${part}: saved`).waitFor()
  }
  await nia.getByRole('button', { name: 'Record a check' }).click()
  await nia.getByLabel('Level').selectOption({ label: 'Basic DBS' })
  await fillDate(nia, 'Issued on', -30)
  await fillDate(nia, 'Due again by', 1000)
  await save('Record a check')
  await nia.getByRole('button', { name: 'Record training' }).click()
  await nia.getByLabel('Course').selectOption({ label: 'Induction' })
  await fillDate(nia, 'Completed on', -20)
  await save('Record training')
  await nia.getByRole('button', { name: /^Change ?: Skills$/ }).click()
  await nia.getByRole('checkbox', { name: 'Gardening' }).check()
  await save('Skills')
  const { weekday } = dayFromNow(14)
  await nia.getByRole('button', { name: /^Change ?: When they can help$/ }).click()
  await nia.getByRole('button', { name: `Add a time on ${weekday}` }).click()
  await nia.getByLabel(`${weekday}, from`).fill('9am')
  await nia.getByLabel(`${weekday}, to`).fill('1pm')
  await save('When they can help')
  await nia.getByRole('button', { name: /^Change ?: Travel$/ }).click()
  await nia.getByLabel('By car').fill('10')
  await save('Travel')
  const standing = nia.getByRole('region', { name: 'Where they stand' })
  for (const status of ['Checks under way', 'Induction', 'Active']) {
    await standing.getByRole('button', { name: status, exact: true }).click()
    await nia.getByText(`Moved to: ${status}`).waitFor()
  }
  await mustBeAccessible(nia, 'volunteer, ready')
  await picture(nia, 'production-volunteer')

  // What is wanted, and who could do it: the only volunteer, although nobody has loaded where postcodes lie.
  await nia.goto(`${product.url}/tasks/new?patient=${person}`)
  await nia.getByRole('link', { name: 'Olwen Rees' }).waitFor()
  await nia.getByLabel('Kind of help').selectOption({ label: 'Gardening' })
  await nia.getByLabel('In their words').fill('The hedge has grown over the path.')
  await fillDate(nia, 'Date', 14)
  await nia.getByLabel('From', { exact: true }).fill('10am')
  await nia.getByLabel('To', { exact: true }).fill('11:30')
  await nia.getByRole('button', { name: 'Add this task' }).click()
  await nia.getByRole('heading', { level: 1, name: 'Gardening' }).waitFor()
  await nia.getByRole('main').getByRole('link', { name: 'Match' }).click()
  await nia.getByRole('heading', { level: 1, name: 'Match: gardening for Olwen Rees' }).waitFor()
  const ask = nia.getByRole('checkbox', { name: 'Ask Tom Ellis' })
  await ask.waitFor()
  await nia.getByText('We have their postcode but do not know where it is, so not how far it is').waitFor()
  await nia.getByText('We have the postcode but do not know where it is, so not how far it is').waitFor()
  await nia.getByText('0 people ruled out').waitFor()
  await mustBeAccessible(nia, 'match without positions')
  await picture(nia, 'production-match')
  await ask.check()
  await nia.getByRole('button', { name: 'Send offer to 1 person' }).click()
  await nia.getByRole('dialog').getByRole('button', { name: 'Send', exact: true }).click()
  await nia.getByText('Offer sent to 1 person.').first().waitFor()
  const link = (await nia.content()).match(/\/v\/offers\/[\w-]{43}/)?.[0]
  expect(link).toBeDefined()

  // The volunteer, on a phone, without an account.
  const { page: tom } = await visitor(phone)
  await tom.goto(`${product.url}${link}`)
  const accept = tom.getByRole('button', { name: 'I can do this' })
  await accept.waitFor()
  expect(await tom.content()).not.toContain('Olwen')
  await accept.click()
  await tom.getByText('Thank you. The visit is yours.').first().waitFor()
  await tom.getByText('Olwen Rees').waitFor()
  await picture(tom, 'production-accepted')

  // The link of the invitation was for once.
  const { page: late } = await visitor()
  await late.goto(invitation.href)
  await late.getByLabel('New password').fill('eight slow herons')
  await late.getByLabel('The same password again').fill('eight slow herons')
  await late.getByRole('button', { name: 'Save and sign in' }).click()
  await late.getByText('This link has been used or has run out.').first().waitFor()
})
