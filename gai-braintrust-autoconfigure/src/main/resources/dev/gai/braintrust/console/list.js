// The list of traces with its strip of figures, filters and columns to sort by.

import { openList, writeList } from "./address.js";
import { sparkline } from "./charts.js";
import { h, icon, show } from "./dom.js";
import { say } from "./actions.js";
import { search } from "./feed.js";
import { save } from "./file.js";
import { ofCalls, overTime, quantile } from "./figures.js";
import { Filters } from "./filters.js";
import * as format from "./format.js";
import { status } from "./status.js";

/** Class, label, what is sorted by, and whether the largest comes first. */
const COLUMNS = [["what", "Trace", (trace) => trace.name.toLowerCase(), false], ["model", "Model", (trace) => trace.models[0] || "", false],
	["spans", "Spans", (trace) => trace.rows.length, true], ["tokens", "Tokens", (trace) => trace.tokens ?? -1, true],
	["cost", "Cost", (trace) => trace.cost ?? -1, true], ["length", "Duration", (trace) => trace.duration, true],
	["when", "Started", (trace) => trace.start, true]];

const NUMBERS = ["spans", "tokens", "cost", "when"];

const LATEST = { by: "when", down: true };

export class TraceList {

	#store;
	#filters = new Filters((typing) => this.#changed(typing), search);
	#sort = { ...LATEST };
	#known = new Map();
	#strip = h("section.strip", { "aria-label": "Summary" });
	#head = h("div.trace.head", { role: "group", "aria-label": "Sort by" });
	#rows = h("ol.traces");
	#note = h("p.note", { role: "status" });
	#keep = h("button.quiet", { type: "button", "data-action": "save", onclick: () => this.#save() }, icon("save"), "Save these");
	#marked = null;
	#shown = [];
	#tray = h("div.tray", { role: "status", hidden: true });
	#ticker = null;
	#painted = false;

	constructor(store) {
		this.#store = store;
	}

	open(main, query) {
		document.title = `Traces · ${this.#store.about.application || "console"}`;
		show(main, this.#strip, this.#filters.element,
			h("section.panel.list", { "aria-label": "Traces" }, this.#head, this.#rows,
				h("div.foot", {}, this.#note, this.#keep)), this.#tray);
		this.goTo(query);
		this.#ticker = setInterval(() => this.#tick(), 1000);
	}

	/** Lists what an address asks for. */
	goTo(query) {
		this.#filters.read(query);
		const column = COLUMNS.find(([name]) => name === query.get("sort"));
		this.#sort = column ? { by: column[0], down: query.get("order") ? query.get("order") !== "up" : column[3] } : { ...LATEST };
		openList(this.#asked());
		this.#columns();
		this.update();
		return true;
	}

	/** What is asked of the list, as it stands in the address. */
	#asked() {
		const asked = this.#filters.written();
		if (this.#sort.by !== LATEST.by || this.#sort.down !== LATEST.down) {
			asked.set("sort", this.#sort.by);
			asked.set("order", this.#sort.down ? "down" : "up");
		}
		return asked;
	}

	#changed(typing) {
		writeList(this.#asked(), typing);
		this.update();
	}

	close() {
		clearInterval(this.#ticker);
	}

	search() {
		this.#filters.search();
	}

	toggleErrors() {
		this.#filters.set({ state: this.#filters.state === "errors" ? "all" : "errors" });
	}

	/** Moves the focus from one trace to the next or the one before. */
	step(by) {
		const links = [...this.#rows.querySelectorAll("a")];
		const at = links.indexOf(document.activeElement);
		(links[at < 0 ? 0 : at + by] || links[Math.max(at, 0)])?.focus();
	}

	/** Marks the trace that has the focus, or compares it with the one that is marked. */
	mark() {
		const id = document.activeElement?.dataset?.trace;
		if (id && this.#marked && this.#marked !== id) {
			location.hash = `#/compare/${this.#marked}/${id}`;
			this.#setMarked(null);
		}
		else {
			this.#setMarked(id && id !== this.#marked ? id : null);
		}
	}

	#setMarked(id) {
		this.#marked = id;
		const trace = id && this.#store.trace(id);
		this.#tray.hidden = !trace;
		if (trace) {
			show(this.#tray, h("span.letter.a", {}, "A"), h("b", {}, trace.name), "is compared with the next trace that is marked with ", h("kbd", {}, "c"),
				h("button.quiet", { type: "button", onclick: () => this.#setMarked(null) }, "Cancel"));
		}
	}

	async #save() {
		const count = await save(`${this.#store.about.application || "traces"}-${new Date().toISOString().slice(0, 16)}`, this.#shown.map((trace) => trace.id));
		say(`${format.number(this.#shown.length)} traces with ${format.number(count)} spans saved`);
	}

	#tick() {
		if (this.#store.traces().some((trace) => trace.running && trace.rows.some((row) => row.open))) {
			this.update();
		}
		this.#ages();
	}

	update(touched) {
		const all = this.#store.traces();
		if (touched?.size) {
			this.#filters.look();
		}
		const shown = this.#sorted(all.filter((trace) => this.#filters.matches(trace)));
		this.#shown = shown;
		this.#summary(shown);
		this.#filters.offer(all);
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

	#columns() {
		show(this.#head, h("span"), COLUMNS.map(([name, label]) => h(`button.${name}${NUMBERS.includes(name) ? ".number" : ""}`, { type: "button",
			"data-sort": name, "data-direction": this.#sort.by === name ? this.#sort.down ? "down" : "up" : null,
			"aria-pressed": String(this.#sort.by === name), onclick: () => this.#sortBy(name) }, label)));
	}

	#sortBy(name) {
		const [, , , down] = COLUMNS.find(([each]) => each === name);
		this.#sort = { by: name, down: this.#sort.by === name ? !this.#sort.down : down };
		this.#columns();
		this.#head.querySelector(`[data-sort=${name}]`).focus();
		this.#changed(false);
	}

	#sorted(traces) {
		const [, , value] = COLUMNS.find(([name]) => name === this.#sort.by);
		const direction = this.#sort.down ? -1 : 1;
		return traces.sort((a, b) => {
			const [left, right] = [value(a), value(b)];
			return left === right ? b.start - a.start : left < right ? -direction : direction;
		});
	}

	#summary(traces) {
		const calls = traces.flatMap((trace) => trace.calls);
		const figures = ofCalls(calls);
		const parts = overTime(calls, 24);
		const failures = traces.filter((trace) => trace.failed).length;
		const handled = traces.filter((trace) => !trace.failed && trace.errors.length).length;
		const line = (value) => sparkline(parts.map((part) => value(ofCalls(part.rows)) || 0));
		show(this.#strip,
			figure("Traces", format.number(traces.length), `${format.number(traces.reduce((n, t) => n + t.rows.length, 0))} spans`),
			figure("Model calls", format.number(figures.count), figures.count ? `${format.duration(figures.p50)} median` : "", line((f) => f.count)),
			figure("Tokens", format.tokens(figures.tokens), figures.tokens === undefined ? ""
				: `${format.tokens(figures.input)} in, ${format.tokens(figures.output)} out`, line((f) => f.tokens)),
			figure("Cost", format.cost(figures.cost), figures.cost === undefined ? figures.count ? "no price is known" : "" : "estimated", line((f) => f.cost)),
			figure("Failed", format.number(failures), handled ? `${format.number(handled)} more with errors inside` : traces.length
				? `${format.percent(failures / traces.length)} of traces` : "", null, failures ? "bad" : ""),
			figure("Duration", format.duration(quantile(traces.map((trace) => trace.duration), 0.5)),
				traces.length ? `p95 ${format.duration(quantile(traces.map((trace) => trace.duration), 0.95))}` : ""));
	}

	#item(trace, longest) {
		const known = this.#known.get(trace.id);
		if (known && known.trace === trace && known.longest === longest) {
			return known.item;
		}
		const fresh = !known && this.#painted;
		const item = h("li", {}, link(trace, longest));
		item.classList.toggle("fresh", fresh && Date.now() - trace.end < 10_000);
		this.#known.set(trace.id, { trace, longest, item });
		return item;
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
			: !shown.length ? "No trace matches." : `${gone}${format.number(shown.length)} of ${format.number(all.length)} ${all.length === 1 ? "trace" : "traces"}${
				store.about.persistent === false ? ", kept until the application ends" : ""}`;
		this.#note.classList.toggle("empty", !shown.length);
		this.#keep.hidden = !shown.length;
	}

}

function link(trace, longest) {
	return h("a.trace", { href: `#/trace/${trace.id}`, "data-trace": trace.id }, status(trace),
		h("span.what", {}, h("b", {}, trace.name),
			trace.retried ? h("span.badge.warn", { title: "A call was retried" }, icon("attempt"), "retried") : null,
			trace.feedback ? h("span.badge", { title: "Users have said something of it" }, icon("say"), trace.feedback) : null,
			trace.rerun ? h("span.badge", { title: "Run again from this console" }, "rerun") : null,
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

function figure(label, value, more, line, tone) {
	return h("div.figure", { "data-figure": label.toLowerCase() }, h("span.label", {}, label),
		h(`span.value${tone ? "." + tone : ""}`, {}, value), h("span.more", {}, more), line);
}

function variants(trace) {
	const names = new Set(trace.rows.map((row) => row.metadata?.["experiment.variant"]).filter(Boolean));
	return [...names].slice(0, 2).map((name) => h("span.badge", { title: "Variant of an experiment" }, name));
}
