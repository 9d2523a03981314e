import type { IncomingMessage } from 'node:http';

declare global {
	namespace App {
		interface Error {
			/** A refusal's code, where there is one. */
			code?: string;
		}
		interface Platform {
			req: IncomingMessage & {
				/** The API as a function: server-side `load` asks it without a network, in the name of whoever asked for the page. */
				apiFetch?: (request: Request) => Response | Promise<Response>;
			};
		}
	}
}
