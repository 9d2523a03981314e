import { describe } from 'vitest';
import type { Dialect } from '../support/storage.ts';
import { assetsContract } from './contract/assets.ts';
import { boardsContract } from './contract/boards.ts';
import { documentsContract } from './contract/documents.ts';
import { erasingContract } from './contract/erasing.ts';
import { instanceLogContract } from './contract/instance-log.ts';
import { logContract } from './contract/log.ts';
import { owningContract } from './contract/owning.ts';
import { plansContract } from './contract/plans.ts';
import { peopleContract } from './contract/people.ts';

/** All that the storage port promises, method by method; any storage must pass it. */
export function storageContract(dialect: Dialect): void {
	describe('the log', () => logContract(dialect));
	describe('the log of the instance', () => instanceLogContract(dialect));
	describe('erasing', () => erasingContract(dialect));
	describe('documents', () => documentsContract(dialect));
	describe('boards as they were', () => boardsContract(dialect));
	describe('images', () => assetsContract(dialect));
	describe('action plans', () => plansContract(dialect));
	describe('people and sign-in', () => peopleContract(dialect));
	describe('owning', () => owningContract(dialect));
}
