import { internet } from '../../functions/outside/publishedCalendar.ts';

/**
 * Loaded into a server before itself (`--import`): the one host that a test publishes calendars at is at home on this machine, and its own certificate
 * is trusted. The guard stays; every other name and address is what it was.
 */
export interface AtHome {
  host: string;
  cert: string;
}
const { host, cert } = JSON.parse(process.env['TEST_CALENDARS'] ?? '{}') as AtHome;
const { addressesOf, mayAsk } = internet;
Object.assign(internet, {
  addressesOf: async (name: string) => (name === host ? ['127.0.0.1'] : addressesOf(name)),
  mayAsk: (address: string) => address === '127.0.0.1' || mayAsk(address),
  alsoTrusts: cert,
});
