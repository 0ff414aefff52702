// Figures over many rows: for the strip, the overview and the comparison.

import { category, failed, isAttempt, origins } from "./outcome.js";
import { model, sum, variant } from "./summary.js";
import { below, treeOf } from "./tree.js";

export function quantile(values, share) {
	if (!values.length) {
		return undefined;
	}
	const sorted = [...values].sort((a, b) => a - b);
	const at = (sorted.length - 1) * share;
	const low = Math.floor(at);
	return sorted[low] + (sorted[Math.min(low + 1, sorted.length - 1)] - sorted[low]) * (at - low);
}

export function mean(values) {
	return values.length ? values.reduce((total, value) => total + value, 0) / values.length : undefined;
}

const took = (row) => row.end - row.start;

/** What calls of models came to. */
export function ofCalls(calls) {
	return {
		count: calls.length,
		errors: origins(calls).length,
		input: sum(calls, "prompt_tokens"),
		output: sum(calls, "completion_tokens"),
		cached: sum(calls, "prompt_cached_tokens"),
		tokens: sum(calls, "tokens"),
		cost: sum(calls, "estimated_cost"),
		p50: quantile(calls.map(took), 0.5),
		p95: quantile(calls.map(took), 0.95),
		first: quantile(calls.map((row) => row.metrics?.time_to_first_token * 1000).filter(Number.isFinite), 0.5)
	};
}

/** Calls by model, the most costly first. */
export function byModel(calls) {
	const groups = grouped(calls, nameOfModel);
	return [...groups].map(([name, rows]) => ({ name, provider: rows[0].metadata?.provider, ...ofCalls(rows) }))
		.sort((a, b) => (b.cost || 0) - (a.cost || 0) || b.count - a.count);
}

export const nameOfModel = (row) => model(row) || "unknown model";

/** Rows by what a function says of them. */
export function grouped(rows, key) {
	const groups = new Map();
	for (const row of rows) {
		const name = key(row);
		const group = groups.get(name);
		if (group) {
			group.push(row);
		}
		else {
			groups.set(name, [row]);
		}
	}
	return groups;
}

/** Errors where they arose: not once more for each span that they passed through. */
export function errorsByCategory(rows) {
	return counted(origins(rows));
}

/** Attempts that failed, whatever became of the call. */
export function attemptsByCategory(rows) {
	return counted(rows.filter(isAttempt));
}

function counted(rows) {
	return [...grouped(rows, category)].map(([name, list]) => ({ name, rows: list }))
		.sort((a, b) => b.rows.length - a.rows.length);
}

/**
 * Rows put into equal parts of time.
 * @returns [{ from, to, rows }], none if there are no rows
 */
export function overTime(rows, parts) {
	if (!rows.length) {
		return [];
	}
	let from = Infinity;
	let to = -Infinity;
	for (const { start } of rows) {
		from = Math.min(from, start);
		to = Math.max(to, start + 1);
	}
	const width = Math.max((to - from) / parts, 1);
	const buckets = Array.from({ length: parts },
		(_, i) => ({ from: from + i * width, to: from + (i + 1) * width, rows: [] }));
	rows.forEach((row) => buckets[Math.min(parts - 1, Math.floor((row.start - from) / width))].rows.push(row));
	return buckets;
}

/**
 * Experiments with their variants. What counts is the topmost span that names a variant;
 * tokens, cost and scores are those of everything below it.
 */
export function experiments(traces) {
	const found = new Map();
	for (const trace of traces) {
		const { nodes } = treeOf(trace.rows);
		for (const node of nodes.values()) {
			const name = variant(node.row);
			const above = nodes.get(node.row.parent);
			if (name === undefined || (above && variant(above.row) !== undefined)) {
				continue;
			}
			const experiment = String(node.row.metadata["experiment.name"] ?? "unnamed experiment");
			const variants = found.get(experiment) || found.set(experiment, new Map()).get(experiment);
			const units = variants.get(String(name)) || variants.set(String(name), []).get(String(name));
			units.push({ row: node.row, rows: [node.row, ...below(node)], said: feedbackOn(node, nodes) });
		}
	}
	return [...found].map(([name, variants]) => ({ name,
		variants: [...variants].map(([label, units]) => ofVariant(label, units))
			.sort((a, b) => a.label.localeCompare(b.label)) }));
}

/** Prompts out of Braintrust with their versions: what counts is each call that was made with one. */
export function prompts(traces) {
	const found = new Map();
	for (const trace of traces) {
		const { nodes } = treeOf(trace.rows);
		for (const node of nodes.values()) {
			const prompt = node.row.metadata?.prompt;
			if (node.row.type !== "llm" || typeof prompt !== "object" || prompt === null) {
				continue;
			}
			const name = String(prompt.slug ?? prompt.id ?? "unnamed prompt");
			const versions = found.get(name) || found.set(name, new Map()).get(name);
			const label = String(prompt.version ?? "no version");
			const units = versions.get(label) || versions.set(label, []).get(label);
			units.push({ row: node.row, rows: [node.row, ...below(node)], said: feedbackOn(node, nodes) });
		}
	}
	return [...found].map(([name, versions]) => ({ name, variants: [...versions].map(([label, units]) => ofVariant(label, units))
		.sort((a, b) => a.label.localeCompare(b.label, undefined, { numeric: true })) }));
}

/** What users said last of a span, of what is below it, and of what it was made for. */
function feedbackOn(node, nodes) {
	const rows = [node.row, ...below(node)];
	const seen = new Set(rows);
	for (let above = nodes.get(node.row.parent); above && !seen.has(above.row); above = nodes.get(above.row.parent)) {
		seen.add(above.row);
		rows.push(above.row);
	}
	return rows.filter((row) => Array.isArray(row.feedback)).flatMap((row) => Object.entries(Object.assign({}, ...row.feedback.map((said) => said.scores || {}))));
}

function ofVariant(label, units) {
	const calls = units.map((unit) => unit.rows.filter((row) => row.type === "llm"));
	const scores = {};
	units.forEach((unit) => unit.rows.forEach((row) => Object.entries(row.scores || {})
		.forEach(([name, value]) => (scores[name] ||= []).push(value))));
	const feedback = {};
	units.forEach((unit) => unit.said.forEach(([name, value]) => (feedback[name] ||= []).push(value)));
	const each = (metric) => calls.map((rows) => sum(rows, metric)).filter((value) => value !== undefined);
	return {
		label, units,
		count: units.length,
		failures: units.map((unit) => failed(unit.row) ? 1 : 0),
		durations: units.map((unit) => took(unit.row)),
		inputs: each("prompt_tokens"),
		outputs: each("completion_tokens"),
		costs: each("estimated_cost"),
		totalCost: sum(calls.flat(), "estimated_cost"),
		scores, feedback
	};
}
