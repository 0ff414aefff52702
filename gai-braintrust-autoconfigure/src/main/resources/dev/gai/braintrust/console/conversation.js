// What was said to a model and by it. Always plain text, whatever it looks like.

import { h, icon } from "./dom.js";
import * as format from "./format.js";

const LONG = 1600;

export function hasConversation(row) {
	return row.type === "llm" && Array.isArray(input(row));
}

const input = (row) => format.parsed(row.attributes?.["braintrust.input_json"]);

const output = (row) => format.parsed(row.attributes?.["braintrust.output_json"]);

const expected = (row) => format.parsed(row.attributes?.["braintrust.expected_json"]);

/** Messages and answer of a call of a model; input and output of anything else. */
export function conversation(row) {
	const parts = [];
	if (hasConversation(row)) {
		parts.push(...input(row).map(message), ...answers(output(row)));
	}
	else {
		parts.push(block("Input", input(row)), block("Output", output(row)));
	}
	parts.push(block("Expected", expected(row)));
	return parts.filter(Boolean);
}

/** The conversation of all calls below a span: of each call what the ones before did not have. */
export function thread(node) {
	const calls = below(node).filter((row) => hasConversation(row)).sort((a, b) => a.start - b.start);
	const seen = new Set();
	const parts = calls.map((row) => {
		const fresh = input(row).filter((each) => !seen.has(JSON.stringify(each)));
		fresh.forEach((each) => seen.add(JSON.stringify(each)));
		const said = (Array.isArray(output(row)) ? output(row) : []).map((choice) => choice?.message).filter(Boolean);
		said.forEach((each) => seen.add(JSON.stringify(each)));
		return [h("a.call", { href: `#/trace/${row.trace}/span/${row.id}` }, icon("llm"), row.name,
			h("span.number", {}, format.duration(row.end - row.start))), ...fresh.map(message), ...answers(output(row))];
	});
	return parts.length ? [h("h3.thread", {}, `Conversation below, ${parts.length} ${parts.length === 1 ? "call" : "calls"}`), ...parts.flat()] : [];
}

function below(node, rows = []) {
	(node?.children || []).forEach((child) => {
		rows.push(child.row);
		below(child, rows);
	});
	return rows;
}

function answers(value) {
	if (value === undefined || value === null) {
		return [];
	}
	if (!Array.isArray(value)) {
		return [block("Output", value)];
	}
	return value.map((choice) => choice?.message ? message(choice.message, choice.finish_reason) : block("Output", choice));
}

function message(said, finish) {
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
			reason && reason !== "stop" ? h("span.badge.warn", { title: "Finish reason" }, reason) : null),
		...contents(said.content), calls.map(toolCall));
}

function contents(content) {
	if (content === undefined || content === null || content === "") {
		return [];
	}
	const parts = Array.isArray(content) ? content : [content];
	return parts.map((part) => text(typeof part === "object" && part !== null && typeof part.text === "string" ? part.text : part));
}

function toolCall(call) {
	const called = call?.function || call || {};
	const json = format.parsed(called.arguments);
	return h("div.toolcall", { "data-tool": called.name || "" }, h("p", {}, icon("tool"), h("b", {}, String(called.name ?? "tool")),
		call?.id ? h("code.more", {}, call.id) : null), json === undefined ? null : text(json));
}

function block(title, value) {
	return value === undefined || value === null ? null
		: h("article.message.plain", { "data-role": title.toLowerCase() }, h("header", {}, h("span.role", {}, title)), text(value));
}

/** Text as it is. JSON in a text is written over several lines. */
function text(value) {
	const tree = typeof value === "string" && /^\s*[[{]/.test(value) ? format.parsed(value) : value;
	const written = format.plain(tree);
	const pre = h(typeof tree === "string" ? "pre.text" : "pre.json", {}, written.length > LONG ? `${written.slice(0, LONG)}…` : written);
	if (written.length <= LONG) {
		return pre;
	}
	const more = h("button.quiet", { type: "button", onclick: () => {
		pre.textContent = written;
		more.remove();
	} }, `Show all ${format.number(written.length)} characters`);
	return [pre, more];
}
