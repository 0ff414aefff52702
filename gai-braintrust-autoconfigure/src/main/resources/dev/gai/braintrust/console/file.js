// A trace out of a file, of a failed test for example. It does not leave the browser.

import { h, show } from "./dom.js";
import { keep } from "./feed.js";

/** The rows of what a test has written. */
export function rowsOf(text) {
	let rows;
	try {
		({ rows } = JSON.parse(text));
	}
	catch {
		throw new Error("This file is no JSON. Choose one that a failed test has written to target/gai-traces.");
	}
	const complete = (row) => typeof row?.id === "string" && typeof row.trace === "string" && typeof row.name === "string"
		&& Number.isFinite(row.start) && Number.isFinite(row.end);
	if (!Array.isArray(rows) || !rows.length || !rows.every(complete)) {
		throw new Error("This file holds no trace. Choose one that a failed test has written to target/gai-traces.");
	}
	return rows;
}

export class FileView {

	#store;
	#note = h("p.note", { role: "alert" });

	constructor(store) {
		this.#store = store;
	}

	open(main) {
		const input = h("input", { type: "file", accept: ".json,application/json", "aria-label": "File of a trace",
			onchange: () => this.read(input.files[0]) });
		show(main, h("section.panel", { vars: { padding: "1rem" } }, h("h1", {}, "Open a trace"),
			h("p", {}, "A test that fails writes its traces to target/gai-traces. What is opened here stays in this browser."),
			input, this.#note));
	}

	async read(file) {
		try {
			const rows = rowsOf(await file.text());
			keep(rows);
			this.#store.take({ reset: false, position: this.#store.position, evictedTraces: this.#store.evictedTraces,
				omittedSpans: this.#store.omittedSpans, rows });
			location.hash = `#/trace/${rows[0].trace}`;
		}
		catch (error) {
			show(this.#note, error.message);
		}
	}

	update() {
	}

	close() {
	}

}
