export const oldest = 24;

const major = (version) => Number(/^v?(\d+)\./.exec(version)?.[1] ?? 0);

/** Systems for which Node 24 comes as a package, so that npm's scripts find it first. Elsewhere it is the person's own. */
export const comesAlong = ({ platform, arch }) => platform === 'linux' && ['x64', 'arm64'].includes(arch);

/**
 * What stands between this machine and Node 24, in one sentence; null where nothing does. `packaged` is what the Node in
 * node_modules answers to --version: null where there is none, and not a version where it does not start.
 */
export function nodeProblem(own, packaged) {
  if (packaged !== null && major(packaged) < oldest) return `The Node ${oldest} that Headroom brings along does not start here (${packaged || 'it said nothing'}): it needs a Linux with glibc.`;
  if (packaged === null && major(own) < oldest) return `Headroom needs Node ${oldest} or later, and this is Node ${own}: install it from https://nodejs.org and run the command again.`;
  return null;
}
