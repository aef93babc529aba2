export declare const noted: string;
export declare function places(env?: NodeJS.ProcessEnv): string[];
export declare function findChromium(env?: NodeJS.ProcessEnv): string | null;
