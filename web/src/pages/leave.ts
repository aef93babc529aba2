import { chooseDevice, deviceOf } from './device.ts';
import type { Me } from './me.tsx';
import { walletOf } from './tokens.ts';

/** Signs out here and at the issuer. What a shared device’s tab held for this person goes with them. */
export async function leave(person: Me | null): Promise<void> {
  if (person !== null && deviceOf(person.id) !== 'own') {
    await (await walletOf(person, 'shared')).forget();
    chooseDevice(person.id, null);
  }
  const { signOut } = await import('../identity/signIn.ts');
  await signOut();
}
