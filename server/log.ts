import { pino, stdSerializers, type DestinationStream, type Logger } from 'pino';
import type { Config } from './config.ts';

/**
 * One JSON object a line, for whoever runs the server: what happened, where in the program, in which table or document. No name, no
 * person's id, no word that somebody wrote, no token, no address: a log is copied about more freely than a database.
 */
export function createLog({ logLevel }: Pick<Config, 'logLevel'>, destination?: DestinationStream): Logger {
	const options = { level: logLevel, base: null, serializers: { err: tellError } };
	return destination === undefined ? pino(options) : pino(options, destination);
}

/** Drivers hang values of rows on their errors (`detail`, `parameters`); only what names the fault itself is told. */
function tellError(error: unknown): unknown {
	if (!(error instanceof Error)) return { type: typeof error };
	const { type, message, stack } = stdSerializers.err(error);
	return 'code' in error ? { type, code: error.code, message, stack } : { type, message, stack };
}
