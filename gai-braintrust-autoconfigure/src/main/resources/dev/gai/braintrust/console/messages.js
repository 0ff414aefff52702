// Messages and answers as they were said. Nothing in them is ever run or loaded.

import { h, icon } from "./dom.js";
import * as format from "./format.js";
import { isMarkdown, markdown } from "./markdown.js";
import { attachments, isMedia, media, picture } from "./media.js";

const LONG = 1600;

/** Reasons why an answer ends that say nothing. */
const ENDS = ["stop", "end_turn", "STOP", "completed"];

const CALLS = ["tool_calls", "tool_use", "function_call", "TOOL_CALLS"];

export function isMessage(value) {
	return typeof value === "object" && value !== null && typeof value.role === "string";
}

/** The choices that a model has given. */
export function answers(value) {
	if (value === undefined || value === null) {
		return [];
	}
	if (!Array.isArray(value)) {
		return [block("Output", value)];
	}
	return value.map((choice) => choice?.message ? message(choice.message, choice.finish_reason) : block("Output", choice));
}

/** One message. */
export function message(said, finish) {
	if (typeof said !== "object" || said === null) {
		return block("Message", said);
	}
	const role = typeof said.role === "string" ? said.role : "message";
	const known = ["system", "user", "assistant", "tool"].includes(role) ? role : "other";
	const calls = Array.isArray(said.tool_calls) ? said.tool_calls : [];
	const reason = typeof finish === "string" ? finish : null;
	return h(`article.message.${known}`, { "data-role": role },
		h("header", {}, h("span.role", {}, role), said.name ? h("code", {}, said.name) : null,
			said.tool_call_id ? h("code.more", { title: "Answers this call" }, said.tool_call_id) : null,
			reason && !ENDS.includes(reason) ? h(`span.badge${CALLS.includes(reason) ? "" : ".warn"}`, { title: "Finish reason" }, reason) : null),
		said.reasoning ? h("details.reasoning", {}, h("summary", {}, "Reasoning"), contents(said.reasoning)) : null,
		...contents(said.content), said.refusal ? h("p.failure", {}, String(said.refusal)) : null, calls.map(toolCall));
}

function contents(content) {
	if (content === undefined || content === null || content === "") {
		return [];
	}
	const parts = Array.isArray(content) ? content : [content];
	return parts.map((part) => isMedia(part) ? media(part)
		: text(typeof part === "object" && part !== null && typeof part.text === "string" ? part.text : part));
}

function toolCall(call) {
	const called = call?.function || call || {};
	const json = format.parsed(called.arguments);
	return h("div.toolcall", { "data-tool": called.name || "" }, h("p", {}, icon("tool"), h("b", {}, String(called.name ?? "tool")),
		call?.id ? h("code.more", {}, call.id) : null), json === undefined ? null : text(json));
}

/** A value with its name above it. */
export function block(title, value) {
	return value === undefined || value === null ? null
		: h("article.message.plain", { "data-role": title.toLowerCase() }, h("header", {}, h("span.role", {}, title)),
			Array.isArray(value) && value.length && value.every(isMessage) ? value.map((each) => message(each))
				: isMedia(value) ? media(value) : text(value));
}

/** Text as it is, or as the Markdown that it is written in. JSON in a text is written over several lines. */
function text(value) {
	const tree = typeof value === "string" && /^\s*[[{]/.test(value) ? format.parsed(value) : value;
	const written = format.plain(tree);
	const pre = h(typeof tree === "string" ? "pre.text" : "pre.json", {}, written.length > LONG ? `${written.slice(0, LONG)}…` : written);
	const whole = written.length <= LONG ? null : h("button.quiet", { type: "button", onclick: () => {
		pre.textContent = written;
		whole.remove();
	} }, `Show all ${format.number(written.length)} characters`);
	if (typeof tree !== "string" || !isMarkdown(written)) {
		return [pre, whole, attachments(tree).map(picture)];
	}
	const source = h("div.source", { hidden: true }, pre, whole);
	const drawn = markdown(written);
	const button = h("button.quiet.switch", { type: "button", "aria-pressed": "false", onclick: () => {
		drawn.hidden = !drawn.hidden;
		source.hidden = !source.hidden;
		button.setAttribute("aria-pressed", String(drawn.hidden));
	} }, "Source");
	return [drawn, source, button];
}
