// One trace: what it came to, its spans, and one span in detail.

import { traceActions } from "./actions.js";
import { ofList } from "./address.js";
import { criticalPath } from "./critical.js";
import { Detail } from "./detail.js";
import { h, icon, show } from "./dom.js";
import { ask } from "./feed.js";
import * as format from "./format.js";
import { failed } from "./outcome.js";
import { status } from "./status.js";
import { treeOf } from "./tree.js";
import { Waterfall } from "./waterfall.js";

export class TraceView {

	#store;
	#id;
	#selected;
	#rows = new Map();
	#words = "";
	#critical = false;
	#head = h("header.tracehead");
	#waterfall = new Waterfall();
	#find = h("input", { type: "search", placeholder: "Find in this trace", spellcheck: "false", "aria-label": "Find in this trace",
		oninput: (event) => this.#search(event.target.value), onkeydown: (event) => event.key === "Enter" && this.next() });
	#found = h("span.more", { role: "status" });
	#path = h("button.quiet", { type: "button", "aria-pressed": "false", "data-action": "critical", title: "Key: p",
		onclick: () => this.togglePath() }, "Critical path");
	#side = h("aside.panel.detail", { "aria-label": "Span" });
	#detail = new Detail(this.#side);
	#loading = false;
	#again = false;
	#ticker = null;

	constructor(store, id, span) {
		this.#store = store;
		this.#id = id;
		this.#selected = span;
	}

	open(main) {
		show(main, this.#head, h("div.split", {}, h("section.panel.spans", { "aria-label": "Trace" },
			h("div.find", {}, h("label.search", {}, icon("search"), this.#find, this.#found, h("kbd", {}, "/")), this.#path),
			this.#waterfall.element), this.#side));
		this.#ticker = setInterval(() => this.#store.open(this.#id).length && this.#paint(), 1000);
		return this.#load();
	}

	close() {
		clearInterval(this.#ticker);
	}

	/** Whether an address is one of this trace; if so, shows its span. */
	goTo(id, span) {
		if (id !== this.#id) {
			return false;
		}
		this.#selected = span;
		this.#paint();
		if (matchMedia("(max-width: 980px)").matches) {
			this.#side.scrollIntoView({ behavior: "smooth", block: "start" });
		}
		return true;
	}

	update(touched) {
		if (touched?.has(this.#id) || (touched && !this.#rows.size)) {
			this.#load();
		}
	}

	async #load() {
		if (this.#loading) {
			this.#again = true;
			return;
		}
		this.#loading = true;
		try {
			// The server knows of a trace when its first span has ended.
			const known = this.#store.trace(this.#id);
			const { rows } = known?.rows.every((row) => row.open) ? { rows: [] } : await ask(`traces/${encodeURIComponent(this.#id)}`);
			this.#rows = new Map(rows.map((row) => [row.id, row]));
			this.#paint();
		}
		catch (error) {
			show(this.#head, h("a.back", { href: ofList() }, icon("back"), "Traces"), h("p.note.empty", {}, error.message));
			show(this.#waterfall.element);
			show(this.#side);
		}
		finally {
			this.#loading = false;
			if (this.#again) {
				this.#again = false;
				this.#load();
			}
		}
	}

	/** Those that have ended, and those that still run. */
	#all() {
		return [...this.#rows.values(), ...this.#store.open(this.#id).filter((row) => !this.#rows.has(row.id))];
	}

	#paint() {
		const rows = this.#all();
		if (!rows.length) {
			return;
		}
		const tree = treeOf(rows);
		const selected = tree.nodes.get(this.#selected)?.row || (tree.roots.find((node) => !node.row.parent) || tree.order[0]).row;
		this.#selected = selected.id;
		this.#header(tree);
		const matches = this.#matches();
		this.#waterfall.show({ tree, selected: selected.id, matches, critical: this.#critical ? criticalPath(tree) : null });
		this.#found.textContent = matches ? `${format.number(matches.size)} of ${format.number(rows.length)}` : "";
		this.#detail.show(selected, tree.nodes.get(selected.id), this.#store.about);
	}

	#matches() {
		const words = this.#words.toLowerCase().split(/\s+/).filter(Boolean);
		return words.length ? new Set(this.#all().filter((row) => {
			const text = textOf(row);
			return words.every((word) => text.includes(word));
		}).map((row) => row.id)) : null;
	}

	#header(tree) {
		const trace = this.#store.trace(this.#id);
		if (!trace) {
			return;
		}
		document.title = `${trace.name} · ${this.#store.about.application || "console"}`;
		const fact = (name, value) => h("span.fact", { "data-fact": name }, h("span.label", {}, name), h("b", {}, value));
		const permalink = this.#store.about.permalink;
		show(this.#head, h("a.back", { href: ofList() }, icon("back"), "Traces"),
			h("h1", {}, status(trace), trace.name),
			h("div.facts", {}, fact("Duration", format.duration(trace.duration)), fact("Spans", format.number(tree.order.length)),
				fact("Model calls", format.number(trace.calls.length)),
				fact("Tokens", trace.tokens === undefined ? format.NONE
					: `${format.tokens(trace.input)} → ${format.tokens(trace.output)}`),
				fact("Cost", format.cost(trace.cost)),
				trace.errors.length ? fact("Errors", h("span.bad", {}, format.number(trace.errors.length))) : null,
				fact("Started", format.moment(trace.start)),
				trace.session === undefined ? null : h("a.quiet", { href: `#/session/${encodeURIComponent(trace.session)}`, "data-action": "session" }, "Session"),
				traceActions(trace, [...this.#rows.values()], this.#store),
				permalink ? h("a.quiet", { href: permalink.replace("{trace}", trace.id).replace("{span}", tree.order[0].row.id),
					target: "_blank", rel: "noopener noreferrer" }, icon("out"), "Braintrust") : null));
	}

	#search(text) {
		this.#words = text;
		this.#paint();
		const matches = this.#matches();
		if (matches?.size && !matches.has(this.#selected)) {
			this.#go(this.#waterfall.next((row) => matches.has(row.id)), false);
		}
	}

	/** Puts the cursor where one searches. */
	search() {
		this.#find.focus();
		this.#find.select();
	}

	/** Shows which spans were waited for, or no longer. */
	togglePath() {
		this.#critical = !this.#critical;
		this.#path.setAttribute("aria-pressed", String(this.#critical));
		this.#paint();
	}

	/** Moves the selection along the rows that are shown. */
	step(by) {
		this.#go(this.#waterfall.near(by), true);
	}

	/** Opens or closes what is below the selection, or goes to its parent. */
	fold(close) {
		this.#go(this.#waterfall.fold(close), true);
	}

	/** Goes to the next span that was found, or without a search to the next that failed. */
	next() {
		const matches = this.#matches();
		this.#go(this.#waterfall.next((row) => matches ? matches.has(row.id) : failed(row)), document.activeElement !== this.#find);
	}

	#go(id, focus) {
		const { nodes } = treeOf(this.#all());
		if (!nodes.has(id)) {
			return;
		}
		history.replaceState(null, "", `#/trace/${this.#id}/span/${id}`);
		this.#selected = id;
		this.#waterfall.select(id, focus);
		this.#detail.show(nodes.get(id).row, nodes.get(id), this.#store.about);
	}

}

/** All that is known of a row, as text to search in. Content is JSON in which texts are escaped. */
function textOf(row) {
	row.found ??= [row.name, row.type, row.id, row.error, ...Object.entries(row.attributes || {}).flatMap(([key, value]) =>
		[key, typeof value === "string" && key.endsWith("_json") ? format.texts(format.parsed(value)) : format.plain(value)])]
		.filter(Boolean).join("\n").toLowerCase();
	return row.found;
}
