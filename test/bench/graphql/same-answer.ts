import { isDeepStrictEqual } from 'node:util'
import { decodeNodeId } from '../../../api/kernel/index.ts'

/* eslint-disable-next-line -- answers of two schemas that no type of ours describes */
type Json = any

/**
 * Are PostGraphile's rows those of our answer? Its names are others, so both are brought to what there is in them: ids,
 * names and numbers, in order. A volunteer whom the viewer may not know is null with us and there with PostGraphile,
 * which asks for no viewer.
 * @returns what differs first, or undefined
 */
export function peerDiffers(operation: string, ours: Json, peers: Json): string | undefined {
  const [a, b] = [fromUs[operation]?.(ours), fromPeer[operation]?.(peers)]
  return difference(a, b, operation, (at, value) => value === null && at.endsWith('.volunteer'))
}

/**
 * The first place where two JSON values differ, as words; undefined where they do not. Keys may come in any order.
 *
 * @param passes where the first value may be what it is, whatever the second says
 */
export function difference(
  a: Json,
  b: Json,
  at: string,
  passes: (at: string, value: Json) => boolean = () => false,
): string | undefined {
  if (passes(at, a)) return undefined
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null)
    return isDeepStrictEqual(a ?? null, b ?? null) ? undefined : `${at}: ${said(a)} with us, ${said(b)} there`
  if (Array.isArray(a) && a.length !== b.length) return `${at}: ${a.length} with us, ${b.length} there`
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const found = difference(a[key], b[key], `${at}.${key}`, passes)
    if (found) return found
  }
  return undefined
}
const said = (value: Json): string => (JSON.stringify(value) ?? 'nothing').slice(0, 200)

const uuid = (id: string): string => decodeNodeId(id)?.uuid ?? id
const instant = (text: string | null): number | null => (text === null ? null : Date.parse(text))
const when = (visit: Json, id: (row: Json) => string): Json =>
  visit && {
    id: id(visit),
    on: visit.occursOn,
    times: [visit.startsAt, visit.endsAt, visit.windowStartsAt, visit.windowEndsAt].map(instant),
    minutes: visit.minutes,
  }
const ourId = ({ id }: Json) => uuid(id)
const peerId = ({ rowId }: Json) => rowId
const ourPerson = (row: Json) =>
  row && { id: uuid(row.id), name: row.name, ...(row.contact && { phones: row.contact.phones }) }
const peerPerson = (row: Json) => {
  const person = row?.personByPersonId
  return (
    row && {
      id: row.rowId,
      name: `${person.givenName} ${person.familyName}`,
      ...(person.phones && { phones: person.phones }),
    }
  )
}
const kindOf = (kind: Json) => [kind.code, kind.name, kind.nameCy]

const ourTask = (task: Json) => ({
  id: uuid(task.id),
  kind: kindOf(task.kind),
  patient: ourPerson(task.patient),
  carer: ourPerson(task.carer),
})
const peerTask = (task: Json) => ({
  id: task.rowId,
  kind: kindOf(task.taskKindByKind),
  patient: peerPerson(task.patientByPatientId),
  carer: peerPerson(task.carerByCarerId),
})
const ourOnIt = (list: Json[]) => list.map((row) => ({ id: uuid(row.id), volunteer: ourPerson(row.volunteer) }))
const peerOnIt = (list: Json[]) =>
  list.map((row) => ({ id: row.rowId, volunteer: peerPerson(row.volunteerByVolunteerId) }))
const timeOf = (text: string | null) => text?.slice(0, 5) ?? null

const fromUs: Record<string, (data: Json) => Json> = {
  FindHelp: ({ services }) => ({
    count: services.totalCount,
    more: services.pageInfo.hasNextPage,
    nodes: services.nodes.map((node: Json) => ({
      id: uuid(node.id),
      name: node.name,
      status: node.status,
      summary: node.summary,
      languages: node.languages,
      organisation: node.organisation?.name ?? null,
      phones: node.phones.map((phone: Json) => phone.number),
      postcodes: node.locations.map((location: Json) => location.postcode),
      hours: node.schedules.map((schedule: Json) => [schedule.weekdays, schedule.opensAt, schedule.closesAt]),
      costs: node.costs.map((cost: Json) => cost.amount),
      reasons: node.reasons.map((reason: Json) => [reason.code, reason.words, reason.weekday, reason.on]),
    })),
  }),
  TodayBoard: (data) => ({
    ...Object.fromEntries(
      ['toMatch', 'offered'].map((key) => [
        key,
        {
          count: data[key].totalCount,
          nodes: data[key].nodes.map((task: Json) => ({
            ...ourTask(task),
            need: task.visitsNeedingSomeone,
            next: when(task.nextVisitNeedingSomeone, ourId),
            offers: (task.offers?.nodes ?? []).map((offer: Json) => ({
              id: uuid(offer.id),
              volunteer: ourPerson(offer.volunteer),
            })),
          })),
        },
      ]),
    ),
    ...Object.fromEntries(
      ['visits', 'toCheck'].map((key) => [
        key,
        {
          count: data[key].totalCount,
          nodes: data[key].nodes.map((visit: Json) => ({
            ...when(visit, ourId),
            status: visit.status,
            open: visit.placesOpen ?? null,
            worry: visit.report?.worry ?? null,
            task: ourTask(visit.task),
            onIt: ourOnIt(visit.assignments),
          })),
        },
      ]),
    ),
  }),
  PersonPage: ({ node }) => ({
    id: uuid(node.id),
    names: [node.givenName, node.familyName, node.dateOfBirth, node.nhsNumber, node.conditions],
    from: [uuid(node.organisation.id), uuid(node.locality.id), uuid(node.careCoOrdinator.id)],
    contact: [node.contact.addressLines, node.contact.postcode, node.contact.phones],
    shares: node.shares.map((share: Json) => [uuid(share.id), uuid(share.toOrganisation.id)]),
    blocked: node.blockedPairs.map((pair: Json) => ({ id: uuid(pair.id), volunteer: ourPerson(pair.volunteer) })),
    consents: node.consents.map((consent: Json) => [uuid(consent.id), consent.purpose]),
    carers: node.carers.map((row: Json) => ({ id: uuid(row.id), hours: row.hoursAWeek, carer: ourPerson(row.carer) })),
    count: node.tasks.totalCount,
    tasks: node.tasks.nodes.map((task: Json) => ({
      id: uuid(task.id),
      status: task.status,
      need: task.visitsNeedingSomeone,
      next: task.nextVisit && { ...when(task.nextVisit, ourId), onIt: ourOnIt(task.nextVisit.assignments) },
    })),
  }),
  MyWeek: ({ visits, offers, viewer }) => ({
    visits: visits.nodes.map((visit: Json) => ({
      ...when(visit, ourId),
      status: visit.status,
      task: ourTask(visit.task),
      told: visit.task.details ? visit.task.details.inTheirWords : null,
    })),
    offers: offers.nodes.map((offer: Json) => ({
      id: uuid(offer.id),
      task: uuid(offer.task.id),
      visit: when(offer.visit, ourId),
    })),
    absences: viewer.volunteer.absences.map((absence: Json) => [absence.firstOn, absence.lastOn]),
  }),
}

const fromPeer: Record<string, (data: Json) => Json> = {
  FindHelp: ({ found }) => ({
    count: found.totalCount,
    more: found.pageInfo.hasNextPage,
    nodes: found.nodes.map(({ reasons, serviceByServiceId: node }: Json) => ({
      id: node.rowId,
      name: node.name,
      status: node.status,
      summary: node.serviceTextByServiceId?.summary ?? null,
      languages: node.serviceLanguagesByServiceIdList.map((language: Json) => language.code),
      organisation: node.organisationByOrganisationId?.name ?? null,
      phones: node.servicePhonesByServiceIdList.map((phone: Json) => phone.number),
      postcodes: node.serviceLocationsByServiceIdList.map((location: Json) => location.postcode),
      hours: node.serviceSchedulesByServiceIdList.map((schedule: Json) => [
        schedule.weekdays,
        timeOf(schedule.opensAt),
        timeOf(schedule.closesAt),
      ]),
      costs: node.serviceCostsByServiceIdList.map((cost: Json) => cost.amount),
      reasons: reasons.map((reason: Json) => [
        reason.code,
        reason.words ?? null,
        reason.weekday ?? null,
        reason.on ?? null,
      ]),
    })),
  }),
  TodayBoard: (data) => ({
    ...Object.fromEntries(
      ['toMatch', 'offered'].map((key) => [
        key,
        {
          count: data[key].totalCount,
          nodes: data[key].nodes.map((task: Json) => ({
            ...peerTask(task),
            need: task.visitsNeedingSomeone,
            next: when(task.nextVisitNeedingSomeone, peerId),
            offers: (task.offersByTaskIdList ?? []).map((offer: Json) => ({
              id: offer.rowId,
              volunteer: peerPerson(offer.volunteerByVolunteerId),
            })),
          })),
        },
      ]),
    ),
    ...Object.fromEntries(
      ['visits', 'toCheck'].map((key) => [
        key,
        {
          count: data[key].totalCount,
          nodes: data[key].nodes.map((visit: Json) => ({
            ...when(visit, peerId),
            status: visit.status,
            open: visit.placesOpen ?? null,
            worry: ['ENDED', 'MISSED'].includes(visit.status) ? visit.worry : null,
            task: peerTask(visit.taskByTaskId),
            onIt: peerOnIt(visit.assignmentsByVisitIdList),
          })),
        },
      ]),
    ),
  }),
  PersonPage: ({ patientByRowId: row }) => ({
    id: row.rowId,
    names: [
      row.personByPersonId.givenName,
      row.personByPersonId.familyName,
      row.personByPersonId.dateOfBirth,
      row.personByPersonId.nhsNumber,
      row.conditions,
    ],
    from: [
      row.organisationByOrganisationId.rowId,
      row.localityByLocalityId.rowId,
      row.accountByCareCoOrdinatorId.rowId,
    ],
    contact: [row.personByPersonId.addressLines, row.personByPersonId.postcode, row.personByPersonId.phones],
    shares: row.sharesByPatientIdList.map((share: Json) => [share.rowId, share.organisationByToOrganisationId.rowId]),
    blocked: row.blockedPairsByPatientIdList.map((pair: Json) => ({
      id: pair.rowId,
      volunteer: peerPerson(pair.volunteerByVolunteerId),
    })),
    consents: row.consentsByPatientIdList.map((consent: Json) => [consent.rowId, consent.purpose]),
    carers: row.careRelationshipsByPatientIdList.map((each: Json) => ({
      id: each.rowId,
      hours: Number(each.hoursAWeek),
      carer: peerPerson(each.carerByCarerId),
    })),
    count: row.tasksByPatientId.totalCount,
    tasks: row.tasksByPatientId.nodes.map((task: Json) => ({
      id: task.rowId,
      status: task.status,
      need: task.visitsNeedingSomeone,
      next: task.nextVisit && {
        ...when(task.nextVisit, peerId),
        onIt: peerOnIt(task.nextVisit.assignmentsByVisitIdList),
      },
    })),
  }),
  MyWeek: ({ visits, offers, volunteerByRowId: me }) => ({
    visits: visits.map((visit: Json) => ({
      ...when(visit, peerId),
      status: visit.status,
      task: peerTask({
        ...visit.taskByTaskId,
        patientByPatientId: visit.taskByTaskId.knownPatient,
        carerByCarerId: visit.taskByTaskId.knownCarer,
      }),
      told: visit.taskByTaskId.isMine ? visit.taskByTaskId.inTheirWords : null,
    })),
    offers: offers.map((offer: Json) => ({
      id: offer.rowId,
      task: offer.taskByTaskId.rowId,
      visit: when(offer.visitByVisitId, peerId),
    })),
    absences: me.absencesByVolunteerIdList.map((absence: Json) => [absence.firstOn, absence.lastOn]),
  }),
}
