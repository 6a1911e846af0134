import { checkInteger, checkNumber } from '../attribution/check-argument.ts';

/** Throws `argument-invalid` unless there is an area, and every one is a share above 0 and below 1. */
export function checkAreas(where: string, areas: readonly number[]): void {
  checkInteger(where, 'number of areas', areas.length, 1);
  for (const area of areas) checkNumber(where, 'area', area, Number.MIN_VALUE, 1 - Number.EPSILON);
}
