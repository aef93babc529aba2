/** An id that nobody guesses and no two devices make: so many random bytes, in hexadecimal. */
export const randomId = (bytes: number): string => Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('');
