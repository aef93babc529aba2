import { describe, expect, test } from 'vitest';
import { plusDays } from '../../shared/time/date.ts';
import { inForce, rulePack } from '../../shared/time/rules/pack.ts';
import { audiences } from '../../shared/time/rules/rule.ts';

/** Each rule there is, and whether it is on. */
const on = [
  'swe.cpd', 'swe.form', 'swe.fee', 'swe.cpd.fields', 'lga.sup', 'lga.sup.nqsw', 'dfe.sup', 'dfe.sup.nqsw', 'asye.time', 'asye.workload', 'asye.review', 'asye.evidence', 'ecdp', 'ecdp.standards',
  'amhp.train', 'amhp.wales', 'hcpc', 'nmc', 'nmc.cpd', 'nmc.practice', 'nmc.practice.both', 'sssc', 'sssc.core', 'sssc.mandatory', 'sssc.nqsw', 'wales.support', 'niscc', 'cqc.18',
];
const off = [
  'asye.sup', 'asye-adults.sup', 'asye-adults.time', 'asye-adults.workload', 'asye-adults.review', 'asye-adults.evidence', 'amhp.period', 'bia', 'peps', 'sssc.nqsw.144', 'scw', 'wales.reg36', 'niscc.aye',
  'cqc.18.residential', 'cqc.18.domiciliary', 'local.mersey', 'local.north-west-boroughs', 'basw', 'basw.nqsw',
];
const versions = [...Map.groupBy(rulePack, (rule) => rule.id)].map(([id, rules]) => ({ id, rules: [...rules].sort((a, b) => ((a.validFrom ?? '') < (b.validFrom ?? '') ? -1 : 1)) }));

describe('the rule packs', () => {
  test('hold every rule of the list and no other, each on or off as the list has it', () => {
    expect(versions.map(({ id }) => id).sort()).toEqual([...on, ...off].sort());
    for (const rule of rulePack) expect(rule.off === null, rule.id).toBe(on.includes(rule.id));
  });

  test.each(versions)('versions of $id follow each other without a gap or an overlap', ({ rules }) => {
    for (const [i, rule] of rules.entries()) {
      if (rule.validFrom !== null && rule.validTo !== null) expect(rule.validFrom <= rule.validTo).toBe(true);
      const next = rules[i + 1];
      if (next === undefined) continue;
      expect(rule.validTo).not.toBeNull();
      expect(next.validFrom).toBe(plusDays(rule.validTo ?? '', 1));
    }
  });

  test('a rule that was not read, or only in a copy, is off', () => {
    const doubtful = rulePack.filter(({ read, sources }) => read === 'not read' || read === 'in a mirror' || sources.every((s) => /hotchiku|soomnet|zoomlaw/.test(s)));
    expect(doubtful.length).toBeGreaterThan(5);
    expect(doubtful.filter(({ off }) => off !== 'check locally').map(({ id }) => id)).toEqual([]);
  });

  test('every rule names its source, the day it was checked and what to know of it', () => {
    for (const { id, sources, lastChecked, notes, audience, name } of rulePack) {
      expect(sources.length, id).toBeGreaterThan(0);
      for (const source of sources) expect(source, id).toMatch(/^(https?:\/\/\S+|SI \(Wales\) \S+)$/);
      expect(lastChecked, id).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(notes.length + name.length, id).toBeGreaterThan(20);
      expect(audience.length, id).toBeGreaterThan(0);
    }
  });

  test('no rule waits for an audience that nobody can be in, and the last interval of each is open', () => {
    const reached = new Set(rulePack.flatMap((rule) => rule.audience));
    expect(audiences.filter((a) => !reached.has(a))).toEqual([]);
    for (const { id, owes } of rulePack) if (owes.kind === 'sessions') expect(owes.steps.at(-1)?.until, id).toBeNull();
  });

  test('a rule that is off counts only where it was adopted', () => {
    expect(inForce({ ids: [], own: [] }).map((r) => r.id)).not.toContain('bia');
    expect(inForce({ ids: ['bia'], own: [] }).map((r) => r.id)).toContain('bia');
  });
});
