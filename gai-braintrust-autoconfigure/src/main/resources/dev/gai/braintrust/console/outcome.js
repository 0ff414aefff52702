// How spans and traces have ended: errors where they arose, attempts, and what to say of a whole trace.

export const failed = (row) => row.error !== undefined;

export const isAttempt = (row) => /^attempt \d+$/.test(row.name);

export function isRetried(row) {
	return (row.metadata?.["retry.failed_attempts"] ?? 0) > 0;
}

/** Whether no attempt of a retried call has succeeded. */
export function isGivenUp(row) {
	const meta = row.metadata || {};
	return failed(row) || meta["retry.success"] === false || meta["retry.exhausted"] === true;
}

/** How often a call was tried: the failed attempts, and the one that succeeded if one did. */
export function attempts(row) {
	const meta = row.metadata || {};
	const count = meta["retry.failed_attempts"] ?? 0;
	return isGivenUp(row) ? count : meta["retry.successful_attempt"] ?? count + 1;
}

/** Category of an error, and the kind of failure where it has none. */
export function category(row) {
	return row.metadata?.["error.category"] || (row.error || "").split(/[:\s]/)[0].split(".").pop() || "unknown";
}

/** Errors where they arose: not once more for each span that they passed through, and no attempts. */
export function origins(rows) {
	const errors = rows.filter((row) => failed(row) && !isAttempt(row));
	const passedOn = new Set(errors.map((row) => `${row.trace} ${row.parent}`));
	return errors.filter((row) => !passedOn.has(`${row.trace} ${row.id}`));
}

/**
 * What to say of a trace: "failed" where its caller got an error or its last model call gave no answer, "handled"
 * where the application has coped with all errors inside, "retried" where a further attempt helped, or "ok".
 * @param roots its topmost rows
 * @param rows all its rows
 * @param errors what origins() gives for them
 */
export function outcome(roots, rows, errors) {
	if (roots.some((row) => failed(row) || isRefused(row, errors)) || isUnanswered(rows)) {
		return "failed";
	}
	return errors.length ? "handled" : rows.some(isRetried) ? "retried" : "ok";
}

function isRefused(row, errors) {
	const status = row.metadata?.["http.response.status_code"];
	return status >= 500 || (status >= 400 && errors.length > 0);
}

function isUnanswered(rows) {
	const last = rows.filter((row) => row.type === "llm").reduce((latest, row) => !latest || row.end > latest.end ? row : latest, null);
	return last !== null && failed(last);
}

/** Words, and the class of the dot, for each outcome. */
export const OUTCOMES = {
	running: ["Running", "running"],
	failed: ["Failed", "bad"],
	handled: ["Succeeded in spite of errors inside", "warn"],
	retried: ["Succeeded after a retry", "retried"],
	ok: ["Succeeded", "ok"]
};
