// The spans of a trace as tree and waterfall in one.

import { h, icon, show } from "./dom.js";
import * as format from "./format.js";
import { attempts, failed, isAttempt, isGivenUp, isRetried } from "./outcome.js";
import { model } from "./summary.js";
import { count } from "./tree.js";

const TICKS = 4;

export class Waterfall {

	element = h("div.tree", { role: "tree", "aria-label": "Spans" });
	#collapsed = new Set();
	#order = [];
	#shown = null;

	/**
	 * Draws.
	 * @param trace { tree, selected, matches, critical }: rows, the id that is selected, the ids that a search has
	 * found or null, and the critical path or null
	 */
	show(trace) {
		this.#shown = trace;
		const { tree } = trace;
		let start = Infinity;
		let end = -Infinity;
		for (const { row } of tree.order) {
			start = Math.min(start, row.start);
			end = Math.max(end, row.end);
		}
		const span = Math.max(end - start, 0.001);
		this.#order = this.#visible(tree);
		const ticks = Array.from({ length: TICKS + 1 }, (_, i) => h("span", { vars: { "--at": `${i / TICKS * 100}%` } },
			i ? format.duration(span * i / TICKS) : "0"));
		this.element.classList.toggle("path", trace.critical !== null);
		const focused = this.element.contains(document.activeElement);
		show(this.element, h("div.spanrow.axis", { "aria-hidden": "true" }, h("span.name", {}, "Span"), h("span.lane", {}, ticks)),
			this.#order.map((node) => this.#row(node, start, span)));
		if (focused) {
			this.#current()?.focus({ preventScroll: true });
		}
	}

	#visible(tree) {
		const hidden = new Set();
		return tree.order.filter((node) => {
			const out = node.row.parent && (hidden.has(node.row.parent) || this.#collapsed.has(node.row.parent));
			if (out) {
				hidden.add(node.row.id);
			}
			return !out;
		});
	}

	#row(node, start, span) {
		const { row, children, depth } = node;
		const { selected, matches, critical } = this.#shown;
		const open = !this.#collapsed.has(row.id);
		const kind = isAttempt(row) ? "attempt" : row.type;
		const link = h("a.spanrow", { href: `#/trace/${row.trace}/span/${row.id}`, role: "treeitem", "data-span": row.id,
			"aria-level": depth + 1, "aria-selected": String(row.id === selected), vars: { "--depth": depth },
			"aria-expanded": children.length ? String(open) : null, tabindex: row.id === selected ? 0 : -1 },
		h("span.name", {}, children.length ? h("span.toggle", { "aria-hidden": "true", "data-open": String(open),
			onclick: (event) => { event.preventDefault(); this.toggle(row.id); } }, icon("chevron")) : h("span.toggle.leaf"),
		h(`span.kind.${kind}`, { title: kind }, icon(kind)), h("span.text", { title: row.name }, row.name),
		row.open ? h("span.badge.running", {}, "running") : null,
		failed(row) ? h("span.badge.bad", {}, row.metadata?.["error.category"] || "error") : null,
		isRetried(row) ? h("span.badge.warn", { title: isGivenUp(row) ? "Given up" : "The last one succeeded" }, icon("attempt"),
			`${attempts(row)} ${attempts(row) === 1 ? "attempt" : "attempts"}`) : null,
		row.feedback?.length ? h("span.badge", { title: "Users have said something of it" }, icon("say"), row.feedback.length) : null,
		!open ? h("span.badge", {}, `+${count(node)}`) : null, figures(row)),
		lane(row, kind, start, span, critical));
		link.classList.toggle("missed", matches !== null && !matches.has(row.id));
		link.classList.toggle("critical", critical !== null && critical.has(row.id));
		return link;
	}

	/** Closes what is open below a span, or opens it. */
	toggle(id) {
		if (!this.#collapsed.delete(id)) {
			this.#collapsed.add(id);
		}
		this.show(this.#shown);
	}

	/** Marks another span as the one that is looked at. */
	select(id, focus) {
		this.#shown.selected = id;
		const before = this.#current();
		before?.setAttribute("aria-selected", "false");
		before?.setAttribute("tabindex", "-1");
		const now = this.element.querySelector(`[data-span="${CSS.escape(id)}"]`);
		now?.setAttribute("aria-selected", "true");
		now?.setAttribute("tabindex", "0");
		if (focus) {
			now?.focus({ preventScroll: true });
			now?.scrollIntoView({ block: "nearest" });
		}
	}

	#current() {
		return this.element.querySelector("[aria-selected=true]");
	}

	/** The span that stands so many rows below the selected one. */
	near(by) {
		const at = this.#order.findIndex((node) => node.row.id === this.#shown.selected);
		return this.#order[at + by]?.row.id;
	}

	/** The next span, from the selected one on, of which something is true. */
	next(wanted) {
		const order = this.#shown.tree.order;
		const at = order.findIndex((node) => node.row.id === this.#shown.selected);
		const found = [...order.slice(at + 1), ...order.slice(0, at + 1)].find((node) => wanted(node.row));
		if (found) {
			this.#reveal(found.row);
		}
		return found?.row.id;
	}

	#reveal(row) {
		const { nodes } = this.#shown.tree;
		let hidden = false;
		for (let above = nodes.get(row.parent); above; above = nodes.get(above.row.parent)) {
			hidden = this.#collapsed.delete(above.row.id) || hidden;
		}
		if (hidden) {
			this.show(this.#shown);
		}
	}

	/** Opens or closes what is below the selection; the id of its parent if that is to be selected instead. */
	fold(close) {
		const node = this.#shown.tree.nodes.get(this.#shown.selected);
		if (!node) {
			return undefined;
		}
		if (node.children.length && close !== this.#collapsed.has(node.row.id)) {
			this.toggle(node.row.id);
			return undefined;
		}
		return close && this.#shown.tree.nodes.has(node.row.parent) ? node.row.parent : undefined;
	}

}

function figures(row) {
	const cost = row.metrics?.estimated_cost;
	const tokens = row.metrics?.tokens;
	return h("span.figures", {}, cost === undefined ? null : h("span.cost", {}, format.cost(cost)),
		tokens === undefined ? null : h("span", {}, `${format.tokens(tokens)} tok`));
}

function lane(row, kind, start, span, critical) {
	const first = row.metrics?.time_to_first_token * 1000;
	const took = row.end - row.start;
	const at = Math.min((row.start - start) / span * 100, 99.6);
	const share = Math.max(took / span * 100, 0.4);
	const bar = h(`span.bar.${kind}`, { vars: { "--at": `${at}%`, "--share": `${share}%` } },
		Number.isFinite(first) ? h("span.first", { title: `First token after ${format.duration(first)}`,
			vars: { "--share": `${Math.min(first / took, 1) * 100}%` } }) : null);
	bar.classList.toggle("failed", failed(row));
	bar.classList.toggle("open", row.open === true);
	const own = critical?.get(row.id);
	const text = own === undefined || took - own < took / 100 ? format.duration(took) : `${format.duration(took)} · own ${format.duration(own)}`;
	return h("span.lane", { title: model(row) || "" }, bar, label(text, at, at + share));
}

/** Beside the bar on the side with more room; on a ground of its own where there is none. */
function label(text, from, to) {
	const [place, vars] = to <= 72 ? ["after", { "--left": `${to}%` }] : from >= 24 ? ["before", { "--right": `${100 - from}%` }]
		: ["inside", { "--right": `${Math.max(0, 100 - to)}%` }];
	return h(`span.took.${place}`, { vars }, text);
}
