import { beforeEach, describe, expect, test } from 'vitest';
import { idOfReaderKey } from '../../shared/crypto/recipient.ts';
import { newReaderKey } from '../../shared/crypto/readerKey.ts';
import { hashOfManifest, type Reviewer } from '../../shared/pulse/manifest.ts';
import { newDevice } from './browserStandIn.ts';
import { lineAfter, me, type Organisation, organisation, round } from './organisation.ts';

const keyOf = async (): Promise<Reviewer> => {
  const { recipient } = await newReaderKey('no secret here', 1);
  return { id: await idOfReaderKey(recipient), recipient };
};
const [ruth, sian, stranger] = await Promise.all([keyOf(), keyOf(), keyOf()]);
const known: readonly (readonly [Reviewer, number])[] = [[ruth, 2], [sian, 3]];

/** The round asks for comments, to be sealed to `named`; in the log stand `logged`, each from a round on. */
async function asksForComments(org: Organisation, named: readonly Reviewer[], logged: readonly (readonly [Reviewer, number])[]): Promise<void> {
  org.manifest = { ...org.manifest, comment: { floor: 10, maxBytes: 1000, reviewers: named } };
  const lines = org.lines.slice(0, 1);
  for (const [{ id }, from] of logged) lines.push(await lineAfter(lines.at(-1) ?? null, { kind: 'reader-key', round: from, body: id }));
  org.lines = [...lines, await lineAfter(lines.at(-1) ?? null, { kind: 'prepared', round, body: await hashOfManifest(org.manifest) })];
}

describe('whom comments will be sealed to is checked against the public log before a token is collected', () => {
  const collected = async (named: readonly Reviewer[], logged = known) => {
    const org = await organisation();
    await asksForComments(org, named, logged);
    const { collect, openWallet } = await import('../../web/src/wallet/wallet.ts');
    const outcome = await collect(round, { wallet: openWallet({ owner: 'ada', keep: 'device' }), record: org.record, identity: org.identity, name: me });
    return { outcome, asked: org.asked.length };
  };
  beforeEach(newDevice);

  test('two keys of the log are fine', async () => expect((await collected([ruth, sian])).outcome).toEqual({ state: 'held', round }));

  test.each<[what: string, named: readonly Reviewer[], logged?: typeof known]>([
    ['a key that is not in the log', [ruth, stranger]],
    ['one key twice', [ruth, ruth]],
    ['another key under the name of one in the log', [ruth, { id: sian.id, recipient: stranger.recipient }]],
    ['a key that counts from a later round on', [ruth, sian], [[ruth, 2], [sian, round + 1]]],
  ])('%s: nothing is collected', async (_what, named, logged) => {
    expect(await collected(named, logged)).toEqual({ outcome: { state: 'refused', round, why: 'reviewers-differ' }, asked: 0 });
  });
});
