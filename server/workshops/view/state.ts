import type { Lock } from '#domain/permissions.ts';
import { countQuorum, rulesInForce } from '#domain/quorum.ts';
import type { RuleLabels } from '#domain/rules.ts';
import type { SigningKeyState } from '#domain/signing.ts';
import type { SessionState, WorkshopState } from '#domain/state.ts';
import type { SessionSetup, TableSetup } from '#domain/texts.ts';
import type {
	Audience,
	DismissedView,
	LockView,
	RulesView,
	SessionView,
	SigningKeyView,
	UndoneView,
	WorkshopView,
} from '#protocol/view.ts';
import type { Table } from '../table.ts';
import { commentCounts } from './comments.ts';
import { suggestionCounts } from './suggestions.ts';
import { commitmentViews } from './commitments.ts';
import { leadingView, phaseView } from './leading.ts';
import { nameOf, namesFor, peopleView, statementOr } from './people.ts';
import { invitationViews } from './convocation.ts';
import { pollViews } from './polls.ts';

/** The state of a table as one audience may see it: the same for all of them, so that it is built once and sent to many. */
export function workshopView(table: Table, state: WorkshopState, audience: Audience, origin: string): WorkshopView {
	const code = state.joiningOpen ? table.joinCode : null;
	const sessions = state.sessions.map((session) => sessionView(table, session));
	return {
		seq: state.revision,
		audience,
		id: state.id,
		status: state.status,
		example: state.example,
		setup: table.textValue<TableSetup>(state.setup),
		joining: { open: state.joiningOpen, code, url: code && `${origin}/join/${code}` },
		rules: rulesView(table, state),
		agenda: state.agenda.map((phase) => phaseView(table, state, phase)),
		phase: state.phase,
		timer: state.timer,
		people: peopleView(table, state, audience),
		session: sessions.find(({ closedAt }) => closedAt === null) ?? null,
		pastSessions: sessions.filter(({ closedAt }) => closedAt !== null),
		planned: state.planned.map(({ id, setup, plannedBy }) => ({
			id,
			setup: table.textValue<SessionSetup>(setup),
			by: nameOf(table, plannedBy),
		})),
		invitations: audience === 'facilitator' ? invitationViews(table, state) : [],
		quorum: countQuorum(state),
		locks: state.locks.map((lock) => lockView(table, lock)),
		undone: undoneViews(table, state, audience),
		polls: pollViews(table, state, audience),
		commitments: commitmentViews(table, state, origin),
		chosen: [...state.chosen].map(([card, poll]) => ({ card, poll })),
		comments: commentCounts(state),
		suggestions: suggestionCounts(state),
		leading: leadingView(table, state, audience),
		dismissed: dismissedViews(table, state, audience),
		signingKeys: state.signingKeys.filter(({ endedAt }) => endedAt === null).map(signingKeyView),
	};
}

export function sessionView(table: Table, session: SessionState): SessionView {
	const { id, openedAt, closedAt } = session;
	return { id, openedAt, closedAt, setup: table.textValue<SessionSetup>(session.setup) };
}

export function lockView(table: Table, { target, by, at, reason }: Lock): LockView {
	return { target, by: nameOf(table, by), at, reason: statementOr(table, reason) ?? '' };
}

function signingKeyView({ participant, key, sector, offeredAt, confirmed }: SigningKeyState): SigningKeyView {
	const by = confirmed && { at: confirmed.at, sector: confirmed.sector, voucher: confirmed.voucher.by };
	return { participant, key, sector, offeredAt, confirmed: by };
}

function dismissedViews(table: Table, state: WorkshopState, audience: Audience): DismissedView[] {
	const isNamed = namesFor(state, audience);
	return [...state.dismissed].map(([finding, { by, at }]) => {
		const person = state.people.get(by);
		return { finding, at, by: person && isNamed(person) ? nameOf(table, by) || null : null };
	});
}

/** More than these nobody looks through; the minutes have them all. */
const UNDONE_SHOWN = 3;

function undoneViews(table: Table, state: WorkshopState, audience: Audience): UndoneView[] {
	const isNamed = namesFor(state, audience);
	return state.undone
		.slice(-UNDONE_SHOWN)
		.reverse()
		.map(({ participant, commitment, from, counts, by, at, reason }) => {
			const person = state.people.get(participant);
			return {
				at,
				by: nameOf(table, by),
				participant,
				person: person && isNamed(person) ? nameOf(table, participant) || null : null,
				from,
				commitment,
				counts,
				reason: statementOr(table, reason) ?? '',
			};
		});
}

export function rulesView(table: Table, { rules }: WorkshopState): RulesView {
	const { adopted } = rules;
	const isPending = adopted?.version !== rules.version;
	return {
		version: adopted?.version ?? rules.version,
		rules: adopted?.rules ?? rules.draft,
		labels: table.textValue<RuleLabels>(adopted?.labels ?? rules.labels),
		adopted: adopted && { version: adopted.version, at: adopted.at, poll: adopted.poll },
		draft: isPending
			? {
					version: rules.version,
					rules: rules.draft,
					labels: table.textValue<RuleLabels>(rules.labels),
					content: rules.content,
				}
			: null,
	};
}

export function inForceLabels(
	table: Table,
	state: WorkshopState,
): { rules: ReturnType<typeof rulesInForce>; labels: RuleLabels } {
	const labels = state.rules.adopted?.labels ?? state.rules.labels;
	return { rules: rulesInForce(state), labels: table.textValue<RuleLabels>(labels) };
}
