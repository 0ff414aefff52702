// The rows that have come, and the traces that they make. A row is never changed.

/** A trace whose root has not come for so long has it elsewhere. */
const PATIENCE = 60_000;

export class Store {

	#traces = new Map();
	#listeners = new Set();
	about = { maxTraces: 500, contentCaptured: true };
	evictedTraces = 0;
	omittedSpans = 0;
	position = null;

	/** Takes what the server has told. */
	take(changes) {
		if (changes.reset) {
			this.#traces.clear();
		}
		this.position = changes.position;
		this.evictedTraces = changes.evictedTraces;
		this.omittedSpans = changes.omittedSpans;
		const touched = new Set();
		for (const row of changes.rows) {
			let trace = this.#traces.get(row.trace);
			if (!trace) {
				trace = { id: row.trace, rows: new Map(), cached: null };
				this.#traces.set(row.trace, trace);
			}
			trace.rows.set(row.id, row);
			trace.cached = null;
			touched.add(row.trace);
		}
		for (const id of this.#traces.keys()) {
			if (this.#traces.size <= this.about.maxTraces) {
				break;
			}
			this.#traces.delete(id);
		}
		this.#listeners.forEach((listener) => listener(touched, changes.reset));
	}

	onChange(listener) {
		this.#listeners.add(listener);
	}

	/** All traces, the newest first. */
	traces() {
		return [...this.#traces.values()].map(view).sort((a, b) => b.start - a.start);
	}

	trace(id) {
		const trace = this.#traces.get(id);
		return trace ? view(trace) : null;
	}

}

function view(trace) {
	if (!trace.cached) {
		trace.cached = summed(trace.id, [...trace.rows.values()]);
	}
	return trace.cached;
}

function summed(id, rows) {
	const tree = treeOf(rows);
	const root = rows.find((row) => !row.parent);
	const first = root || tree.roots[0].row;
	const start = Math.min(...rows.map((row) => row.start));
	const end = Math.max(...rows.map((row) => row.end));
	const calls = rows.filter((row) => row.type === "llm");
	const errors = rows.filter((row) => failed(row) && !isAttempt(row));
	return {
		id, rows, tree, root, start, end, calls, errors,
		name: first.name,
		get running() {
			return !root && Date.now() - end < PATIENCE;
		},
		duration: root ? root.end - root.start : end - start,
		failed: root ? failed(root) : false,
		retried: rows.some((row) => isRetried(row)),
		models: [...new Set(calls.map((row) => model(row)).filter(Boolean))],
		input: sum(calls, "prompt_tokens"),
		output: sum(calls, "completion_tokens"),
		tokens: sum(calls, "tokens"),
		cost: sum(calls, "estimated_cost"),
		text: rows.map(words).join("\n").toLowerCase(),
		preview: first.input || first.output || ""
	};
}

/** Rows below each other: [{ row, children, depth }], children in the order of their start. */
export function treeOf(rows) {
	const nodes = new Map(rows.map((row) => [row.id, { row, children: [], depth: 0 }]));
	const roots = [];
	for (const node of nodes.values()) {
		const parent = node.row.parent && nodes.get(node.row.parent);
		(parent && parent !== node ? parent.children : roots).push(node);
	}
	const order = [];
	const seen = new Set();
	const walk = (list, depth) => list
		.sort((a, b) => a.row.start - b.row.start || a.row.end - b.row.end)
		.forEach((node) => {
			if (!seen.has(node)) {
				seen.add(node);
				node.depth = depth;
				order.push(node);
				walk(node.children, depth + 1);
			}
		});
	walk(roots, 0);
	return { roots: roots.length ? roots : order, nodes, order };
}

export const failed = (row) => row.error !== undefined;

export const isAttempt = (row) => /^attempt \d+$/.test(row.name);

export function isRetried(row) {
	return (row.metadata?.["retry.failed_attempts"] ?? 0) > 0;
}

export const model = (row) => row.metadata?.model;

export const variant = (row) => row.metadata?.["experiment.variant"];

/** Category of an error, and the kind of failure where it has none. */
export function category(row) {
	return row.metadata?.["error.category"] || (row.error || "").split(/[:\s]/)[0].split(".").pop() || "unknown";
}

/** The sum of a figure; undefined where nobody reported it. */
export function sum(rows, metric) {
	let total;
	for (const row of rows) {
		const value = row.metrics?.[metric];
		if (typeof value === "number") {
			total = (total || 0) + value;
		}
	}
	return total;
}

function words(row) {
	return [row.trace, row.id, row.name, row.type, row.error, row.input, row.output, ...(row.tags || []),
		...Object.entries(row.metadata || {}).map(([key, value]) => `${key}=${typeof value === "object"
			? JSON.stringify(value) : value}`)].filter(Boolean).join(" ");
}
