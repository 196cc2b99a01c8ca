import { Builder, type Runner } from '../builder/index.ts'
import { makePeople } from './people.ts'
import { makeServices } from './services.ts'
import { makeStaff } from './staff.ts'
import { makeTasks } from './tasks.ts'
import { makeVolunteers } from './volunteers.ts'

export { midhurstSignIns } from './staff.ts'

/** Loads the whole demo network, about six hundred commands. @param say is told how far it is */
export async function loadMidhurst(runner: Runner, say: (line: string) => void): Promise<void> {
  const build = new Builder(runner, 'midhurst')
  const staff = await makeStaff(build)
  const volunteers = await makeVolunteers(build, staff)
  say(`  ${volunteers.size} volunteers`)
  const people = await makePeople(build, staff)
  say(`  ${people.patients.size} patients and ${people.carers.size} carers`)
  await makeTasks(build, runner, staff, people, volunteers)
  say('  tasks, visits and offers')
  const services = await makeServices(runner, staff, build.invented)
  say(`  ${services} services in the directory`)
}
