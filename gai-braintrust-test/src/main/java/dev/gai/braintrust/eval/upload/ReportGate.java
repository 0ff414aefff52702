package dev.gai.braintrust.eval.upload;

import java.util.List;

/**
 * What a gate said.
 *
 * @param passed whether it let the eval pass
 * @param failures what did not hold, a sentence each
 * @param table the table of its message
 */
record ReportGate(boolean passed, List<String> failures, String table) {

}
