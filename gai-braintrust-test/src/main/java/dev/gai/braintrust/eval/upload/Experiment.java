package dev.gai.braintrust.eval.upload;

import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.gai.braintrust.api.BraintrustApiException;
import dev.gai.braintrust.delivery.FailureCategory;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.util.StringUtils;

/**
 * An experiment in Braintrust.
 *
 * @param id its id
 * @param name its name there, which may differ from the one that was asked for
 */
record Experiment(String id, String name) {

	/**
	 * The experiment of a report: the one that was begun, else a new one.
	 */
	static Experiment of(EvalReport report, String projectId, PatientApi api) throws InterruptedException {
		ReportUpload before = report.upload();
		if (before.experimentId() != null && before.experimentName() != null) {
			return new Experiment(before.experimentId(), before.experimentName());
		}
		Map<String, Object> request = new LinkedHashMap<>();
		request.put("project_id", projectId);
		request.put("name", report.name());
		request.put("ensure_new", true);
		RepositoryFacts repository = report.repository();
		Map<String, Object> metadata = new LinkedHashMap<>();
		if (repository != null) {
			request.put("repo_info", repositoryInfo(repository));
			put(metadata, "repository", repository.remote());
		}
		put(metadata, "partial", report.part());
		put(request, "metadata", metadata.isEmpty() ? null : metadata);
		dataset(report, request);
		JsonNode answer = api.postOnce("/v1/experiment", request);
		String id = PatientApi.text(answer, "id");
		if (id == null || !id.matches("[A-Za-z0-9-]{1,64}")) {
			throw new BraintrustApiException(FailureCategory.WRONG_ENDPOINT, 200,
					"POST /v1/experiment: the answer has no id of an experiment", null);
		}
		String name = PatientApi.text(answer, "name");
		return new Experiment(id, (name != null) ? name : report.name());
	}

	private static Map<String, Object> repositoryInfo(RepositoryFacts repository) {
		Map<String, Object> info = new LinkedHashMap<>();
		info.put("commit", repository.commit());
		put(info, "branch", repository.branch());
		put(info, "tag", repository.tag());
		put(info, "dirty", repository.dirty());
		put(info, "commit_time", repository.commitTime());
		return info;
	}

	/**
	 * Links the dataset when every case comes from the same one.
	 */
	private static void dataset(EvalReport report, Map<String, Object> request) {
		String dataset = common(report, "object_id");
		if (dataset != null && "dataset".equals(common(report, "object_type"))) {
			request.put("dataset_id", dataset);
			put(request, "dataset_version", newest(report));
		}
	}

	/**
	 * The first version of the dataset that has all of the rows. Versions are numbers too
	 * long for a long.
	 */
	private static @Nullable String newest(EvalReport report) {
		return report.cases()
			.stream()
			.map((each) -> (each.origin() != null) ? each.origin().path("_xact_id").asString("") : "")
			.filter((version) -> version.matches("\\d{1,40}"))
			.max(Comparator.comparing(BigInteger::new))
			.orElse(null);
	}

	private static @Nullable String common(EvalReport report, String field) {
		var values = report.cases()
			.stream()
			.map((each) -> (each.origin() != null) ? each.origin().path(field).asString("") : "")
			.distinct()
			.toList();
		return (values.size() == 1 && !values.get(0).isEmpty()) ? values.get(0) : null;
	}

	/**
	 * Where people look at it.
	 * @return the address, {@code null} if neither the service nor the settings say it
	 */
	@Nullable String link(PatientApi api, UploadSettings settings) throws InterruptedException {
		try {
			JsonNode summary = api.get("/v1/experiment/" + this.id + "/summarize", Map.of("summarize_scores", "false"));
			String link = PatientApi.text(summary, "experiment_url");
			if (link != null && link.matches("https?://[^\\s\"'<>]+")) {
				return link;
			}
		}
		catch (BraintrustApiException ex) {
			// The rows are there; only their address has to be made here.
		}
		String org = settings.properties().orgName();
		String parent = settings.connection().parent();
		if (!StringUtils.hasText(org) || !parent.startsWith("project_name:")) {
			return null;
		}
		return settings.properties().appUrl().replaceAll("/+$", "") + "/app/" + encode(org) + "/p/"
				+ encode(parent.substring("project_name:".length())) + "/experiments/" + encode(this.name);
	}

	private static void put(Map<String, Object> map, String key, @Nullable Object value) {
		if (value != null) {
			map.put(key, value);
		}
	}

	private static String encode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
	}

}
