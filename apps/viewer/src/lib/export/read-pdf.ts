import { unzlibSync } from 'fflate';

/** A PDF of one page, found in the file the way a reader of PDFs finds it: by which tests look at what was written. */
export interface ReadPdf {
  /** What it says of itself, by the names of ISO 32000-1, 14.3.3. */
  readonly facts: Readonly<Record<string, string>>;
  /** The dictionary that everything hangs from. */
  readonly catalog: string;
  /** Points. */
  readonly width: number;
  readonly height: number;
  /** What is drawn, an operator with its operands on each line. */
  readonly operators: string;
  readonly written: readonly WrittenText[];
}

/** A piece of text on a page. */
export interface WrittenText {
  readonly text: string;
  readonly font: string;
  /** Where it begins, in points from the lower left corner. */
  readonly x: number;
  readonly y: number;
}

/** Reads a PDF by its table of places; throws where something does not lie where the file says. */
export function readPdf(bytes: Uint8Array): ReadPdf {
  const file = letters(bytes);
  const objects = objectsOf(file);
  const object = (at: string): string => {
    const found = objects.get(Number(/^(\d+) 0 R$/.exec(at)?.[1]));
    if (found === undefined) throw new Error(`PDF: no object ${at}`);
    return found;
  };
  const trailer = file.slice(file.lastIndexOf('trailer'));
  const catalog = object(valueOf(trailer, 'Root'));
  const kids = valueOf(object(valueOf(catalog, 'Pages')), 'Kids').match(/\d+ 0 R/g) ?? [];
  if (kids.length !== 1) throw new Error(`PDF: ${kids.length} pages, expected 1`);
  const page = object(kids[0]);
  const [left, bottom, right, top] = valueOf(page, 'MediaBox').slice(1, -1).trim().split(' ').map(Number);
  const fonts = dictionaryOf(valueOf(object(valueOf(page, 'Resources')), 'Font'));
  const operators = streamOf(object(valueOf(page, 'Contents')));
  return {
    facts: factsOf(object(valueOf(trailer, 'Info'))),
    catalog,
    width: right - left,
    height: top - bottom,
    operators,
    written: writtenOf(operators, (name) => fontOf(object(fonts[name] ?? ''))),
  };
}

function objectsOf(file: string): Map<number, string> {
  const table = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(file)?.[1]);
  const head = /^xref\s+0 (\d+)\s+0000000000 65535 f \r?\n/.exec(file.slice(table));
  if (!head) throw new Error(`PDF: no table of places at ${table}`);
  const lines = file.slice(table + head[0].length).match(/^\d{10} \d{5} [nf] $/gm) ?? [];
  if (lines.length !== Number(head[1]) - 1) throw new Error('PDF: the table of places has another length');
  return new Map(
    lines.map((line, i) => {
      const from = Number(line.slice(0, 10));
      const start = `${i + 1} 0 obj\n`;
      if (!file.startsWith(start, from)) throw new Error(`PDF: object ${i + 1} is not at ${from}`);
      return [i + 1, file.slice(from + start.length, file.indexOf('\nendobj', from))];
    }),
  );
}

/** What follows a name in a dictionary: a reference, a name, a number, a text, a list or another dictionary. */
function valueOf(dictionary: string, name: string): string {
  const value = /(?:\d+ 0 R|\/[\w-]+|[\d.-]+|\((?:\\[^]|[^\\)])*\)|\[[^\]]*\]|<<[^>]*>>)/;
  const found = new RegExp(`/${name}\\s*(${value.source})`).exec(dictionary)?.[1];
  if (found === undefined) throw new Error(`PDF: no ${name} in ${dictionary.slice(0, 200)}`);
  return found;
}

function dictionaryOf(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/\/(\w+) (\d+ 0 R)/g)];
  return Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, value]));
}

function streamOf(object: string): string {
  const from = object.indexOf('stream\n') + 'stream\n'.length;
  const length = Number(valueOf(object, 'Length'));
  if (!object.startsWith('\nendstream', from + length)) throw new Error('PDF: a stream of another length');
  return letters(unzlibSync(codes(object.slice(from, from + length))));
}

function fontOf(object: string): string {
  if (valueOf(object, 'Encoding') !== '/WinAnsiEncoding') throw new Error(`PDF: the letters of ${object}`);
  return valueOf(object, 'BaseFont').slice(1);
}

function factsOf(object: string): Record<string, string> {
  const pairs = [...object.matchAll(/\/(\w+) (\((?:\\[^]|[^\\)])*\))/g)];
  return Object.fromEntries(
    pairs.map(([, name = '', value = '']) => {
      const bytes = stringBytes(value);
      const isWide = bytes[0] === 0xfe && bytes[1] === 0xff;
      return [name, isWide ? new TextDecoder('utf-16be').decode(bytes) : windows1252(bytes)];
    }),
  );
}

/** A text block of one line: its font and size, where it begins, and what is shown. */
function writtenOf(operators: string, fontNamed: (name: string) => string): WrittenText[] {
  const block = /^BT\n\/(\w+) [\d.]+ Tf\n(?:.*\n)*?([\d.-]+) ([\d.-]+) Td\n(\((?:\\[^]|[^\\)])*\)) Tj\nET$/gm;
  const found = [...operators.matchAll(block)];
  const begun = operators.match(/^BT$/gm)?.length ?? 0;
  if (found.length !== begun) throw new Error(`PDF: read ${found.length} of ${begun} texts`);
  return found.map(([, font = '', x, y, text = '']) => ({
    text: windows1252(stringBytes(text)),
    font: fontNamed(font),
    x: Number(x),
    y: Number(y),
  }));
}

// From 0x80 on; the decoder of Node 20 takes code page 1252 for Latin-1. Dots are bytes without a meaning.
const UPPER = '€.‚ƒ„…†‡ˆ‰Š‹Œ.Ž..‘’“”•–—˜™š›œ.žŸ';

function windows1252(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => UPPER[byte - 0x80] ?? String.fromCharCode(byte)).join('');
}

/** Of a string in brackets, where a backslash stands before brackets and backslashes. */
function stringBytes(literal: string): Uint8Array {
  return codes(literal.slice(1, -1).replace(/\\([()\\])/g, '$1'));
}

/** A letter for each byte, by its number. */
function letters(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}

function codes(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}
