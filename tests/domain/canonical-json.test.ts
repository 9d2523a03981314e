import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, textOf } from '#domain/hashing.ts';

// The test data published with RFC 8785 (github.com/cyberphone/json-canonicalization, testdata/), input and output.
const VECTORS: Readonly<Record<string, readonly [input: string, output: string]>> = {
	arrays: [
		'[\n  56,\n  {\n    "d": true,\n    "10": null,\n    "1": [ ]\n  }\n]',
		'[56,{"1":[],"10":null,"d":true}]',
	],
	french: [
		'{\n  "peach": "This sorting order",\n  "péché": "is wrong according to French",\n  "pêche": "but canonicalization MUST",\n  "sin":   "ignore locale"\n}',
		'{"peach":"This sorting order","péché":"is wrong according to French","pêche":"but canonicalization MUST","sin":"ignore locale"}',
	],
	structures: [
		'{\n  "1": {"f": {"f": "hi","F": 5} ,"\\n": 56.0},\n  "10": { },\n  "": "empty",\n  "a": { },\n  "111": [ {"e": "yes","E": "no" } ],\n  "A": { }\n}',
		'{"":"empty","1":{"\\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{"E":"no","e":"yes"}],"A":{},"a":{}}',
	],
	unicode: ['{\n  "Unnormalized Unicode":"A\\u030a"\n}', '{"Unnormalized Unicode":"A\u030a"}'],
	values: [
		'{\n  "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],\n  "string": "\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/",\n  "literals": [null, true, false]\n}',
		'{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
	],
	weird: [
		'{\n  "\\u20ac": "Euro Sign",\n  "\\r": "Carriage Return",\n  "\\u000a": "Newline",\n  "1": "One",\n  "\\u0080": "Control\\u007f",\n  "\\ud83d\\ude02": "Smiley",\n  "\\u00f6": "Latin Small Letter O With Diaeresis",\n  "\\ufb33": "Hebrew Letter Dalet With Dagesh",\n  "</script>": "Browser Challenge"\n}',
		'{"\\n":"Newline","\\r":"Carriage Return","1":"One","</script>":"Browser Challenge","\u0080":"Control\u007f","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😂":"Smiley","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
	],
};

describe('canonical JSON is that of RFC 8785', () => {
	test.each(Object.entries(VECTORS))('in its published example "%s"', (_name, [input, output]) => {
		expect(canonicalJson(JSON.parse(input))).toBe(output);
	});

	// RFC 8785, appendix B: the bits of a double, and how it is written.
	test.each([
		['0000000000000000', '0'],
		['8000000000000000', '0'],
		['0000000000000001', '5e-324'],
		['8000000000000001', '-5e-324'],
		['7fefffffffffffff', '1.7976931348623157e+308'],
		['ffefffffffffffff', '-1.7976931348623157e+308'],
		['4340000000000000', '9007199254740992'],
		['c340000000000000', '-9007199254740992'],
		['4430000000000000', '295147905179352830000'],
		['44b52d02c7e14af5', '9.999999999999997e+22'],
		['44b52d02c7e14af6', '1e+23'],
		['44b52d02c7e14af7', '1.0000000000000001e+23'],
		['444b1ae4d6e2ef4e', '999999999999999700000'],
		['444b1ae4d6e2ef4f', '999999999999999900000'],
		['444b1ae4d6e2ef50', '1e+21'],
		['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
		['3eb0c6f7a0b5ed8d', '0.000001'],
		['41b3de4355555553', '333333333.3333332'],
		['41b3de4355555554', '333333333.33333325'],
		['41b3de4355555555', '333333333.3333333'],
		['41b3de4355555556', '333333333.3333334'],
		['41b3de4355555557', '333333333.33333343'],
		['becbf647612f3696', '-0.0000033333333333333333'],
		['43143ff3c1cb0959', '1424953923781206.2'],
	])('for the number %s', (bits, text) => {
		expect(canonicalJson(Buffer.from(bits, 'hex').readDoubleBE())).toBe(text);
	});

	test('as another program writes it, for any value', () => {
		fc.assert(
			fc.property(fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }), (value) => {
				expect(canonicalJson(value)).toBe(canonicalize(value));
				expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
			}),
		);
	});
});

describe('what JSON cannot say is refused and never guessed', () => {
	test.each<[string, unknown]>([
		['undefined', undefined],
		['a field without a value', { reason: undefined }],
		['a hole in a list', Array(1)],
		['not a number', Number.NaN],
		['infinity', { share: Number.POSITIVE_INFINITY }],
		['half a character', '\ud83d'],
		['half a character as a name', { '\ude02': 1 }],
		['a function', () => 1],
		['a big integer', 1n],
		['a symbol', Symbol('x')],
		['a date', new Date(0)],
		['a map', new Map([['a', 1]])],
		['bytes', Uint8Array.of(1)],
	])('%s', (_title, value) => {
		expect(() => canonicalJson(value)).toThrow(TypeError);
	});
});

test('the order in which fields were written does not change the hash', () => {
	expect(textOf({ a: 1, b: [2, { d: 3, c: 4 }] })).toEqual(textOf({ b: [2, { c: 4, d: 3 }], a: 1 }));
	expect(textOf([1, 2]).hash).not.toBe(textOf([2, 1]).hash);
	expect(textOf('').hash).toBe('12ae32cb1ec02d01eda3581b127c1fee3b0dc53572ed6baf239721a03d82e126');
});
