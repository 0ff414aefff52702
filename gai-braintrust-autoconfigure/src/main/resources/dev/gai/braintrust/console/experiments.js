// Two variants of an experiment side by side, or two versions of a prompt.

import { h, show } from "./dom.js";
import { experiments, mean, prompts, quantile } from "./figures.js";
import * as format from "./format.js";
import { LEVEL, holm, pValue } from "./statistics.js";

const median = (values) => quantile(values, 0.5);

const p95 = (values) => quantile(values, 0.95);

/** What is compared: name, figures of a variant's runs, what of them, how it is written, and whether less is better. */
const MEASURES = [
	["Error rate", (v) => v.failures, mean, format.percent, true],
	["Latency, median", (v) => v.durations, median, format.duration, true],
	["Latency, p95", (v) => v.durations, p95, format.duration, true],
	["Input tokens per run", (v) => v.inputs, mean, round(format.tokens), true],
	["Output tokens per run", (v) => v.outputs, mean, round(format.tokens), true],
	["Cost per run", (v) => v.costs, mean, format.cost, true]
];

function round(write) {
	return (value) => write(value === undefined ? value : Math.round(value));
}

export class Experiments {

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
		const traces = this.#store.traces();
		const versions = prompts(traces).map((prompt) => ({ ...prompt, name: `Prompt ${prompt.name}`, versions: true }));
		const found = [...experiments(traces), ...versions];
		if (!found.length) {
			show(this.#main, h("section.panel", {}, h("p.note.empty", {}, "No span names a variant of an experiment or a version of a prompt. Set experiment and variant on an annotation, or call ",
				h("code", {}, "GenAiSpan.current().experiment(\"prompt_v2\", \"short\")"), ".")));
			return;
		}
		show(this.#main, ...found.map((experiment) => this.#experiment(experiment)));
	}

	#experiment({ name, variants, versions }) {
		const kind = versions ? "version" : "variant";
		const chosen = this.#chosen[name] ||= { a: variants[0].label, b: (variants[1] || variants[0]).label };
		const a = variants.find((variant) => variant.label === chosen.a) || variants[0];
		const b = variants.find((variant) => variant.label === chosen.b) || variants[variants.length - 1];
		const choice = (side) => h("select", { "aria-label": `Variant ${side.toUpperCase()} of ${name}`,
			onchange: (event) => { chosen[side] = event.target.value; this.update(); } },
		variants.map((variant) => h("option", { value: variant.label, selected: variant.label === chosen[side] }, variant.label)));
		return h("section.panel.experiment", { "data-experiment": name },
			h("h2", {}, name, h("span.more", {}, variants.length === 1 ? `only one ${kind} so far` : `${variants.length} ${kind}s`)),
			h("div.scroll", {}, h("table.compare", {}, h("thead", {}, h("tr", {}, h("th"),
				h("th.side", { scope: "col" }, h("span.letter.a", {}, "A"), choice("a")),
				h("th.side", { scope: "col" }, h("span.letter.b", {}, "B"), choice("b")),
				h("th.number", { scope: "col" }, "B against A"))),
			h("tbody", {}, line("Runs", a.count, b.count, format.number), compared(a, b).map((result) =>
				line(result.name, result.left, result.right, result.write, difference(result))),
			line("Cost in total", a.totalCost, b.totalCost, format.cost)))),
			h("p.note", {}, `Coloured is a difference that chance makes in fewer than ${LEVEL * 100} of 100 comparisons like this one `
				+ "(permutation test, corrected for the number of lines). All others may be noise."),
			runs(a, "a"), runs(b, "b"));
	}

}

/** What differs between two variants, and how likely chance alone would make as large a difference. */
export function compared(a, b) {
	const named = (kind) => [...new Set([...Object.keys(a[kind]), ...Object.keys(b[kind])])].sort();
	const measures = [...named("scores").map((name) => [`Score ${name}`, (v) => v.scores[name] || [], mean, format.score, false]),
		...named("feedback").map((name) => [`Feedback ${name}`, (v) => v.feedback[name] || [], mean, format.score, false]), ...MEASURES];
	const results = measures.map(([name, figures, of, write, lessIsBetter]) => {
		const [left, right] = [figures(a), figures(b)];
		return { name, write, lessIsBetter, left: of(left), right: of(right), p: a === b ? 1 : pValue(left, right, of),
			runs: Math.min(left.length, right.length) };
	});
	const tested = results.filter((result) => result.left !== undefined && result.right !== undefined && result.left !== result.right);
	const corrected = holm(tested.map((result) => result.p));
	tested.forEach((result, i) => { result.p = corrected[i]; });
	return results;
}

function line(name, left, right, write, change) {
	const highest = Math.max(left || 0, right || 0) || 1;
	const side = (figure, letter) => h("td", {}, h("span.pair", {}, h("span.number", {}, write(figure)),
		h("span.track", {}, h(`span.${letter}`, { vars: { "--share": `${(figure || 0) / highest * 100}%` } }))));
	return h("tr", { "data-measure": name }, h("th", { scope: "row" }, name), side(left, "a"), side(right, "b"),
		h("td.number", {}, change));
}

function difference({ left, right, lessIsBetter, p, runs }) {
	if (left === undefined || right === undefined) {
		return "";
	}
	if (left === right) {
		return h("span.same", {}, "same");
	}
	const change = left ? `${right > left ? "+" : "−"}${format.percent(Math.abs(right - left) / Math.abs(left))}` : `from ${left}`;
	const likely = `p = ${p < 0.001 ? "<0.001" : p.toFixed(p < 0.1 ? 3 : 2)}, ${runs} runs`.replace("= <", "< ");
	if (p >= LEVEL) {
		return h("span.delta.unclear", { title: `May be chance: ${likely}` }, change, h("i", {}, "unclear"));
	}
	const better = (right < left) === lessIsBetter;
	return h(`span.delta.${better ? "good" : "bad"}`, { title: `B is ${better ? "better" : "worse"}: ${likely}` }, change);
}

function runs(variant, letter) {
	return h("details.runs", {}, h("summary", {}, h(`span.letter.${letter}`, {}, letter.toUpperCase()),
		` ${format.number(variant.count)} ${variant.count === 1 ? "run" : "runs"} of ${variant.label}`),
	h("ul", {}, variant.units.map(({ row }) => h("li", {}, h("a", { href: `#/trace/${row.trace}/span/${row.id}` }, row.name,
		h("span.preview", {}, row.input || "")), h("span.number", {}, Object.entries(row.scores || {})
		.map(([name, value]) => `${name} ${format.score(value)}`).join("  ") || format.duration(row.end - row.start))))));
}
