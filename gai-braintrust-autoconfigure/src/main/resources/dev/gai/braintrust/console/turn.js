// Question and answer of a trace or a span.

import { input, output } from "./conversation.js";
import * as format from "./format.js";
import { isMessage } from "./messages.js";

/** The text of a message: of several parts those that are text. */
export function textOf(content) {
	if (typeof content === "string") {
		return content;
	}
	if (Array.isArray(content)) {
		return content.map((part) => typeof part === "string" ? part : part?.text ?? (part?.type ? `[${part.type}]` : "")).join("\n");
	}
	return content === undefined || content === null ? "" : format.plain(content);
}

/** What was asked in a row: the last thing that a user said in a conversation, or the input of anything else. */
export function question(row) {
	const asked = input(row);
	if (Array.isArray(asked) && asked.length && asked.every(isMessage)) {
		return textOf((asked.findLast((each) => each.role === "user") || asked.at(-1)).content);
	}
	return asked === undefined || asked === null ? "" : format.plain(asked);
}

/** What was answered. */
export function answer(row) {
	const given = output(row);
	if (Array.isArray(given) && given.length && given[0]?.message) {
		const { message } = given[0];
		return textOf(message.content) || (message.tool_calls ? format.plain(message.tool_calls) : "");
	}
	return given === undefined || given === null ? "" : format.plain(given);
}

/**
 * Question and answer of a whole trace: those of its root, or else of its first and last call of a model.
 * @param rows all rows of the trace in full
 */
export function turnOf(rows) {
	const byStart = [...rows].sort((a, b) => a.start - b.start);
	const roots = byStart.filter((row) => !row.parent || !rows.some((other) => other.id === row.parent));
	const calls = byStart.filter((row) => row.type === "llm");
	const asked = [...roots, ...calls].map(question).find(Boolean) || "";
	const answered = [...roots, ...[...calls].reverse()].map(answer).find(Boolean) || "";
	return { question: asked, answer: answered };
}
