import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type BuilderOptions, defineConfig, type EnvironmentOptions, type Plugin } from 'vite';
import solid from 'vite-plugin-solid';

// Whoever starts the build, a test's process too: what is built is what people get, and no library's own development build.
process.env['NODE_ENV'] = 'production';

/**
 * Five builds into one folder, each on its own so that none carries code of another along:
 *
 *     checkIn   check-in.html   with its script and style in it, all that the first question waits for; the rest is fetched behind it
 *     speaking  speak-up.html   likewise: what seals a message comes when it is to be sealed
 *     recovery  recovery.html   what joins two shares of the recovery key
 *     client    index.html      the app
 *     worker    service-worker.js, which is told the files of the first two
 */
const here = fileURLToPath(new URL('.', import.meta.url));
const out = fileURLToPath(new URL('../dist/web', import.meta.url));

type Output = Exclude<NonNullable<NonNullable<EnvironmentOptions['build']>['rollupOptions']>['output'], readonly unknown[] | undefined>;
/** All that is needed at once in one file, though what comes later shares parts of it. */
const inOne = (name: string): Output => ({ codeSplitting: { groups: [{ name, tags: ['$initial'] }] } });

/** The documents that bring script and style along; gzip. */
const mostBytesFirst: Readonly<Record<string, { file: string; bytes: number }>> = {
  checkIn: { file: 'check-in.html', bytes: 16_000 },
  speaking: { file: 'speak-up.html', bytes: 20_000 },
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

/** Style is in the scripts of these documents, and nothing is fetched before it is imported: what Vite would add to each import does nothing. */
function bareImports(): Plugin {
  return {
    name: 'headroom:bare-imports',
    applyToEnvironment: ({ name }) => name in mostBytesFirst,
    transform: (_code, id) => (id.endsWith('vite/preload-helper.js') ? { code: 'export const __vitePreload = (load) => load();', map: null } : null),
  };
}

/**
 * Puts the script that a document waits for into the document: on a slow line a second file is a second wait. Chunks that come later
 * share parts with it, so what it exports is handed to them by a file of its name. The policy names it by its hash.
 */
function scriptInDocument(): Plugin {
  return {
    name: 'headroom:script-in-document',
    enforce: 'post',
    applyToEnvironment: ({ name }) => name in mostBytesFirst,
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const chunk = Object.values(bundle).find((file) => file.type === 'chunk' && file.isEntry);
        const page = Object.values(bundle).find((file) => file.type === 'asset' && file.fileName.endsWith('.html'));
        if (chunk?.type !== 'chunk' || page?.type !== 'asset') return this.error('a document has one script');
        const tag = `<script type="module" crossorigin src="/${chunk.fileName}"></script>`;
        const html = String(page.source);
        const exported = /export\{([^{}]*)\};?\s*$/.exec(chunk.code);
        if (exported === null || html.split(tag).length !== 2) return this.error('a document has one script, whose parts are shared');
        const shared = (exported[1] ?? '').split(',').map((pair) => pair.split(' as ')).map(([own = '', name = own]) => ({ own, name }));
        const handing = `globalThis.headroomShared={${shared.map(({ own, name }) => `${name}:${own}`).join()}};`;
        const script = (chunk.code.slice(0, exported.index) + handing).replaceAll(/\bimport\(([`'"])\.\//g, 'import($1/assets/');
        if (/import\.meta|<\/script|<!--|%[A-Z]+%/i.test(script)) return this.error('the script cannot stand in a document');
        page.source = html.replace(tag, () => `<script type="module">${script}</script>`);
        chunk.code = `export const {${shared.map(({ name }) => name).join()}}=globalThis.headroomShared;\n`;
      },
    },
  };
}

/** What the parts of the page for speaking up import later, its first screen asks for as well: all has come before the first letter can be typed. */
function allAskedForFirst(): Plugin {
  return {
    name: 'headroom:all-asked-for-first',
    applyToEnvironment: ({ name }) => name === 'speaking',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      const first = new Set(chunks.find((chunk) => chunk.isEntry)?.dynamicImports);
      // What stands for Node's own modules is never asked for in a browser.
      const missing = chunks.filter(({ isDynamicEntry, fileName, name }) => isDynamicEntry && !first.has(fileName) && name !== '__vite-browser-external').map((chunk) => chunk.facadeModuleId);
      if (missing.length > 0) this.error(`speakUp.tsx asks for these too before anything can be typed: ${missing.join(', ')}`);
    },
  };
}

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
      const bytes = gzipSync(html).length;
      this.info(`before the first question: ${most.file} ${bytes} bytes gzip`);
      if (/<script[^>]* src=|rel="(?:stylesheet|modulepreload)"/.test(html) || bytes > most.bytes) this.error(`${most.file} brings script and style along, in ${most.bytes} bytes`);
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
    for (const name of ['checkIn', 'speaking', 'recovery', 'client', 'worker']) {
      const environment = environments[name];
      if (environment !== undefined && (name !== 'client' || existsSync(`${here}index.html`))) await build(environment);
    }
  },
};

export default defineConfig({
  root: here,
  appType: 'mpa',
  plugins: [solid(), bareImports(), allAskedForFirst(), scriptInDocument(), keptFiles()],
  builder,
  environments: { checkIn: documentOf('check-in.html', true, inOne('check-in')), speaking: documentOf('speak-up.html', false, inOne('more')), recovery: documentOf('recovery.html', false), client: documentOf('index.html', false), worker },
});
