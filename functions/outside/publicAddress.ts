import { BlockList, isIP } from 'node:net';

/**
 * Which network addresses are out on the internet. All others are somebody’s inside: this machine, its cloud’s metadata, the employer’s
 * network. Source: IANA’s special-purpose registries for IPv4 and IPv6, read 2026-11.
 */
const notPublicV4 = [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24],
  ['192.88.99.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4],
] as const;
/** Of IPv6 only 2000::/3 is public, and of that not what carries an IPv4 address inside (Teredo, 6to4), nor what is for documents. */
const notPublicV6 = [['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['3fff::', 20]] as const;

const inside = new BlockList();
for (const [net, bits] of notPublicV4) inside.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of notPublicV6) inside.addSubnet(net, bits, 'ipv6');
const unicast = new BlockList();
unicast.addSubnet('2000::', 3, 'ipv6');

export function isPublic(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !inside.check(address, 'ipv4');
  return family === 6 && unicast.check(address, 'ipv6') && !inside.check(address, 'ipv6');
}
