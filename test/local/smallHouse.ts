import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importJWK, SignJWT } from 'jose';
import { Temporal } from 'temporal-polyfill';
import { toBase64url } from '../../shared/crypto/encoding.ts';
import { houseItem, type House, type Person, personItem, type TeamOfHouse, teamItem } from '../../functions/identity/people.ts';
import { kindOf } from '../../infra/local/founding.ts';
import { openHouse } from '../../infra/local/house.ts';
import { signInKeys } from '../../infra/local/signInKeys.ts';

/** A data folder with a small organisation in it: two rounds closed and empty, round 3 open for seven more days, round 4 prepared. */
export const openRound = 3;
const daysOpen = 7;

export const teams: readonly TeamOfHouse[] = [
  { id: 'northside', name: 'Northside', service: 'adults' },
  { id: 'riverside', name: 'Riverside', service: 'adults' },
];

const practitioner = (team: string, n: number): Person => ({ id: `${team}-${n}`, name: `${team} ${n}`, roles: ['practitioner'], team, manages: [] });

export const people: readonly Person[] = [
  ...Array.from({ length: 40 }, (_, n) => practitioner('northside', n)),
  ...Array.from({ length: 40 }, (_, n) => practitioner('riverside', n)),
  { id: 'steward', name: 'Tom Steward', roles: ['steward'], team: null, manages: [] },
  { id: 'executive', name: 'Helen Executive', roles: ['executive'], team: null, manages: [] },
];

const houseOpenSince = (now: number): House => ({
  organisation: 'Smallmoor Council',
  services: { adults: 'Adults' },
  programme: {
    firstOpensOn: Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO('Europe/London').toPlainDate().subtract({ days: daysOpen, weeks: (openRound - 1) * 2 }).toString(),
    opensAt: '00:00',
    zone: 'Europe/London',
    everyWeeks: 2,
    openDays: 14,
  },
  floor: 8,
  classes: { profession: ['Rather not say', 'Social worker', 'Occupational therapist'], contract: ['Rather not say', 'Permanent', 'Agency'] },
  pauseSeconds: { atLeast: 0, atMost: 1 },
});

/** Made through the product’s own scheduler, as on a machine that slept through two rounds. */
export async function smallHouse(folder = mkdtempSync(join(tmpdir(), 'headroom-small-'))): Promise<string> {
  const complaints: string[] = [];
  const house = openHouse(folder, (what) => complaints.push(what));
  kindOf(folder, 'own');
  const { identity } = house.stores;
  await identity.put(houseItem(houseOpenSince(house.clock.now())));
  await Promise.all([...teams.map((t) => identity.put(teamItem(t))), ...people.map((p) => identity.put(personItem(p)))]);
  await house.tick();
  await house.close();
  if (complaints.length > 0) throw new Error(complaints.join('; '));
  return folder;
}

/** An access token as the folder’s own provider would sign it, for tests that need many. */
export async function mint(folder: string, origin: string, sub: string, changed: { audience?: string; issuer?: string; seconds?: number } = {}): Promise<string> {
  const { signing } = await signInKeys(folder);
  return new SignJWT({ client_id: 'headroom-web', jti: toBase64url(randomBytes(16)) })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: signing.kid ?? '' })
    .setSubject(sub)
    .setIssuer(changed.issuer ?? `${origin}/oidc`)
    .setAudience(changed.audience ?? 'urn:headroom:identity')
    .setIssuedAt()
    .setExpirationTime(Math.floor(Date.now() / 1000) + (changed.seconds ?? 600))
    .sign(await importJWK(signing, 'ES256'));
}
