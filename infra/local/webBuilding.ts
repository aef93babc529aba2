import { createBuilder } from 'vite';

/**
 * Builds the pages by a Vite configuration into a folder: `node webBuilding.ts <configuration> <folder>`. A process of its own, so that
 * what a build needs in memory is gone when it is done, and no server goes on with it.
 */
const [configFile, outDir] = process.argv.slice(2);
if (configFile === undefined || outDir === undefined) throw new Error('say the configuration and the folder');
const build = { outDir };
const builder = await createBuilder({ configFile, logLevel: 'error', environments: { checkIn: { build }, speaking: { build }, recovery: { build }, client: { build }, worker: { build } } });
await builder.buildApp();
