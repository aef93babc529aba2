export declare function isPublic(address: string): boolean;
