export function places(env?: NodeJS.ProcessEnv): string[];
export function findAge(env?: NodeJS.ProcessEnv): string | null;
