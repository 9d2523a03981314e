import type { Component } from 'svelte';
import type { Method } from '#domain/polls.ts';
import type { BallotProps } from './ballot-props.ts';

type Ballot = Component<BallotProps>;

/** A phone that votes needs the ballot of one method, and downloads no other. */
const BALLOTS: Readonly<Record<Method, () => Promise<{ default: Ballot }>>> = {
	dots: () => import('./dots-ballot.svelte'),
	approval: () => import('./approval-ballot.svelte'),
	score: () => import('./score-ballot.svelte'),
	impact: () => import('./impact-ballot.svelte'),
	ranking: () => import('./ranking-ballot.svelte'),
	consensus: () => import('./consensus-ballot.svelte'),
	majority: () => import('./majority-ballot.svelte'),
};

const fetched = new Map<Method, Ballot>();

/** Throws where the network is away and the ballot was not fetched before. */
export async function fetchBallot(method: Method): Promise<Ballot> {
	const { default: ballot } = await BALLOTS[method]();
	fetched.set(method, ballot);
	return ballot;
}

/** The ballot, where it is here already: it then shows at once. */
export const ballotAtHand = (method: Method): Ballot | undefined => fetched.get(method);
