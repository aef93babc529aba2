import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Person } from '../../functions/identity/people.ts';
import { areApart, type Heading, headingId, ownTemplate, type Template } from '../../shared/supervision/template.ts';
import { heading } from '../../shared/supervision/templateShape.ts';
import { amina, at, book, callum, diaryHouse, first, manager, principal, refused } from '../diary/house.ts';
import { call, type TestHouse } from '../round/house.ts';

let h: TestHouse;
beforeEach(async () => {
  h = await diaryHouse();
});
afterEach(() => h.close());

const good = async <T>(name: Parameters<typeof call>[1], request: Parameters<typeof call>[2]): Promise<T> => {
  const { status, body } = await call(h, name, request);
  expect([status, body['type'] ?? null]).toEqual([200, null]);
  return body as T;
};
const one = (id: string, title: string, hint = ''): Heading => ({ id, title, hint });
const practice = [one('practice', 'Practice', 'What went well.'), one('reflection', 'Thinking it through')];
const edit = (version: number, headings: readonly Heading[] = practice, as: Person = principal) => ({ as, body: { version, headings } });
const versions = async (as: Person = amina) => (await good<{ versions: Template[] }>('readTemplate', { as })).versions;

describe('the headings of a record', () => {
  test('have every version kept, newest first, with who made it and when; the first came with Headroom', async () => {
    expect(await versions()).toEqual([ownTemplate]);
    await good('editTemplate', edit(1));
    h.now = at('2026-09-02T10:00:00Z');
    await good('editTemplate', edit(2, [one('practice', 'Our practice')]));
    expect(await versions()).toEqual([
      { version: 2, headings: [one('practice', 'Our practice')], by: 'Sian Powell', at: '2026-09-02T10:00:00.000Z' },
      { version: 1, headings: practice, by: 'Sian Powell', at: '2026-09-01T07:30:00.000Z' },
      ownTemplate,
    ]);
  });

  test('are changed by the principal and by nobody else, and read by everybody', async () => {
    for (const as of [manager, amina]) expect((await refused(h, 'editTemplate', edit(1, practice, as))).type).toBe('not-yours');
    for (const as of [manager, callum, principal]) expect(await versions(as)).toEqual([ownTemplate]);
  });

  test('changed by two at one time are changed by one, and the other is told; sent again it is the same change, at the same time', async () => {
    const other: Person = { ...principal, id: 'lead-nurse', name: 'Lead Nurse' };
    const answers = await Promise.all([call(h, 'editTemplate', edit(1)), call(h, 'editTemplate', edit(1, [one('care', 'Care')], other))]);
    expect(new Set(answers.map((a) => a.body['type'] ?? a.status))).toEqual(new Set([200, 'changed-meanwhile']));
    expect((await refused(h, 'editTemplate', edit(3))).type).toBe('changed-meanwhile');
    const before = await versions();
    const [newest] = before;
    h.now += 60_000;
    await good('editTemplate', edit(1, newest?.headings ?? [], newest?.by === other.name ? other : principal));
    expect(await versions()).toEqual(before);
  });

  test('point at nobody who uses services: it is said in which heading, and not what stood there', async () => {
    const problem = await refused(h, 'editTemplate', edit(1, [one('practice', 'Practice'), one('cases', 'About case 12345', 'As with 943 476 5919.')]));
    expect([problem.type, problem.detail]).toEqual(['names-a-case', 'a case or reference number in heading 2; an NHS number in heading 2']);
    expect(await versions()).toEqual([ownTemplate]);
  });

  test('are told apart by whoever reads them', async () => {
    for (const headings of [[one('a', 'Practice'), one('b', 'practice ')], [one('a', 'Practice'), one('a', 'Care')], [one('actions', 'Practice')], [one('a', ' ')], []]) expect((await refused(h, 'editTemplate', edit(1, headings))).type).toBe('malformed');
  });
});

describe('a record', () => {
  const written = (id: string) => ({ sections: { [id]: 'It went slowly.' }, actions: [] });
  const save = (session: string, version: number, id: string, template?: number) => ({ as: manager, params: { person: 'amina', session }, body: { version, written: written(id), ...(template === undefined ? {} : { template }) } });
  let session: string;
  beforeEach(async () => {
    session = first((await book(h, manager)).sessions).id;
    h.now = at('2026-09-08T12:00:00Z');
  });
  const headingsOf = async () => (await good<{ records: { newest: { headings: Heading[] } }[] }>('readSupervision', { as: amina, params: { person: 'amina' } })).records[0]?.newest.headings;

  test('that was being written when the headings changed is kept under those it was begun under, then and later', async () => {
    const { template } = await good<{ template: { version: number } }>('readSupervision', { as: manager, params: { person: 'amina' } });
    expect(template).toEqual({ version: 0, headings: ownTemplate.headings });
    await good('editTemplate', edit(1));
    await good('saveRecord', save(session, 1, 'wellbeing', template.version));
    await good('saveRecord', save(session, 2, 'development'));
    expect(await headingsOf()).toEqual(ownTemplate.headings);
  });

  test('that is begun now has the newest headings, and none of a version that never was', async () => {
    await good('editTemplate', edit(1));
    expect((await refused(h, 'saveRecord', save(session, 1, 'wellbeing'))).type).toBe('malformed');
    expect((await refused(h, 'saveRecord', save(session, 1, 'practice', 7))).type).toBe('malformed');
    await good('saveRecord', save(session, 1, 'practice'));
    expect(await headingsOf()).toEqual(practice);
  });
});

test('whatever a new heading is called, its id is one that a record takes, and nobody else’s', () => {
  expect([headingId('Ce qui a été difficile?', []), headingId('Practice', ['practice', 'practice-b']), headingId('Actions', []), headingId('???', [])]).toEqual(['ce-qui-a-ete-difficile', 'practice-c', 'actions-b', 'heading']);
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ minLength: 1, maxLength: 80 }).filter((t) => t.trim() !== ''), { minLength: 1, maxLength: 12, selector: (t) => t.trim().toLowerCase() }), (titles) => {
      const made: Heading[] = [];
      for (const title of titles) made.push(heading.parse(one(headingId(title, made.map(({ id }) => id)), title)));
      expect(areApart(made)).toBe(true);
    }),
  );
});
