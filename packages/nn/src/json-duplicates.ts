/**
 * The first key that some object of a JSON text holds twice, which `JSON.parse` would let pass by taking the last.
 *
 * @param json a text that `JSON.parse` accepts
 */
export function duplicateKey(json: string): string | undefined {
  const tokens = json.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?|[{}]/g);
  const open: Set<string>[] = [];
  for (const [token, colon] of tokens) {
    if (token === '{') open.push(new Set());
    else if (token === '}') open.pop();
    else if (colon !== undefined) {
      const key = JSON.parse(token.slice(0, -colon.length)) as string;
      const keys = open[open.length - 1];
      if (keys.has(key)) return key;
      keys.add(key);
    }
  }
  return undefined;
}
