import { RecordBatchReader } from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { arrowSchema } from './arrow-schema.ts';

describe('arrowSchema', () => {
  it('is read by Arrow as the schema that it is', () => {
    const text = arrowSchema(
      [
        { name: 'method', nullable: true, type: 'utf8' },
        { name: 'beat', nullable: true, type: 'int32' },
        { name: 'time_s', nullable: false, type: 'double' },
        { name: 'converged', nullable: true, type: 'bool' },
        { name: 'values', nullable: false, type: { floats: 216 } },
      ],
      { unit: 'µV', empty: '' },
    );
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const { schema } = RecordBatchReader.from(bytes).open();
    expect([...schema.metadata]).toEqual([
      ['unit', 'µV'],
      ['empty', ''],
    ]);
    expect(schema.fields.map(({ name, nullable, type }) => [name, nullable, String(type)])).toEqual([
      ['method', true, 'Utf8'],
      ['beat', true, 'Int32'],
      ['time_s', false, 'Float64'],
      ['converged', true, 'Bool'],
      ['values', false, 'FixedSizeList[216]<Float32>'],
    ]);
  });
});
