/** A mu of land: a fifteenth of a hectare. */
export const SQUARE_METRES_OF_MU = 2000 / 3;

/** To ten-thousandths, as registers keep amounts, so that 1638.77亿元 is what it says and a threshold exactly hit is hit. */
export function precise(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
