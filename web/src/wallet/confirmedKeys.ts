import './strictPolicy.ts';
import { confirmedOn, type Reader } from '../../../shared/escalation/reader.ts';

/** When each reader last confirmed their key, by its id: as they signed it, and not as a server says. Null: not yet. */
export const confirmedKeys = async (readers: readonly Reader[]): Promise<ReadonlyMap<string, string | null>> => new Map(await Promise.all(readers.map(async (reader) => [reader.id, await confirmedOn(reader)] as const)));
