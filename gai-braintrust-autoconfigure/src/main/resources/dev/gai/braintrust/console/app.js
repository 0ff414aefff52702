// Starts the page: header, views by address, keys.

import { current, decoded, ofList } from "./address.js";
import { TraceComparison } from "./compare.js";
import { h, icon, show } from "./dom.js";
import { Experiments } from "./experiments.js";
import { ask, clear, follow } from "./feed.js";
import { FileView } from "./file.js";
import { TraceList } from "./list.js";
import { Overview } from "./overview.js";
import { SessionView, Sessions } from "./sessions.js";
import { Store } from "./store.js";
import { TraceView } from "./trace.js";

const VIEWS = [["#/", "Traces"], ["#/sessions", "Sessions"], ["#/overview", "Overview"], ["#/experiments", "Experiments"]];

const KEYS = [["/", "Search"], ["↑ ↓ or j k", "Move"], ["Enter", "Open a trace"], ["Esc", "Back to the list"],
	["← →", "Close or open a span"], ["n", "Next error of a trace, or next find"], ["p", "Critical path of a trace"], ["e", "Only traces with errors"], ["c", "Mark a trace, compare it with the next"], ["1 2 3 4", "Traces, sessions, overview, experiments"],
	["t", "Light or dark"], ["?", "These keys"]];

const store = new Store();
const main = document.getElementById("main");
const list = new TraceList(store);
let view = null;

const live = h("span.live", { role: "status", "data-state": "waiting" }, h("i"), h("span", {}, "connecting"));

function theme(next) {
	try {
		if (next) {
			localStorage.setItem("gai-console-theme", next);
		}
		document.documentElement.dataset.theme = localStorage.getItem("gai-console-theme") || "";
	}
	catch {
		document.documentElement.dataset.theme = next || "";
	}
}

function isDark() {
	return (document.documentElement.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
}

function header() {
	const { about } = store;
	const sent = about.sentTo ? h("span.chip.sent", { title: `Rows are sent to ${about.sentTo} (${about.parent})` }, `sent to ${host(about.sentTo)}`)
		: h("span.chip.local", { title: about.notSent || "" }, "local only");
	const button = (name, label, action) => h("button.icon", { type: "button", title: label, "aria-label": label, "data-action": name, onclick: action }, icon(name));
	show(document.getElementById("top"), h("a.brand", { href: "#/" }, mark(), h("b", {}, about.application || "Traces")),
		h("nav", { "aria-label": "Views" }, VIEWS.map(([href, label]) => h("a", { href }, label))),
		h("span.space"), about.contentCaptured ? null : h("span.chip.local", { title: "gai.braintrust.content.capture is none" }, "no content"), sent, live,
		button("file", "Open a trace from a file", () => { location.hash = "#/file"; }),
		button("trash", "Forget all traces", forget),
		button(isDark() ? "sun" : "moon", "Light or dark", switchTheme), button("keys", "Keys", help));
	marked();
}

function host(address) {
	return URL.canParse?.(address) ? new URL(address).host : "Braintrust";
}

function mark() {
	return h("img", { src: "icon.svg", alt: "", width: 22, height: 22 });
}

function forget() {
	clear().catch((error) => {
		live.lastChild.textContent = `not cleared: ${error.message}`;
	});
}

function switchTheme() {
	theme(isDark() ? "light" : "dark");
	header();
}

function help() {
	const dialog = document.getElementById("keys");
	show(dialog, h("h2", {}, "Keys"), h("dl", {}, KEYS.map(([key, does]) => [h("dt", {}, key.split(" ").map((part) =>
		part === "or" ? " or " : h("kbd", {}, part))), h("dd", {}, does)])),
	h("form", { method: "dialog" }, h("button", {}, "Close")));
	dialog.showModal();
}

function marked() {
	const { place } = current();
	const shown = { trace: "", compare: "", session: "sessions" }[place] ?? place;
	document.querySelectorAll("nav a").forEach((link) => {
		if (link.getAttribute("href") === `#/${shown}`) {
			link.setAttribute("aria-current", "page");
		}
		else {
			link.removeAttribute("aria-current");
		}
	});
}

function route() {
	const { place, id, second, third, query } = current();
	marked();
	if ((place === "trace" && view instanceof TraceView && view.goTo(id, third)) || (place === "" && view === list && list.goTo(query))) {
		return;
	}
	view?.close();
	view = place === "trace" ? new TraceView(store, id, third) : place === "compare" ? new TraceComparison(store, id, second)
		: place === "sessions" ? new Sessions(store) : place === "session" ? new SessionView(store, decoded(id))
			: place === "overview" ? new Overview(store) : place === "experiments" ? new Experiments(store)
				: place === "file" ? new FileView(store) : list;
	main.dataset.view = place || "list";
	view.open(main, query);
	scrollTo(0, 0);
}

function key(event) {
	const typing = event.target.closest("input, select, textarea, dialog");
	if (event.metaKey || event.ctrlKey || event.altKey || (typing && event.key !== "Escape")) {
		return;
	}
	const keys = {
		"/": () => view.search ? view.search() : (location.hash = ofList(), setTimeout(() => list.search())),
		"Escape": () => typing ? event.target.blur() : (location.hash = ofList()),
		"ArrowDown": () => view.step?.(1), "j": () => view.step?.(1),
		"ArrowUp": () => view.step?.(-1), "k": () => view.step?.(-1),
		"ArrowLeft": () => view.fold?.(true), "ArrowRight": () => view.fold?.(false),
		"n": () => view.next?.(), "p": () => view.togglePath?.(), "e": () => view.toggleErrors?.(),
		"c": () => view.mark?.(),
		"1": () => { location.hash = "#/"; }, "2": () => { location.hash = "#/sessions"; }, "3": () => { location.hash = "#/overview"; }, "4": () => { location.hash = "#/experiments"; },
		"t": switchTheme, "?": help
	};
	const moves = event.key.startsWith("Arrow");
	if (Object.hasOwn(keys, event.key) && !(moves && !view.step) && !event.target.closest("dialog[open]")) {
		event.preventDefault();
		keys[event.key]();
	}
}

async function start() {
	theme();
	store.about = await ask("about");
	header();
	store.take(await ask("rows"));
	store.onChange((touched) => view?.update(touched));
	route();
	addEventListener("hashchange", route);
	addEventListener("keydown", key);
	follow(store, (state) => {
		live.dataset.state = state;
		live.lastChild.textContent = state === "live" ? "live" : state === "lost" ? "not connected" : "reconnecting";
	});
}

start().catch((error) => show(main, h("p.note.empty", {}, `The console cannot be shown: ${error.message}`)));
