import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { FileClosingKeys } from '../../functions/store/closingKeys.ts';
import { schema, sqliteStore } from '../../functions/store/sqlite.ts';
import { opens, type TestHouse } from '../round/house.ts';
import { copyOf } from './raw.ts';

/** A house’s folder, opened as it stands, with its closing keys in a file beside the stores: everything it has is then in its folder. */
export function openHouse(folder: string, made: { table: string; pragmas: readonly string[] } = schema): TestHouse {
  const at = { now: opens(1) };
  const file = (name: string) => sqliteStore(join(folder, `${name}.sqlite`), () => at.now, made);
  const stores = { identity: file('identity'), anonymous: file('anonymous'), published: file('published') };
  return Object.assign(at, {
    folder,
    stores: { ...stores, closingKeys: new FileClosingKeys(join(folder, 'closing-keys')) },
    close: () => Object.values(stores).forEach((store) => store.close()),
  });
}

/** The same house twice: a copy of its folder, opened. `gone` closes and removes it. */
export function twinOf(folder: string): { house: TestHouse; gone(): void } {
  const house = openHouse(copyOf(folder));
  return {
    house,
    gone() {
      house.close();
      rmSync(house.folder, { recursive: true });
    },
  };
}
