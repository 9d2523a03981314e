import { describe, expect, it } from 'vitest';
import { FIELD_KEYS } from '#domain/cards.ts';
import { choicesFrom, CHOICE_KEYS, isChoice, TEMPLATE_PARTS } from '#domain/commitment-template.ts';
import { goalOf, SDG_GOALS, SDG_TARGETS, targetsOf, type SdgTarget } from '#domain/sdg.ts';

describe('[C11] the form of a commitment', () => {
	it('asks every field once, in one of its parts', () => {
		expect(TEMPLATE_PARTS.flatMap(({ fields }) => [...fields])).toEqual([...FIELD_KEYS]);
	});

	it('knows the 17 goals and 169 targets of the 2030 Agenda', () => {
		expect(SDG_TARGETS).toHaveLength(169);
		expect(new Set(SDG_TARGETS).size).toBe(169);
		expect(targetsOf(5)).toEqual(['5.1', '5.2', '5.3', '5.4', '5.5', '5.6', '5.a', '5.b', '5.c']);
		expect(targetsOf(17).at(-1)).toBe('17.19');
		expect(SDG_TARGETS.map(goalOf).filter((goal, i) => goal !== SDG_TARGETS.map(goalOf)[i - 1])).toEqual([
			...SDG_GOALS,
		]);
		expect(() => goalOf('18.1' as SdgTarget)).toThrow(RangeError);
	});

	it('reads what can be chosen and passes over the rest', () => {
		const said: Readonly<Record<string, unknown>> = {
			level: 'heroic',
			'axis-participation': true,
			'axis-transparency': 'yes',
			'sdg-16.7': true,
			'sdg-5': true,
		};
		expect(choicesFrom((key) => said[key])).toEqual({
			axes: ['participation'],
			level: null,
			goals: [5, 16],
			targets: ['16.7'],
		});
		expect(CHOICE_KEYS.every((key) => isChoice(key, key === 'level' ? null : true))).toBe(true);
	});
});
