/** Width of a bank card, ISO/IEC 7810 ID-1. */
export const CARD_WIDTH_MM = 85.6;
/** Height of a bank card, ISO/IEC 7810 ID-1. */
export const CARD_HEIGHT_MM = 53.98;
/** Length of the line to be measured with a ruler. */
export const RULER_MM = 100;

/** What a screen can be: from a projector's wall to a fine telephone, in CSS pixels per millimetre. */
const LEAST = 0.5;
const MOST = 20;

/**
 * Pixels per millimetre of a screen on which a line drawn for 100 mm measures `measuredMm`:
 * `pxPerMm * 100 / measuredMm`; undefined where no screen is like that.
 */
export function calibrateByRuler(pxPerMm: number, measuredMm: number): number | undefined {
  return possible((pxPerMm * RULER_MM) / measuredMm);
}

/** Pixels per millimetre of a screen on which a bank card is `widthPx` wide; undefined where no screen is like that. */
export function calibrateByCard(widthPx: number): number | undefined {
  return possible(widthPx / CARD_WIDTH_MM);
}

function possible(pxPerMm: number): number | undefined {
  return pxPerMm >= LEAST && pxPerMm <= MOST ? pxPerMm : undefined;
}
