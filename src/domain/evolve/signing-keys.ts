import type { EventOf, WorkshopEvent } from '../events.ts';
import type { SigningKeyState } from '../signing.ts';
import type { WorkshopState } from '../state.ts';

type KeyEvent = EventOf<'signing-key.offered' | 'signing-key.confirmed' | 'signing-key.ended'>;

export function applySigningKey(state: WorkshopState, { actor, at }: WorkshopEvent, body: KeyEvent): WorkshopState {
	const { key } = body;
	const change = (changed: (one: SigningKeyState) => SigningKeyState): WorkshopState => ({
		...state,
		signingKeys: state.signingKeys.map(changed),
	});
	switch (body.type) {
		case 'signing-key.offered': {
			const offered = {
				participant: actor,
				key,
				sector: body.sector,
				offeredAt: at,
				confirmed: null,
				endedAt: null,
			};
			// Another offer takes the place of one that nobody confirmed; the confirmed key signs until its successor is confirmed.
			const { signingKeys } = change((one) =>
				isOf(one, actor) && !one.confirmed ? { ...one, endedAt: at } : one,
			);
			return { ...state, signingKeys: [...signingKeys, offered] };
		}
		case 'signing-key.confirmed': {
			const confirmed = { sector: body.sector, voucher: body.voucher, at };
			return change((one) => {
				if (one.key === key) return { ...one, confirmed };
				return isOf(one, body.participant) ? { ...one, endedAt: at } : one;
			});
		}
		case 'signing-key.ended':
			return change((one) => (one.key === key ? { ...one, endedAt: at } : one));
	}
}

function isOf(one: SigningKeyState, participant: string): boolean {
	return one.participant === participant && one.endedAt === null;
}
