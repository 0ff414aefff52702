// Which traces are listed: words, outcome, model, user, tag, metadata, duration and time.

import { h, icon, show } from "./dom.js";
import * as format from "./format.js";

const STATES = [["all", "All"], ["failed", "Failed"], ["errors", "Errors"], ["retried", "Retried"], ["running", "Running"]];

const TIMES = [["", "Any time"], ["5", "Last 5 minutes"], ["60", "Last hour"], ["1440", "Last 24 hours"]];

const EMPTY = { text: "", state: "all", model: "", user: "", tag: "", metadata: "", longer: "", minutes: "" };

/** In the address, where others are than here. */
const NAMES = { text: "q", minutes: "within" };

const MORE = ["user", "tag", "metadata", "longer", "minutes"];

export class Filters {

	#onChange;
	#values = { ...EMPTY };
	#found = new Set();
	#ask;
	#asking = 0;
	#open = false;
	#states = h("div.segments", { role: "group", "aria-label": "Outcome" });
	#selects = {};
	#text = h("input", { type: "search", placeholder: "Search everything that was said, names, models, ids", spellcheck: "false",
		"aria-label": "Search traces", oninput: (event) => this.set({ text: event.target.value }, true) });
	#metadata = h("input", { type: "text", placeholder: "key=value", spellcheck: "false", "aria-label": "Metadata",
		oninput: (event) => this.set({ metadata: event.target.value }, true) });
	#longer = h("input", { type: "text", placeholder: "500 ms, 2 s", spellcheck: "false", "aria-label": "Longer than",
		oninput: (event) => this.set({ longer: event.target.value }, true) });
	#toggle = h("button.quiet.more-filters", { type: "button", "aria-expanded": "false", "data-action": "filters",
		onclick: () => this.#unfold(!this.#open) }, icon("filter"), h("span", {}, "Filters"));
	#more = h("div.morefilters", { hidden: true });

	/**
	 * @param onChange told when others are to be listed, and whether that is because somebody types
	 * @param ask asks the server in which traces words stand
	 */
	constructor(onChange, ask) {
		this.#onChange = onChange;
		this.#ask = ask;
		for (const name of ["model", "user", "tag", "minutes"]) {
			this.#selects[name] = h("select", { "aria-label": { model: "Model", user: "User", tag: "Tag", minutes: "Started" }[name],
				"data-filter": name, onchange: (event) => this.set({ [name]: event.target.value }) });
		}
		show(this.#selects.minutes, TIMES.map(([value, label]) => h("option", { value }, label)));
		const field = (label, control) => h("label.field", {}, h("span.label", {}, label), control);
		show(this.#more, field("User", this.#selects.user), field("Tag", this.#selects.tag), field("Metadata", this.#metadata),
			field("Longer than", this.#longer), field("Started", this.#selects.minutes),
			h("button.quiet", { type: "button", "data-action": "reset", onclick: () => this.reset() }, "Reset"));
		this.element = h("section.filters", { "aria-label": "Filter" },
			h("label.search", {}, icon("search"), this.#text, h("kbd", {}, "/")), this.#states, this.#selects.model, this.#toggle, this.#more);
	}

	search() {
		this.#text.focus();
		this.#text.select();
	}

	get state() {
		return this.#values.state;
	}

	set(change, typing = false) {
		Object.assign(this.#values, change);
		if ("text" in change) {
			this.look();
		}
		this.#toggle.classList.toggle("active", MORE.some((name) => this.#values[name]));
		this.#onChange(typing);
	}

	reset() {
		this.read(new URLSearchParams());
		this.#onChange(false);
	}

	/** Takes what an address asks for. */
	read(query) {
		const asked = Object.fromEntries(Object.entries(EMPTY).map(([name, empty]) => [name, query.get(NAMES[name] || name) ?? empty]));
		const state = STATES.some(([name]) => name === asked.state) ? asked.state : EMPTY.state;
		const before = this.#values.text;
		this.#values = { ...asked, state };
		Object.entries(this.#controls()).forEach(([name, control]) => {
			if (control.value !== this.#values[name]) {
				control.value = this.#values[name];
			}
		});
		if (this.#values.text !== before) {
			this.look();
		}
		const more = MORE.some((name) => this.#values[name]);
		this.#toggle.classList.toggle("active", more);
		if (more) {
			this.#unfold(true);
		}
	}

	/** What is asked for, as it stands in an address. */
	written() {
		const query = new URLSearchParams();
		Object.entries(this.#values).filter(([name, value]) => value !== EMPTY[name]).forEach(([name, value]) => query.set(NAMES[name] || name, value));
		return query;
	}

	#controls() {
		return { text: this.#text, metadata: this.#metadata, longer: this.#longer, ...this.#selects };
	}

	#unfold(open) {
		this.#open = open;
		this.#more.hidden = !open;
		this.#toggle.setAttribute("aria-expanded", String(open));
	}

	/** Asks where the words stand in content that the page does not have. */
	async look() {
		const { text } = this.#values;
		const turn = ++this.#asking;
		if (!text.trim()) {
			this.#found = new Set();
			return;
		}
		await new Promise((go) => setTimeout(go, 150));
		if (turn !== this.#asking) {
			return;
		}
		const found = await this.#ask(text).catch(() => []);
		if (turn === this.#asking) {
			this.#found = new Set(found);
			this.#onChange();
		}
	}

	/** Offers what the traces have to choose from. */
	offer(traces) {
		show(this.#states, STATES.map(([state, label]) => h("button", { type: "button", "data-state": state,
			"aria-pressed": String(this.#values.state === state), onclick: () => this.set({ state }) }, label)));
		choices(this.#selects.model, "All models", traces.flatMap((trace) => trace.models), this.#values.model);
		choices(this.#selects.user, "All users", traces.flatMap((trace) => trace.users), this.#values.user);
		choices(this.#selects.tag, "All tags", traces.flatMap((trace) => trace.tags), this.#values.tag);
	}

	matches(trace) {
		const { text, state, model, user, tag, metadata, longer, minutes } = this.#values;
		const words = text.toLowerCase().split(/\s+/).filter(Boolean);
		return (this.#found.has(trace.id) || words.every((word) => trace.text.includes(word)))
			&& (state === "all" || isIn(state, trace))
			&& (!model || trace.models.includes(model))
			&& (!user || trace.users.includes(user))
			&& (!tag || trace.tags.includes(tag))
			&& (!metadata.trim() || trace.rows.some((row) => hasMetadata(row, metadata.trim())))
			&& trace.duration >= (format.parsedDuration(longer) ?? 0)
			&& (!minutes || Date.now() - trace.start <= Number(minutes) * 60_000);
	}

}

function isIn(state, trace) {
	switch (state) {
		case "failed": return trace.outcome === "failed";
		case "errors": return trace.errors.length > 0 || trace.outcome === "failed";
		case "retried": return trace.retried;
		default: return trace.running;
	}
}

/** "tier=premium", or only "tier" for any value. */
function hasMetadata(row, wanted) {
	const equals = wanted.indexOf("=");
	const key = (equals < 0 ? wanted : wanted.slice(0, equals)).trim();
	const value = row.metadata?.[key];
	return value !== undefined && (equals < 0 || format.plain(value).toLowerCase().includes(wanted.slice(equals + 1).trim().toLowerCase()));
}

function choices(select, all, values, chosen) {
	const names = [...new Set(chosen ? [...values, chosen] : values)].sort();
	const offered = names.join("\n");
	if (select.dataset.offered !== offered || !select.options.length) {
		select.dataset.offered = offered;
		show(select, h("option", { value: "" }, all), names.map((name) => h("option", { value: name, selected: name === chosen }, name)));
	}
}
