// What differs between two texts.

/** With more edits than these, texts are said to be different as a whole. */
const MOST = 1500;

/**
 * Compares texts word by word, long ones line by line.
 * @returns [{ kind, text }], kind being "same", "gone" (only in a) or "new" (only in b)
 */
export function difference(a, b) {
	const small = a.length + b.length < 20_000;
	return joined(edits(split(a, small), split(b, small)));
}

function split(text, words) {
	return text.match(words ? /\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu : /[^\n]*\n|[^\n]+/g) || [];
}

/**
 * Compares lists of strings.
 * @returns [{ kind, text }]
 */
export function edits(a, b) {
	let from = 0;
	while (from < a.length && from < b.length && a[from] === b[from]) {
		from++;
	}
	let until = 0;
	while (until < a.length - from && until < b.length - from && a[a.length - 1 - until] === b[b.length - 1 - until]) {
		until++;
	}
	const same = (list) => list.map((text) => ({ kind: "same", text }));
	return [...same(a.slice(0, from)), ...shortest(a.slice(from, a.length - until), b.slice(from, b.length - until)),
		...same(a.slice(a.length - until))];
}

/** Myers' algorithm: the fewest words that are gone or new. */
function shortest(a, b) {
	const whole = [...a.map((text) => ({ kind: "gone", text })), ...b.map((text) => ({ kind: "new", text }))];
	if (!a.length || !b.length) {
		return whole;
	}
	const most = Math.min(a.length + b.length, MOST);
	const ends = new Map([[1, 0]]);
	const trail = [];
	for (let count = 0; count <= most; count++) {
		trail.push(new Map(ends));
		for (let k = -count; k <= count; k += 2) {
			let x = k === -count || (k !== count && (ends.get(k - 1) ?? -1) < (ends.get(k + 1) ?? -1)) ? ends.get(k + 1) : ends.get(k - 1) + 1;
			while (x < a.length && x - k < b.length && a[x] === b[x - k]) {
				x++;
			}
			ends.set(k, x);
			if (x >= a.length && x - k >= b.length) {
				return walkedBack(a, b, trail);
			}
		}
	}
	return whole;
}

function walkedBack(a, b, trail) {
	const found = [];
	let x = a.length;
	let y = b.length;
	for (let count = trail.length - 1; count >= 0; count--) {
		const ends = trail[count];
		const k = x - y;
		const before = k === -count || (k !== count && (ends.get(k - 1) ?? -1) < (ends.get(k + 1) ?? -1)) ? k + 1 : k - 1;
		const left = ends.get(before);
		while (x > left && y > left - before && x > 0 && y > 0) {
			found.push({ kind: "same", text: a[--x] });
			y--;
		}
		if (count > 0) {
			found.push(before === k + 1 ? { kind: "new", text: b[--y] } : { kind: "gone", text: a[--x] });
		}
	}
	return found.reverse();
}

/** Neighbours of one kind as one text; what is gone before what is new, and a blank between two changes is one too. */
function joined(list) {
	const parts = [];
	list.forEach(({ kind, text }, i) => {
		const between = kind === "same" && /^\s+$/.test(text) && i > 0 && list[i - 1].kind !== "same" && i + 1 < list.length && list[i + 1].kind !== "same";
		const last = parts.at(-1);
		if (between && last && last.kind === "changed") {
			last.gone += text;
			last.new += text;
		}
		else if (kind === "same") {
			last?.kind === "same" ? last.text += text : parts.push({ kind, text });
		}
		else {
			const changed = last?.kind === "changed" ? last : parts[parts.push({ kind: "changed", gone: "", new: "" }) - 1];
			changed[kind] += text;
		}
	});
	return parts.flatMap((part) => part.kind === "same" ? [part]
		: ["gone", "new"].filter((kind) => part[kind]).map((kind) => ({ kind, text: part[kind] })));
}
