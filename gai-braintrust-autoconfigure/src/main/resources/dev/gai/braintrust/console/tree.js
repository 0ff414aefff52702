// Rows below each other.

/** Rows below each other: [{ row, children, depth }], children in the order of their start. */
export function treeOf(rows) {
	const nodes = new Map(rows.map((row) => [row.id, { row, children: [], depth: 0 }]));
	const roots = [];
	for (const node of nodes.values()) {
		const parent = node.row.parent && nodes.get(node.row.parent);
		(parent && parent !== node ? parent.children : roots).push(node);
	}
	const order = [];
	const seen = new Set();
	const walk = (list, depth) => list
		.sort((a, b) => a.row.start - b.row.start || a.row.end - b.row.end)
		.forEach((node) => {
			if (!seen.has(node)) {
				seen.add(node);
				node.depth = depth;
				order.push(node);
				walk(node.children, depth + 1);
			}
		});
	walk(roots, 0);
	return { roots: roots.length ? roots : order, nodes, order };
}

/** All rows below a node. */
export function below(node, rows = []) {
	for (const child of node?.children || []) {
		rows.push(child.row);
		below(child, rows);
	}
	return rows;
}

/** How many rows are below a node. */
export function count(node) {
	return below(node).length;
}

/** From when to when a trace took its caller's time: without the scores that are given afterwards. */
export function extent(tree) {
	const afterwards = new Set();
	for (const { row } of tree.order) {
		if (row.type === "score" || afterwards.has(row.parent)) {
			afterwards.add(row.id);
		}
	}
	const rows = tree.order.map((node) => node.row);
	const counted = rows.filter((row) => !afterwards.has(row.id));
	const measured = counted.length ? counted : rows;
	let start = Infinity;
	let end = -Infinity;
	for (const row of measured) {
		start = Math.min(start, row.start);
		end = Math.max(end, row.end);
	}
	return { start, end };
}
