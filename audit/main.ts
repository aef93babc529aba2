import { attack, attackSamePeople, Contradiction } from './attacker.ts';
import type { Model } from './classes.ts';
import { NoAudit, publishedIn } from './folder.ts';
import { attackReporting } from './ofReporting.ts';
import { attackPooled, worst } from './pooled.ts';
import { type Published, withoutClasses } from './published.ts';
import { listed, sentence, sentenceOfMoves, sentenceOfRosters, table } from './report.ts';

/**
 * `npm run audit -- <data folder>`: what somebody could find out who has everything that was ever published, knows who works where,
 * and pools answers with two colleagues. Professions and contracts join all groups to one, and so are looked at each round by itself; the
 * oracle of the tests looks at them over several. Where somebody joined or left, what follows from exactly the same people answering is
 * told and is no failure: 0009 says why. Ends with 1 where anything fails, and with 2 where there was nothing to look at.
 */
const attacks = [
  { model: 'independent', name: 'each round by itself' },
  { model: 'same-answers', name: 'people answering as before, nearly all of them again' },
] as const satisfies readonly { model: Model; name: string }[];

async function audit(published: Published): Promise<boolean> {
  const rows = [];
  const plain = withoutClasses(published);
  for (const { model, name } of attacks) {
    const seen = model === 'independent' ? published : plain;
    rows.push({ name, bounds: worst(await attack(seen, model)) });
    rows.push({ name: `${name}, three in each group pooling`, bounds: await attackPooled(seen, model) });
  }
  const { held, moved } = await attackSamePeople(plain);
  rows.push({ name: 'exactly the same people answering as before', bounds: worst(held) });
  rows.push({ name: 'what reporting cost, three in each group pooling', bounds: await attackReporting(published) });
  console.log(`\n${table(rows)}\n`);
  console.log(`${sentenceOfRosters(published)} ${sentenceOfMoves(worst(moved))}\n`);
  for (const { name, bounds } of rows) for (const line of listed(name, bounds)) console.log(line);
  const fails = rows.flatMap((r) => r.bounds).filter((b) => b.fails !== null);
  console.log(sentence(published, new Set(fails.map((b) => b.words)).size));
  return fails.length === 0;
}

const [folder, ...more] = process.argv.slice(2);
try {
  if (folder === undefined || more.length > 0) throw new NoAudit('Say which data folder to audit: npm run audit -- <data folder>');
  process.exitCode = (await audit(publishedIn(folder))) ? 0 : 1;
} catch (error) {
  if (!(error instanceof NoAudit || error instanceof Contradiction)) throw error;
  console.error(error instanceof Contradiction ? `What was published contradicts itself, or was rounded by other rules than these: ${error.message}.` : error.message);
  process.exitCode = error instanceof Contradiction ? 1 : 2;
}
