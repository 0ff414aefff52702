package dev.gai.braintrust.eval.upload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.gai.braintrust.api.ApiSettings;
import dev.gai.braintrust.api.BraintrustApi;
import dev.gai.braintrust.api.BraintrustApiException;
import dev.gai.braintrust.api.ProjectReference;
import dev.gai.braintrust.autoconfigure.properties.BraintrustProperties.ContentCapture;
import dev.gai.braintrust.autoconfigure.properties.InvalidBraintrustPropertyException;
import dev.gai.braintrust.delivery.FailureCategory;
import dev.gai.braintrust.guard.Guard;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.boot.context.properties.bind.BindException;

/**
 * Uploads a report as an experiment. Nothing is thrown because of Braintrust: the outcome
 * says what is missing. Used by one thread.
 */
final class ExperimentUpload {

	/** The longest that a run of tests is held up by a service that answers badly. */
	private static final Duration PATIENCE = Duration.ofSeconds(90);

	private static final int MAX_ROWS = 500;

	private static final int MAX_BYTES = 4 * 1024 * 1024;

	private static final JsonMapper json = new JsonMapper();

	private final EvalReport report;

	private final UploadSettings settings;

	private @Nullable Experiment experiment;

	private int sentCases;

	private int sentRows;

	private ExperimentUpload(EvalReport report, UploadSettings settings) {
		this.report = report;
		this.settings = settings;
		ReportUpload before = report.upload();
		if (before.experimentId() != null && before.experimentName() != null) {
			this.experiment = new Experiment(before.experimentId(), before.experimentName());
		}
	}

	/**
	 * Uploads.
	 * @param report the report
	 * @param settings what is set
	 * @return what became of it
	 */
	static ReportUpload run(EvalReport report, UploadSettings settings) {
		return new ExperimentUpload(report, settings).run();
	}

	private ReportUpload run() {
		if (!this.settings.hasKey()) {
			return failed("there is no API key: set BRAINTRUST_API_KEY");
		}
		try {
			return upload();
		}
		catch (BraintrustApiException | InvalidBraintrustPropertyException | BindException
				| IllegalArgumentException ex) {
			return failed(Objects.toString(ex.getMessage(), ex.getClass().getName()));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return failed("the thread was interrupted");
		}
		catch (Throwable ex) {
			Guard.rethrowFatal(ex);
			// Its message may quote content.
			return failed(ex.getClass().getName());
		}
	}

	private ReportUpload upload() throws InterruptedException {
		String authorization = Objects.requireNonNull(this.settings.connection().destination().authorization(),
				"authorization");
		try (BraintrustApi client = new BraintrustApi(new ApiSettings(this.settings.apiUrl(), authorization,
				"gai-braintrust-test", this.settings.exchange(), this.settings.network()))) {
			PatientApi api = new PatientApi(client, this.settings.properties().export().retry().initialDelay(),
					PATIENCE);
			Experiment target = this.experiment;
			if (target == null) {
				target = Experiment.of(this.report, projectId(client, api), api);
				this.experiment = target;
			}
			send(target, api);
			return new ReportUpload(ReportUpload.State.UPLOADED, null, target.id(), target.name(),
					target.link(api, this.settings), this.sentRows, List.of());
		}
	}

	/**
	 * The project, which is made if it does not exist, as it is when spans are sent.
	 */
	private String projectId(BraintrustApi client, PatientApi api) throws InterruptedException {
		String parent = this.settings.connection().parent();
		String name = parent.startsWith("project_name:") ? parent.substring("project_name:".length()) : null;
		if (name == null) {
			return new ProjectReference(client, parent, this.settings.properties().projectId()).id();
		}
		String id = PatientApi.text(api.post("/v1/project", Map.of("name", name)), "id");
		if (id == null) {
			throw new BraintrustApiException(FailureCategory.WRONG_ENDPOINT, 200,
					"POST /v1/project: the answer has no id of a project", null);
		}
		return id;
	}

	private void send(Experiment target, PatientApi api) throws InterruptedException {
		ExperimentRows rows = new ExperimentRows(this.report,
				this.settings.properties().content().capture() == ContentCapture.FULL);
		List<ObjectNode> batch = new ArrayList<>();
		long bytes = 0;
		int cases = 0;
		for (ReportCase each : this.report.cases()) {
			for (ObjectNode row : rows.of(each, cases)) {
				int size = json.writeValueAsBytes(row).length;
				if (!batch.isEmpty() && (batch.size() == MAX_ROWS || bytes + size > MAX_BYTES)) {
					insert(target, batch, cases, api);
					batch.clear();
					bytes = 0;
				}
				batch.add(row);
				bytes += size;
			}
			cases++;
		}
		insert(target, batch, cases, api);
	}

	private void insert(Experiment target, List<ObjectNode> batch, int cases, PatientApi api)
			throws InterruptedException {
		if (batch.isEmpty()) {
			return;
		}
		if (api.isOver()) {
			throw new BraintrustApiException(FailureCategory.TIMEOUT, 0,
					"Braintrust did not take the rows within " + PATIENCE.toSeconds() + " s", null);
		}
		var answer = api.post("/v1/experiment/" + target.id() + "/insert", Map.of("events", batch));
		if (answer.path("row_ids").size() != batch.size()) {
			throw new BraintrustApiException(FailureCategory.WRONG_ENDPOINT, 200,
					"POST /v1/experiment/{id}/insert: the answer does not name the rows", null);
		}
		this.sentRows += batch.size();
		this.sentCases = cases;
	}

	private ReportUpload failed(String why) {
		int missing = this.report.cases().size() - this.sentCases;
		List<String> parts = new ArrayList<>();
		if (this.experiment == null) {
			parts.add("the experiment");
		}
		if (missing > 0) {
			parts.add(missing + " of " + this.report.cases().size() + " cases");
		}
		return new ReportUpload(ReportUpload.State.PENDING, why,
				(this.experiment != null) ? this.experiment.id() : null,
				(this.experiment != null) ? this.experiment.name() : null, null, this.sentRows, parts);
	}

}
