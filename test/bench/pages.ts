import { join } from 'node:path';
import { build, loadConfigFromFile } from 'vite';
import solid from 'vite-plugin-solid';

/**
 * What our documents are measured against, built in the same run with the check-in's own settings: a bare Solid page with native
 * radios, and the same five questions in the two survey libraries; and a bare Solid page with one box to write in.
 */
export type Rival = 'bare' | 'surveyjs' | 'formbricks' | 'box';

const root = join(import.meta.dirname, '..', '..');

export async function buildRivals(into: string, rivals: readonly Rival[]): Promise<void> {
  const loaded = await loadConfigFromFile({ command: 'build', mode: 'production' }, join(root, 'web', 'vite.config.ts'));
  const settings = loaded?.config.environments?.['checkIn']?.build;
  if (settings === undefined) throw new Error('the web’s configuration has an environment that builds the check-in');
  const { manifest: _manifest, rollupOptions: _input, ...same } = settings;
  for (const rival of rivals) {
    const from = join(import.meta.dirname, 'pages', rival);
    await build({
      configFile: false,
      root: from,
      base: `/${rival}/`,
      logLevel: 'error',
      plugins: [solid()],
      build: { ...same, outDir: join(into, rival), emptyOutDir: true, rollupOptions: { input: join(from, 'index.html') } },
    });
  }
}
