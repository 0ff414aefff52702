// Asks the server. Addresses are relative to the page, wherever it is served.

export async function ask(path) {
	const response = await fetch(`data/${path}`, { headers: { Accept: "application/json" } });
	if (!response.ok) {
		throw new Error(await response.text() || `HTTP ${response.status}`);
	}
	return response.json();
}

export async function clear() {
	const response = await fetch("data/clear", { method: "POST", headers: { "X-Gai-Console": "clear" } });
	if (!response.ok) {
		throw new Error(`HTTP ${response.status}`);
	}
}

/** Follows the rows. The browser itself reconnects, and says how far it has come. */
export function follow(store, onState) {
	const source = new EventSource(`data/stream?since=${encodeURIComponent(store.position || "")}`);
	source.addEventListener("open", () => onState("live"));
	source.addEventListener("error", () => onState(source.readyState === EventSource.CLOSED ? "lost" : "waiting"));
	source.addEventListener("rows", (event) => store.take(JSON.parse(event.data)));
	source.addEventListener("error", () => {
		if (source.readyState === EventSource.CLOSED) {
			setTimeout(() => follow(store, onState), 3000);
		}
	});
	return source;
}
