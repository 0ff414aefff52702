// The critical path of a trace: the spans without which it would have been over earlier.

/**
 * Walks back from the end: what ended last was waited for, and before it started, what ended last until then.
 * @param tree what treeOf() gives
 * @returns a map from the id of each span on the path to its own share in milliseconds
 */
export function criticalPath(tree) {
	const path = new Map();
	const end = Math.max(...tree.roots.map((node) => node.row.end));
	waitedFor(tree.roots, end, -Infinity, path);
	return path;
}

/** Adds those of some nodes that were waited for, and says for how long none of them was. */
function waitedFor(nodes, end, start, path) {
	let now = end;
	let own = 0;
	for (const node of [...nodes].sort((a, b) => b.row.end - a.row.end)) {
		const until = Math.min(node.row.end, now);
		if (node.row.type === "score" || until <= Math.max(node.row.start, start)) {
			continue;
		}
		const since = Math.max(node.row.start, start);
		own += now - until;
		path.set(node.row.id, waitedFor(node.children, until, since, path));
		now = since;
	}
	return own + (Number.isFinite(start) ? Math.max(0, now - start) : 0);
}
