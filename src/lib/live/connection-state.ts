/**
 * `connecting`: the first try. `offline`: lost, and trying again by itself; `code` says why, where the server did. `closed`: the server ended it for good; `code` says
 * why (`CLOSE` in `#protocol/sync.ts`).
 */
export type ConnectionState =
	| { readonly is: 'connecting' }
	| { readonly is: 'online' }
	| { readonly is: 'offline'; readonly code?: number }
	| { readonly is: 'closed'; readonly code: number };

export const CONNECTING: ConnectionState = { is: 'connecting' };
export const ONLINE: ConnectionState = { is: 'online' };
export const OFFLINE: ConnectionState = { is: 'offline' };
