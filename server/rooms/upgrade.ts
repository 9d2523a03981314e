import { WebSocketServer } from 'ws';
import { parseDocumentName } from '#board/document-names.ts';
import { parseId, type WorkshopId } from '#domain/ids.ts';
import type { DocumentTarget } from '#domain/permissions.ts';
import { OWN_PROTOCOL, STOCK_PROTOCOL } from '#protocol/sync.ts';
import { MESSAGE_MAX_BYTES } from './limits.ts';

/**
 * Reads `/sync/<workshop>/<document>`; null for anything else. The text is taken as it stands: nothing is decoded, trimmed or
 * folded, and a query (where a token might stand) is refused, so one document has one spelling (F12, F13).
 */
export function parseSyncPath(url: string): { workshop: WorkshopId; document: DocumentTarget } | null {
	const [empty, sync, id, name, ...rest] = url.split('/');
	if (empty !== '' || sync !== 'sync' || name === undefined || rest.length > 0) return null;
	const workshop = parseId<WorkshopId>(id);
	const document = parseDocumentName(name);
	return workshop && document && { workshop, document };
}

/** The server's end of the handshake for `/sync`. No compression: a small message must not become a large one (F16). */
export function createSyncSockets(): WebSocketServer {
	return new WebSocketServer({
		noServer: true,
		maxPayload: MESSAGE_MAX_BYTES,
		perMessageDeflate: false,
		clientTracking: false,
		handleProtocols: chooseProtocol,
	});
}

/** The newest that both know. A bearer token in the list is never sent back. */
export function chooseProtocol(offered: ReadonlySet<string>): string | false {
	if (offered.has(OWN_PROTOCOL)) return OWN_PROTOCOL;
	return offered.has(STOCK_PROTOCOL) ? STOCK_PROTOCOL : false;
}
