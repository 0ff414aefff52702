// Asks the server. Addresses are relative to the page, wherever it is served.

import { keepPictures, served } from "./media.js";

/** Traces out of files, by their ids. */
const kept = new Map();

export function keep(rows) {
	kept.set(rows[0].trace, rows);
}

export async function ask(path) {
	const rows = path.startsWith("traces/") && kept.get(path.slice("traces/".length));
	if (rows) {
		return { rows };
	}
	const response = await fetch(`data/${path}`, { headers: { Accept: "application/json" } });
	if (!response.ok) {
		throw new Error(await response.text() || `HTTP ${response.status}`);
	}
	const answer = await response.json();
	if (answer.pictures) {
		keepPictures(Object.fromEntries(answer.pictures.map((key) => [key, served(key)])));
	}
	return answer;
}

/** What is served at an address, as one that holds it itself. */
export async function inlined(address) {
	const response = await fetch(address);
	const blob = await response.blob();
	return new Promise((resolve, reject) => {
		const reader = new FileReader();
		reader.onload = () => resolve(reader.result);
		reader.onerror = () => reject(reader.error);
		reader.readAsDataURL(blob);
	});
}

/** Ids of the traces in which all words stand, in whatever was said. */
export async function search(words) {
	return (await ask(`search?q=${encodeURIComponent(words)}`)).traces;
}

export function clear() {
	return post("clear", {});
}

/** Asks for something to be done. Only ever after a click. */
export async function post(path, body) {
	const response = await fetch(`data/${path}`, { method: "POST", body: JSON.stringify(body),
		headers: { "X-Gai-Console": path, "Content-Type": "application/json" } });
	const text = await response.text();
	if (!response.ok) {
		throw new Error(text || `HTTP ${response.status}`);
	}
	return text ? JSON.parse(text) : null;
}

/**
 * Follows the rows while the page can be seen: a browser opens only six connections to a
 * host, and each open page would hold one. It goes on where it has stopped.
 */
export function follow(store, onState) {
	let source = null;
	let retry = null;
	const stop = () => {
		clearTimeout(retry);
		source?.close();
		source = null;
	};
	const start = () => {
		stop();
		source = new EventSource(`data/stream?since=${encodeURIComponent(store.position || "")}`);
		source.addEventListener("open", () => onState("live"));
		source.addEventListener("rows", (event) => store.take(JSON.parse(event.data)));
		source.addEventListener("error", () => {
			const closed = source?.readyState === EventSource.CLOSED;
			onState(closed ? "lost" : "waiting");
			if (closed) {
				retry = setTimeout(start, 3000);
			}
		});
	};
	document.addEventListener("visibilitychange", () => document.hidden ? stop() : start());
	addEventListener("pagehide", stop);
	addEventListener("pageshow", (event) => event.persisted && start());
	start();
}
