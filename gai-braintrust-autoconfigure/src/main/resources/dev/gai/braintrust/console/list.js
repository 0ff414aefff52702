// The list of traces with its strip of figures, search and filters.

import { h, icon, show } from "./dom.js";
import { sparkline } from "./charts.js";
import { ofCalls, overTime, quantile } from "./figures.js";
import * as format from "./format.js";

const STATES = [["all", "All"], ["errors", "Errors"], ["retried", "Retried"], ["running", "Running"]];

export class TraceList {

	#store;
	#filter = { text: "", state: "all", model: "" };
	#known = new Map();
	#strip = h("section.strip", { "aria-label": "Summary" });
	#rows = h("ol.traces");
	#note = h("p.note", { role: "status" });
	#states = h("div.segments", { role: "group", "aria-label": "Status" });
	#models = h("select", { "aria-label": "Model", onchange: (event) => this.#set({ model: event.target.value }) });
	#search = h("input", { type: "search", placeholder: "Search names, models, metadata, ids, text", spellcheck: "false",
		"aria-label": "Search traces", oninput: (event) => this.#set({ text: event.target.value }) });
	#ticker = null;
	#painted = false;

	constructor(store) {
		this.#store = store;
	}

	open(main) {
		document.title = `Traces · ${this.#store.about.application || "console"}`;
		show(main, this.#strip,
			h("section.filters", { "aria-label": "Filter" },
				h("label.search", {}, icon("search"), this.#search, h("kbd", {}, "/")), this.#states, this.#models),
			h("section.panel.list", { "aria-label": "Traces" },
				h("div.trace.head", { "aria-hidden": "true" }, h("span"), h("span", {}, "Trace"), h("span.model", {}, "Model"),
					h("span.number.spans", {}, "Spans"), h("span.number.tokens", {}, "Tokens"),
					h("span.number.cost", {}, "Cost"), h("span.length", {}, "Duration"), h("span.number.when", {}, "Started")),
				this.#rows, this.#note));
		this.update();
		this.#ticker = setInterval(() => this.#ages(), 5000);
	}

	close() {
		clearInterval(this.#ticker);
	}

	search() {
		this.#search.focus();
		this.#search.select();
	}

	#set(change) {
		Object.assign(this.#filter, change);
		this.update();
	}

	toggleErrors() {
		this.#set({ state: this.#filter.state === "errors" ? "all" : "errors" });
	}

	/** Moves the focus from one trace to the next or the one before. */
	step(by) {
		const links = [...this.#rows.querySelectorAll("a")];
		const at = links.indexOf(document.activeElement);
		(links[at < 0 ? 0 : at + by] || links[Math.max(at, 0)])?.focus();
	}

	update() {
		const all = this.#store.traces();
		const shown = all.filter((trace) => this.#matches(trace));
		this.#summary(shown);
		this.#choices(all);
		const longest = Math.max(1, ...shown.map((trace) => trace.duration));
		const focused = document.activeElement?.dataset?.trace;
		const items = shown.map((trace) => this.#item(trace, longest));
		this.#painted = true;
		this.#rows.replaceChildren(...items);
		if (focused) {
			this.#rows.querySelector(`a[data-trace="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
		}
		this.#say(all, shown);
	}

	#matches(trace) {
		const { text, state, model } = this.#filter;
		const words = text.toLowerCase().split(/\s+/).filter(Boolean);
		return words.every((word) => trace.text.includes(word))
			&& (state !== "errors" || trace.errors.length > 0)
			&& (state !== "retried" || trace.retried)
			&& (state !== "running" || trace.running)
			&& (!model || trace.models.includes(model));
	}

	#summary(traces) {
		const calls = traces.flatMap((trace) => trace.calls);
		const figures = ofCalls(calls);
		const parts = overTime(calls, 24);
		const failedTraces = traces.filter((trace) => trace.errors.length).length;
		const line = (value) => sparkline(parts.map((part) => value(ofCalls(part.rows)) || 0));
		show(this.#strip,
			figure("Traces", format.number(traces.length), `${format.number(traces.reduce((n, t) => n + t.rows.length, 0))} spans`),
			figure("Model calls", format.number(figures.count), figures.count ? `${format.duration(figures.p50)} median` : "", line((f) => f.count)),
			figure("Tokens", format.tokens(figures.tokens), figures.tokens === undefined ? ""
				: `${format.tokens(figures.input)} in, ${format.tokens(figures.output)} out`, line((f) => f.tokens)),
			figure("Cost", format.cost(figures.cost), figures.cost === undefined ? "no price is known" : "estimated", line((f) => f.cost)),
			figure("With errors", format.number(failedTraces), traces.length ? format.percent(failedTraces / traces.length) + " of traces" : "",
				null, failedTraces ? "bad" : ""),
			figure("Duration", format.duration(quantile(traces.map((trace) => trace.duration), 0.5)),
				traces.length ? `p95 ${format.duration(quantile(traces.map((trace) => trace.duration), 0.95))}` : ""));
	}

	#choices(all) {
		show(this.#states, ...STATES.map(([state, label]) => h("button", { type: "button", "data-state": state,
			"aria-pressed": String(this.#filter.state === state), onclick: () => this.#set({ state }) }, label)));
		const models = [...new Set(all.flatMap((trace) => trace.models))].sort();
		const wanted = ["", ...models].join("\n");
		if (this.#models.dataset.models !== wanted) {
			this.#models.dataset.models = wanted;
			show(this.#models, h("option", { value: "" }, "All models"),
				...models.map((name) => h("option", { value: name, selected: name === this.#filter.model }, name)));
		}
	}

	#item(trace, longest) {
		const known = this.#known.get(trace.id);
		if (known && known.trace === trace && known.longest === longest) {
			return known.item;
		}
		const fresh = !known && this.#painted;
		const item = h("li", {}, this.#link(trace, longest));
		item.classList.toggle("fresh", fresh && Date.now() - trace.end < 10_000);
		this.#known.set(trace.id, { trace, longest, item });
		return item;
	}

	#link(trace, longest) {
		return h("a.trace", { href: `#/trace/${trace.id}`, "data-trace": trace.id }, status(trace),
			h("span.what", {}, h("b", {}, trace.name),
				trace.retried ? h("span.badge.warn", { title: "A call was retried" }, icon("attempt"), "retried") : null,
				...variants(trace), h("span.preview", {}, trace.preview)),
			h("span.model", {}, trace.models[0] || "", trace.models.length > 1 ? h("i", {}, ` +${trace.models.length - 1}`) : null),
			h("span.number.spans", {}, format.number(trace.rows.length)),
			h(`span.number.tokens${trace.tokens === undefined ? ".none" : ""}`, {}, format.tokens(trace.tokens)),
			h("span.number.cost", {}, format.cost(trace.cost)),
			h("span.length", {}, h("span.bar", {},
				h("span", { vars: { "--share": `${Math.max(1.5, trace.duration / longest * 100)}%` } })),
			h("span.number", {}, format.duration(trace.duration))),
			h("time.number.when", { datetime: new Date(trace.start).toISOString(), title: format.moment(trace.start),
				"data-start": trace.start }, format.ago(trace.start)));
	}

	#ages() {
		this.#rows.querySelectorAll("time").forEach((time) => {
			time.textContent = format.ago(Number(time.dataset.start));
		});
	}

	#say(all, shown) {
		const store = this.#store;
		const gone = store.evictedTraces ? `${format.number(store.evictedTraces)} older traces had to go. ` : "";
		this.#note.textContent = !all.length ? "No traces yet. They appear here as soon as a model, a tool or an agent is called."
			: !shown.length ? "No trace matches." : `${gone}${format.number(shown.length)} of ${format.number(all.length)} traces`;
		this.#note.classList.toggle("empty", !shown.length);
	}

}

function figure(label, value, more, line, tone) {
	return h("div.figure", { "data-figure": label.toLowerCase() }, h("span.label", {}, label),
		h(`span.value${tone ? "." + tone : ""}`, {}, value), h("span.more", {}, more), line);
}

function variants(trace) {
	const names = new Set(trace.rows.map((row) => row.metadata?.["experiment.variant"]).filter(Boolean));
	return [...names].slice(0, 2).map((name) => h("span.badge", { title: "Variant of an experiment" }, name));
}

export function status(trace) {
	const [tone, text] = trace.running ? ["running", "Running"] : trace.failed ? ["bad", "Failed"]
		: trace.errors.length ? ["warn", `${trace.errors.length} errors inside`] : ["ok", "Succeeded"];
	return h(`span.dot.${tone}`, { role: "img", "aria-label": text, title: text });
}
