// One span: what was said, what is known of it, what it cost, and what is sent of it.

import { spanActions } from "./actions.js";
import { conversation, hasConversation } from "./conversation.js";
import { h, icon, show } from "./dom.js";
import * as format from "./format.js";
import { failed, isAttempt, isGivenUp, isRetried } from "./outcome.js";
import { feedbackCards, scoresOf, scoreTable } from "./scores.js";
import { offeredTools } from "./tools.js";

const TABS = [["said", "Content"], ["metadata", "Metadata"], ["metrics", "Metrics"], ["raw", "Raw"]];

export class Detail {

	#side;
	#tab = "said";
	#shown = null;

	constructor(side) {
		this.#side = side;
	}

	show(row, node, about) {
		this.#shown = [row, node, about];
		const same = this.#side.dataset.span === row.id;
		const scrolled = same ? this.#side.querySelector(".body")?.scrollTop : 0;
		this.#side.dataset.span = row.id;
		const kind = isAttempt(row) ? "attempt" : row.type;
		const scores = scoresOf(node);
		const body = h("div.body", { role: "tabpanel", "data-tab": this.#tab }, this.#body(row, node, about));
		show(this.#side,
			h("header", {}, h("h2", {}, h(`span.kind.${kind}`, {}, icon(kind)), h("span.text", {}, row.name)),
				h("div.chips", {}, ...chips(row, scores)), spanActions(row, about)),
			failed(row) ? problem(row, about) : null,
			isRetried(row) ? attempts(row, node) : null,
			h("div.tabs", { role: "tablist" }, TABS.map(([id, label]) => h("button", { type: "button", role: "tab", "data-tab": id,
				"aria-selected": String(this.#tab === id), onclick: () => this.#choose(id) },
			id === "said" && hasConversation(row) ? "Conversation" : id === "said" ? "Input & output" : label,
			id === "metrics" && scores.length ? h("span.badge", { title: `${scores.length} ${scores.length === 1 ? "score" : "scores"}` }, scores.length) : null))),
			body);
		body.scrollTop = scrolled || 0;
	}

	#choose(tab) {
		this.#tab = tab;
		this.show(...this.#shown);
		this.#side.querySelector("[role=tab][aria-selected=true]")?.focus();
	}

	#body(row, node, about) {
		switch (this.#tab) {
			case "metadata": return metadata(row);
			case "metrics": return metrics(row, node);
			case "raw": return raw(row);
			default: return said(row, node, about);
		}
	}

}

function chips(row, scores) {
	const meta = row.metadata || {};
	const chip = (label, value) => value === undefined || value === null ? null : h("span.chip", {}, h("span.label", {}, label), String(value));
	return [h(`span.badge.${row.open ? "running" : failed(row) ? "bad" : "good"}`, {}, row.open ? "running" : failed(row) ? "error" : "ok"),
		chip("type", isAttempt(row) ? "attempt" : row.type), chip(row.open ? "so far" : "took", format.duration(row.end - row.start)),
		chip("model", meta.model), chip("provider", meta.provider), chip("variant", meta["experiment.variant"]),
		...scores.slice(0, 6).map((score) => h("span.chip.score", { title: score.reason || "Score" }, icon("score"), score.name,
			h("b", {}, format.score(score.value)))),
		...(row.tags || []).map((tag) => h("span.chip", {}, `#${tag}`))];
}

function problem(row, about) {
	const meta = row.metadata || {};
	return h("div.problem", { role: "note" },
		h("p", {}, h("b", {}, meta["error.category"] || "error"),
			meta["error.retryable"] === undefined ? null : h("span.more", {}, meta["error.retryable"] ? "retryable" : "not retryable")),
		h("pre", {}, row.error || (about.contentCaptured ? "No message" : "The message is not captured")));
}

function attempts(row, node) {
	const meta = row.metadata;
	const failures = (node?.children || []).filter((child) => isAttempt(child.row));
	const count = meta["retry.failed_attempts"];
	return h("div.attempts", {}, h("p", {}, icon("attempt"), h("b", {}, `${count} failed ${count === 1 ? "attempt" : "attempts"}`),
		isGivenUp(row) ? ", given up" : ", then it succeeded"),
	failures.length ? h("ol", {}, failures.map(({ row: attempt }, i) => {
		const next = failures[i + 1]?.row.start;
		return h("li", {}, h("a", { href: `#/trace/${attempt.trace}/span/${attempt.id}` }, attempt.name),
			h("span.text", {}, attempt.error || ""), h("span.number", {}, format.duration(attempt.end - attempt.start),
				next ? `, waited ${format.duration(Math.max(0, next - attempt.end))}` : ""));
	})) : meta["retry.last_error"] ? h("pre", {}, meta["retry.last_error"]) : null);
}

function said(row, node, about) {
	const parts = [offeredTools(row), ...conversation(row, node), feedbackCards(row)].filter(Boolean);
	if (parts.length) {
		return parts;
	}
	return h("p.note.empty", {}, row.open ? "This span still runs: what was said is here when it has ended."
		: about.contentCaptured ? "This span has neither input nor output."
			: "Content is not captured: gai.braintrust.content.capture is none.");
}

function metadata(row) {
	const all = format.parsed(row.attributes?.["braintrust.metadata"]) || row.metadata || {};
	const entries = Object.entries(all);
	if (!entries.length) {
		return h("p.note.empty", {}, "No metadata.");
	}
	return h("dl.facts", {}, entries.map(([key, value]) => [h("dt", {}, key),
		h("dd", {}, typeof value === "object" && value !== null ? code(value) : String(value))]));
}

function metrics(row, node) {
	const figures = row.metrics || {};
	const took = row.end - row.start;
	const first = figures.time_to_first_token * 1000;
	const speed = figures.completion_tokens / ((took - (Number.isFinite(first) ? first : 0)) / 1000);
	const cached = figures.prompt_cached_tokens || 0;
	const list = [["Duration", format.duration(took)], ["Time to first token", format.duration(first)],
		["Output tokens per second", Number.isFinite(speed) && row.type === "llm" ? speed.toFixed(1) : format.NONE],
		["Cost, estimated", format.cost(figures.estimated_cost)],
		...Object.entries(figures).filter(([key]) => !["time_to_first_token", "estimated_cost"].includes(key))
			.map(([key, value]) => [key, format.number(value)])];
	return [scoreTable(scoresOf(node)),
		figures.tokens ? h("div.tokenbar", { role: "img", "aria-label": `${figures.prompt_tokens} input tokens, ${figures.completion_tokens} output tokens` },
			h("span.series-1", { title: "cached input", vars: { "--grow": cached } }),
			h("span.series-0", { title: "input", vars: { "--grow": (figures.prompt_tokens || 0) - cached } }),
			h("span.series-2", { title: "output", vars: { "--grow": figures.completion_tokens || 0 } })) : null,
		h("dl.facts.figures", {}, list.filter(([, value]) => value !== format.NONE).map(([name, value]) => [h("dt", {}, name), h("dd.number", {}, value)]))];
}

function raw(row) {
	const { attributes = {}, resource = {}, events = [] } = row;
	const list = (map) => h("dl.facts.raw", {}, Object.entries(map).map(([key, value]) => [h("dt", {}, key), h("dd", {}, key.endsWith("_json")
		|| key.startsWith("braintrust.") ? code(format.parsed(value)) : format.plain(value))]));
	return [h("dl.facts.raw", {}, [["span name", row.spanName || row.name], ["trace id", row.trace], ["span id", row.id], ["parent id", row.parent || "none, a root"],
		["start", new Date(row.start).toISOString()], ["end", row.open ? "still runs" : new Date(row.end).toISOString()]]
		.map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)])),
	h("h3", {}, "Attributes"), list(attributes),
	events.length ? [h("h3", {}, "Events"), events.map((event) => h("details", { open: true }, h("summary", {}, event.name), list(event.attributes)))] : null,
	h("h3", {}, "Resource"), list(resource)];
}

/** A value as text, JSON with its keys set apart. */
function code(value) {
	if (typeof value === "string") {
		return h("pre.text", {}, value);
	}
	const lines = format.plain(value).split(/("(?:[^"\\]|\\.)*":)/);
	return h("pre.json", {}, lines.map((part, i) => i % 2 ? h("span.key", {}, part) : part));
}
