/** A piece of HTML that is already escaped; plain strings among children are escaped as text. */
export interface Html {
  readonly html: string;
}

/** What an element may hold; `null` is left out. */
export type Content = Html | string | null | readonly Content[];

/** `text` with the characters that mean something in HTML replaced. */
export function escapeHtml(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
}

/** One HTML element; attributes that are null are left out. */
export function tag(
  name: string,
  attributes: Readonly<Record<string, string | null>>,
  ...children: readonly Content[]
): Html {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => ` ${key}="${escapeHtml(value ?? '')}"`);
  return { html: `<${name}${written.join('')}>${contentOf(children)}</${name}>` };
}

/** HTML that is known to be safe: our own constants and figures. */
export function trusted(html: string): Html {
  return { html };
}

function contentOf(content: Content): string {
  if (content === null) return '';
  if (typeof content === 'string') return escapeHtml(content);
  if ('html' in content) return content.html;
  return content.map(contentOf).join('');
}
