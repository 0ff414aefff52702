// One trace: its spans as tree and waterfall in one, and one span in detail.

import { Detail } from "./detail.js";
import { h, icon, show } from "./dom.js";
import { ask } from "./feed.js";
import * as format from "./format.js";
import { status } from "./list.js";
import { failed, isAttempt, isRetried, model, treeOf } from "./store.js";

const TICKS = 4;

export class TraceView {

	#store;
	#id;
	#selected;
	#rows = new Map();
	#collapsed = new Set();
	#order = [];
	#head = h("header.tracehead");
	#tree = h("div.tree", { role: "tree", "aria-label": "Spans" });
	#side = h("aside.panel.detail", { "aria-label": "Span" });
	#detail = new Detail(this.#side);
	#loading = false;
	#again = false;

	constructor(store, id, span) {
		this.#store = store;
		this.#id = id;
		this.#selected = span;
	}

	open(main) {
		show(main, this.#head, h("div.split", {}, h("section.panel.spans", { "aria-label": "Trace" }, this.#tree), this.#side));
		return this.#load();
	}

	close() {
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
		if (touched && (touched.has(this.#id) || !this.#rows.size)) {
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
			const { rows } = await ask(`traces/${encodeURIComponent(this.#id)}`);
			this.#rows = new Map(rows.map((row) => [row.id, row]));
			this.#paint();
		}
		catch (error) {
			show(this.#head, h("a.back", { href: "#/" }, icon("back"), "Traces"), h("p.note.empty", {}, error.message));
			show(this.#tree);
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

	#paint() {
		const rows = [...this.#rows.values()];
		if (!rows.length) {
			return;
		}
		const tree = treeOf(rows);
		const selected = this.#rows.get(this.#selected) || (tree.roots.find((node) => !node.row.parent) || tree.order[0]).row;
		this.#selected = selected.id;
		this.#header(tree, rows);
		this.#waterfall(tree, rows);
		this.#detail.show(selected, tree.nodes.get(selected.id), this.#store.about);
	}

	#header(tree, rows) {
		const trace = this.#store.trace(this.#id);
		if (!trace) {
			return;
		}
		document.title = `${trace.name} · ${this.#store.about.application || "console"}`;
		const fact = (name, value) => h("span.fact", { "data-fact": name }, h("span.label", {}, name), h("b", {}, value));
		const permalink = this.#store.about.permalink;
		show(this.#head, h("a.back", { href: "#/" }, icon("back"), "Traces"),
			h("h1", {}, status(trace), trace.name),
			h("div.facts", {}, fact("Duration", format.duration(trace.duration)), fact("Spans", format.number(rows.length)),
				fact("Model calls", format.number(trace.calls.length)),
				fact("Tokens", trace.tokens === undefined ? format.NONE
					: `${format.tokens(trace.input)} → ${format.tokens(trace.output)}`),
				fact("Cost", format.cost(trace.cost)),
				trace.errors.length ? fact("Errors", h("span.bad", {}, format.number(trace.errors.length))) : null,
				fact("Started", format.moment(trace.start)),
				h("button.quiet.id", { type: "button", title: "Copy the trace id",
					onclick: () => navigator.clipboard?.writeText(trace.id) }, icon("copy"), h("code", {}, trace.id.slice(0, 8))),
				permalink ? h("a.quiet", { href: permalink.replace("{trace}", trace.id).replace("{span}", tree.order[0].row.id),
					target: "_blank", rel: "noopener noreferrer" }, icon("out"), "Braintrust") : null));
	}

	#waterfall(tree, rows) {
		const start = Math.min(...rows.map((row) => row.start));
		const span = Math.max(Math.max(...rows.map((row) => row.end)) - start, 0.001);
		const hidden = new Set();
		this.#order = tree.order.filter((node) => {
			const out = node.row.parent && (hidden.has(node.row.parent) || this.#collapsed.has(node.row.parent));
			if (out) {
				hidden.add(node.row.id);
			}
			return !out;
		});
		const ticks = Array.from({ length: TICKS + 1 }, (_, i) => h("span", { vars: { "--at": `${i / TICKS * 100}%` } },
			i ? format.duration(span * i / TICKS) : "0"));
		const focused = this.#tree.contains(document.activeElement);
		show(this.#tree, h("div.spanrow.axis", { "aria-hidden": "true" }, h("span.name", {}, "Span"), h("span.lane", {}, ticks)),
			this.#order.map((node) => this.#row(node, start, span)));
		if (focused) {
			this.#current()?.focus({ preventScroll: true });
		}
	}

	#row(node, start, span) {
		const { row, children, depth } = node;
		const open = !this.#collapsed.has(row.id);
		const first = row.metrics?.time_to_first_token * 1000;
		const took = row.end - row.start;
		const kind = isAttempt(row) ? "attempt" : row.type;
		const at = (row.start - start) / span * 100;
		const share = took / span * 100;
		const bar = h(`span.bar.${kind}`, { vars: { "--at": `${Math.min(at, 99.6)}%`, "--share": `${Math.max(share, 0.4)}%` } },
			Number.isFinite(first) ? h("span.first", { title: `First token after ${format.duration(first)}`,
				vars: { "--share": `${Math.min(first / took, 1) * 100}%` } }) : null);
		bar.classList.toggle("failed", failed(row));
		const label = h("span.took", { vars: at + share > 72 ? { "--right": `${100 - at}%` } : { "--left": `${at + share}%` } },
			format.duration(took));
		label.classList.add(at + share > 72 && at < 24 ? "inside" : at + share > 72 ? "before" : "after");
		return h("a.spanrow", { href: `#/trace/${row.trace}/span/${row.id}`, role: "treeitem", "data-span": row.id,
			"aria-level": depth + 1, "aria-selected": String(row.id === this.#selected), vars: { "--depth": depth },
			"aria-expanded": children.length ? String(open) : null, tabindex: row.id === this.#selected ? 0 : -1 },
		h("span.name", {}, children.length ? h("span.toggle", { "aria-hidden": "true", "data-open": String(open),
			onclick: (event) => { event.preventDefault(); this.#toggle(row.id); } }, icon("chevron")) : h("span.toggle.leaf"),
		h(`span.kind.${kind}`, { title: kind }, icon(kind)), h("span.text", {}, row.name),
		failed(row) ? h("span.badge.bad", {}, row.metadata?.["error.category"] || "error") : null,
		isRetried(row) ? h("span.badge.warn", {}, icon("attempt"), `${row.metadata["retry.failed_attempts"] + 1} attempts`) : null,
		!open ? h("span.badge", {}, `+${count(node)}`) : null,
		h("span.figures", {}, row.metrics?.estimated_cost === undefined ? null : h("span.cost", {}, format.cost(row.metrics.estimated_cost)),
			row.metrics?.tokens === undefined ? null : h("span", {}, `${format.tokens(row.metrics.tokens)} tok`))),
		h("span.lane", { title: model(row) || "" }, bar, label));
	}

	#toggle(id) {
		if (!this.#collapsed.delete(id)) {
			this.#collapsed.add(id);
		}
		this.#paint();
	}

	#current() {
		return this.#tree.querySelector("[aria-selected=true]");
	}

	/** Moves the selection along the rows that are shown. */
	step(by) {
		const at = this.#order.findIndex((node) => node.row.id === this.#selected);
		const next = this.#order[at + by];
		if (next) {
			this.#select(next.row.id);
		}
	}

	/** Opens or closes what is below the selection, or goes to its parent. */
	fold(close) {
		const node = this.#order.find((each) => each.row.id === this.#selected);
		if (!node) {
			return;
		}
		if (node.children.length && close !== this.#collapsed.has(this.#selected)) {
			this.#toggle(this.#selected);
		}
		else if (close && node.row.parent && this.#rows.has(node.row.parent)) {
			this.#select(node.row.parent);
		}
	}

	/** Goes to the next span that failed. */
	nextError() {
		const at = this.#order.findIndex((node) => node.row.id === this.#selected);
		const rest = [...this.#order.slice(at + 1), ...this.#order.slice(0, at + 1)];
		const next = rest.find((node) => failed(node.row));
		if (next) {
			this.#select(next.row.id);
		}
	}

	#select(id) {
		history.replaceState(null, "", `#/trace/${this.#id}/span/${id}`);
		this.#selected = id;
		this.#paint();
		this.#current()?.focus({ preventScroll: true });
		this.#current()?.scrollIntoView({ block: "nearest" });
	}

}

function count(node) {
	return node.children.reduce((sum, child) => sum + 1 + count(child), 0);
}
