package dev.gai.braintrust.dataset;

import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import dev.gai.braintrust.api.BraintrustApi;
import dev.gai.braintrust.api.ProjectReference;
import dev.gai.braintrust.content.SentContent;
import dev.gai.braintrust.content.snapshot.Snapshot;
import dev.gai.braintrust.outbox.Outbox;
import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.promise.PublicApi;
import dev.gai.braintrust.trace.GenAiSpan;
import dev.gai.braintrust.trace.SpanRecords;
import dev.gai.braintrust.trace.record.SpanRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.Assert;

/**
 * Datasets of the project. Rows that are added wait in a log beside that of the spans
 * until Braintrust has taken them; no method throws because it cannot be reached, except
 * those that read. Where spans are not sent, added rows are ignored. Reading waits for
 * Braintrust. Thread-safe.
 *
 * @since 0.1.0
 */
@PublicApi
public final class BraintrustDatasets {

	private static final JsonMapper json = new JsonMapper();

	private final @Nullable BraintrustApi api;

	private final @Nullable ProjectReference project;

	private final @Nullable Outbox outbox;

	private final DatasetRowJson rows;

	/**
	 * Creates datasets.
	 * @param api the API, {@code null} where nothing is sent
	 * @param project the project, {@code null} where nothing is sent
	 * @param outbox where rows wait, {@code null} where nothing is sent
	 * @param content masks and cuts what is sent
	 */
	@Internal
	public BraintrustDatasets(@Nullable BraintrustApi api, @Nullable ProjectReference project, @Nullable Outbox outbox,
			SentContent content) {
		this.api = api;
		this.project = project;
		this.outbox = outbox;
		this.rows = new DatasetRowJson(content);
	}

	/**
	 * Adds a row to a dataset, which is created if it does not exist. Returns when the
	 * row is in the log.
	 * @param dataset name of the dataset
	 * @param row the row; masked and cut as the content of spans is
	 */
	public void add(String dataset, DatasetRow row) {
		if (this.outbox != null) {
			add(dataset, null, null, this.rows.of(row));
		}
	}

	/**
	 * Adds a span whose input is set: the row has that input, the output so far as the
	 * expected value, and the span as its origin. It is sent after the span, and not at
	 * all if the span is not sent or has no content.
	 * @param dataset name of the dataset
	 * @param span the span, {@link GenAiSpan#current()} for example
	 */
	public void add(String dataset, GenAiSpan span) {
		SpanRecord record = SpanRecords.of(span);
		Snapshot input = (record != null) ? record.request().input() : null;
		String spanId = span.spanId();
		if (this.outbox == null || record == null || input == null || spanId == null) {
			return;
		}
		ObjectNode row = this.rows.ofSpan(span.traceId(), spanId);
		this.rows.addTree(row, "input", input.tree());
		Snapshot output = record.response().output();
		if (output != null) {
			this.rows.addTree(row, "expected", output.tree());
		}
		add(dataset, span.traceId(), spanId, row);
	}

	/**
	 * Adds what went into a span that has ended, and what is known of it.
	 * @param dataset name of the dataset
	 * @param record what happened in the span
	 * @param metadata metadata of the row, masked as content is
	 * @return whether the row is in the log; {@code false} where there is no input, or
	 * the span is not sent
	 */
	@Internal
	public boolean add(String dataset, SpanRecord record, Map<String, Object> metadata) {
		Snapshot input = record.request().input();
		String spanId = record.spanId();
		if (this.outbox == null || input == null || spanId == null) {
			return false;
		}
		ObjectNode row = this.rows.ofSpan(record.traceId(), spanId);
		this.rows.addTree(row, "input", input.tree());
		this.rows.addValue(row, "metadata", metadata);
		return add(dataset, record.traceId(), spanId, row);
	}

	/**
	 * Adds what went into a span and what should come out of it, as its row has it.
	 * @param dataset name of the dataset
	 * @param traceId trace of the span
	 * @param spanId the span
	 * @param input a plain tree
	 * @param expected a plain tree, {@code null} for none
	 * @return whether the row is in the log
	 */
	@Internal
	public boolean add(String dataset, String traceId, String spanId, Object input, @Nullable Object expected) {
		if (this.outbox == null) {
			return false;
		}
		ObjectNode row = this.rows.ofSpan(traceId, spanId);
		this.rows.addValue(row, "input", input);
		if (expected != null) {
			this.rows.addValue(row, "expected", expected);
		}
		return add(dataset, traceId, spanId, row);
	}

	private boolean add(String dataset, @Nullable String traceId, @Nullable String spanId, ObjectNode row) {
		Assert.hasText(dataset, "A dataset needs a name");
		ObjectNode content = json.createObjectNode().put("dataset", dataset.strip());
		content.set("row", row);
		return this.outbox != null && this.outbox.add(DatasetChannel.NAME, traceId, spanId, content);
	}

	/**
	 * Reads a dataset: the version that is the latest now, page by page as the stream is
	 * read.
	 * @param dataset name of the dataset
	 * @return the rows; each that is read may wait for Braintrust
	 * @throws DatasetException if there is no such dataset, or it cannot be read; while
	 * the stream is read, too
	 */
	public Stream<DatasetRow> read(String dataset) {
		return pages(dataset, null);
	}

	/**
	 * Reads a version of a dataset, page by page as the stream is read.
	 * @param dataset name of the dataset
	 * @param version the version as Braintrust shows it, {@code 1000197156161976564} for
	 * example
	 * @return the rows; each that is read may wait for Braintrust
	 * @throws DatasetException if there is no such dataset, or it cannot be read; while
	 * the stream is read, too
	 */
	public Stream<DatasetRow> read(String dataset, String version) {
		Assert.hasText(version, "The version of a dataset must not be empty");
		return pages(dataset, version.strip());
	}

	private Stream<DatasetRow> pages(String dataset, @Nullable String version) {
		if (this.api == null || this.project == null) {
			throw new DatasetException("A dataset cannot be read without an API key: set BRAINTRUST_API_KEY");
		}
		DatasetPages pages = new DatasetPages(this.api, this.project, dataset, version);
		return StreamSupport
			.stream(Spliterators.spliteratorUnknownSize(pages, Spliterator.ORDERED | Spliterator.NONNULL), false);
	}

}
