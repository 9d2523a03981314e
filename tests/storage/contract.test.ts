import { eachDialect } from '../support/storage.ts';
import { storageContract } from './contract.ts';

eachDialect(storageContract);
