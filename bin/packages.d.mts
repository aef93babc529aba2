interface Packages {
  packages: Record<string, { version?: string; integrity?: string; link?: boolean; optional?: boolean; devOptional?: boolean }>;
}
export declare function install(folder: string, what: string): boolean;
export declare function isInstalled(lock: Packages | null, record: Packages | null): boolean;
