/**
 * Where one's writing stands: on the server's disk; sent, and not yet known to be there; waiting for the network, kept on this
 * device or only in this tab; nothing waiting, but no network either; refused by the server, which tries again; not writable now.
 */
export type SaveState = 'saved' | 'sent' | 'device' | 'tab' | 'offline' | 'failed' | 'read-only';
