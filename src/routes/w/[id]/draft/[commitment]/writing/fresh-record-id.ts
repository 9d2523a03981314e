import { parseRecordId, type RecordId } from '#board/ids.ts';
import { ID_BYTES, idFromBytes } from '#domain/ids.ts';

/** An id for a new record of a draft. */
export function freshRecordId(): RecordId {
	const id = parseRecordId(idFromBytes(crypto.getRandomValues(new Uint8Array(ID_BYTES))));
	if (id === null) throw new RangeError('a fresh id is no id');
	return id;
}
