/** A report as plain data. */
export interface ReportData {
  readonly title: string;
  readonly subtitle?: string;
  /** What must be read before anything else: 'synthetic recording', 'research use'. */
  readonly notices?: readonly string[];
  readonly sections: readonly Section[];
  /** Where everything came from, as the last section. */
  readonly provenance?: Provenance;
}

/** A numbered part of a report, listed in its contents. */
export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** What was run, on what, with what; plain JSON. */
export interface Provenance {
  /** The command that made the results, as typed. */
  readonly command: string;
  /** ISO 8601. */
  readonly created: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly seeds: Readonly<Record<string, number>>;
  /** SHA-256 by what was hashed. */
  readonly hashes: Readonly<Record<string, string>>;
  /** Everything that shaped the numbers; nested objects are shown by dotted names. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Seconds by stage. */
  readonly seconds?: Readonly<Record<string, number>>;
}

/** A piece of a section. All text is plain text. */
export type Block =
  | { readonly type: 'paragraph'; readonly text: string }
  | { readonly type: 'subheading'; readonly text: string }
  | {
      readonly type: 'callout';
      readonly tone: 'note' | 'warning';
      readonly title: string;
      readonly text: string;
    }
  | { readonly type: 'list'; readonly items: readonly string[]; readonly ordered?: boolean }
  | { readonly type: 'keyValues'; readonly entries: readonly (readonly [name: string, value: string])[] }
  | { readonly type: 'code'; readonly text: string }
  | FigureBlock
  | TableBlock;

/** A figure of ours; `svg` is put into the page as it is. */
export interface FigureBlock {
  readonly type: 'figure';
  readonly svg: string;
  readonly caption: string;
}

/** A table; the first cell of each row is its head. */
export interface TableBlock {
  readonly type: 'table';
  readonly caption: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly string[])[];
  /** Shown as its caption until opened. */
  readonly collapsed?: boolean;
}

/** A column head; numbers are set flush right. */
export interface TableColumn {
  readonly title: string;
  readonly align?: 'left' | 'right';
}
