import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type BuilderOptions, defineConfig, type EnvironmentOptions, type Plugin } from 'vite';
import solid from 'vite-plugin-solid';

// Whoever starts the build, a test's process too: what is built is what people get, and no library's own development build.
process.env['NODE_ENV'] = 'production';

/**
 * Three builds into one folder, each on its own so that none carries code of another along:
 *
 *     checkIn   check-in.html   one script with the style in it before the first question; the rest is fetched behind it
 *     client    index.html      the app
 *     worker    service-worker.js, which is told the check-in's files
 */
const here = fileURLToPath(new URL('.', import.meta.url));
const out = fileURLToPath(new URL('../dist/web', import.meta.url));

type Output = Exclude<NonNullable<NonNullable<EnvironmentOptions['build']>['rollupOptions']>['output'], readonly unknown[] | undefined>;
/** All that is needed at once in one file, though what comes later shares parts of it. */
const inOne: Output = { codeSplitting: { groups: [{ name: 'check-in', tags: ['$initial'] }] } };

/** Script and style, gzip. */
const mostBytesFirst = 16_000;

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

/** Remembers what the check-in came to: for the service worker, and to print what one waits for before the first question. */
function checkInFiles(): Plugin {
  const files = new Map<string, string | Uint8Array>();
  return {
    name: 'headroom:check-in-files',
    sharedDuringBuild: true,
    writeBundle(_options, bundle) {
      if (this.environment.name !== 'checkIn') return;
      for (const file of Object.values(bundle))
        if (!file.fileName.startsWith('.vite/')) files.set(file.fileName, file.type === 'chunk' ? file.code : file.source);
      const html = String(files.get('check-in.html'));
      const first = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map(([, name]) => name ?? '');
      const bytes = first.map((name) => gzipSync(files.get(name) ?? '').length);
      const total = bytes.reduce((a, b) => a + b, 0);
      this.info(`before the first question: ${first.map((name, i) => `${name} ${bytes[i]}`).join(' + ')} = ${total} bytes gzip`);
      if (first.length !== 1 || total > mostBytesFirst) this.error(`the first question waits for one script with the style in it, of ${mostBytesFirst} bytes`);
    },
    transform(code) {
      if (this.environment.name !== 'worker' || !code.includes('__CHECK_IN__')) return null;
      const hash = createHash('sha256');
      for (const name of [...files.keys()].toSorted()) hash.update(name).update(files.get(name) ?? '');
      const kept = [...files.keys()].filter((name) => name !== 'check-in.html').map((name) => `/${name}`);
      // eslint-disable-next-line no-useless-concat -- the name stands once in this file’s own text
      return { code: code.replaceAll(/\b__CHECK_IN__\b(?!:)/g, JSON.stringify({ version: hash.digest('hex').slice(0, 16), files: kept })), map: null };
    },
  };
}

const builder: BuilderOptions = {
  async buildApp({ environments, build }) {
    for (const name of ['checkIn', 'client', 'worker']) {
      const environment = environments[name];
      if (environment !== undefined && (name !== 'client' || existsSync(`${here}index.html`))) await build(environment);
    }
  },
};

export default defineConfig({
  root: here,
  appType: 'mpa',
  plugins: [solid(), checkInFiles()],
  builder,
  environments: { checkIn: documentOf('check-in.html', true, inOne), client: documentOf('index.html', false), worker },
});
