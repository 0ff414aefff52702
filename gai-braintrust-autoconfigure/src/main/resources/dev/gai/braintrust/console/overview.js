// Cost, tokens, latency and errors over all traces that are kept.

import { bars, legend, stacked } from "./charts.js";
import { h, show } from "./dom.js";
import { attemptsByCategory, byModel, errorsByCategory, nameOfModel, ofCalls, overTime } from "./figures.js";
import * as format from "./format.js";

const PARTS = 30;

export class Overview {

	#store;
	#main = null;

	constructor(store) {
		this.#store = store;
	}

	open(main) {
		document.title = `Overview · ${this.#store.about.application || "console"}`;
		this.#main = main;
		this.update();
	}

	close() {
	}

	update() {
		const rows = this.#store.traces().flatMap((trace) => trace.rows);
		const calls = rows.filter((row) => row.type === "llm");
		if (!rows.length) {
			show(this.#main, h("p.note.empty", {}, "No traces yet."));
			return;
		}
		const models = byModel(calls);
		show(this.#main, h("div.cards", {},
			card("Cost over time", format.cost(ofCalls(calls).cost), costs(calls, models)),
			card("Tokens over time", format.tokens(ofCalls(calls).tokens), tokens(calls)),
			h("section.panel.wide", {}, h("h2", {}, "Models"), table(models)),
			card("Latency", "median and p95", latency(models)),
			card("Errors", "by category, where they arose", errors(rows))));
	}

}

function card(title, more, content) {
	return h("section.panel.card", {}, h("h2", {}, title, h("span.more", {}, more)), content);
}

function costs(calls, models) {
	const names = models.map((model) => model.name).slice(0, 5);
	const labels = models.length > 5 ? [...names, "others"] : names;
	const parts = overTime(calls, PARTS).map((part) => ({ label: format.time(part.from),
		values: labels.map((label) => ofCalls(part.rows.filter((row) => label === "others"
			? !names.includes(nameOfModel(row)) : nameOfModel(row) === label)).cost || 0) }));
	if (!parts.some((part) => part.values.some(Boolean))) {
		return h("p.note.empty", {}, "No call has a cost: either no tokens were reported or no price is known for the model.");
	}
	return [stacked("Cost over time by model", parts, labels, format.cost), legend(labels)];
}

function tokens(calls) {
	const labels = ["input", "cached input", "output"];
	const parts = overTime(calls, PARTS).map((part) => {
		const { input = 0, cached = 0, output = 0 } = ofCalls(part.rows);
		return { label: format.time(part.from), values: [Math.max(0, input - cached), cached, output] };
	});
	if (!parts.some((part) => part.values.some(Boolean))) {
		return h("p.note.empty", {}, "No call has reported tokens.");
	}
	return [stacked("Tokens over time", parts, labels, format.tokens), legend(labels)];
}

function table(models) {
	const head = ["Model", "Calls", "Errors", "Input", "Cached", "Output", "Cost", "First token", "Median", "p95"];
	return h("div.scroll", {}, h("table", {}, h("thead", {}, h("tr", {}, head.map((name, i) => h("th", { scope: "col",
		class: i ? "number" : null }, name)))),
	h("tbody", {}, models.map((model) => h("tr", { "data-model": model.name },
		h("th", { scope: "row" }, model.name, h("span.more", {}, model.provider || "")),
		[format.number(model.count), model.errors ? h("span.bad", {}, format.number(model.errors)) : "0",
			format.tokens(model.input), format.tokens(model.cached), format.tokens(model.output), format.cost(model.cost),
			format.duration(model.first), format.duration(model.p50), format.duration(model.p95)]
			.map((value) => h("td.number", {}, value)))))));
}

function latency(models) {
	const highest = Math.max(...models.map((model) => model.p95 || 0), 1);
	return models.map((model) => [h("h3", {}, model.name), bars([
		{ name: "median", value: model.p50, text: format.duration(model.p50), tone: "series-0" },
		{ name: "p95", value: model.p95, text: format.duration(model.p95), tone: "series-2" }], highest)]);
}

function errors(rows) {
	const categories = errorsByCategory(rows);
	const attempts = attemptsByCategory(rows);
	const list = (groups, tone) => bars(groups.map((group) => ({ name: group.name, value: group.rows.length, tone,
		text: format.number(group.rows.length), href: `#/trace/${group.rows[0].trace}/span/${group.rows[0].id}` })));
	return [categories.length ? list(categories, "bad") : h("p.note.empty", {}, "No errors."),
		attempts.length ? [h("h3", {}, "Failed attempts of retried calls"), list(attempts, "warn")] : null];
}
