import { Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import fc from 'fast-check';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { cpdRoutes, type EntryShape } from '../../shared/contract/identity/cpd.ts';
import { csvOf } from '../../shared/cpd/csv.ts';
import { type CpdEntry, cpdEntry } from '../../shared/cpd/entry.ts';
import { gapsIn } from '../../shared/cpd/field.ts';
import { filed } from '../../shared/cpd/filed.ts';
import { beginningsFor } from '../../shared/cpd/fromDiary.ts';
import { keyOfWords, openReflection, type OwnKey, sealReflection } from '../../shared/cpd/reflection.ts';
import { looksSealed } from '../../shared/cpd/reflectionShape.ts';
import { learningOf } from '../../shared/cpd/standing.ts';
import { fromBase64url, toBase64url, utf8 } from '../../shared/crypto/encoding.ts';
import { differing, threadOf } from '../../shared/escalation/receipt.ts';
import { amina, at, book, callum, confirm, diaryHouse, employ, first, fullTime, held, manager, myTime, principal, refused } from '../diary/house.ts';
import { call, type TestHouse } from '../round/house.ts';
import { filesIn, holding, rowsOf } from '../unlinkable/raw.ts';

const sevenWords = 'abacus abdomen abdominal abide abiding ability ablaze';
const otherWords = 'abacus abdomen abdominal abide abiding ability able';
const id = 'piece000';
const text = 'I was short with her because I was afraid.';
let mine: OwnKey;
let other: OwnKey;
beforeAll(async () => {
  [mine, other] = await Promise.all([keyOfWords(sevenWords), keyOfWords(otherWords)]);
});

describe('the key of seven words', () => {
  test('stays the same for ever: words written down today open in ten years', () => {
    expect(mine).toMatchInlineSnapshot(`
      {
        "identity": "AGE-SECRET-KEY-1WNAFEA04U735UAJCQ98JWSJNWKMH32T39D0XXCR0CH256JRGJ23S2JJVSU",
        "recipient": "age12dxfyc20k2pfxgtrfrdansx8rz039cc9eshq8axn59l5rg76e4nsgnpdqj",
      }
    `);
  });
  test('is another one than the same words’ as a receipt, and than other words’', async () => {
    expect(mine.identity).not.toBe((await threadOf(sevenWords)).identity);
    expect(mine.identity).not.toBe(other.identity);
    expect(await identityToRecipient(mine.identity)).toBe(mine.recipient);
  });
  test('is made of seven words of the list and of nothing else', async () => {
    for (const typed of ['', 'a passphrase', `${sevenWords} `, sevenWords.toUpperCase(), `${sevenWords}s`]) await expect(keyOfWords(typed)).rejects.toThrow(TypeError);
  });
  test('is used once all seven were typed as they were shown, but for what is forgiven', () => {
    expect(differing('ABACUS - abdomen, abdominal abide abidin ability ablaze', sevenWords)).toBeNull();
    expect(differing(otherWords, sevenWords)).toEqual({ problem: 'unknown-word', at: [7] });
    expect(differing('abacus abdomen', sevenWords)).toEqual({ problem: 'not-seven-words', at: [] });
  });
});

describe('a reflection', () => {
  test('opens as what was written, with its owner’s words, beside its own piece', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 400 }), async (said) => {
        expect(await openReflection([other, mine], id, await sealReflection(mine.recipient, id, said))).toBe(said);
      }),
      { numRuns: 25 },
    );
  });

  test('opens with no other words, beside no other piece, and not once it was changed', async () => {
    const sealed = await sealReflection(mine.recipient, id, text);
    expect(await openReflection([other], id, sealed)).toBeNull();
    expect(await openReflection([], id, sealed)).toBeNull();
    expect(await openReflection([mine], 'piece001', sealed)).toBeNull();
    const bytes = fromBase64url(sealed);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    expect(await openReflection([mine], id, toBase64url(bytes))).toBeNull();
  });

  test('is as long as others: a word and a page look alike, and the longest that a box takes fits', async () => {
    const length = async (said: string) => (await sealReflection(mine.recipient, id, said)).length;
    expect(await length('No.')).toBe(await length('x'.repeat(900)));
    expect(await length('x'.repeat(1000))).toBe(await length('x'.repeat(4000)));
    expect(looksSealed(await sealReflection(mine.recipient, id, '€'.repeat(4000)))).toBe(true);
    await expect(sealReflection(mine.recipient, id, 'x'.repeat(16_384))).rejects.toThrow(RangeError);
    await expect(sealReflection(`age1${'q'.repeat(58)}`, id, text), 'no key').rejects.toThrow();
  });
});

const entry = (more: Partial<CpdEntry> = {}): CpdEntry => ({
  kind: 'reading', about: 'Strengths in old age', on: '2026-05-04', learning: 'What to ask first.', impact: 'People said more.', peer: null, evidence: [], minutes: 60, participatoryMinutes: 0, agreedFor: [], isSubmitted: true, ...more,
});

describe('what is filed', () => {
  test('is the same with a reflection beside it and without, and so is what rules count', async () => {
    const beside = entry({ reflection: await sealReflection(mine.recipient, id, text) });
    expect(filed(beside)).toEqual(filed(entry()));
    expect(gapsIn(beside)).toEqual([]);
    expect(gapsIn({ ...beside, learning: '' })).toEqual(['learning']);
    expect(learningOf([{ id, ...beside }])).toEqual(learningOf([{ id, ...entry() }]));
  });

  test('as a table says of a reflection that it is kept encrypted, unless it is open', async () => {
    const reflection = await sealReflection(mine.recipient, id, text);
    const [heads = '', kept = ''] = csvOf([entry({ reflection })]).split('\r\n');
    expect([heads.endsWith(',evidence,private reflection'), kept.endsWith(',kept encrypted')]).toEqual([true, true]);
    expect(csvOf([entry({ reflection })])).not.toContain(reflection);
    expect(csvOf([entry({ reflection })], (sealed) => (sealed === reflection ? text : null))).toContain(`,${text}\r\n`);
    expect(csvOf([entry()])).not.toContain('private');
  });

  test('takes as a reflection nothing but an age file to one key, of one of three sizes', async () => {
    const sealTo = async (recipients: readonly string[], plain: Uint8Array) => {
      const sealing = new Encrypter();
      for (const recipient of recipients) sealing.addRecipient(recipient);
      return toBase64url(await sealing.encrypt(plain));
    };
    const somebody = await identityToRecipient(await generateX25519Identity());
    const fits = (reflection: string) => cpdEntry.safeParse(entry({ reflection })).success;
    expect(fits(await sealReflection(mine.recipient, id, text))).toBe(true);
    expect(fits(await sealTo([mine.recipient, somebody], new Uint8Array(1024))), 'to two').toBe(false);
    expect(fits(await sealTo([mine.recipient], utf8(text))), 'unpadded').toBe(false);
    for (const plain of [text, '', 'A', toBase64url(utf8(text)), toBase64url(new Uint8Array(1200))]) expect(fits(plain), plain).toBe(false);
  });
});

describe('the record', () => {
  let h: TestHouse;
  beforeEach(async () => {
    h = await diaryHouse();
    h.now = at('2026-11-23T09:00:00Z');
  });
  afterEach(() => h.close());
  const good = async <T>(name: Parameters<typeof call>[1], request: Parameters<typeof call>[2]): Promise<T> => {
    const { status, body } = await call(h, name, request);
    expect([status, body['type'] ?? null]).toEqual([200, null]);
    return body as T;
  };
  const read = (as = amina) => good<{ entries: EntryShape[]; lockedTo: string | null }>('readCpd', { as, params: { person: 'amina' } });
  const save = (version: number, more: Partial<CpdEntry>, key: OwnKey | null = mine) => ({ as: amina, params: { entry: id }, body: { version, entry: entry(more), ...(key === null ? {} : { lockedTo: key.recipient }) } });

  test('holds what was sealed, and the text, the words and the key in no table and no file', async () => {
    const reflection = await sealReflection(mine.recipient, id, text);
    await good('saveCpdEntry', save(1, { reflection }));
    expect(rowsOf(h.folder, 'identity').filter(({ body }) => body.includes(reflection)).map(({ pk, sk }) => [pk, sk])).toEqual([['cpd#amina', `entry#${id}#00000001`]]);
    const files = filesIn(h.folder);
    expect(holding(files, utf8('What to ask first.')), 'what is filed is found').not.toEqual([]);
    for (const secret of [text, sevenWords, mine.identity]) expect(holding(files, utf8(secret)), secret).toEqual([]);
    const answer = await read();
    expect(cpdRoutes.readCpd.responses[200].parse(answer), 'as the contract has it, to the last field').toEqual(answer);
    const { entries, lockedTo } = answer;
    expect(lockedTo).toBe(mine.recipient);
    expect(await openReflection([mine], id, first(entries).reflection ?? '')).toBe(text);
  });

  test('goes by the words used last; a piece saved without sealing anew leaves both as they are', async () => {
    expect((await read()).lockedTo).toBeNull();
    const reflection = await sealReflection(mine.recipient, id, text);
    await good('saveCpdEntry', save(1, { reflection }));
    await good('saveCpdEntry', save(2, { reflection, learning: 'More.' }, null));
    expect(await read()).toMatchObject({ lockedTo: mine.recipient, entries: [{ version: 2, reflection, hasReflection: true, learning: 'More.' }] });
    await good('saveCpdEntry', save(3, { reflection: await sealReflection(other.recipient, id, text) }, other));
    expect((await read()).lockedTo).toBe(other.recipient);
    await good('saveCpdEntry', save(4, {}, null));
    expect(await read()).toMatchObject({ lockedTo: other.recipient, entries: [{ hasReflection: false }] });
  });

  test('whoever a piece is shared with learns that there is one and gets nothing of it, nor of the key', async () => {
    const reflection = await sealReflection(mine.recipient, id, text);
    await good('saveCpdEntry', save(1, { reflection }));
    for (const reader of [manager, principal]) {
      await good('shareCpdEntry', { as: amina, params: { entry: id }, body: { with: reader.id, isShared: true } });
      const shared = await read(reader);
      expect(shared).toMatchObject({ lockedTo: null, entries: [{ hasReflection: true }] });
      expect(JSON.stringify(shared)).not.toContain(reflection.slice(0, 200));
      expect(JSON.stringify(shared)).not.toContain(mine.recipient);
    }
  });

  test('refuses what is not sealed, or no key, and keeps nothing of it', async () => {
    expect((await refused(h, 'saveCpdEntry', save(1, { reflection: toBase64url(utf8(text)) }))).type).toBe('malformed');
    expect((await refused(h, 'saveCpdEntry', save(1, {}, { ...mine, recipient: 'age1short' }))).type).toBe('malformed');
    expect((await refused(h, 'saveCpdEntry', save(7, {}))).type).toBe('changed-meanwhile');
    expect(await read()).toMatchObject({ entries: [], lockedTo: null });
  });

  test('the longest piece with the longest reflection is taken', async () => {
    const long = '€'.repeat(4000);
    const evidence = Array.from({ length: 10 }, (_, i) => `https://example.org/${i}/${'€'.repeat(478)}`);
    const evidenced = save(1, { about: '€'.repeat(500), learning: long, impact: long, peer: { role: 'colleague', learned: long }, evidence, reflection: await sealReflection(mine.recipient, id, long) });
    expect(utf8(JSON.stringify(evidenced.body)).length).toBeLessThan(cpdRoutes.saveCpdEntry.maxBodyBytes);
    expect((await call(h, 'saveCpdEntry', evidenced)).status).toBe(200);
  });

  test('a piece begins with what several were at, for each of them from their own diary', async () => {
    h.now = at('2026-09-01T07:30:00Z');
    for (const person of [amina, callum]) await employ(h, person, { nation: 'England', employedFrom: '2020-01-01', employedTo: null, absences: [], pattern: fullTime, roles: [{ as: 'social-worker', from: '2020-01-01', to: null }] });
    const { sessions } = await book(h, manager, { of: 'group-reflection', people: ['amina', 'callum'], minutes: 75 });
    await book(h, amina, { of: 'cpd', people: ['amina'], givenBy: null, start: '2026-09-09T10:00', minutes: 60 });
    const group = first(sessions);
    const beginnings = async (person: typeof amina) => beginningsFor(person.id, (await myTime(h, person)).sessions);
    expect(await beginnings(amina), 'not before it was held').toEqual([]);
    h.now = at('2026-09-10T12:00:00Z');
    expect(await beginnings(amina), 'nor while nobody has said so').toEqual([]);
    await confirm(h, manager, group.id, held(group));
    await confirm(h, amina, group.id, held(group, 50));
    const begun = { session: group.id, of: 'group-reflection', kind: 'group', on: '2026-09-08' };
    expect(await beginnings(amina)).toEqual([{ ...begun, minutes: 50, participatoryMinutes: 50 }]);
    expect(await beginnings(callum)).toEqual([{ ...begun, minutes: 75, participatoryMinutes: 75 }]);
    expect(await beginnings(manager), 'whoever gave it was not there to learn').toEqual([]);
    await confirm(h, amina, group.id, { happened: 'not-held', reason: 'staffing' });
    expect(await beginnings(amina)).toEqual([]);
  });
});
