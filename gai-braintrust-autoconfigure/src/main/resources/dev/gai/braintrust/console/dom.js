// Everything on the page is made here, of nodes and text. Nothing is ever parsed as HTML.

const SVG = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
	for (const [name, value] of Object.entries(attributes || {})) {
		if (value === null || value === undefined || value === false) {
			continue;
		}
		if (name.startsWith("on")) {
			node.addEventListener(name.slice(2), value);
		}
		else if (name === "vars") {
			// The policy of the page forbids style attributes, not the object model.
			Object.entries(value).forEach(([property, text]) => node.style.setProperty(property, text));
		}
		else {
			node.setAttribute(name, value === true ? "" : String(value));
		}
	}
	append(node, children);
	return node;
}

export function append(node, children) {
	for (const child of children.flat(Infinity)) {
		if (child !== null && child !== undefined && child !== false) {
			node.append(child instanceof Node ? child : document.createTextNode(String(child)));
		}
	}
	return node;
}

/** An element: h("a", { href: "#/" }, "Traces"). */
export function h(tag, attributes, ...children) {
	const [name, ...classes] = tag.split(".");
	const node = document.createElement(name || "div");
	if (classes.length) {
		node.className = classes.join(" ");
	}
	return fill(node, attributes, children);
}

/** An element of an SVG. */
export function s(tag, attributes, ...children) {
	const [name, ...classes] = tag.split(".");
	const node = document.createElementNS(SVG, name);
	if (classes.length) {
		node.setAttribute("class", classes.join(" "));
	}
	return fill(node, attributes, children);
}

const PATHS = {
	llm: "M8 1.6 9.7 6.3 14.4 8 9.7 9.7 8 14.4 6.3 9.7 1.6 8 6.3 6.3Z",
	tool: "M10.2 1.9a3.8 3.8 0 0 0-3.5 5.2L2 11.8 4.2 14l4.7-4.7a3.8 3.8 0 0 0 5-4.6L11.6 7 9.4 6.6 9 4.4l2.3-2.3a3.8 3.8 0 0 0-1.1-.2Z",
	task: "M3 4h10M3 8h10M3 12h6",
	score: "M8 1.8l1.9 4 4.3.6-3.1 3 .8 4.3L8 11.6l-3.9 2.1.8-4.3-3.1-3 4.3-.6Z",
	attempt: "M13 8a5 5 0 1 1-1.6-3.7M13 2v3h-3",
	filter: "M2 3.5h12M4.5 8h7M6.5 12.5h3",
	search: "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9ZM10.5 10.5 14 14",
	back: "M9.5 3 4.5 8l5 5",
	chevron: "M6 4l4 4-4 4",
	sun: "M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6ZM8 1v1.6M8 13.4V15M1 8h1.6M13.4 8H15M3 3l1.2 1.2M11.8 11.8 13 13M13 3l-1.2 1.2M4.2 11.8 3 13",
	moon: "M13.5 9.6A6 6 0 0 1 6.4 2.5 6 6 0 1 0 13.5 9.6Z",
	trash: "M2.5 4h11M6 4V2.5h4V4M4 4l.6 9.5h6.8L12 4M6.7 6.5v4.5M9.3 6.5v4.5",
	save: "M8 2v8M4.8 7 8 10.2 11.2 7M2.5 11v2.5h11V11",
	file: "M4 1.5h5L12.5 5v9.5h-8.5ZM9 1.5V5h3.5",
	copy: "M5.5 5.5h8v8h-8ZM10.5 5.5v-3h-8v8h3",
	out: "M6 3H3v10h10v-3M9 2.5h4.5V7M13 3 7.5 8.5",
	say: "M2.5 3h11v7.5H7.5L4.5 13v-2.5h-2Z",
	keys: "M1.5 4h13v8.5h-13ZM4 6.8h.1M6.7 6.8h.1M9.3 6.8h.1M12 6.8h.1M4.5 10h7"
};

/** An icon of 16 by 16. */
export function icon(name, title) {
	return s("svg.icon", { viewBox: "0 0 16 16", role: title ? "img" : "presentation", "data-icon": name },
		title ? s("title", {}, title) : null, s("path", { d: PATHS[name] || PATHS.task }));
}

/** Puts nodes where others were. */
export function show(node, ...children) {
	node.replaceChildren();
	return append(node, children);
}
