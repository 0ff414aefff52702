// Traces in files: saved from here or written by a failed test. What is opened does not leave the browser.

import { h, show } from "./dom.js";
import { ask, inlined, keep } from "./feed.js";
import { grouped } from "./figures.js";
import { keepPictures, served } from "./media.js";

/** The rows, and the pictures, of what was saved here or of what a test has written. */
export function contentOf(text) {
	let rows;
	let pictures;
	try {
		({ rows, pictures } = JSON.parse(text));
	}
	catch {
		throw new Error("This file is no JSON. Choose one that was saved here, or that a failed test has written to target/gai-traces.");
	}
	const complete = (row) => typeof row?.id === "string" && typeof row.trace === "string" && typeof row.name === "string"
		&& Number.isFinite(row.start) && Number.isFinite(row.end);
	if (!Array.isArray(rows) || !rows.length || !rows.every(complete)) {
		throw new Error("This file holds no trace. Choose one that was saved here, or that a failed test has written to target/gai-traces.");
	}
	return { rows, pictures: typeof pictures === "object" && pictures !== null ? pictures : {} };
}

/** Saves traces with everything that was said in them, as one file. */
export async function save(name, ids) {
	const rows = [];
	const pictures = {};
	for (let i = 0; i < ids.length; i += 6) {
		const loaded = await Promise.all(ids.slice(i, i + 6).map((id) => ask(`traces/${id}`).catch(() => ({ rows: [] }))));
		loaded.forEach((trace) => rows.push(...trace.rows.map(({ found, ...row }) => row)));
		for (const key of loaded.flatMap((trace) => trace.pictures || [])) {
			pictures[key] ??= await inlined(served(key)).catch(() => undefined);
		}
	}
	const address = URL.createObjectURL(new Blob([JSON.stringify({ rows, pictures })], { type: "application/json" }));
	h("a", { href: address, download: `${name.replace(/[^\p{L}\p{N}._-]+/gu, "-").slice(0, 80)}.json` }).click();
	setTimeout(() => URL.revokeObjectURL(address), 10_000);
	return rows.length;
}

export class FileView {

	#store;
	#note = h("p.note", { role: "alert" });

	constructor(store) {
		this.#store = store;
	}

	open(main) {
		document.title = `Open traces · ${this.#store.about.application || "console"}`;
		const input = h("input", { type: "file", accept: ".json,application/json", "aria-label": "File of traces",
			onchange: () => this.read(input.files[0]) });
		show(main, h("section.panel.filebox", {
			ondragover: (event) => event.preventDefault(),
			ondrop: (event) => { event.preventDefault(); this.read(event.dataTransfer.files[0]); }
		}, h("h1", {}, "Open traces"),
		h("p", {}, "Choose a file that was saved here, or drop one. A test that fails writes its traces to ", h("code", {}, "target/gai-traces"),
			". What is opened stays in this browser."),
		input, this.#note));
		input.focus();
	}

	async read(file) {
		if (!file) {
			return;
		}
		try {
			const { rows, pictures } = contentOf(await file.text());
			keepPictures(pictures);
			const traces = grouped(rows, (row) => row.trace);
			traces.forEach((list) => keep(list));
			this.#store.import(rows);
			location.hash = traces.size === 1 ? `#/trace/${rows[0].trace}` : "#/";
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
