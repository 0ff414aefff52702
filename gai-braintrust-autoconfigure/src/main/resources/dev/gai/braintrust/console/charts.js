// Charts of SVG and CSS. They show; the figures stand beside them as text.

import { h, s } from "./dom.js";

/** A small line of bars. */
export function sparkline(values) {
	const highest = Math.max(...values, 0);
	if (!highest || values.length < 2) {
		return null;
	}
	return s("svg.spark", { viewBox: `0 0 ${values.length * 4} 20`, preserveAspectRatio: "none", "aria-hidden": "true" },
		values.map((value, i) => {
			const height = value ? Math.max(1.5, value / highest * 20) : 0.75;
			return s(value ? "rect" : "rect.none", { x: i * 4, y: 20 - height, width: 3, height, rx: 0.75 });
		}));
}

const WIDE = 640;
const NARROW = 340;
const HEIGHT = 168;
const LEFT = 60;
const BOTTOM = 22;

/**
 * Stacked bars over time.
 * @param parts [{ label, from, values: [number] }], values in the order of the names
 * @param names what each value is
 * @param write writes a value
 */
export function stacked(title, parts, names, write) {
	const full = matchMedia("(max-width: 720px)").matches ? NARROW : WIDE;
	const totals = parts.map((part) => part.values.reduce((sum, value) => sum + value, 0));
	const highest = nice(Math.max(...totals, 0));
	const width = (full - LEFT) / Math.max(parts.length, 1);
	const y = (value) => 6 + (HEIGHT - BOTTOM - 6) * (1 - value / highest);
	const lines = [0, 0.5, 1].map((share) => s("g", {},
		s("line.grid", { x1: LEFT, x2: full, y1: y(highest * share), y2: y(highest * share) }),
		s("text.axis", { x: LEFT - 8, y: y(highest * share) + 3.5, "text-anchor": "end" }, write(highest * share))));
	const bars = parts.map((part, i) => {
		let below = 0;
		const x = LEFT + i * width + width * 0.14;
		return s("g.stack", {}, s("title", {}, `${part.label}\n${names.map((name, n) => `${name}: ${write(part.values[n])}`).join("\n")}`),
			s("rect.hit", { x: LEFT + i * width, y: 0, width, height: HEIGHT - BOTTOM }),
			part.values.map((value, n) => {
				const top = y(below + value);
				const height = y(below) - top;
				below += value;
				return value ? s(`rect.series-${n % 6}`, { x, y: top, width: width * 0.72, height: Math.max(height, 1), rx: 1.5 }) : null;
			}));
	});
	const labels = [0, Math.floor(parts.length / 2), parts.length - 1].filter((at, i, all) => parts[at] && all.indexOf(at) === i)
		.map((at, i, all) => s("text.axis", { x: LEFT + width * (at + 0.5), y: HEIGHT - 5,
			"text-anchor": i === 0 ? "start" : i === all.length - 1 ? "end" : "middle" }, parts[at].label));
	return s("svg.chart", { viewBox: `0 0 ${full} ${HEIGHT}`, role: "img", "aria-label": title }, lines, bars, labels);
}

function nice(value) {
	if (value <= 0) {
		return 1;
	}
	const size = 10 ** Math.floor(Math.log10(value));
	return [1, 2, 2.5, 4, 5, 8, 10].map((step) => step * size).find((step) => step >= value);
}

export function legend(names) {
	return h("ul.legend", {}, names.map((name, n) => h("li", {}, h(`span.swatch.series-${n % 6}`), name)));
}

/**
 * Bars side by side, as a list.
 * @param entries [{ name, value, text, tone, href }]
 * @param highest value of a full bar
 */
export function bars(entries, highest = Math.max(...entries.map((entry) => entry.value || 0), 0) || 1) {
	return h("ul.bars", {}, entries.map((entry) => h("li", {},
		entry.href ? h("a.name", { href: entry.href }, entry.name) : h("span.name", {}, entry.name),
		h("span.track", {}, h(`span${entry.tone ? "." + entry.tone : ""}`, { vars: { "--share": `${(entry.value || 0) / highest * 100}%` } })),
		h("span.number", {}, entry.text))));
}
