import type { Position } from '../../kernel/index.ts'

// Ordnance Survey, "A guide to coordinate systems in Great Britain" (2020), annexes A to C and section 6.6.
const airy1830 = { a: 6_377_563.396, b: 6_356_256.909 }
const wgs84 = { a: 6_378_137, b: 6_356_752.3141 }
const nationalGrid = { scale: 0.9996012717, lat: 49, lon: -2, easting: 400_000, northing: -100_000 }
/** WGS84 from OSGB36: metres, parts per million, seconds of arc (the published transformation with its signs turned). */
const shift = { x: 446.448, y: -125.157, z: 542.06, scale: -20.4894, rx: 0.1502, ry: 0.247, rz: 0.8421 }

const radians = Math.PI / 180

/** Whether easting and northing lie on the National Grid's sheet: 0–700 km by 0–1,300 km. */
export function isOnGrid(easting: number, northing: number): boolean {
  return easting > 0 && easting < 700_000 && northing > 0 && northing < 1_300_000
}

/**
 * WGS84 degrees of a point of the British National Grid (metres east and north), by the seven-parameter Helmert
 * transformation: within about 5 m of the truth anywhere in Great Britain, which is finer than a postcode is large.
 * Not for Irish grid references.
 */
export function positionOfGrid(easting: number, northing: number): Position {
  const { lat, lon } = geodeticOfGrid(easting, northing)
  return shifted(lat, lon)
}

/** OSGB36 latitude and longitude in radians: the inverse transverse Mercator projection (annex C.2). */
export function geodeticOfGrid(easting: number, northing: number): { lat: number; lon: number } {
  const { a, b } = airy1830
  const { scale } = nationalGrid
  const e2 = (a * a - b * b) / (a * a)
  const lat0 = nationalGrid.lat * radians
  const north = northing - nationalGrid.northing

  let lat = lat0
  let rest = north
  // Comes within a tenth of a millimetre in four rounds or so.
  for (let round = 0; round < 20 && Math.abs(rest) >= 0.00001; round++) {
    lat += rest / (a * scale)
    rest = north - meridian(lat, lat0)
  }
  const sin2 = Math.sin(lat) ** 2
  const nu = (a * scale) / Math.sqrt(1 - e2 * sin2)
  const rho = (a * scale * (1 - e2)) / (1 - e2 * sin2) ** 1.5
  const eta2 = nu / rho - 1
  const tan = Math.tan(lat)
  const sec = 1 / Math.cos(lat)
  const t2 = tan * tan
  const east = easting - nationalGrid.easting

  const vii = tan / (2 * rho * nu)
  const viii = (tan / (24 * rho * nu ** 3)) * (5 + 3 * t2 + eta2 - 9 * t2 * eta2)
  const ix = (tan / (720 * rho * nu ** 5)) * (61 + 90 * t2 + 45 * t2 * t2)
  const x = sec / nu
  const xi = (sec / (6 * nu ** 3)) * (nu / rho + 2 * t2)
  const xii = (sec / (120 * nu ** 5)) * (5 + 28 * t2 + 24 * t2 * t2)
  const xiia = (sec / (5040 * nu ** 7)) * (61 + 662 * t2 + 1320 * t2 * t2 + 720 * t2 ** 3)
  return {
    lat: lat - vii * east ** 2 + viii * east ** 4 - ix * east ** 6,
    lon: nationalGrid.lon * radians + x * east - xi * east ** 3 + xii * east ** 5 - xiia * east ** 7,
  }
}

/** Length of the meridian from the true origin, in metres on the grid (annex C.1, M). */
function meridian(lat: number, lat0: number): number {
  const { a, b } = airy1830
  const n = (a - b) / (a + b)
  const [minus, plus] = [lat - lat0, lat + lat0]
  return (
    b *
    nationalGrid.scale *
    ((1 + n + (5 / 4) * n * n + (5 / 4) * n ** 3) * minus -
      (3 * n + 3 * n * n + (21 / 8) * n ** 3) * Math.sin(minus) * Math.cos(plus) +
      ((15 / 8) * n * n + (15 / 8) * n ** 3) * Math.sin(2 * minus) * Math.cos(2 * plus) -
      (35 / 24) * n ** 3 * Math.sin(3 * minus) * Math.cos(3 * plus))
  )
}

/** From Airy's ellipsoid to WGS84 by way of cartesian coordinates (annexes B and section 6.6), height taken as 0. */
function shifted(lat: number, lon: number): Position {
  const airyE2 = 1 - airy1830.b ** 2 / airy1830.a ** 2
  const nu = airy1830.a / Math.sqrt(1 - airyE2 * Math.sin(lat) ** 2)
  const [x, y, z] = [
    nu * Math.cos(lat) * Math.cos(lon),
    nu * Math.cos(lat) * Math.sin(lon),
    nu * (1 - airyE2) * Math.sin(lat),
  ]

  const s = 1 + shift.scale / 1e6
  const [rx, ry, rz] = [shift.rx, shift.ry, shift.rz].map((seconds) => (seconds / 3600) * radians) as [
    number,
    number,
    number,
  ]
  const [x2, y2, z2] = [
    shift.x + x * s - y * rz + z * ry,
    shift.y + x * rz + y * s - z * rx,
    shift.z - x * ry + y * rx + z * s,
  ]

  const e2 = 1 - wgs84.b ** 2 / wgs84.a ** 2
  const p = Math.hypot(x2, y2)
  let to = Math.atan2(z2, p * (1 - e2))
  for (let round = 0; round < 6; round++) {
    const nu2 = wgs84.a / Math.sqrt(1 - e2 * Math.sin(to) ** 2)
    to = Math.atan2(z2 + e2 * nu2 * Math.sin(to), p)
  }
  return { lat: to / radians, lon: Math.atan2(y2, x2) / radians }
}
