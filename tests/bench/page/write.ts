import { mkdirSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import type { BadNetworkFigures } from '../bad-network.ts';
import type { BoardFigures } from '../board/main.ts';
import type { CostFigures } from '../cost.ts';
import type { GateFigures } from '../gate.ts';
import type { JoinFigures } from '../join.ts';
import type { ListFigures } from '../list.ts';
import type { Machine } from '../machine.ts';
import { CONTENDERS, kilobytes, megabytes, milliseconds, NAMES, share, type Contender } from '../names.ts';
import { kept, type Result } from '../results.ts';
import type { ProfileFigures } from '../profile.ts';
import type { RoomsFigures } from '../rooms.ts';
import type { Row } from '../row.ts';
import type { SoakFigures } from '../soak.ts';
import { tableOf } from '../table.ts';
import {
	goalsOfBadNetwork,
	goalsOfGate,
	goalsOfJoin,
	goalsOfPeople,
	goalsOfRooms,
	goalsOfSoak,
	tableOfGoals,
} from './goals.ts';
import { boardSection, goalsOfBoard, pictureOfBoard } from './board.ts';
import { goalsOfList, listSection, pictureOfList } from './list.ts';
import { picturesOfCost, pictureOfPeople, sentToAll } from './pictures.ts';

// `npm run bench:page`: writes docs/benchmarks.md and its pictures from what was measured last.

const docs = new URL('../../../docs/', import.meta.url);
const people = kept<readonly Row[]>('people');
const profile = kept<ProfileFigures>('profile');
const gate = kept<GateFigures>('gate');
const join = kept<JoinFigures>('join');
const rooms = kept<RoomsFigures>('rooms');
const soak = kept<SoakFigures>('soak');
const bad = kept<BadNetworkFigures>('bad-network');
const cost = kept<CostFigures>('cost');
const board = kept<BoardFigures>('board');
const list = kept<ListFigures>('list');

mkdirSync(new URL('images/', docs), { recursive: true });
const picture = (name: string, svg: string): string => {
	writeFileSync(new URL(`images/${name}.svg`, docs), svg);
	return `images/${name}.svg`;
};

const goals = [
	...(people ? goalsOfPeople(people.figures) : []),
	...(join ? goalsOfJoin(join.figures) : []),
	...(gate ? goalsOfGate(gate.figures) : []),
	...(rooms ? goalsOfRooms(rooms.figures) : []),
	...(soak ? goalsOfSoak(soak.figures) : []),
	...(bad ? goalsOfBadNetwork(bad.figures) : []),
	...(board ? goalsOfBoard(board.figures) : []),
	...(list ? goalsOfList(list.figures) : []),
];

const page = [
	'# Benchmarks',
	'This page is written by `npm run bench:page` from what the commands below measured; a rerun rewrites it. `npm run bench:all` runs them all, in some 25 minutes, and wants a machine that does nothing else.',
	...(goals.length > 0 ? [tableOfGoals(goals)] : []),
	...(people ? peopleSection(people) : []),
	...(profile ? profileSection(profile) : []),
	...(gate ? gateSection(gate) : []),
	...(join ? joinSection(join) : []),
	...(rooms ? roomsSection(rooms) : []),
	...(soak ? soakSection(soak) : []),
	...(bad ? badNetworkSection(bad) : []),
	...(cost ? costSection(cost) : []),
	...(board
		? boardSection(
				board.figures,
				measured('npm run bench:board', board),
				board.figures.handling.length === 0 ? null : picture('bench-board', pictureOfBoard(board.figures)),
			)
		: []),
	...(list
		? listSection(
				list.figures,
				measured('npm run bench:list', list),
				picture('bench-list', pictureOfList(list.figures)),
			)
		: []),
].join('\n\n');
const file = new URL('benchmarks.md', docs);
writeFileSync(file, await format(page, { ...(await resolveConfig(file.pathname)), parser: 'markdown' }));

function measured(command: string, { machine, seconds }: Pick<Result<unknown>, 'machine' | 'seconds'>): string {
	return `\`${command}\` (${seconds} s), ${facts(machine)}.`;
}

function facts({ date, processor, cores, memoryGb, kernel, node, commit, pinned, load = 0 }: Machine): string {
	const pins = pinned ? 'the server pinned to one core, the generator to another' : 'nothing pinned';
	// A server, a generator and a browser make up to three by themselves.
	const busy =
		load > cores + 1 ? `; **the machine was not quiet**: a load of ${load.toFixed(1)} on its ${cores} cores` : '';
	return `${date}, ${processor}, ${cores} cores, ${memoryGb} GB, Linux ${kernel}, Node ${node}, commit ${commit}; ${pins}${busy}`;
}

function peopleSection(result: Result<readonly Row[]>): string[] {
	const rows = result.figures;
	const path = picture('bench-people', pictureOfPeople(rows));
	return [
		'## People in one room',
		measured('npm run bench', result),
		`![Latency, age of positions, CPU, bytes and memory against people, for four servers; the table below has the figures](${path})`,
		tableOf(rows),
		CONTENDERS.map((contender) => `- ${sentenceOf(contender, rows)}`).join('\n'),
		'### What was done',
		[
			'- One room with a board of 200 cards. Everybody moves their cursor and sends it 20 times a second; ten of them also type, five letters a second each, each on a card of their own.',
			'- Half of the people look at the whole board, the others at a ninth of it each. Only our own clients can tell a server where they look; to all others every position goes.',
			'- This server does what it always does: it asks who somebody is, passes every edit through the gate, writes it to SQLite with fsync before anybody sees it, and stamps who is behind a cursor. The stock servers do none of this here: no sign-in, no rule, no disk.',
			'- The generator speaks to all of them over real sockets, by code of its own that costs next to nothing. Twenty of its clients decode and apply all that they hear; the others count bytes. A row in which it was busy for more than 85 % of its core is void.',
			'- The generator does not echo what it hears of others, as stock clients of y-websocket do. That spares the stock servers work.',
			'- *An edit*: from the key to the moment at which another client has applied it. *Age of a position*: looked at ten times a second, how long ago the last known position of each other person was sent; at 20 Hz it is 25 ms in the middle by itself. In view: the person is now where the receiver looks.',
			'- After a warm-up, three windows; each figure is the median of the three. CPU is that of the server’s process by `/proc`, memory its resident size at the end. A server’s row is its last where p99 passes 1 s or its core is full.',
		].join('\n'),
	];
}

/** The most people with p99 of edits up to 100 ms, read off between two rows. */
function sentenceOf(contender: Contender, rows: readonly Row[]): string {
	const own = rows.filter((row) => row.contender === contender && !row.isVoid);
	const [hundred, last] = [own.find((row) => row.people === 100), own.at(-1)];
	const above = own.findIndex((row) => (row.editP99 ?? Infinity) > 100);
	const [before, after] = [own[above - 1], own[above]];
	let holds = `${last?.people ?? 0} people and more`;
	if (above === 0) holds = `fewer than ${after?.people ?? 0} people`;
	else if (before && after) {
		const share = (100 - (before.editP99 ?? 0)) / ((after.editP99 ?? Infinity) - (before.editP99 ?? 0));
		holds = `about ${Math.round(before.people + share * (after.people - before.people))} people`;
	}
	const cpu = hundred ? `; at 100 people it takes ${share(hundred.serverCpu)} of a core` : '';
	return `**${NAMES[contender]}** holds ${holds} with edits at p99 ≤ 100 ms${cpu}.`;
}

function profileSection(result: Result<ProfileFigures>): string[] {
	const { people: count, serverCpu, functions } = result.figures;
	return [
		'## Where the time goes',
		measured('npm run bench:profile', result),
		`With ${count} people (own clients) the server works for ${share(serverCpu)} of its core. Of that time these functions themselves take, by Node’s profile:`,
		[
			'| share | function |',
			'|---|---|',
			...functions.map(({ name, share: part }) => `| ${share(part)} | \`${name}\` |`),
		].join('\n'),
		'`executeQuery` is SQLite with its fsync, `writeBuffer` the kernel’s write to a socket, `consume` the reading of frames.',
	];
}

function gateSection(result: Result<GateFigures>): string[] {
	const { cards, writers, keystrokes, p50, p99, mean, yjsP50, yjsP99, yjsMean } = result.figures;
	const three = (...values: number[]): string => values.map((value) => `${value.toFixed(1)} µs`).join(', ');
	return [
		'## The gate',
		measured('npm run bench:gate', result),
		`${keystrokes.toLocaleString('en')} keystrokes of ${writers} people on a board of ${cards.toLocaleString('en')} cards: read, inspected, judged and applied in ${three(p50, p99, mean)} (p50, p99, mean). Yjs alone applies the same edits in ${three(yjsP50, yjsP99, yjsMean)}.`,
	];
}

function joinSection(result: Result<JoinFigures>): string[] {
	const { people: count, cards, runs } = result.figures;
	return [
		'## A hall that comes back at once',
		measured('npm run bench:join', result),
		`${count} people join a board of ${cards.toLocaleString('en')} cards at the same moment, on a server that has just started and loads the table first. Each opens both lanes, as the page does.`,
		[
			'| clients | server time | all in after | to each | asked to come back |',
			'|---|---|---|---|---|',
			...runs.map(
				(run) =>
					`| ${run.clients} | ${run.cpuSeconds.toFixed(2)} s | ${run.seconds.toFixed(1)} s | ${run.kilobytesEach.toFixed(0)} KB | ${run.comeBackLater} |`,
			),
		].join('\n'),
	];
}

function roomsSection(result: Result<RoomsFigures>): string[] {
	const { rooms: count, cpu, bytesBefore, bytesOpen, bytesAfterRound } = result.figures;
	const each = (bytesOpen - bytesBefore) / count;
	return [
		'## Many rooms',
		measured('npm run bench:rooms', result),
		`${count.toLocaleString('en')} tables, each with its board open and one silent reader: ${share(cpu)} of a core, and ${kilobytes(each)} KB a table.`,
		`Opened and closed ten times over, the server’s resident memory after each ${count.toLocaleString('en')}: ${bytesAfterRound.map((bytes) => `${megabytes(bytes)} MB`).join(', ')}.`,
	];
}

function soakSection(result: Result<SoakFigures>): string[] {
	const { hours, people: count, runs } = result.figures;
	return [
		'## Four hours of dragging',
		measured('npm run bench:soak', result),
		`${count} people each let go of a card once a minute for ${hours} hours, compressed in time, through the client’s own operations, real sockets and the gate. Yjs keeps a trace of every value that was ever set, so a document grows by some bytes with each drop and with nothing else: what happens between pointer-down and pointer-up is presence.`,
		[
			'| cards | drops | document | its content | ratio | growth a drop | on disk while open | after the stop |',
			'|---|---|---|---|---|---|---|---|',
			...runs.map((run) => {
				const grown = (run.documentBytes - run.contentBytes) / run.drops;
				return (
					`| ${run.cards.toLocaleString('en')} | ${run.drops.toLocaleString('en')} | ${kilobytes(run.documentBytes)} KB | ${kilobytes(run.contentBytes)} KB ` +
					`| ${(run.documentBytes / run.contentBytes).toFixed(2)} | ${grown.toFixed(1)} B | ${kilobytes(run.logBytes)} KB | ${kilobytes(run.logBytesAfterStop)} KB |`
				);
			}),
		].join('\n'),
	];
}

function badNetworkSection(result: Result<BadNetworkFigures>): string[] {
	const figures = result.figures;
	return [
		'## A bad network',
		measured('npm run bench:bad-network', result),
		`${figures.people} people by the client’s own code, over lines with a round trip of ${figures.roundTripMs} ms that lose ${share(figures.loss)} of segments each way. The lines are a proxy’s: it delays, and where a segment is lost it holds back all that follows for as long as TCP takes to send it again; what a program sees of a lost packet is nothing else. (\`tc netem\` would do it below TCP; the kernel of this machine comes without it.) Besides, a connection breaks without a word every three seconds.`,
		[
			`- ${figures.letters.toLocaleString('en')} letters typed, ${figures.lettersLost} lost; ${figures.lostSegments.toLocaleString('en')} of ${figures.segments.toLocaleString('en')} segments lost, ${figures.broken} connections broken.`,
			`- One’s own letter stands in one’s own copy after ${milliseconds(figures.localP50)} ms (p50), ${milliseconds(figures.localP99)} ms (p99).`,
			`- The others have it after ${milliseconds(figures.remoteP50)} ms (p50), ${milliseconds(figures.remoteP99)} ms (p99, of those whose line broke too).`,
			`- ${(figures.settledMs / 1_000).toFixed(1)} s after the last letter all copies were alike and saved.`,
		].join('\n'),
	];
}

function costSection(result: Result<CostFigures>): string[] {
	const { byPeople, byCards, cardsOfAll, peopleAtAll } = result.figures;
	const pictures = picturesOfCost(result.figures);
	const perPerson = (read: (row: Row) => number) => slope(byPeople.map((row) => [row.people, read(row)]));
	const perCard = (read: (row: CostFigures['byCards'][number]) => number) =>
		slope(byCards.map((row) => [row.cards, read(row)]));
	const lastPeople = byPeople.at(-1);
	return [
		'## The cost of one more',
		measured('npm run bench:cost', result),
		`![CPU, memory and bytes against people](${picture('bench-cost-person', pictures.people)})`,
		[
			`One more person, on a board of ${cardsOfAll} cards, takes about ${(100 * perPerson((row) => row.serverCpu)).toFixed(2)} % of a core`,
			`and ${kilobytes(perPerson((row) => row.serverBytes))} KB of memory,`,
			`and makes each who sees the whole board receive ${kilobytes(perPerson((row) => row.bytesToAll ?? 0))} KB/s more.`,
			`To all together the server sends ${kilobytes(perPerson(sentToAll))} KB/s more with each` +
				(lastPeople
					? `, ${(sentToAll(lastPeople) / 2 ** 20).toFixed(2)} MB/s at ${lastPeople.people} people.`
					: '.'),
		].join(' '),
		`![CPU, memory and size of the first copy against cards](${picture('bench-cost-card', pictures.cards)})`,
		[
			`One more card, with ${peopleAtAll} people, takes about ${(1e6 * perCard((row) => row.serverCpu)).toFixed(1)} millionths of a core,`,
			`${kilobytes(perCard((row) => row.serverBytes))} KB of memory, and ${perCard((row) => row.firstCopyBytes).toFixed(0)} bytes of the first copy that everybody gets.`,
			`An edit takes ${milliseconds(byCards[0]?.editP99 ?? null)} ms (p99) on ${byCards[0]?.cards ?? 0} cards and ${milliseconds(byCards.at(-1)?.editP99 ?? null)} ms on ${byCards.at(-1)?.cards ?? 0}.`,
		].join(' '),
	];
}

/** Of the straight line with the least squares. */
function slope(points: readonly (readonly [number, number])[]): number {
	const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
	const [mx, my] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
	const spread = points.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
	return spread === 0 ? 0 : points.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0) / spread;
}
