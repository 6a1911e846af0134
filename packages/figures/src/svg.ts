/** A piece of SVG that is already escaped; plain strings among children are escaped as text. */
export interface Markup {
  readonly markup: string;
}

/** What an element may hold; `null` and `undefined` are left out. */
export type Child = Markup | string | null | undefined;

/** Attribute values; numbers are rounded to 2 decimals, `null` and `undefined` are left out. */
export type Attributes = Readonly<Record<string, string | number | null | undefined>>;

/** `text` with the five characters that mean something in XML replaced. */
export function escapeXml(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
}

/** A coordinate as text with at most 2 decimals, so that equal figures are equal bytes on every machine. */
export function coordinate(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`internal: coordinate ${value} in a figure`);
  const rounded = Math.round(value * 100) / 100;
  return String(Object.is(rounded, -0) ? 0 : rounded);
}

/** One SVG element. */
export function element(name: string, attributes: Attributes, ...children: readonly Child[]): Markup {
  let open = `<${name}`;
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined) continue;
    open += ` ${key}="${typeof value === 'number' ? coordinate(value) : escapeXml(value)}"`;
  }
  const inner = join(children).markup;
  return { markup: inner === '' ? `${open}/>` : `${open}>${inner}</${name}>` };
}

/** Several pieces as one. */
export function join(children: readonly Child[]): Markup {
  let markup = '';
  for (const child of children) {
    if (child === null || child === undefined) continue;
    markup += typeof child === 'string' ? escapeXml(child) : child.markup;
  }
  return { markup };
}

/** The attributes of a whole figure. */
export interface DocumentOptions {
  readonly width: number;
  readonly height: number;
  /** Read out in place of the picture. */
  readonly title: string;
  /** What the picture shows, for readers who do not see it. */
  readonly description: string;
  /** The printed size of one unit, in millimetres; without it a unit is a CSS pixel. */
  readonly millimetresPerUnit?: number;
}

/** A complete SVG document on a white ground. */
export function svgDocument(options: DocumentOptions, ...children: readonly Child[]): string {
  const { width, height, title, description, millimetresPerUnit } = options;
  const size = (units: number): string =>
    millimetresPerUnit === undefined ? coordinate(units) : `${coordinate(units * millimetresPerUnit)}mm`;
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: size(width),
      height: size(height),
      viewBox: `0 0 ${coordinate(width)} ${coordinate(height)}`,
      role: 'img',
      'aria-label': title,
      'font-family': "'DejaVu Sans', Verdana, sans-serif",
    },
    element('title', {}, title),
    element('desc', {}, description),
    element('rect', { width, height, fill: '#ffffff' }),
    ...children,
  ).markup;
}
