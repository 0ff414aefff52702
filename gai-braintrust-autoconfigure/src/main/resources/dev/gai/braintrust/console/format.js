// How figures are written. A figure that nobody reported is a dash, never a zero.

export const NONE = "–";

const whole = new Intl.NumberFormat("en-US");
const clock = new Intl.DateTimeFormat(undefined,
	{ hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });
const day = new Intl.DateTimeFormat(undefined, { month: "short", day: "numeric" });

const known = (value) => typeof value === "number" && Number.isFinite(value);

export function duration(millis) {
	if (!known(millis)) {
		return NONE;
	}
	if (millis < 1) {
		return `${Math.max(1, Math.round(millis * 1000))} µs`;
	}
	if (millis < 999.5) {
		return `${millis < 9.95 ? millis.toFixed(1) : Math.round(millis)} ms`;
	}
	if (millis < 59_950) {
		return `${(millis / 1000).toFixed(2)} s`;
	}
	return `${Math.floor(millis / 60_000)} min ${Math.round((millis % 60_000) / 1000)} s`;
}

export function tokens(count) {
	if (!known(count)) {
		return NONE;
	}
	if (count < 10_000) {
		return whole.format(count);
	}
	return count < 1_000_000 ? `${(count / 1000).toFixed(1)}k` : `${(count / 1_000_000).toFixed(2)}M`;
}

export function number(count) {
	return known(count) ? whole.format(count) : NONE;
}

/** US dollars, with as many digits as there is something to see. */
export function cost(usd) {
	if (!known(usd)) {
		return NONE;
	}
	if (usd === 0) {
		return "$0";
	}
	if (Math.abs(usd) >= 1) {
		return `$${usd.toFixed(2)}`;
	}
	const digits = Math.min(8, Math.max(3, 1 - Math.floor(Math.log10(Math.abs(usd)))));
	return `$${usd.toFixed(digits)}`;
}

export function percent(share) {
	if (!known(share)) {
		return NONE;
	}
	return `${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)}%`;
}

export function score(value) {
	return known(value) ? value.toFixed(2) : NONE;
}

export function time(millis) {
	return clock.format(new Date(millis));
}

/** The time, with the day where it is not today. */
export function moment(millis) {
	const date = new Date(millis);
	const today = new Date().toDateString() === date.toDateString();
	return today ? clock.format(date) : `${day.format(date)} ${clock.format(date)}`;
}

export function ago(millis) {
	const seconds = Math.max(0, Math.round((Date.now() - millis) / 1000));
	if (seconds < 5) {
		return "now";
	}
	if (seconds < 60) {
		return `${seconds} s ago`;
	}
	if (seconds < 3600) {
		return `${Math.floor(seconds / 60)} min ago`;
	}
	return seconds < 86_400 ? `${Math.floor(seconds / 3600)} h ago` : `${Math.floor(seconds / 86_400)} d ago`;
}

/** Any value as text: text as it is, the rest as JSON of several lines. */
export function plain(value) {
	if (typeof value === "string") {
		return value;
	}
	return json(value, "");
}

/** JSON over several lines, but what fits on one stays on one. */
function json(value, indent) {
	const line = JSON.stringify(value);
	if (line === undefined || line.length + indent.length <= 64 || typeof value !== "object") {
		return spaced(line ?? "");
	}
	const deeper = `${indent}  `;
	const parts = Array.isArray(value) ? value.map((each) => deeper + json(each, deeper))
		: Object.entries(value).map(([key, each]) => `${deeper}${JSON.stringify(key)}: ${json(each, deeper)}`);
	const [open, close] = Array.isArray(value) ? "[]" : "{}";
	return `${open}\n${parts.join(",\n")}\n${indent}${close}`;
}

/** A line of JSON with spaces behind commas and colons, except in texts. */
function spaced(line) {
	return line.replace(/"(?:[^"\\]|\\.)*"|[,:]/g, (token) => token.length === 1 ? `${token} ` : token);
}

/** The tree behind an attribute that holds JSON; the text itself where it was cut. */
export function parsed(text) {
	if (typeof text !== "string") {
		return text;
	}
	try {
		return JSON.parse(text);
	}
	catch {
		return text;
	}
}

/** All texts in a tree, one a line. */
export function texts(tree) {
	if (tree === null || typeof tree !== "object") {
		return String(tree ?? "");
	}
	return Object.entries(tree).map(([key, value]) => `${Array.isArray(tree) ? "" : `${key} `}${texts(value)}`).join("\n");
}

/** Milliseconds of "500 ms", "2 s", "1.5 min" or "250"; undefined for anything else. */
export function parsedDuration(text) {
	const found = /^\s*(\d+(?:\.\d+)?)\s*(µs|us|ms|s|min|m)?\s*$/.exec(text);
	const units = { "µs": 0.001, us: 0.001, ms: 1, s: 1000, min: 60_000, m: 60_000 };
	return found ? Number(found[1]) * units[found[2] || "ms"] : undefined;
}
