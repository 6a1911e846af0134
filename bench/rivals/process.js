// Starts rivals as processes and asks them: one JSON line there, one back. Python or a package that is not there is an
// answer too ({skipped}), never an exception, so that a table can show what was not measured and why.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';

/** The rivals: their script, and the ways to run it that are worth a line of their own. */
export const RIVALS = {
  torch: { script: 'torch_lstm.py', variants: ['eager', 'eager-aten', 'compile', 'compile-whole'] },
  tensorflow: { script: 'tensorflow_lstm.py', variants: ['function', 'jit', 'unroll'] },
  onnxruntime: { script: 'onnxruntime_lstm.py', variants: ['graph'] },
  jax: { script: 'jax_lstm.py', variants: ['scan'] },
  tfjs: { script: 'tfjs_lstm.js', variants: ['wasm'] },
  'jax-js': { script: 'jax-js_lstm.js', variants: ['wasm'] },
  captum: { script: 'captum_lstm.py' },
  torch_mask: { script: 'torch_mask.py' },
  time_interpret: { script: 'time_interpret_lstm.py' },
  wfdb: { script: 'wfdb_read.py' },
};

const FOLDER = fileURLToPath(new URL('.', import.meta.url));

/** The program that runs a script: SALIOGRAM_PYTHON (default python3), or SALIOGRAM_RIVALS_NODE (default this Node). */
function interpreter(script) {
  if (script.endsWith('.py')) return process.env.SALIOGRAM_PYTHON || 'python3';
  return process.env.SALIOGRAM_RIVALS_NODE || process.execPath;
}

/** One rival's process with a fixed number of threads; ask it one thing at a time. */
export class Rival {
  #child;
  #answers;
  #ended = null;
  #gone;
  #lastWords = '';

  constructor(name, { threads = 1 } = {}) {
    if (!(name in RIVALS)) throw new Error(`no rival ${name}; there are ${Object.keys(RIVALS).join(', ')}`);
    this.name = name;
    this.threads = threads;
    const { script } = RIVALS[name];
    const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' };
    this.#child = spawn(interpreter(script), [`${FOLDER}${script}`, String(threads)], { env });
    this.#gone = new Promise((resolve) => {
      const end = (why) => resolve((this.#ended ??= why));
      this.#child.on('error', (error) => end(`cannot start ${interpreter(script)}: ${error.code}`));
      // Not `exit`: the last words may still be under way then.
      this.#child.on('close', (code, signal) => end(this.#farewell(code, signal)));
    });
    this.#child.stdin.on('error', () => {}); // A rival that died says so in its exit.
    this.#child.stderr.setEncoding('utf8');
    this.#child.stderr.on('data', (text) => (this.#lastWords = (this.#lastWords + text).slice(-4000)));
    this.#answers = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /**
   * The answer to one request: `{ms, ...}`, `{values}`, `{file}` ..., or `{skipped: why}`, or `{error: what}`.
   *
   * @param request {task, shape, variant, ...} as the README lists them
   * @param options.timeoutMs how long to wait; the process is ended when it runs out. Default 20 minutes: compilers are slow
   */
  async ask(request, { timeoutMs = 1_200_000 } = {}) {
    if (this.#ended !== null) return { skipped: this.#ended };
    this.#halt(false);
    this.#child.stdin.write(`${JSON.stringify(request)}\n`);
    const timer = setTimeout(() => {
      this.#ended = `no answer to ${request.task} within ${timeoutMs / 1000} s`;
      this.#child.kill('SIGKILL');
    }, timeoutMs);
    try {
      const { value, done } = await this.#answers.next();
      this.#halt(true);
      if (!done) return JSON.parse(value);
      return { skipped: await this.#gone };
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends the process; it takes no more requests. */
  async close() {
    this.#halt(false);
    this.#child.stdin.end();
    await this.#gone;
  }

  /** Stops the process between its turns: threads that wait for work by spinning would slow whoever comes next. */
  #halt(stopped) {
    if (process.platform !== 'win32') this.#child.kill(stopped ? 'SIGSTOP' : 'SIGCONT');
  }

  #farewell(code, signal) {
    const missing = /No module named '([^']+)'|Cannot find (?:package|module) '([^']+)'/.exec(
      this.#lastWords,
    );
    if (missing !== null) return `${missing[1] ?? missing[2]} is not installed`;
    const last = this.#lastWords.trim().split('\n').at(-1);
    return `${this.name} ended with ${signal ?? code}${last ? `: ${last}` : ''}`;
  }
}

/** Rivals by name and threads, started when first asked, so that a driver can interleave them with anything. */
export class RivalPool {
  #rivals = new Map();

  /** As {@link Rival.ask}, of the rival with this name and number of threads. */
  ask(name, threads, request, options) {
    const key = `${name}/${threads}`;
    if (!this.#rivals.has(key)) this.#rivals.set(key, new Rival(name, { threads }));
    return this.#rivals.get(key).ask(request, options);
  }

  /** Ends one rival, to free its memory, or all. */
  async close(name) {
    for (const [key, rival] of this.#rivals) {
      if (name !== undefined && rival.name !== name) continue;
      this.#rivals.delete(key);
      await rival.close();
    }
  }
}
