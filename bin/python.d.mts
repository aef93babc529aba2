export function places(env?: NodeJS.ProcessEnv): string[];
export function findPython(env?: NodeJS.ProcessEnv): string | null;
