import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { IncomingHttpHeaders, RequestOptions } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecord, httpStore, readAnnotations } from '@saliogram/records';
import { modelBytes, recordFiles, temporaryFolder, writeFiles } from './cli-files.ts';
import { saliogram } from './saliogram-process.ts';
import { startView } from './view-process.ts';
import type { View } from './view-process.ts';

const folder = temporaryFolder();
const record = join(folder, 'my heart');
const model = join(folder, 'model 1.safetensors');

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A request as it is written here: `fetch` would mend its path and name its own host. */
function ask(view: View, path: string, options: RequestOptions = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port: view.port, path, agent: false, ...options },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(parts),
          }),
        );
      },
    );
    sent.once('error', reject).end();
  });
}

let view: View;
let files: Record<string, Uint8Array>;
beforeAll(async () => {
  files = recordFiles('heart');
  // A name that an address must escape.
  const header = new TextDecoder().decode(files['heart.hea']).replace(/^heart /, 'my_heart ');
  writeFiles(folder, {
    'my heart.hea': header,
    'heart.dat': files['heart.dat'] ?? '',
    'my heart.atr': files['heart.atr'] ?? '',
    'my heart.reader': files['heart.atr'] ?? '',
    'my heart.txt': 'born 1950, a note that is not for the page',
    'secret.txt': 'secret',
    'beats.csv': 'time,MLII\n0,0\n',
    'elsewhere.hea': 'elsewhere 1 360 10\n../secret.txt 16 200 12 0 0 0 0 MLII\n',
    'gone.hea': 'gone 1 360 10\ngone.dat 16 200 12 0 0 0 0 MLII\n',
  });
  mkdirSync(join(folder, 'my heart.dir'));
  writeFileSync(model, await modelBytes());
  view = await startView(record, '--model', model);
});
afterAll(() => view.end());

describe('saliogram view', () => {
  it('says where it is and what it serves', async () => {
    expect(view.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    const chosen = {
      recording: {
        base: '/files/recording/',
        name: 'my heart',
        files: ['my heart.hea', 'heart.dat', 'my heart.atr', 'my heart.reader'],
      },
      model: '/files/model/model%201.safetensors',
    };
    expect(view.said).toEqual({ address: view.address, ...chosen });
    expect(JSON.parse((await ask(view, '/files.json')).body.toString())).toEqual(chosen);
  });

  it('gives out the page, its parts, the model that comes with it, and the chosen files', async () => {
    const page = await ask(view, '/');
    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['cache-control']).toBe('no-cache');
    const script = /src="\.(\/assets\/[^"]+\.js)"/.exec(page.body.toString())?.[1] ?? '';
    const part = await ask(view, script);
    expect([part.status, part.headers['content-type']]).toEqual([200, 'text/javascript; charset=utf-8']);
    expect(part.headers['cache-control']).toContain('immutable');
    expect((await ask(view, '/models/mitdb-lstm.safetensors', { method: 'HEAD' })).status).toBe(200);
    const data = await ask(view, '/files/recording/heart.dat');
    expect(data.body.equals(files['heart.dat'] ?? Buffer.of())).toBe(true);
    // Nothing of a patient stays in the browser.
    expect(data.headers['cache-control']).toBe('no-store');
    expect((await ask(view, '/files/model/model%201.safetensors')).status).toBe(200);
  });

  it('can be read by the records package', async () => {
    const store = httpStore(`${view.address}files/recording/`);
    const opened = await openRecord(store, 'my heart');
    await opened.verify();
    expect((await readAnnotations(store, 'my heart', 'reader')).length).toBeGreaterThan(10);
  });

  it.each(['/', '/files.json', '/files/recording/heart.dat', '/nothing', '/files/recording/'])(
    'sends the headers of safety with %s',
    async (path) => {
      const { headers } = await ask(view, path);
      expect(headers).toMatchObject({
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-embedder-policy': 'require-corp',
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      });
      const policy = headers['content-security-policy'];
      expect(policy).toContain("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';");
      expect(policy).not.toContain('unsafe-inline');
      expect(policy).not.toContain("'unsafe-eval'");
      expect(headers['access-control-allow-origin']).toBeUndefined();
    },
  );
});

describe('the server of saliogram view', () => {
  it.each([
    'evil.example',
    'evil.example:PORT',
    '127.0.0.1',
    '127.0.0.1:1',
    'localhost.evil.example:PORT',
    '[::1]:PORT',
  ])('refuses the host %s', async (host) => {
    const { status, body } = await ask(view, '/files.json', {
      headers: { host: host.replace('PORT', String(view.port)) },
    });
    expect(status).toBe(403);
    expect(body.toString()).not.toContain('heart');
  });

  it('answers to localhost, and to an absolute address of its own only', async () => {
    expect((await ask(view, '/files.json', { headers: { host: `localhost:${view.port}` } })).status).toBe(
      200,
    );
    expect((await ask(view, `http://evil.example/files.json`)).status).toBe(403);
  });

  it('listens on this machine only', async () => {
    const other = ask(view, '/', { host: '127.0.0.2', headers: { host: `127.0.0.1:${view.port}` } });
    await expect(other).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it.each([
    '/files/recording/secret.txt',
    '/files/recording/my%20heart.txt',
    '/files/recording/my%20heart.dir',
    '/files/recording/../../../../../../etc/passwd',
    '/files/recording/..%2f..%2f..%2fetc%2fpasswd',
    '/files/recording/%2e%2e/%2e%2e/package.json',
    '/files/recording/%252e%252e%252fsecret.txt',
    '/files/recording/..%5csecret.txt',
    '/files/recording/heart.dat%00.txt',
    '/../package.json',
    '/%2e%2e/%2e%2e/package.json',
    '//etc/passwd',
    '/assets',
    '/assets/',
    '/files/recording',
    '/files/recording/',
    '/models/',
  ])('has nothing under %s', async (path) => {
    const { status, body } = await ask(view, path);
    expect(status).toBe(404);
    expect(body.toString()).toBe('Nothing is served under this address.\n');
  });

  it.each(['/files/%ff', '/files/recording/..\\secret.txt'])(
    'refuses %s, which is no address',
    async (path) => {
      expect((await ask(view, path)).status).toBe(400);
    },
  );

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('refuses %s', async (method) => {
    const { status, headers } = await ask(view, '/files/recording/heart.dat', { method });
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD']);
  });

  it('answers HEAD with the headers alone', async () => {
    const { status, headers, body } = await ask(view, '/files/recording/heart.dat', { method: 'HEAD' });
    expect([status, body.length]).toEqual([200, 0]);
    expect(headers['content-length']).toBe(String(files['heart.dat']?.length));
    expect(headers['accept-ranges']).toBe('bytes');
  });
});

describe('ranges', () => {
  const data = '/files/recording/heart.dat';
  const ranged = (range: string, more = {}) => ask(view, data, { headers: { range, ...more } });

  it.each([
    ['bytes=0-0', 0, 1],
    ['bytes=10-19', 10, 20],
    ['bytes=10-', 10, Infinity],
    ['bytes=-7', -7, Infinity],
    ['bytes=0-99999999', 0, Infinity],
  ])('%s is that part', async (range, from, to) => {
    const whole = files['heart.dat'] ?? Buffer.of();
    const expected = whole.slice(from, Math.min(to, whole.length));
    const { status, headers, body } = await ranged(range);
    expect(status).toBe(206);
    expect(body.equals(expected)).toBe(true);
    const first = from < 0 ? whole.length + from : from;
    expect(headers['content-range']).toBe(`bytes ${first}-${first + expected.length - 1}/${whole.length}`);
  });

  it.each(['bytes=99999999-', 'bytes=-0'])('%s is outside', async (range) => {
    const { status, headers, body } = await ranged(range);
    expect([status, body.length]).toEqual([416, 0]);
    expect(headers['content-range']).toBe(`bytes */${files['heart.dat']?.length}`);
  });

  it.each(['bytes=5-2', 'bytes=a-b', 'rows=0-1', 'bytes=0-1,4-5'])(
    '%s is no range: all is sent',
    async (range) => {
      const { status, body } = await ranged(range);
      expect([status, body.length]).toEqual([200, files['heart.dat']?.length]);
    },
  );

  it('go with the version of the file that they were asked of', async () => {
    const { etag = '' } = (await ranged('bytes=0-0')).headers;
    expect((await ranged('bytes=0-0', { 'if-range': etag })).status).toBe(206);
    expect((await ranged('bytes=0-0', { 'if-range': '"another"' })).status).toBe(200);
    expect((await ask(view, data, { headers: { 'if-none-match': etag } })).status).toBe(304);
  });
});

describe('the end and wrong use of saliogram view', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('%s ends it with 0, also under a reader', async (signal) => {
    const own = await startView(join(folder, 'beats.csv'));
    expect(own.said['recording']).toEqual({
      base: '/files/recording/',
      name: 'beats.csv',
      files: ['beats.csv'],
    });
    const response = await fetch(`${own.address}models/mitdb-lstm.safetensors`);
    expect(await own.end(signal)).toBe(0);
    await response.body?.cancel().catch(() => undefined);
    await expect(fetch(own.address)).rejects.toThrow();
  });

  it('gives out the training examples that stand beside a model', async () => {
    const beside = join(folder, 'with.safetensors');
    writeFileSync(beside, await modelBytes());
    writeFileSync(join(folder, 'with.examples.safetensors'), 'examples');
    const own = await startView(record, '--model', beside);
    expect(own.said['examples']).toBe('/files/model/with.examples.safetensors');
    const response = await fetch(new URL(String(own.said['examples']), own.address));
    expect(await response.text()).toBe('examples');
    await own.end();
  });

  it('opens the page alone when nothing is chosen', async () => {
    const own = await startView();
    expect(own.said).toEqual({ address: own.address, recording: null, model: null });
    await own.end();
  });

  it.each([
    [
      ['nowhere'],
      1,
      'nowhere.hea: no such file; give the path of a WFDB record, of a .csv, .tsv or .zip file',
    ],
    [['nowhere.csv'], 1, 'nowhere.csv: no such file'],
    [['elsewhere'], 1, 'names the signal file ../secret.txt, expected a file beside the header'],
    [['gone.hea'], 1, 'gone.dat: no such file; gone.hea names it'],
    [['--model', 'nowhere.safetensors'], 1, 'nowhere.safetensors: no such file'],
    [['--port', '70000'], 2, '--port: got 70000, expected a whole number from 0 to 65535'],
  ] as const)('%j exits %i and says why', async (args, exit, sentence) => {
    const { status, stdout, stderr } = await saliogram(['view', '--no-open', ...args], { cwd: folder });
    expect(status).toBe(exit);
    expect(stderr).toContain(sentence);
    expect(stdout).toBe('');
  });

  it('says that a port is taken', async () => {
    const { status, stderr } = await saliogram(['view', '--no-open', '--port', String(view.port)]);
    expect(status).toBe(2);
    expect(stderr).toContain(`--port: got ${view.port}, which is in use`);
  });

  it('tells in its help how it ends', async () => {
    const { stdout } = await saliogram(['view', '--help']);
    expect(stdout).toContain('Ctrl-C ends it, with exit status 0');
    expect(stdout).toContain('Example:\n  $ saliogram view');
  });
});
