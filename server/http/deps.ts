import type { Logger } from 'pino';
import type { Auth } from '../auth/auth.ts';
import type { Config } from '../config.ts';
import type { InstanceLog } from '../ledger/instance-log.ts';
import type { Storage } from '../storage/storage.ts';
import type { Workshops } from '../workshops/workshops.ts';
import type { OperatingDeps } from './routes/operating.ts';

/** What the API stands on; `server/house.ts` puts it together. */
export interface Deps extends OperatingDeps {
	readonly settings: Pick<Config, 'operatorName' | 'retentionDays' | 'registration'>;
	readonly storage: Pick<Storage, 'auth' | 'people' | 'log' | 'instanceLog' | 'plans'>;
	readonly workshops: Workshops;
	readonly instanceLog: InstanceLog;
	readonly auth: Auth;
	readonly clock: () => number;
	readonly log: Pick<Logger, 'error' | 'warn' | 'info'>;
}
