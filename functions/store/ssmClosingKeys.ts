import { DeleteParametersCommand, GetParameterCommand, GetParametersByPathCommand, ParameterAlreadyExists, ParameterNotFound, PutParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { fromBase64url, toBase64url } from '../../shared/crypto/encoding.ts';
import { plainId, wholeRound } from './closingKeys.ts';
import type { ClosingKeys } from './store.ts';

/**
 * Closing keys on AWS: a SecureString each, `<prefix>/<round>/<key>`. No backup, stream or recovery covers the Parameter Store, and
 * deleting a parameter deletes its history. Its role may put, get and delete under the prefix, and use the one KMS key.
 */
export class SsmClosingKeys implements ClosingKeys {
  readonly #client: SSMClient;
  readonly #prefix: string;
  readonly #kmsKey: string | null;

  /** `prefix` starts with a slash and does not end with one, as in `/headroom/closing-keys`. Without a KMS key it is the account's own for SSM. */
  constructor(client: SSMClient, prefix: string, kmsKey: string | null = null) {
    if (!/^(\/[A-Za-z0-9_.-]+)+$/.test(prefix)) throw new RangeError('a prefix is a path of names');
    this.#client = client;
    this.#prefix = prefix;
    this.#kmsKey = kmsKey;
  }

  async put(round: number, id: string, privateKey: Uint8Array): Promise<void> {
    const Value = toBase64url(privateKey);
    try {
      await this.#client.send(new PutParameterCommand({ Name: this.#name(round, id), Type: 'SecureString', Value, Overwrite: false, ...(this.#kmsKey === null ? {} : { KeyId: this.#kmsKey }) }));
    } catch (error) {
      if (!(error instanceof ParameterAlreadyExists)) throw error;
      const there = await this.get(round, id);
      if (there === null || toBase64url(there) !== Value) throw new Error('another key has this name', { cause: error });
    }
  }

  async get(round: number, id: string): Promise<Uint8Array | null> {
    try {
      const { Parameter } = await this.#client.send(new GetParameterCommand({ Name: this.#name(round, id), WithDecryption: true }));
      return Parameter?.Value === undefined ? null : fromBase64url(Parameter.Value);
    } catch (error) {
      if (error instanceof ParameterNotFound) return null;
      throw error;
    }
  }

  /** Ten at a time, which is what both calls take, until the path is empty. */
  async delete(round: number): Promise<boolean> {
    const Path = `${this.#prefix}/${wholeRound(round)}`;
    const seen = new Set<string>();
    let NextToken: string | undefined;
    do {
      const page = await this.#client.send(new GetParametersByPathCommand({ Path, MaxResults: 10, ...(NextToken === undefined ? {} : { NextToken }) }));
      for (const { Name } of page.Parameters ?? []) if (Name !== undefined) seen.add(Name);
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    const names = [...seen];
    for (let i = 0; i < names.length; i += 10) await this.#client.send(new DeleteParametersCommand({ Names: names.slice(i, i + 10) }));
    return names.length > 0;
  }

  #name(round: number, id: string): string {
    return `${this.#prefix}/${wholeRound(round)}/${plainId(id)}`;
  }
}
