import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type BuilderOptions, defineConfig, type EnvironmentOptions, type Plugin } from 'vite';
import solid from 'vite-plugin-solid';

// Whoever starts the build, a test's process too: what is built is what people get, and no library's own development build.
process.env['NODE_ENV'] = 'production';

/**
 * Four builds into one folder, each on its own so that none carries code of another along:
 *
 *     checkIn   check-in.html   one script with the style in it before the first question; the rest is fetched behind it
 *     speaking  speak-up.html   likewise: what seals a message comes when it is to be sealed
 *     client    index.html      the app
 *     worker    service-worker.js, which is told the files of the first two
 */
const here = fileURLToPath(new URL('.', import.meta.url));
const out = fileURLToPath(new URL('../dist/web', import.meta.url));

type Output = Exclude<NonNullable<NonNullable<EnvironmentOptions['build']>['rollupOptions']>['output'], readonly unknown[] | undefined>;
/** All that is needed at once in one file, though what comes later shares parts of it. */
const inOne = (name: string): Output => ({ codeSplitting: { groups: [{ name, tags: ['$initial'] }] } });

/** What comes first of each, script and style, gzip. */
const mostBytesFirst: Readonly<Record<string, { file: string; bytes: number }>> = {
  checkIn: { file: 'check-in.html', bytes: 16_000 },
  speaking: { file: 'speak-up.html', bytes: 16_000 },
};

const documentOf = (input: string, emptyOutDir: boolean, output: Output = {}): EnvironmentOptions => ({
  consumer: 'client',
  build: {
    outDir: out,
    emptyOutDir,
    copyPublicDir: emptyOutDir,
    target: 'es2023',
    assetsInlineLimit: 0,
    cssCodeSplit: true,
    // Where one file is everything, there is nothing to preload.
    modulePreload: output.codeSplitting === undefined ? { polyfill: false } : false,
    manifest: `.vite/${input.replace('.html', '')}.json`,
    reportCompressedSize: false,
    rollupOptions: { input: `${here}${input}`, output },
  },
});

const worker: EnvironmentOptions = {
  consumer: 'client',
  build: {
    outDir: out,
    emptyOutDir: false,
    copyPublicDir: false,
    target: 'es2023',
    modulePreload: false,
    reportCompressedSize: false,
    rollupOptions: { input: `${here}src/anonymous/serviceWorker.ts`, output: { entryFileNames: 'service-worker.js' } },
  },
};

/** Remembers what the documents that are kept on the device came to: for the service worker, and to print what one waits for first. */
function keptFiles(): Plugin {
  const files = new Map<string, string | Uint8Array>();
  return {
    name: 'headroom:kept-files',
    sharedDuringBuild: true,
    writeBundle(_options, bundle) {
      const most = mostBytesFirst[this.environment.name];
      if (most === undefined) return;
      for (const file of Object.values(bundle))
        if (!file.fileName.startsWith('.vite/')) files.set(file.fileName, file.type === 'chunk' ? file.code : file.source);
      const html = String(files.get(most.file));
      const first = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map(([, name]) => name ?? '');
      const bytes = first.map((name) => gzipSync(files.get(name) ?? '').length);
      const total = bytes.reduce((a, b) => a + b, 0);
      this.info(`first of ${most.file}: ${first.map((name, i) => `${name} ${bytes[i]}`).join(' + ')} = ${total} bytes gzip`);
      if (first.length !== 1 || total > most.bytes) this.error(`${most.file} waits for one script with the style in it, of ${most.bytes} bytes`);
    },
    transform(code) {
      if (this.environment.name !== 'worker' || !code.includes('__KEPT__')) return null;
      const hash = createHash('sha256');
      for (const name of [...files.keys()].toSorted()) hash.update(name).update(files.get(name) ?? '');
      const kept = [...files.keys()].filter((name) => !name.endsWith('.html')).map((name) => `/${name}`);
      return { code: code.replaceAll(/\b__KEPT__\b(?!:)/g, JSON.stringify({ version: hash.digest('hex').slice(0, 16), files: kept })), map: null };
    },
  };
}

const builder: BuilderOptions = {
  async buildApp({ environments, build }) {
    for (const name of ['checkIn', 'speaking', 'client', 'worker']) {
      const environment = environments[name];
      if (environment !== undefined && (name !== 'client' || existsSync(`${here}index.html`))) await build(environment);
    }
  },
};

export default defineConfig({
  root: here,
  appType: 'mpa',
  plugins: [solid(), keptFiles()],
  builder,
  environments: { checkIn: documentOf('check-in.html', true, inOne('check-in')), speaking: documentOf('speak-up.html', false, inOne('more')), client: documentOf('index.html', false), worker },
});
