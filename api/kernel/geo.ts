/** A place on the Earth in degrees, WGS 84. */
export interface Position {
  readonly lat: number
  readonly lon: number
}

/** South-west and north-east corners; `west` is greater than `east` where the box crosses the 180th meridian. */
export interface Box {
  readonly south: number
  readonly west: number
  readonly north: number
  readonly east: number
}

const EARTH_KM = 6371.0088
const RADIANS = Math.PI / 180

/** Whether both are finite and within ±90 and ±180 degrees. */
export const isPosition = (p: Position): boolean =>
  Number.isFinite(p.lat) && Number.isFinite(p.lon) && Math.abs(p.lat) <= 90 && Math.abs(p.lon) <= 180

/** Great-circle kilometres between two places (haversine, mean Earth radius): within 0.5% of the ellipsoid. */
export function kmBetween(a: Position, b: Position): number {
  const x = Math.sin(((b.lat - a.lat) * RADIANS) / 2)
  const y = Math.sin(((b.lon - a.lon) * RADIANS) / 2)
  const h = x * x + Math.cos(a.lat * RADIANS) * Math.cos(b.lat * RADIANS) * y * y
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** The smallest box of latitudes and longitudes that holds everything within `km` of a place. */
export function boxAround({ lat, lon }: Position, km: number): Box {
  const angle = km / EARTH_KM
  const south = lat - angle / RADIANS
  const north = lat + angle / RADIANS
  if (south <= -90 || north >= 90)
    return { south: Math.max(south, -90), west: -180, north: Math.min(north, 90), east: 180 }
  const across = Math.asin(Math.min(1, Math.sin(Math.min(angle, Math.PI / 2)) / Math.cos(lat * RADIANS))) / RADIANS
  const wrap = (degrees: number) => (degrees > 180 ? degrees - 360 : degrees < -180 ? degrees + 360 : degrees)
  return across >= 180
    ? { south, west: -180, north, east: 180 }
    : { south, west: wrap(lon - across), north, east: wrap(lon + across) }
}

/** Whether a place lies in a box. */
export const isInBox = (p: Position, box: Box): boolean =>
  p.lat >= box.south &&
  p.lat <= box.north &&
  (box.west <= box.east ? p.lon >= box.west && p.lon <= box.east : p.lon >= box.west || p.lon <= box.east)
