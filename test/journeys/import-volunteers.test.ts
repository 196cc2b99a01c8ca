import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importSheet, importVolunteersCommand, undoRun } from '../../api/app/import-volunteers.cli.ts'
import { exampleSheet } from '../../api/interop/core/index.ts'
import { PlainError } from '../../api/platform/index.ts'
import { editVolunteer, recordCheck, VolunteerView } from '../../api/volunteers/index.ts'
import { Builder, idOf, must, type Actor, type Organisation, type Place } from '../../seeds/builder/index.ts'
import { house, monday, type House } from '../harness.ts'

let at: House
let make: Builder
let network: Organisation
let midhurst: Place
let sally: Actor
const folder = mkdtempSync(join(tmpdir(), 'alongside-sheets-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

beforeAll(async () => {
  at = await house({ now: monday })
  make = new Builder(at, 'import')
  midhurst = await make.place('Midhurst', { latitude: 50.986, longitude: -0.737, outward: 'GU29' })
  await make.place('Petworth', { latitude: 50.987, longitude: -0.611, outward: 'GU28' })
  network = await make.organisation('Rother Valley Volunteers', 'CHARITY')
  await make.organisation('Good Neighbours', 'UNINCORPORATED')
  sally = await make.account({
    name: 'Sally Brook',
    email: 'sally@example.org',
    role: 'VOLUNTEER_CO_ORDINATOR',
    organisation: network,
    places: [midhurst],
  })
  await at.plant(
    `insert into postcode_position (postcode, latitude, longitude, source) values ('GU29 9AA', 50.98, -0.73, 'test')`,
  )
})

const bytes = (text: string) => new TextEncoder().encode(text)
/** As an old spreadsheet program on Windows writes it. */
const windows1252 = (text: string) =>
  Uint8Array.from([...text].map((letter) => (letter === '–' ? 0x96 : letter.charCodeAt(0))))

async function importing(sheet: string | Uint8Array, options: Record<string, unknown> = {}) {
  const said: string[] = []
  const code = await importSheet(
    at.parts,
    typeof sheet === 'string' ? bytes(sheet) : sheet,
    { dryRun: false, organisation: 'rother valley volunteers', locality: 'Midhurst', source: 'sheet.csv', ...options },
    (line) => said.push(line),
  )
  const text = said.join('\n')
  return { code, said, text, last: said.at(-1), run: /This import is (\S+)\./.exec(text)?.[1] ?? '' }
}
async function undoing(run: string, dryRun = false) {
  const said: string[] = []
  await undoRun(at.parts, run, dryRun, (line) => said.push(line))
  return { said, text: said.join('\n'), last: said.at(-1) }
}
/** Everything that an import could touch. */
const everything = async () =>
  JSON.stringify(
    await Promise.all(
      [
        'person',
        'volunteer',
        'volunteer_skill',
        'volunteer_check',
        'volunteer_travel',
        'availability',
        'volunteer_import',
      ]
        .concat(['volunteer_import_row', 'audit_event'])
        .map((table) => at.plant(`select to_jsonb(t) from ${table} t order by to_jsonb(t)::text`)),
    ),
  )
const volunteer = async (email: string) => {
  const [found] = await at.sql(
    `select v.*, p.given_name, p.family_name, p.phones, p.postcode, p.latitude, p.town, p.languages, p.date_of_birth,
       array(select skill from volunteer_skill s where s.volunteer_id = v.id order by 1) as skills,
       array(select weekday || ' ' || to_char(starts_at, 'HH24:MI') || '-' || to_char(ends_at, 'HH24:MI')
         from availability a where a.volunteer_id = v.id order by weekday, starts_at) as hours,
       array(select mode || ' ' || max_km from volunteer_travel t where t.volunteer_id = v.id order by 1) as travel
     from volunteer v join person p on p.id = v.person_id where lower(p.email) = $1`,
    [email],
  )
  return found
}
const checksOf = (id: string) =>
  at.sql(
    `select level, issued_on, review_due_on, decision, seen_by, revoked_at from volunteer_check where volunteer_id = $1 order by issued_on`,
    [id],
  )
const edit = (id: string, version: number, facts: object) =>
  at.run(sally.viewer, async (ctx) =>
    must(await editVolunteer(ctx, { id: idOf(VolunteerView, id), version, ...facts }), 'VolunteerEdited'),
  )

const head = 'Name;Mobile;Email;Postcode;Skills;Availability;DBS date;DBS level;Drives;Status'
const messy = windows1252(
  [
    'Our volunteers – spring;;;;;;;;;',
    '',
    head,
    'Mrs Siân Pugh;01632 960201;sian@example.org;gu29 9aa;Gardening, befriending;Tue am, Thu 2-4pm;27/3/2025;Enhanced;Yes;Active',
    '"Price, René";1632960202;rene@example.org;GU29 9ZZ;Driving;"Weekday mornings',
    'Sat 10-1";12.1.24;;car and bus;',
    ';;;;;;;;;',
    'Zoë Hall;07700 900123 / 01632 960203;;;;;applied;;no;Checks',
  ].join('\r\n') + '\r\n',
)

describe('a messy sheet in Windows-1252 with semicolons', () => {
  test('a dry run says exactly what would happen and changes nothing', async () => {
    const before = await everything()
    const dry = await importing(messy, { dryRun: true })
    expect(await everything()).toBe(before)
    expect(dry.code).toBe(0)
    expect(dry.last).toBe('volunteers: 3 read, 3 new, 0 changed, 0 unchanged, 0 not imported')
    expect(dry.text).toContain('Nothing has been changed. This is what would happen:\n\nNew: rows 4, 5, 7.')
    expect(dry.run).toBe('')
  })

  test('is taken in: names with accents, hours in words, a check that is due after three years', async () => {
    const done = await importing(messy)
    expect(done.last).toBe('volunteers: 3 read, 3 new, 0 changed, 0 unchanged, 0 not imported')
    const sian = await volunteer('sian@example.org')
    expect(sian).toMatchObject({
      given_name: 'Siân',
      family_name: 'Pugh',
      phones: ['+441632960201'],
      postcode: 'GU29 9AA',
      latitude: 50.98,
      status: 'ACTIVE',
      skills: ['GARDENING', 'LISTENING'],
      hours: ['2 09:00-12:00', '4 14:00-16:00'],
      travel: ['DRIVE 16.0'],
      source: 'sheet.csv',
      organisation_id: network.id,
      locality_id: midhurst.id,
    })
    expect(await checksOf(sian.id)).toEqual([
      {
        level: 'ENHANCED',
        issued_on: '2025-03-27',
        review_due_on: '2028-03-27',
        decision: 'ACCEPTED',
        seen_by: 'imported from sheet.csv',
        revoked_at: null,
      },
    ])
    const { data } = await at.ask(
      sally.viewer,
      `{ volunteers(first: 10) { nodes { name status checks { level seenBy } contact { phones } } } }`,
    )
    expect(data).toEqual({
      volunteers: {
        nodes: expect.arrayContaining([
          {
            name: 'Siân Pugh',
            status: 'ACTIVE',
            checks: [{ level: 'ENHANCED', seenBy: 'imported from sheet.csv' }],
            contact: { phones: ['+441632960201'] },
          },
        ]),
      },
    })
    // Without a status nobody is suggested until a co-ordinator says so; an unknown postcode is no mistake.
    expect(await volunteer('rene@example.org')).toMatchObject({
      given_name: 'René',
      status: 'CHECKS',
      postcode: 'GU29 9ZZ',
      latitude: null,
      phones: ['+441632960202'],
      travel: ['BUS 8.0', 'DRIVE 16.0'],
      hours: expect.arrayContaining(['1 09:00-12:00', '6 10:00-13:00']),
    })
    for (const note of [
      'The file is not UTF-8; it was read as Windows text.',
      'Row 5, column “Mobile”: the 0 at the beginning',
      'Row 5, column “Postcode”: nobody has told us where this postcode is',
      'Row 5, column “DBS date”: the level of the check is not given. It counts as Basic',
      'Rows 4, 5, column “DBS date”: when the check is due again is not said: three years after its date.',
      'Row 7, column “DBS date”: the check is said to be under way',
      'Row 5, column “Status”: the status is not said: new volunteers come in as “Checks”',
    ])
      expect(done.text).toContain(note)
    for (const secret of ['Siân', 'Pugh', 'sian@', '960201', '9ZZ', 'GU29']) expect(done.text).not.toContain(secret)
  })

  test('a second time changes nothing and makes nobody', async () => {
    const people = await at.sql(`select count(*)::int as n, sum(version)::int as versions from person`)
    const again = await importing(messy)
    expect(again.last).toBe('volunteers: 3 read, 0 new, 0 changed, 3 unchanged, 0 not imported')
    expect(await at.sql(`select count(*)::int as n, sum(version)::int as versions from person`)).toEqual(people)
    expect(await checksOf((await volunteer('rene@example.org')).id)).toHaveLength(1)
  })
})

const ann = (rest = '') =>
  `Name,Phone,Email,Postcode,Skills,Availability,DBS date,Status\nAnn Price,01632 960301,ann@example.org,${rest}\n`

describe('the same volunteer', () => {
  test('by e-mail, else by phone and surname, is changed and never made twice', async () => {
    await importing(ann('GU29 9AA,Gardening,Tue am,,'))
    const changed = await importing(
      'Name,Phone,Email,Postcode,Skills,Availability,DBS date,Status\nAnne Pryce,01632 960302,ANN@example.org,GU29 9AA,"Gardening, dogs",Wed pm,1/5/2026,Active\n',
    )
    expect(changed.last).toBe('volunteers: 1 read, 0 new, 1 changed, 0 unchanged, 0 not imported')
    expect(changed.text).toContain('Row 2: “Name”, “Phone”, “Skills”, “Availability”, “DBS date”, “Status”')
    const now = await volunteer('ann@example.org')
    expect(now).toMatchObject({
      given_name: 'Anne',
      family_name: 'Pryce',
      phones: ['+441632960302'],
      skills: ['DOGS', 'GARDENING'],
      hours: ['3 12:00-17:00'],
      // By way of induction, as a co-ordinator would.
      status: 'ACTIVE',
    })
    expect(await checksOf(now.id)).toMatchObject([{ level: 'BASIC', issued_on: '2026-05-01' }])

    const byPhone = await importing('First name,Surname,Phone,Town\nAnne,PRYCE,01632960302,Midhurst\n')
    expect(byPhone.text).toContain('Row 2: “Surname”, “Town”')
    expect(
      await at.sql(`select count(*)::int as n from person where family_name ilike 'pr_ce' and given_name like 'Ann%'`),
    ).toEqual([{ n: 1 }])
  })

  test('two of a household are two; who cannot be told is listed and left out, the others come in', async () => {
    const couple = `Name,Phone,Email\nDai Rees,01632 960401,dai@example.org\nEirlys Rees,01632 960401,eirlys@example.org\n`
    expect((await importing(couple)).last).toContain('2 new')
    expect((await importing(couple)).last).toContain('2 unchanged')
    const unclear = await importing(
      [
        'Name,Phone,Email',
        'Gwen Field,01632 960405,',
        'Huw Tudor,01632 960402,huw@example.org',
        'Ifan Tudor,01632 960403,huw@example.org',
        'Dai Rees,01632 960409,dai@example.org',
        'Dai Rees,01632 960401,',
        'Kate Lloyd,01632 960404,kate@example.org',
        'Robert Rees,,eirlys@example.org',
      ].join('\n') + '\n',
    )
    expect(unclear.code).toBe(0)
    expect(unclear.last).toBe('volunteers: 7 read, 2 new, 0 changed, 0 unchanged, 5 not imported')
    expect(unclear.text).toContain('Row 3: this is the same e-mail address as in row 4.')
    expect(unclear.text).toContain('Row 4: this is the same e-mail address as in row 3.')
    expect(unclear.text).toContain('Row 8: somebody with another first name has this e-mail address here.')
    expect(unclear.text).toContain('Row 5: this is the same volunteer here as row 6.')
    expect(await volunteer('kate@example.org')).toBeDefined()
    expect((await importing('Name,Phone\nGwen Rees,01632 960401\n')).text).toContain(
      'Row 2: somebody with another first name has this phone number and surname here.',
    )
    expect(await volunteer('huw@example.org')).toBeUndefined()
    expect(await volunteer('dai@example.org')).toMatchObject({ phones: ['+441632960401'] })
  })

  test('what people changed here since is left, and told; once the two agree the sheet counts again', async () => {
    const sheet = (phone: string) => `Name,Phone,Email\nLena Moss,${phone},lena@example.org\n`
    await importing(sheet('01632 960501'))
    const made = await volunteer('lena@example.org')
    await edit(made.id, made.version, { phones: ['+441632960502'] })
    const left = await importing(sheet('01632 960501'))
    expect(left.last).toBe('volunteers: 1 read, 0 new, 0 changed, 0 unchanged, 1 not imported')
    expect(left.text).toContain(
      'Row 2: changed here since it was imported, and the sheet says otherwise under “Phone”.',
    )
    expect(await volunteer('lena@example.org')).toMatchObject({ phones: ['+441632960502'] })

    expect((await importing(sheet('01632 960502'))).last).toContain('1 unchanged')
    expect((await importing(sheet('01632 960503'))).last).toContain('1 changed')
  })

  test('who was entered by hand is never overwritten by a sheet', async () => {
    await make.volunteer(sally, { place: midhurst, givenName: 'Mo', familyName: 'Field', email: 'mo@example.org' })
    const before = await volunteer('mo@example.org')
    const left = await importing('Name,Phone,Email\nMo Field,01632 960601,mo@example.org\n')
    expect(left.text).toContain('Row 2: is here already, entered by hand, and the sheet says otherwise under “Phone”.')
    expect(await volunteer('mo@example.org')).toEqual(before)
  })

  test('a check taken away here does not come back with the sheet', async () => {
    await importing('Name,Email,DBS date\nNan Ivory,nan@example.org,1/2/2026\n')
    const nan = await volunteer('nan@example.org')
    await at.sql(`update volunteer_check set revoked_at = now() where volunteer_id = $1`, [nan.id])
    expect((await importing('Name,Email,DBS date\nNan Ivory,nan@example.org,1/2/2026\n')).last).toContain('1 unchanged')
    expect(await checksOf(nan.id)).toHaveLength(1)
  })

  test('another organisation’s volunteers are other people', async () => {
    const theirs = await importing('Name,Email\nAnn Price,ann@example.org\n', { organisation: 'Good Neighbours' })
    expect(theirs.last).toContain('1 new')
    await undoing(theirs.run)
  })
})

describe('anything wrong', () => {
  test('is named by row and column, all of it at once, and nothing is imported', async () => {
    const before = await everything()
    const wrong = await importing(
      [
        'Name,Phone,Email,Postcode,Skills,Availability,DBS date',
        'Olga Reed,01632 960701,olga@example.org,GU29 9AA,Gardening,Tue am,27/3/2025',
        'Cher,12345,not-an-address,QQ99,Juggling,not Fridays,31/2/2025',
        `${'x'.repeat(201)} Long,01632 960702,,,,,`,
        'Perry Dean,01632 960703,olga@example.org,,,,1/1/2030',
        'Sue Gale,01632 960704,,Petworth,,,',
        'SiÃ´n Vale,01632 960705,,,,,',
      ].join('\n') + '\n',
    )
    expect(wrong.code).toBe(1)
    expect(await everything()).toBe(before)
    expect(wrong.last).toBe('volunteers: 6 read, 0 new, 0 changed, 0 unchanged, 6 not imported')
    for (const sentence of [
      'Row 3, column “Name”: there is only one name here.',
      'Row 3, column “Phone”: this is not a UK phone number',
      'Row 3, column “Email”: this is not an e-mail address.',
      'Row 3, column “Postcode”: this is not a UK postcode',
      'Row 3, column “Skills”: “Juggling” is not a skill we know. Known:',
      'Row 3, column “Availability”: “not fridays” says when the person cannot.',
      'Row 3, column “DBS date”: there is no 31 February 2025.',
      'Row 4, column “Name”: this is longer than 200 characters.',
      'Row 5: this is the same e-mail address as in row 2.',
      'Row 5, column “DBS date”: this date is still to come.',
      'Row 6, column “Postcode”: this is not a UK postcode',
      'Row 7, column “Name”: letters with accents have turned into others',
    ])
      expect(wrong.text).toContain(sentence)
    for (const secret of ['olga@', '12345', 'QQ99', 'Cher', 'Olga', '960703']) expect(wrong.text).not.toContain(secret)
  })

  test.each<[string, string | Uint8Array, string]>([
    ['empty', '  \n', 'The file is empty.'],
    ['a workbook', new Uint8Array([0x50, 0x4b, 3, 4, 20, 0]), 'an Excel workbook (.xlsx)'],
    ['noise', new Uint8Array([1, 2, 3, 0x80, 0xff, 5]), 'in an encoding that cannot be told'],
    ['no headings', 'Ann,01632 960001\nBob,01632 960002\n', 'no row of headings was found'],
    [
      'a quote without its end',
      'Name,Phone\n"Ann Price,01632 960001\n',
      'a quotation mark that opens here is never closed',
    ],
    [
      'cut off in the middle',
      'Name,Phone,Email,Town\nAnn Price,01632 960001,a@example.org,\nBob Hay,01632 960002,,Midhurst\nCy Dell,0163',
      'Row 4: the file ends in the middle of this row: it has 2 cells, and every other row has at least 4.',
    ],
    ['JSON', '{"services":[{"id":1}]}', 'no row of headings was found'],
  ])('%s', async (_, sheet, sentence) => {
    const before = await everything()
    const { code, text, last } = await importing(sheet)
    expect(code).toBe(1)
    expect(text.toLowerCase()).toContain(sentence.toLowerCase())
    expect(last).toMatch(/^volunteers: \d+ read, 0 new, 0 changed, 0 unchanged, \d+ not imported$/)
    expect(await everything()).toBe(before)
  })

  test('an organisation or a locality that is not there lists those there are', async () => {
    const sheet = 'Name,Phone\nAnn Price,01632 960001\n'
    const refused = (options: Record<string, unknown>) =>
      importing(sheet, options).then(
        () => 'imported',
        (error: Error) => (error instanceof PlainError ? error.message : `not plain: ${error.message}`),
      )
    expect(await refused({ organisation: 'Rother', locality: 'Chichester' })).toBe(
      'There is no organisation called “Rother”. There are:\n  Good Neighbours\n  Rother Valley Volunteers\n' +
        'There is no locality called “Chichester”. There are:\n  Midhurst\n  Petworth\nNothing was changed.',
    )
    expect(await refused({ organisation: null })).toContain('Say which organisation with --organisation NAME.')
  })

  test.each<[string, () => string[], string]>([
    ['missing', () => [join(folder, 'none.csv')], 'There is no file '],
    ['a folder', () => [folder], 'is a folder'],
    [
      'huge',
      () => (
        writeFileSync(join(folder, 'huge.csv'), Buffer.alloc(10 * 1024 * 1024 + 1, 65)),
        [join(folder, 'huge.csv')]
      ),
      'at most 10 MB are read',
    ],
    ['no file', () => [], 'Say which file.'],
    ['an unknown option', () => ['a.csv', '--force'], "Unknown option '--force'"],
  ])('%s: told before a database is opened', async (_, args, message) => {
    await expect(importVolunteersCommand(args(), () => undefined)).rejects.toThrow(PlainError)
    await expect(importVolunteersCommand(args(), () => undefined)).rejects.toThrow(message)
  })

  test('the example sheet comes in as it is', async () => {
    const said: string[] = []
    expect(await importVolunteersCommand(['--example'], (line) => said.push(line))).toBe(0)
    const printed = await importing(`${said.join('\r\n')}\r\n`)
    expect(printed.last).toBe('volunteers: 3 read, 3 new, 0 changed, 0 unchanged, 0 not imported')
    expect((await importing(exampleSheet(['Gardening']))).code).toBe(0)
  })
})

describe('an import is taken back', () => {
  const head = 'Name,Phone,Email,Postcode,Town,Skills,Availability,DBS date,Drives,Max miles,Status\n'
  test('who it made goes, with all that was theirs; in a dry run nothing does', async () => {
    const [before] = await at.sql(`select count(*)::int as people from person`)
    const made = await importing(
      `${head}Una Vine,01632 960801,una@example.org,GU29 9AA,Midhurst,Gardening,Tue am,1/5/2026,Yes,5,\n` +
        'Vic Wray,01632 960802,vic@example.org,,,,,,,,\n',
    )
    const dry = await undoing(made.run, true)
    expect(dry.text).toContain('Taken away again: rows 2, 3.')
    expect(await volunteer('una@example.org')).toBeDefined()
    expect((await undoing(made.run)).last).toBe('undo: 2 taken away, 0 restored, 0 left')
    expect(await volunteer('una@example.org')).toBeUndefined()
    expect(await at.sql(`select count(*)::int as people from person`)).toEqual([before])
    expect((await undoing(made.run)).text).toContain('There is nothing left to take back.')
  })

  test('who it changed is as before, and the import before that can be taken back in its turn', async () => {
    const first = await importing(
      `${head}Wyn Yates,01632 960811,wyn@example.org,GU29 9AA,Midhurst,Gardening,Tue am,1/5/2026,Yes,5,Checks\n`,
    )
    const before = await volunteer('wyn@example.org')
    const checks = await checksOf(before.id)
    const second = await importing(
      `${head}Wynn Yates,01632 960812,wyn@example.org,GU29 9ZZ,Petworth,Dogs,Fri pm,1/6/2026,car and walk,10,Active\n`,
    )
    expect(second.last).toContain('1 changed')
    expect(await volunteer('wyn@example.org')).toMatchObject({ status: 'ACTIVE', latitude: null, skills: ['DOGS'] })

    expect((await undoing(first.run)).text).toContain(
      `Row 2: a later import changed this volunteer; take that back first (--undo ${second.run}).`,
    )
    expect((await undoing(second.run)).last).toBe('undo: 0 taken away, 1 restored, 0 left')
    const after = await volunteer('wyn@example.org')
    expect({ ...after, version: 0 }).toEqual({ ...before, version: 0 })
    expect(await checksOf(before.id)).toEqual(checks)
    expect((await undoing(first.run)).last).toBe('undo: 1 taken away, 0 restored, 0 left')
    expect(await volunteer('wyn@example.org')).toBeUndefined()
  })

  test('who has visits, checks or changes of their own by now is listed and kept', async () => {
    const made = await importing(
      `${head}Xena Abel,01632 960821,xena@example.org,GU29 9AA,,,Mon-Sun 9-5,1/5/2026,Yes,10,Active\n` +
        'Yan Bell,01632 960822,yan@example.org,,,,,,,,\nZed Cole,01632 960823,zed@example.org,,,,,,,,\n' +
        'Abe Dent,01632 960824,abe@example.org,,,,,,,,\n',
    )
    const [xena, yan, zed] = await Promise.all(['xena', 'yan', 'zed'].map((who) => volunteer(`${who}@example.org`)))
    const mair = await make.patient(sally, { place: midhurst })
    await at.plant(
      `with t as (insert into task (id, organisation_id, locality_id, patient_id, kind, in_their_words, area, timing, first_on, minutes)
         values (gen_random_uuid(), $1, $2, $3, 'GARDENING', 'the hedge', 'Midhurst', 'UNTIMED', '2026-11-10', 60) returning *)
       insert into offer (id, round_id, task_id, volunteer_id, organisation_id, locality_id, sent_at, lapses_at)
         select gen_random_uuid(), gen_random_uuid(), t.id, $4, $1, $2, now(), now() + interval '1 day' from t`,
      [network.id, midhurst.id, mair.id, xena.id],
    )
    await edit(yan.id, yan.version, { town: 'Midhurst' })
    await at.run(sally.viewer, (ctx) =>
      recordCheck(ctx, {
        volunteer: idOf(VolunteerView, zed.id),
        level: 'ENHANCED',
        issuedOn: '2026-10-01',
        reviewDueOn: '2029-10-01',
      }),
    )
    const undone = await undoing(made.run)
    expect(undone.last).toBe('undo: 1 taken away, 0 restored, 3 left')
    expect(undone.text).toContain('Row 2: has offers by now.')
    expect(undone.text).toContain('Row 3: changed here since the import.')
    expect(undone.text).toContain('Row 4: has checks by now.')
    expect(await volunteer('xena@example.org')).toBeDefined()
    expect(await volunteer('abe@example.org')).toBeUndefined()
  })

  test('an import that is not there lists the latest', async () => {
    await expect(undoing('none')).rejects.toThrow(
      /There is no import of volunteers with that id. The latest are:\n {2}\S+ /,
    )
  })
})

test('two imports of one sheet at the same moment make each person once', async () => {
  const sheet = `Name,Phone,Email\n${Array.from({ length: 10 }, (_, n) => `Bea Number${n},01632 9609${n}0,bea${n}@example.org`).join('\n')}\n`
  const lasts = (await Promise.all([importing(sheet), importing(sheet)])).map(({ last }) => last)
  expect(lasts.toSorted()).toEqual([
    'volunteers: 10 read, 0 new, 0 changed, 10 unchanged, 0 not imported',
    'volunteers: 10 read, 10 new, 0 changed, 0 unchanged, 0 not imported',
  ])
})

test('a hundred rows come in and go out again', async () => {
  const rows = Array.from(
    { length: 100 },
    (_, n) => `Cal Row${n},,cal${n}@example.org,GU29 9AA,"Tue am, Thu 2-4pm",Gardening,1/5/2026,Yes`,
  )
  const sheet = `Name,Phone,Email,Postcode,Availability,Skills,DBS date,Drives\n${rows.join('\n')}\n`
  const done = await importing(sheet)
  expect(done.last).toBe('volunteers: 100 read, 100 new, 0 changed, 0 unchanged, 0 not imported')
  expect((await undoing(done.run)).last).toBe('undo: 100 taken away, 0 restored, 0 left')
}, 60_000)
