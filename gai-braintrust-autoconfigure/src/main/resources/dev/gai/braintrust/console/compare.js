// Two variants of an experiment side by side.

import { h, show } from "./dom.js";
import { experiments } from "./figures.js";
import * as format from "./format.js";

/** What is compared: name, value of a variant, how it is written, and whether less is better. */
const MEASURES = [
	["Runs", (v) => v.count, format.number, null],
	["Error rate", (v) => v.errorRate, format.percent, true],
	["Latency, median", (v) => v.p50, format.duration, true],
	["Latency, p95", (v) => v.p95, format.duration, true],
	["Input tokens per run", (v) => v.input, round(format.tokens), true],
	["Output tokens per run", (v) => v.output, round(format.tokens), true],
	["Cost per run", (v) => v.cost, format.cost, true],
	["Cost in total", (v) => v.totalCost, format.cost, null]
];

function round(write) {
	return (value) => write(value === undefined ? value : Math.round(value));
}

export class Comparison {

	#store;
	#main = null;
	#chosen = {};

	constructor(store) {
		this.#store = store;
	}

	open(main) {
		document.title = `Experiments · ${this.#store.about.application || "console"}`;
		this.#main = main;
		this.update();
	}

	close() {
	}

	update() {
		const found = experiments(this.#store.traces());
		if (!found.length) {
			show(this.#main, h("section.panel", {}, h("p.note.empty", {}, "No span names a variant. Set experiment and variant on an annotation, or call ",
				h("code", {}, "GenAiSpan.current().experiment(\"prompt_v2\", \"short\")"), ".")));
			return;
		}
		show(this.#main, ...found.map((experiment) => this.#experiment(experiment)));
	}

	#experiment({ name, variants }) {
		const chosen = this.#chosen[name] ||= { a: variants[0].label, b: (variants[1] || variants[0]).label };
		const a = variants.find((variant) => variant.label === chosen.a) || variants[0];
		const b = variants.find((variant) => variant.label === chosen.b) || variants[variants.length - 1];
		const choice = (side) => h("select", { "aria-label": `Variant ${side.toUpperCase()} of ${name}`,
			onchange: (event) => { chosen[side] = event.target.value; this.update(); } },
		variants.map((variant) => h("option", { value: variant.label, selected: variant.label === chosen[side] }, variant.label)));
		const scores = [...new Set([...Object.keys(a.scores), ...Object.keys(b.scores)])].sort();
		const measures = [...scores.map((score) => [`Score ${score}`, (v) => v.scores[score], format.score, false]), ...MEASURES];
		return h("section.panel.experiment", { "data-experiment": name },
			h("h2", {}, name, h("span.more", {}, variants.length === 1 ? "only one variant so far" : `${variants.length} variants`)),
			h("div.scroll", {}, h("table.compare", {}, h("thead", {}, h("tr", {}, h("th"),
				h("th.side", { scope: "col" }, h("span.letter.a", {}, "A"), choice("a")),
				h("th.side", { scope: "col" }, h("span.letter.b", {}, "B"), choice("b")),
				h("th.number", { scope: "col" }, "B against A"))),
			h("tbody", {}, measures.map((measure) => line(measure, a, b))))),
			runs(a, "a"), runs(b, "b"));
	}

}

function line([name, value, write, lessIsBetter], a, b) {
	const [left, right] = [value(a), value(b)];
	const highest = Math.max(left || 0, right || 0) || 1;
	const side = (figure, letter) => h("td", {}, h("span.pair", {}, h("span.number", {}, write(figure)),
		h("span.track", {}, h(`span.${letter}`, { vars: { "--share": `${(figure || 0) / highest * 100}%` } }))));
	return h("tr", { "data-measure": name }, h("th", { scope: "row" }, name), side(left, "a"), side(right, "b"),
		h("td.number", {}, difference(left, right, lessIsBetter)));
}

function difference(left, right, lessIsBetter) {
	if (left === undefined || right === undefined || lessIsBetter === null) {
		return "";
	}
	if (left === right) {
		return h("span.same", {}, "same");
	}
	const better = (right < left) === lessIsBetter;
	const change = left ? `${right > left ? "+" : "−"}${format.percent(Math.abs(right - left) / Math.abs(left))}` : `from ${left}`;
	return h(`span.delta.${better ? "good" : "bad"}`, { title: better ? "B is better" : "B is worse" }, change);
}

function runs(variant, letter) {
	return h("details.runs", {}, h("summary", {}, h(`span.letter.${letter}`, {}, letter.toUpperCase()),
		` ${format.number(variant.count)} runs of ${variant.label}`),
	h("ul", {}, variant.units.map(({ row }) => h("li", {}, h("a", { href: `#/trace/${row.trace}/span/${row.id}` }, row.name,
		h("span.preview", {}, row.input || "")), h("span.number", {}, Object.entries(row.scores || {})
		.map(([name, value]) => `${name} ${format.score(value)}`).join("  ") || format.duration(row.end - row.start))))));
}
