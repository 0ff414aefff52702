// Two traces side by side: what they came to, the steps they took, and what was said.

import { ofList } from "./address.js";
import { hasConversation, input } from "./conversation.js";
import { difference, edits } from "./difference.js";
import { h, icon, show } from "./dom.js";
import { ask } from "./feed.js";
import * as format from "./format.js";
import { status } from "./status.js";
import { treeOf } from "./tree.js";
import { answer, question, textOf, turnOf } from "./turn.js";

const FIGURES = [["Duration", (trace) => trace.duration, format.duration], ["Spans", (trace) => trace.rows.length, format.number],
	["Model calls", (trace) => trace.calls.length, format.number], ["Errors", (trace) => trace.errors.length, format.number],
	["Input tokens", (trace) => trace.input, format.tokens], ["Output tokens", (trace) => trace.output, format.tokens],
	["Cost", (trace) => trace.cost, format.cost]];

/** The traces that one may want to compare with another: those of the same name first. */
export function candidates(store, id) {
	const name = store.trace(id)?.name;
	const others = store.traces().filter((trace) => trace.id !== id);
	return [...others.filter((trace) => trace.name === name), ...others.filter((trace) => trace.name !== name)].slice(0, 100);
}

export class TraceComparison {

	#store;
	#ids;
	#main = null;

	constructor(store, a, b) {
		this.#store = store;
		this.#ids = { a, b };
	}

	open(main) {
		document.title = `Comparison · ${this.#store.about.application || "console"}`;
		this.#main = main;
		return this.#paint();
	}

	close() {
	}

	update(touched) {
		if (touched && (touched.has(this.#ids.a) || touched.has(this.#ids.b))) {
			return this.#paint();
		}
		return undefined;
	}

	async #paint() {
		const { a: idA, b: idB } = this.#ids;
		try {
			const [a, b] = await Promise.all([idA, idB].map(async (id) => ({ trace: this.#store.trace(id), rows: (await ask(`traces/${id}`)).rows })));
			if (!a.trace || !b.trace) {
				throw new Error("One of the traces is not known any more.");
			}
			show(this.#main, h("header.tracehead", {}, h("a.back", { href: ofList() }, icon("back"), "Traces"), h("h1", {}, "Comparison"),
				h("button.quiet", { type: "button", "data-action": "swap", onclick: () => this.#go(idB, idA) }, "Swap A and B")),
			h("div.sides.heads", {}, this.#side("a", a.trace), this.#side("b", b.trace)),
			h("section.panel", {}, h("h2", {}, "Figures"), figures(a.trace, b.trace)),
			h("section.panel", {}, h("h2", {}, "Question and answer"), said(a.rows, b.rows)),
			h("section.panel", {}, h("h2", {}, "Steps", h("span.more", {}, "in the order in which they started")), steps(a.rows, b.rows)),
			calls(a.rows, b.rows));
		}
		catch (error) {
			show(this.#main, h("header.tracehead", {}, h("a.back", { href: ofList() }, icon("back"), "Traces")), h("p.note.empty", {}, error.message));
		}
	}

	#side(letter, trace) {
		const other = this.#ids[letter === "a" ? "b" : "a"];
		const options = [trace, ...candidates(this.#store, trace.id).filter((each) => each.id !== other)];
		return h("div.panel.side", { "data-side": letter }, h(`span.letter.${letter}`, {}, letter.toUpperCase()), status(trace),
			h("a.link", { href: `#/trace/${trace.id}` }, trace.name), h("select", { "aria-label": `Trace ${letter.toUpperCase()}`,
				onchange: (event) => letter === "a" ? this.#go(event.target.value, other) : this.#go(other, event.target.value) },
			options.map((each) => h("option", { value: each.id, selected: each.id === trace.id },
				`${format.moment(each.start)} · ${each.name}${each.rerun ? " · rerun" : ""}`))));
	}

	#go(a, b) {
		location.hash = `#/compare/${a}/${b}`;
	}

}

function figures(a, b) {
	return h("div.scroll", {}, h("table.figures", {}, h("thead", {}, h("tr", {}, h("th"), h("th.number", { scope: "col" }, h("span.letter.a", {}, "A")),
		h("th.number", { scope: "col" }, h("span.letter.b", {}, "B")), h("th.number", { scope: "col" }, "B against A"))),
	h("tbody", {}, FIGURES.map(([name, value, write]) => {
		const [left, right] = [value(a), value(b)];
		const change = left === undefined || right === undefined || left === right ? left === right && left !== undefined ? "same" : ""
			: `${right > left ? "+" : "−"}${write(Math.abs(right - left))}${left ? ` (${right > left ? "+" : "−"}${format.percent(Math.abs(right - left) / left)})` : ""}`;
		return h("tr", { "data-figure": name }, h("th", { scope: "row" }, name), h("td.number", {}, write(left)), h("td.number", {}, write(right)),
			h(`td.number${change === "same" ? ".more" : ""}`, {}, change));
	}))));
}

function said(rowsA, rowsB) {
	const [a, b] = [turnOf(rowsA), turnOf(rowsB)];
	return [pair("Question", a.question, b.question), pair("Answer", a.answer, b.answer)];
}

/** A text of each, with what is only in one of them marked. */
function pair(title, a, b) {
	if (!a && !b) {
		return null;
	}
	const parts = difference(a, b);
	const side = (letter, kind, mark) => h("div.said", { "data-side": letter }, h("pre.text", {}, parts.filter((part) => part.kind === "same" || part.kind === kind)
		.map((part) => part.kind === "same" ? part.text : h(mark, {}, part.text))));
	return h("div.pairing", { "data-part": title.toLowerCase() }, h("h3", {}, title, a === b ? h("span.badge", {}, "same") : null),
		a === b ? h("div.said.both", {}, h("pre.text", {}, a)) : h("div.sides", {}, side("a", "gone", "del"), side("b", "new", "ins")));
}

function steps(rowsA, rowsB) {
	const lines = (rows) => treeOf(rows).order.map((node) => `${"  ".repeat(node.depth)}${node.row.name}${node.row.error === undefined ? "" : " !"}`);
	const marks = { same: " ", gone: "−", new: "+" };
	return h("ol.steps", {}, edits(lines(rowsA), lines(rowsB)).map(({ kind, text }) =>
		h(`li.${kind}`, {}, h("span", { "aria-label": { same: "in both", gone: "only in A", new: "only in B" }[kind] }, marks[kind]), h("code", {}, text))));
}

/** The calls of models one by one: each with that of the other trace which came at the same place. */
function calls(rowsA, rowsB) {
	const of = (rows) => rows.filter((row) => row.type === "llm").sort((a, b) => a.start - b.start);
	const [a, b] = [of(rowsA), of(rowsB)];
	return Array.from({ length: Math.max(a.length, b.length) }, (_, i) => {
		const [left, right] = [a[i], b[i]];
		const facts = (row) => row ? [row.name, format.duration(row.end - row.start), row.metrics?.tokens === undefined ? "" : `${format.tokens(row.metrics.tokens)} tok`,
			row.metrics?.estimated_cost === undefined ? "" : format.cost(row.metrics.estimated_cost)].filter(Boolean).join(" · ") : "no such call";
		return h("section.panel", { "data-call": i + 1 }, h("h2", {}, `Model call ${i + 1}`),
			h("div.sides.callfacts", {}, [left, right].map((row) => h("p.more", {}, row ? h("a.link", { href: `#/trace/${row.trace}/span/${row.id}` }, facts(row)) : facts(row)))),
			pair("Prompt", prompt(left), prompt(right)), pair("Answer", left ? answer(left) : "", right ? answer(right) : ""));
	});
}

function prompt(row) {
	if (!row) {
		return "";
	}
	return hasConversation(row) ? input(row).map((each) => `${each.role}: ${textOf(each.content)
		|| (each.tool_calls ? format.plain(each.tool_calls) : "")}`).join("\n\n") : question(row);
}
