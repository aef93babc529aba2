/** What sealing adds: the encapsulated key and the tag. Apart from `sealed.ts`, so that the contract does not carry cryptography along. */
export const encapsulatedBytes = 32;
export const tagBytes = 16;
export const sealOverheadBytes = encapsulatedBytes + tagBytes;
