/** The 48 records of the MIT-BIH Arrhythmia Database 1.0.0, in its order. */
export const MIT_BIH_RECORDS: readonly string[] = (
  '100 101 102 103 104 105 106 107 108 109 111 112 113 114 115 116 117 118 119 121 122 123 124 ' +
  '200 201 202 203 205 207 208 209 210 212 213 214 215 217 219 220 221 222 223 228 230 231 232 233 234'
).split(' ');

/**
 * The patient a record belongs to, by the name of the patient's first record.
 *
 * Records 201 and 202 came from the same man (the database's directory, `mitdbdir/intro.htm`); every other record is a
 * patient of its own: 47 patients.
 */
export function patientOf(record: string): string {
  return record === '202' ? '201' : record;
}
