// What the rows of a trace come to.

import { isRetried, origins, outcome } from "./outcome.js";
import { extent, treeOf } from "./tree.js";

/** A trace whose root has not come for so long has it elsewhere. */
const PATIENCE = 60_000;

export function summed(id, rows) {
	const tree = treeOf(rows);
	const root = tree.roots.map((node) => node.row).find((row) => !row.parent);
	const first = root || tree.roots[0].row;
	const { start, end } = extent(tree);
	const calls = rows.filter((row) => row.type === "llm");
	const errors = origins(rows);
	const ended = outcome(tree.roots.map((node) => node.row), rows, errors);
	const open = rows.some((row) => row.open);
	return {
		id, rows, tree, root, start, end, calls, errors,
		name: first.name,
		get running() {
			return open || (!root && Date.now() - end < PATIENCE);
		},
		get outcome() {
			return this.running ? "running" : ended;
		},
		duration: end - start,
		failed: ended === "failed",
		retried: rows.some(isRetried),
		feedback: rows.reduce((count, row) => count + (row.feedback?.length || 0), 0),
		rerun: rows.some((row) => row.metadata?.["rerun.of"] !== undefined),
		session: distinct(rows, (row) => [session(row)])[0],
		users: distinct(rows, (row) => [row.metadata?.user_id]),
		tags: distinct(rows, (row) => row.tags || []),
		models: distinct(calls, (row) => [model(row)]),
		input: sum(calls, "prompt_tokens"),
		output: sum(calls, "completion_tokens"),
		tokens: sum(calls, "tokens"),
		cost: sum(calls, "estimated_cost"),
		text: rows.map(words).join("\n").toLowerCase(),
		preview: first.input || calls.find((row) => row.input)?.input || first.output || ""
	};
}

function distinct(rows, of) {
	return [...new Set(rows.flatMap(of).filter((value) => value !== undefined && value !== null && value !== "").map(String))];
}

export const model = (row) => row.metadata?.model;

export const session = (row) => row.metadata?.session_id ?? row.session;

export const variant = (row) => row.metadata?.["experiment.variant"];

/** The sum of a figure; undefined where nobody reported it. */
export function sum(rows, metric) {
	let total;
	for (const row of rows) {
		const value = row.metrics?.[metric];
		if (typeof value === "number") {
			total = (total || 0) + value;
		}
	}
	return total;
}

function words(row) {
	return [row.trace, row.id, row.name, row.type, row.error, row.input, row.output, row.session, ...(row.tags || []),
		...Object.entries(row.metadata || {}).map(([key, value]) => `${key}=${typeof value === "object"
			? JSON.stringify(value) : value}`)].filter(Boolean).join(" ");
}
