// What was said to a model and by it, and the input and output of everything else.

import { h, icon } from "./dom.js";
import * as format from "./format.js";
import { answers, block, isMessage, message } from "./messages.js";
import { below } from "./tree.js";

const field = (name) => (row) => format.parsed(row.attributes?.[`braintrust.${name}_json`]);

export const input = field("input");

export const output = field("output");

export const expected = field("expected");

/** Whether the input of a row is a list of messages. */
export function hasConversation(row) {
	const messages = input(row);
	return Array.isArray(messages) && messages.length > 0 && (row.type === "llm" || messages.every(isMessage));
}

/**
 * What a span has to say: of a call of a model its messages and its answer. Of a span with calls below it question
 * and answer where they are texts, then all that was said below, and last the JSON that it got and gave.
 */
export function conversation(row, node) {
	const calls = row.type === "llm" ? [] : thread(node);
	const wanted = block("Expected", expected(row));
	if (!calls.length) {
		return [...(hasConversation(row) ? [...input(row).map((each) => message(each)), ...answers(output(row))]
			: [block("Input", input(row)), block("Output", output(row))]), wanted].filter(Boolean);
	}
	const own = [["Input", input(row)], ["Output", output(row)]].filter(([, value]) => value !== undefined && value !== null);
	const texts = own.filter(([, value]) => isPlainText(value));
	const trees = own.filter(([, value]) => !isPlainText(value));
	return [...texts.map(([name, value]) => block(name, value)), wanted, ...calls,
		trees.length ? h("details.recorded", {}, h("summary", {}, "Input and output of this span, as recorded"),
			trees.map(([name, value]) => block(name, value))) : null].filter(Boolean);
}

function isPlainText(value) {
	return typeof value === "string" && !/^\s*[[{]/.test(value);
}

/** The conversation of all calls below a span: of each call what the ones before did not have. */
function thread(node) {
	const calls = below(node).filter((row) => row.type === "llm" && hasConversation(row)).sort((a, b) => a.start - b.start);
	const seen = new Set();
	const parts = calls.map((row) => {
		const fresh = input(row).filter((each) => !seen.has(JSON.stringify(each)));
		fresh.forEach((each) => seen.add(JSON.stringify(each)));
		const said = (Array.isArray(output(row)) ? output(row) : []).map((choice) => choice?.message).filter(Boolean);
		said.forEach((each) => seen.add(JSON.stringify(each)));
		return [h("a.call", { href: `#/trace/${row.trace}/span/${row.id}` }, icon("llm"), row.name,
			h("span.number", {}, format.duration(row.end - row.start))), ...fresh.map((each) => message(each)), ...answers(output(row)),
		row.error === undefined ? null : h("p.failure", {}, row.error || "failed")];
	});
	return parts.length ? [h("h3.thread", {}, `Conversation below, ${parts.length} ${parts.length === 1 ? "call" : "calls"}`), ...parts.flat()] : [];
}
