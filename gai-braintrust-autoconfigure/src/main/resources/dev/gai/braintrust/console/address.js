// The address of the page says which view is shown, and of the list what is listed, so that it can be kept and handed on.

let list = "#/";

/** The view, what it shows, and what is asked of it. */
export function current() {
	const hash = location.hash || "#/";
	const at = hash.indexOf("?");
	const [, place = "", id, second, third] = (at < 0 ? hash : hash.slice(0, at)).split("/");
	return { place, id, second, third, query: new URLSearchParams(at < 0 ? "" : hash.slice(at + 1)) };
}

/** A part of an address as it was meant; one that is damaged stays as it is. */
export function decoded(part = "") {
	try {
		return decodeURIComponent(part);
	}
	catch {
		return part;
	}
}

/** The list as it was last looked at. */
export function ofList() {
	return list;
}

/** Remembers the list as it is opened. */
export function openList(query) {
	list = written(query);
}

/**
 * Says in the address what is listed.
 * @param query what is asked of the list
 * @param typing whether more of it follows: then no way back leads to each letter
 */
export function writeList(query, typing) {
	const address = written(query);
	if (address !== list) {
		list = address;
		history[typing ? "replaceState" : "pushState"](null, "", address);
	}
}

function written(query) {
	const text = query.toString();
	return text ? `#/?${text}` : "#/";
}
