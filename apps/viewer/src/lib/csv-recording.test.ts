import { describe, expect, it } from 'vitest';
import { readCsv } from './csv-recording.ts';

const read = (text: string, frequency?: number) =>
  readCsv(new Blob([text]), 'x.csv', frequency, () => undefined);
const table = (rows: number, row: (i: number) => string, header = ''): string =>
  header + Array.from({ length: rows }, (_, i) => `${row(i)}\n`).join('');

describe('a table of samples', () => {
  it('takes names, units and the sampling frequency from the table', async () => {
    const text = table(720, (i) => `${(i / 360).toFixed(3)},${i},${-i / 2}`, 'time,MLII (uV),Resp [l]\n');
    const { leads, samples, samplingFrequency } = await read(text);
    expect(samplingFrequency).toBe(360);
    expect(leads.map(({ name, units }) => [name, units])).toEqual([
      ['MLII', 'mV'],
      ['Resp', 'l'],
    ]);
    expect([...samples[0].subarray(0, 3)]).toEqual([0, 0.001, 0.002].map(Math.fround));
    expect([...samples[1].subarray(0, 3)]).toEqual([0, -0.5, -1]);
    expect(samples[0]).toHaveLength(720);
  });

  it('reads what rdsamp of the WFDB library writes: quoted names, a line of units, times of day', async () => {
    const row = (i: number): string => `'0:${(i / 250).toFixed(3).padStart(6, '0')}',-0.145,-0.065`;
    const { leads, samplingFrequency } = await read(
      table(500, row, "'Elapsed time','MLII','V5'\n'hh:mm:ss.mmm','mV','mV'\n"),
    );
    expect(samplingFrequency).toBe(250);
    expect(leads.map(({ name }) => name)).toEqual(['MLII', 'V5']);
  });

  it.each([
    ['milliseconds', table(99, (i) => `${4 * i};0,5`, 'time_ms;V1\n'), 250],
    ['a step above one', table(99, (i) => `${2 * i}\t7`), 500],
    [
      'dates',
      table(99, (i) => `2020-01-02T23:00:${(i / 10).toFixed(2).padStart(5, '0')}Z,1`, 'Timestamp,II\r\n'),
      10,
    ],
    ['a rate that is no whole number', table(5000, (i) => `${i / 128.5},1`, 't,II\n'), 128.5],
  ])('knows times by %s', async (_, text, expected) => {
    const { samplingFrequency, leads, samples } = await read(text);
    expect(samplingFrequency).toBeCloseTo(expected, 9);
    expect(leads).toHaveLength(1);
    expect([0.5, 7, 1]).toContain(samples[0][0]);
  });

  it('reads decimal commas, empty fields and every end of line', async () => {
    const text = '\uFEFFtime;I;II\r\n0,000;1,5;-\r\n0,002;;2e-1\r\n0,004;NaN;-,5\r\n\r\n';
    const { samples, samplingFrequency } = await read(text.replace('-,5', '-0,5'));
    expect(samplingFrequency).toBe(500);
    expect([...samples[0]]).toEqual([1.5, NaN, NaN]);
    expect([...samples[1]]).toEqual([NaN, Math.fround(0.2), -0.5]);
  });

  it('asks how fast samples follow where the table does not say, and takes the answer', async () => {
    const text = table(50, (i) => `${i},${i % 7},x`, "'sample #','MLII','note'\n");
    await expect(read(text)).rejects.toMatchObject({
      code: 'data-missing',
      details: { asks: 'sampling-frequency' },
    });
    const { leads, samplingFrequency, comments } = await read(text, 360);
    expect(samplingFrequency).toBe(360);
    expect(leads.map(({ name }) => name)).toEqual(['MLII']);
    expect(comments.at(-1)).toContain('note');
  });

  it('numbers leads without a name', async () => {
    const { leads } = await read('1\n2\n3\n', 100);
    expect(leads.map(({ name }) => name)).toEqual(['lead 1']);
    expect((await read('V1,V1\n1,2\n', 100)).leads.map(({ name }) => name)).toEqual(['V1', 'V1 #2']);
  });

  it.each([
    ['a value that is no number', 'a,b\n1,2\n3,x4\n', 'line 3: got "x4" in column 2 (b), expected a number'],
    ['a row of another width', 'a,b\n1,2\n3\n', 'line 3: got 1 columns, expected 2'],
    ['an empty line in the middle', 'a,b\n1,2\n\n3,4\n', 'line 3: got nothing'],
    ['no numbers', 'a,b\nc,d\n', 'no row of numbers'],
    ['one beat to a row', `${'1,'.repeat(187)}0\n`, '188 columns'],
    ['nothing', '', 'no row of numbers'],
  ])('says where it is wrong: %s', async (_, text, message) => {
    await expect(read(text, 360)).rejects.toMatchObject({
      name: 'SaliogramError',
      message: expect.stringContaining(message),
    });
  });

  it('says where the times have a gap, or go back', async () => {
    const gap = table(400, (i) => `${((i < 300 ? i : i + 200) / 100).toFixed(3)},1`, 't,I\n');
    await expect(read(gap)).rejects.toThrow('line 302: got time 5 s after 2.99 s');
    const back = table(400, (i) => `${((i % 200) / 100).toFixed(3)},1`, 't,I\n');
    await expect(read(back)).rejects.toThrow('line 202: got time 0 s after 1.99 s');
  });

  it('reads a row that is cut by the end of a piece as one', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `${i / 100},${i % 1000}`).join('\r\n');
    const { samples } = await read(`t,I\r\n${rows}`);
    expect(samples[0]).toHaveLength(20_000);
    expect(samples[0].every((value, i) => value === i % 1000)).toBe(true);
  });
});
