// The rows that have come, the spans that still run, and the traces that they make. A row is never changed.

import { summed } from "./summary.js";

/** How long a view of a trace that runs is good for. */
const FRESH = 500;

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
			this.#traces.forEach((trace, id) => trace.imported || this.#traces.delete(id));
		}
		this.position = changes.position;
		this.evictedTraces = changes.evictedTraces;
		this.omittedSpans = changes.omittedSpans;
		const touched = new Set();
		changes.rows.forEach((row) => this.#trace(row, touched).rows.set(row.id, row));
		if (changes.open) {
			this.#run(changes.open, touched);
		}
		this.#evict();
		this.#listeners.forEach((listener) => listener(touched, changes.reset));
	}

	/** Takes traces out of a file. They stay until the page is closed. */
	import(rows) {
		const touched = new Set();
		rows.forEach((row) => {
			const trace = this.#trace(row, touched);
			trace.imported = true;
			trace.rows.set(row.id, row);
		});
		this.#listeners.forEach((listener) => listener(touched, false));
	}

	#run(rows, touched) {
		for (const [id, trace] of this.#traces) {
			if (trace.open.size) {
				trace.open.clear();
				trace.cached = null;
				touched.add(id);
			}
		}
		rows.forEach((row) => this.#trace(row, touched).open.set(row.id, row));
		this.#traces.forEach((trace, id) => trace.rows.size + trace.open.size || this.#traces.delete(id));
	}

	#trace(row, touched) {
		let trace = this.#traces.get(row.trace);
		if (!trace) {
			trace = { id: row.trace, rows: new Map(), open: new Map(), imported: false, cached: null, at: 0 };
			this.#traces.set(row.trace, trace);
		}
		trace.cached = null;
		touched.add(row.trace);
		return trace;
	}

	#evict() {
		for (const [id, trace] of this.#traces) {
			if (this.#traces.size <= this.about.maxTraces) {
				break;
			}
			if (!trace.imported) {
				this.#traces.delete(id);
			}
		}
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

	/** The rows of a trace that still run, as if they ended now. */
	open(id) {
		const trace = this.#traces.get(id);
		return trace ? stillOpen(trace) : [];
	}

}

function stillOpen(trace) {
	const now = Date.now();
	return [...trace.open.values()].filter((row) => !trace.rows.has(row.id)).map((row) => ({ ...row, end: Math.max(row.start, now) }));
}

function view(trace) {
	if (!trace.cached || (trace.open.size && Date.now() - trace.at > FRESH)) {
		trace.cached = summed(trace.id, [...trace.rows.values(), ...stillOpen(trace)]);
		trace.at = Date.now();
	}
	return trace.cached;
}
