// Scores of a span: its own, those that scorers gave it afterwards, and what users think of it.

import { h } from "./dom.js";
import * as format from "./format.js";

/** [{ name, value, reason, from }], from being the row of the scorer or null. */
export function scoresOf(node) {
	const own = Object.entries(node?.row.scores || {}).map(([name, value]) => ({ name, value, reason: null, from: null }));
	const given = (node?.row.type === "score" ? [] : node?.children || []).filter((child) => child.row.type === "score")
		.flatMap(({ row }) => Object.entries(row.scores || {}).map(([name, value]) => ({ name, value, from: row,
			reason: reasonOf(row, name) })));
	return [...own, ...given, ...feedbackOf(node?.row).flatMap((said) => Object.entries(said.scores || {})
		.map(([name, value]) => ({ name, value, reason: `feedback (${said.source || "app"})`, from: null })))];
}

function feedbackOf(row) {
	return Array.isArray(row?.feedback) ? row.feedback : [];
}

function reasonOf(row, name) {
	const meta = row.metadata || {};
	return meta[`${name}.reason`] ?? meta.reason ?? meta["score.reason"] ?? null;
}

/** A bar for each score; null where there are none. */
export function scoreTable(scores) {
	return scores.length ? h("section.scores", {}, h("h3", {}, "Scores"), h("ul.bars", {}, scores.map((score) =>
		h("li", {}, score.from ? h("a.name", { href: `#/trace/${score.from.trace}/span/${score.from.id}` }, score.name) : h("span.name", {}, score.name),
			h("span.track", {}, h("span.good", { vars: { "--share": `${score.value * 100}%` } })), h("span.number", {}, format.score(score.value)),
			score.reason ? h("p.reason.more", {}, score.reason) : null)))) : null;
}

/** What people have said of a span; null where nobody has said anything. */
export function feedbackCards(row) {
	const said = feedbackOf(row);
	const human = row.metadata?.["eval.human_feedback"];
	if (!said.length && human === undefined) {
		return null;
	}
	return h("section.feedback", {}, h("h3", {}, "Feedback"), human === undefined ? null : h("p.feedbackcard", {}, String(human)),
		said.map((each) => h("div.feedbackcard", {}, Object.entries(each.scores || {}).map(([name, value]) =>
			h("span.chip.score", {}, name, h("b", {}, format.score(value)))), (each.tags || []).map((tag) => h("span.chip", {}, `#${tag}`)),
		each.comment ? h("p", {}, String(each.comment)) : null,
		each.expected === undefined ? null : h("p.more", {}, `expected: ${format.plain(each.expected)}`), h("span.more", {}, each.source || "app"))));
}
