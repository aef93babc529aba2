export declare const oldest: number;
export declare function comesAlong(machine: { platform: string; arch: string }): boolean;
export declare function nodeProblem(own: string, packaged: string | null): string | null;
