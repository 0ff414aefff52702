// Whether two groups of figures differ by more than chance.

const ROUNDS = 4000;

/** The most combinations that are all looked at, instead of some. */
const EXACT = 20_000;

/** Below this a difference is said to be one. */
export const LEVEL = 0.05;

/**
 * Permutation test: the share of ways to deal all figures to two groups of these sizes in which the groups
 * differ at least as much. The same figures always give the same answer.
 * @param a figures of one group
 * @param b figures of the other
 * @param of what is compared of a group, its mean for example
 * @returns the p-value, 1 where there is nothing to compare
 */
export function pValue(a, b, of) {
	if (!a.length || !b.length) {
		return 1;
	}
	const all = [...a, ...b];
	const found = Math.abs(of(a) - of(b)) * (1 - 1e-9);
	const size = a.length;
	let extreme = 0;
	let looked = 0;
	const look = (left, right) => {
		looked++;
		extreme += Math.abs(of(left) - of(right)) >= found ? 1 : 0;
	};
	if (combinations(all.length, size) <= EXACT) {
		eachCombination(all, size, look);
		return extreme / looked;
	}
	const random = generator(all.length);
	for (let round = 0; round < ROUNDS; round++) {
		for (let i = 0; i < size; i++) {
			const j = i + Math.floor(random() * (all.length - i));
			[all[i], all[j]] = [all[j], all[i]];
		}
		look(all.slice(0, size), all.slice(size));
	}
	return (extreme + 1) / (looked + 1);
}

function combinations(n, k) {
	let ways = 1;
	for (let i = 1; i <= Math.min(k, n - k); i++) {
		ways *= (n - i + 1) / i;
		if (ways > EXACT) {
			return Infinity;
		}
	}
	return Math.round(ways);
}

function eachCombination(all, size, look) {
	const choose = (from, left, right) => {
		if (left.length === size) {
			look(left, [...right, ...all.slice(from)]);
		}
		else if (all.length - from >= size - left.length) {
			choose(from + 1, [...left, all[from]], right);
			choose(from + 1, left, [...right, all[from]]);
		}
	};
	choose(0, [], []);
}

/** Random numbers that are the same each time. */
function generator(seed) {
	let state = seed * 2_654_435_761 >>> 0;
	return () => {
		state = state + 0x6D2B79F5 >>> 0;
		let mixed = Math.imul(state ^ state >>> 15, state | 1);
		mixed ^= mixed + Math.imul(mixed ^ mixed >>> 7, mixed | 61);
		return ((mixed ^ mixed >>> 14) >>> 0) / 2 ** 32;
	};
}

/**
 * Holm's correction: who looks at ten figures finds one that differs by chance.
 * @param values p-values
 * @returns the corrected ones in the same order
 */
export function holm(values) {
	const order = values.map((value, i) => i).sort((i, j) => values[i] - values[j]);
	const corrected = [];
	let highest = 0;
	order.forEach((at, rank) => {
		highest = Math.max(highest, Math.min(1, values[at] * (values.length - rank)));
		corrected[at] = highest;
	});
	return corrected;
}
