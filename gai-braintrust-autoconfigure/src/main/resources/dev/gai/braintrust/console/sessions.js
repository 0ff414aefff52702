// Conversations: the traces that name the same one, in the order in which they were held.

import { h, icon, show } from "./dom.js";
import { ask } from "./feed.js";
import { grouped } from "./figures.js";
import * as format from "./format.js";
import { isMarkdown, markdown } from "./markdown.js";
import { status } from "./status.js";
import { turnOf } from "./turn.js";

/** More of a conversation is not loaded at once. */
const MOST = 50;

/** Conversations, the latest first. */
export function sessionsOf(traces) {
	const found = grouped(traces.filter((trace) => trace.session !== undefined), (trace) => trace.session);
	const total = (held, of) => held.reduce((sum, trace) => of(trace) === undefined ? sum : (sum || 0) + of(trace), undefined);
	return [...found].map(([id, held]) => ({
		id,
		traces: held.sort((a, b) => a.start - b.start),
		users: [...new Set(held.flatMap((trace) => trace.users))],
		calls: held.reduce((sum, trace) => sum + trace.calls.length, 0),
		tokens: total(held, (trace) => trace.tokens),
		cost: total(held, (trace) => trace.cost),
		failed: held.filter((trace) => trace.failed).length,
		latest: Math.max(...held.map((trace) => trace.end))
	})).sort((a, b) => b.latest - a.latest);
}

export class Sessions {

	#store;
	#body = h("tbody");
	#note = h("p.note");

	constructor(store) {
		this.#store = store;
	}

	open(main) {
		document.title = `Sessions · ${this.#store.about.application || "console"}`;
		const head = ["Session", "First question", "User", "Traces", "Model calls", "Tokens", "Cost", "Failed", "Latest"];
		show(main, h("section.panel.sessions", {}, h("div.scroll", {}, h("table", {}, h("thead", {}, h("tr", {},
			head.map((name, i) => h("th", { scope: "col", class: i > 2 ? "number" : null }, name)))), this.#body)), this.#note));
		this.update();
	}

	close() {
	}

	/** Moves the focus from one session to the next. */
	step(by) {
		const links = [...this.#body.querySelectorAll("a")];
		const at = links.indexOf(document.activeElement);
		(links[at < 0 ? 0 : at + by] || links[Math.max(at, 0)])?.focus();
	}

	update() {
		const sessions = sessionsOf(this.#store.traces());
		const focused = document.activeElement?.dataset?.session;
		show(this.#body, sessions.map((session) => h("tr", {}, h("th", { scope: "row" },
			h("a.link", { href: `#/session/${encodeURIComponent(session.id)}`, "data-session": session.id }, session.id)),
		h("td.preview", {}, session.traces[0].preview), h("td", {}, session.users.join(", ")),
		[format.number(session.traces.length), format.number(session.calls), format.tokens(session.tokens), format.cost(session.cost),
			session.failed ? h("span.bad", {}, format.number(session.failed)) : "0", format.ago(session.latest)]
			.map((value) => h("td.number", {}, value)))));
		if (focused !== undefined) {
			this.#body.querySelector(`[data-session="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
		}
		show(this.#note, sessions.length ? `${format.number(sessions.length)} ${sessions.length === 1 ? "session" : "sessions"}`
			: ["No span names a conversation. Open ", h("code", {}, "GenAiContext.session(\"…\")"),
				" around the work of a request, or set a conversation id with Spring AI's chat memory."]);
		this.#note.classList.toggle("empty", !sessions.length);
	}

}

export class SessionView {

	#store;
	#id;
	#head = h("header.tracehead");
	#turns = h("ol.turns");
	#loaded = new Map();

	constructor(store, id) {
		this.#store = store;
		this.#id = id;
	}

	open(main) {
		document.title = `${this.#id} · ${this.#store.about.application || "console"}`;
		show(main, this.#head, this.#turns);
		this.update(new Set([this.#id]));
	}

	close() {
	}

	/** Moves the focus from one turn to the next. */
	step(by) {
		const links = [...this.#turns.querySelectorAll("a.turnhead")];
		const at = links.indexOf(document.activeElement);
		const next = links[at < 0 ? 0 : at + by] || links[Math.max(at, 0)];
		next?.focus();
		next?.scrollIntoView({ block: "nearest" });
	}

	async update() {
		const session = sessionsOf(this.#store.traces()).find((each) => each.id === this.#id);
		const back = h("a.back", { href: "#/sessions" }, icon("back"), "Sessions");
		if (!session) {
			show(this.#head, back, h("p.note.empty", {}, "No trace of this session is kept any more."));
			show(this.#turns);
			return;
		}
		const fact = (name, value) => h("span.fact", { "data-fact": name }, h("span.label", {}, name), h("b", {}, value));
		show(this.#head, back, h("h1", {}, session.id), h("div.facts", {}, fact("Turns", format.number(session.traces.length)),
			session.users.length ? fact("User", session.users.join(", ")) : null, fact("Model calls", format.number(session.calls)),
			fact("Tokens", format.tokens(session.tokens)), fact("Cost", format.cost(session.cost)),
			session.failed ? fact("Failed", h("span.bad", {}, format.number(session.failed))) : null));
		const latest = session.traces.slice(-MOST);
		await Promise.all(latest.filter((trace) => this.#loaded.get(trace.id)?.count !== trace.rows.length).map((trace) => this.#load(trace)));
		show(this.#turns, session.traces.length > MOST ? h("li.note", {}, `${format.number(session.traces.length - MOST)} earlier turns are not shown`) : null,
			latest.map((trace) => turn(trace, this.#loaded.get(trace.id))));
	}

	async #load(trace) {
		try {
			const { rows } = await ask(`traces/${trace.id}`);
			this.#loaded.set(trace.id, { count: trace.rows.length, ...turnOf(rows) });
		}
		catch {
			this.#loaded.set(trace.id, { count: trace.rows.length, question: trace.preview, answer: "" });
		}
	}

}

function turn(trace, said) {
	const text = (value) => isMarkdown(value) ? markdown(value) : h("pre.text", {}, value);
	return h("li.turn", {}, h("a.turnhead", { href: `#/trace/${trace.id}` }, status(trace), h("b", {}, trace.name),
		h("span.more.number", {}, format.moment(trace.start)), h("span.space"), h("span.more.number", {}, format.duration(trace.duration)),
		h("span.more.number", {}, trace.tokens === undefined ? "" : `${format.tokens(trace.tokens)} tok`), h("span.more.number", {}, trace.cost === undefined ? "" : format.cost(trace.cost))),
	said?.question ? h("article.message.user", { "data-role": "user" }, h("header", {}, h("span.role", {}, "User")), text(said.question)) : null,
	said?.answer ? h("article.message.assistant", { "data-role": "assistant" }, h("header", {}, h("span.role", {}, "Assistant")), text(said.answer))
		: trace.running ? h("p.note", {}, "still runs") : null);
}
