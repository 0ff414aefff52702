// The rows that have come, and the traces that they make. A row is never changed.

import { isRetried, origins, outcome } from "./outcome.js";
import { extent, treeOf } from "./tree.js";

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
	const root = tree.roots.map((node) => node.row).find((row) => !row.parent);
	const first = root || tree.roots[0].row;
	const { start, end } = extent(tree);
	const calls = rows.filter((row) => row.type === "llm");
	const errors = origins(rows);
	const ended = outcome(tree.roots.map((node) => node.row), rows, errors);
	return {
		id, rows, tree, root, start, end, calls, errors,
		name: first.name,
		get running() {
			return !root && Date.now() - end < PATIENCE;
		},
		get outcome() {
			return this.running ? "running" : ended;
		},
		duration: end - start,
		failed: ended === "failed",
		retried: rows.some(isRetried),
		users: distinct(rows, (row) => [row.metadata?.user_id]),
		tags: distinct(rows, (row) => row.tags || []),
		models: [...new Set(calls.map((row) => model(row)).filter(Boolean))],
		input: sum(calls, "prompt_tokens"),
		output: sum(calls, "completion_tokens"),
		tokens: sum(calls, "tokens"),
		cost: sum(calls, "estimated_cost"),
		text: rows.map(words).join("\n").toLowerCase(),
		preview: first.input || first.output || ""
	};
}

function distinct(rows, of) {
	return [...new Set(rows.flatMap(of).filter((value) => value !== undefined && value !== null).map(String))];
}

export const model = (row) => row.metadata?.model;

export const variant = (row) => row.metadata?.["experiment.variant"];

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
