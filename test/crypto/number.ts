/** RSA on plain numbers, as the RFC writes it. Slow, and not constant in time: for checking the fast one, and never for a key that is used. */
export const toNumber = (bytes: Uint8Array): bigint => BigInt(`0x0${Buffer.from(bytes).toString('hex')}`);

export function toBytes(number: bigint, length: number): Uint8Array {
  const hex = number.toString(16).padStart(length * 2, '0');
  if (hex.length > length * 2) throw new RangeError('the number does not fit');
  return new Uint8Array(Buffer.from(hex, 'hex'));
}

export function powerOf(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base % modulus;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

/** Throws where there is none: the two share a factor. */
export function inverseOf(number: bigint, modulus: bigint): bigint {
  let [a, b] = [number % modulus, modulus];
  let [x, y] = [1n, 0n];
  while (b !== 0n) {
    const quotient = a / b;
    [a, b] = [b, a - quotient * b];
    [x, y] = [y, x - quotient * y];
  }
  if (a !== 1n) throw new RangeError('there is no inverse');
  return ((x % modulus) + modulus) % modulus;
}
