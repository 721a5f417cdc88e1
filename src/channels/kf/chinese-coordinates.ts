/** Degrees of latitude and longitude. */
export interface Point {
  latitude: number;
  longitude: number;
}

/** Semi-major axis and squared eccentricity of the Krasovsky ellipsoid, on which GCJ-02 is computed. */
const AXIS = 6_378_245;
const ECCENTRICITY = 0.006_693_421_622_965_943;

/**
 * A point of WGS 84 as Chinese maps count it (GCJ-02), as WeChat shows places; outside the mainland both are the same.
 * The public formula, as `coordtransform` and `gcoord` have it; exact to centimetres.
 */
export function toChineseMap(point: Point): Point {
  if (!isOnChineseMap(point)) return point;
  const { latitude, longitude } = point;
  const x = longitude - 105;
  const y = latitude - 35;
  const radians = (latitude / 180) * Math.PI;
  const magic = 1 - ECCENTRICITY * Math.sin(radians) ** 2;
  const root = Math.sqrt(magic);
  const perLatitude = ((AXIS * (1 - ECCENTRICITY)) / (magic * root)) * Math.PI;
  const perLongitude = (AXIS / root) * Math.cos(radians) * Math.PI;
  return {
    latitude: latitude + (shiftNorth(x, y) * 180) / perLatitude,
    longitude: longitude + (shiftEast(x, y) * 180) / perLongitude,
  };
}

/** The other way round, to within centimetres: what is shifted too far is taken back, three times. */
export function fromChineseMap(point: Point): Point {
  let found = point;
  for (let step = 0; step < 3; step += 1) {
    const shifted = toChineseMap(found);
    found = {
      latitude: found.latitude - (shifted.latitude - point.latitude),
      longitude: found.longitude - (shifted.longitude - point.longitude),
    };
  }
  return found;
}

function isOnChineseMap({ latitude, longitude }: Point): boolean {
  return longitude > 73.66 && longitude < 135.05 && latitude > 3.86 && latitude < 53.55;
}

function shiftNorth(x: number, y: number): number {
  const plane = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x));
  return (
    plane +
    waves(x, [20, 6], [20, 2]) +
    waves(y, [20, 1], [40, 1 / 3]) +
    waves(y, [160, 1 / 12], [320, 1 / 30])
  );
}

function shiftEast(x: number, y: number): number {
  const plane = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x));
  return (
    plane +
    waves(x, [20, 6], [20, 2]) +
    waves(x, [20, 1], [40, 1 / 3]) +
    waves(x, [150, 1 / 12], [300, 1 / 30])
  );
}

function waves(at: number, ...parts: [height: number, frequency: number][]): number {
  const sum = parts.reduce(
    (sum, [height, frequency]) => sum + height * Math.sin(at * frequency * Math.PI),
    0,
  );
  return (sum * 2) / 3;
}
