// Markdown, made of nodes. What it does not know stays text; images and HTML are text, links are followed by a click only.

import { h } from "./dom.js";

const SIGNS = /^(#{1,6} \S|\s*[-*+] \S|\s*\d+[.)] \S|```|> |\|.+\|\s*$)|\*\*\S[^*]*\*\*|`[^`\n]+`|\[[^\]\n]+\]\(https?:\/\/[^)\s]+\)/m;

/** A longer text is shown as it is. */
const MOST = 100_000;

export function isMarkdown(text) {
	return text.length <= MOST && SIGNS.test(text);
}

export function markdown(text) {
	return h("div.markdown", {}, blocks(text.replaceAll("\r\n", "\n").split("\n"), 0));
}

function blocks(lines, depth) {
	const made = [];
	let at = 0;
	while (at < lines.length) {
		const line = lines[at];
		const end = at;
		const take = (belongs) => {
			while (at < lines.length && belongs(lines[at])) {
				at++;
			}
			return lines.slice(end, at);
		};
		const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line);
		if (!line.trim()) {
			at++;
		}
		else if (/^\s*```/.test(line)) {
			at++;
			const code = take((each) => !/^\s*```\s*$/.test(each)).slice(1);
			at++;
			made.push(h("pre.code", { "data-language": line.trim().slice(3).trim() || null }, code.join("\n")));
		}
		else if (heading) {
			at++;
			made.push(h(`h${Math.min(6, heading[1].length + 3)}`, {}, inline(heading[2])));
		}
		else if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(line)) {
			at++;
			made.push(h("hr"));
		}
		else if (line.startsWith(">") && depth < 6) {
			made.push(h("blockquote", {}, blocks(take((each) => each.startsWith(">")).map((each) => each.replace(/^>\s?/, "")), depth + 1)));
		}
		else if (isTable(lines, at)) {
			made.push(table(take((each) => each.includes("|"))));
		}
		else if (item(line) && depth < 6) {
			made.push(list(take((each) => item(each) || /^\s+\S/.test(each)), depth));
		}
		else {
			at++;
			const rest = take((each) => each.trim() && !/^(\s*```|#{1,6} |>)/.test(each) && !item(each));
			made.push(h("p", {}, inline((rest.length ? rest : [line]).join("\n"))));
		}
	}
	return made;
}

function item(line) {
	return /^(\s*)([-*+]|\d+[.)])\s+(.*)$/.exec(line);
}

function list(lines, depth) {
	const first = item(lines[0]);
	const indent = first[1].length;
	const entries = [];
	for (const line of lines) {
		const found = item(line);
		if (found && found[1].length <= indent) {
			entries.push([found[3]]);
		}
		else {
			entries.at(-1).push(line.slice(Math.min(indent + 2, line.length - line.trimStart().length)));
		}
	}
	return h(/\d/.test(first[2]) ? "ol" : "ul", {}, entries.map(([text, ...below]) =>
		h("li", {}, inline(text), below.length ? blocks(below, depth + 1) : null)));
}

function isTable(lines, at) {
	return lines[at].includes("|") && /^\s*\|?(\s*:?-{2,}:?\s*\|)+\s*:?-*:?\s*$/.test(lines[at + 1] || "");
}

function table(lines) {
	const cells = (line) => line.trim().replace(/^\||\|$/g, "").split("|").map((cell) => cell.trim());
	const [head, , ...body] = lines;
	return h("div.scroll", {}, h("table", {}, h("thead", {}, h("tr", {}, cells(head).map((cell) => h("th", {}, inline(cell))))),
		h("tbody", {}, body.map((line) => h("tr", {}, cells(line).map((cell) => h("td", {}, inline(cell))))))));
}

const INLINE = /`([^`\n]+)`|\*\*(\S(?:[^*]*\S)?)\*\*|(?<![*\w])\*(\S(?:[^*\n]*\S)?)\*(?!\w)|~~(\S[^~]*)~~|(?<!!)\[([^\]\n]+)\]\((https?:\/\/[^)\s]+)\)/g;

function inline(text) {
	const parts = [];
	let at = 0;
	for (const found of text.matchAll(INLINE)) {
		parts.push(text.slice(at, found.index));
		const [, code, strong, emphasis, gone, label, address] = found;
		parts.push(code !== undefined ? h("code", {}, code) : strong !== undefined ? h("strong", {}, strong)
			: emphasis !== undefined ? h("em", {}, emphasis) : gone !== undefined ? h("del", {}, gone)
				: h("a", { href: address, title: address, target: "_blank", rel: "noopener noreferrer nofollow" }, label));
		at = found.index + found[0].length;
	}
	parts.push(text.slice(at));
	return parts.map((part) => typeof part === "string" ? lines(part) : part);
}

function lines(text) {
	return text.split("\n").flatMap((line, i) => i ? [h("br"), line] : [line]);
}
