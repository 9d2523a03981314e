/**
 * Where one's writing stands: on the server's disk; on its way; kept on this device until the network is back; refused by
 * the server, which tries again; or not writable now.
 */
export type SaveState = 'saved' | 'saving' | 'offline' | 'failed' | 'read-only';
