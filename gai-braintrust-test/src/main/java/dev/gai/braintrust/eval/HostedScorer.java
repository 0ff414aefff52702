package dev.gai.braintrust.eval;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.gai.braintrust.api.BraintrustApi;
import dev.gai.braintrust.api.ProjectReference;
import dev.gai.braintrust.score.Score;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.BeanFactory;

/**
 * A function of Braintrust that scores.
 *
 * @param slug the function
 * @param ids its id, by the API that knows it
 */
record HostedScorer(String slug, Map<BraintrustApi, String> ids) implements Scorer {

	HostedScorer(String slug) {
		this(slug, new ConcurrentHashMap<>());
	}

	@Override
	public String name() {
		return this.slug;
	}

	@Override
	public List<Score> score(EvalOutput output) throws InterruptedException {
		BeanFactory beans = output.beans();
		BraintrustApi api = (beans != null) ? beans.getBeanProvider(BraintrustApi.class).getIfAvailable() : null;
		ProjectReference project = (beans != null) ? beans.getBeanProvider(ProjectReference.class).getIfAvailable()
				: null;
		if (api == null || project == null) {
			throw new IllegalStateException(
					"A function of Braintrust needs a Spring test and an API key: set " + "BRAINTRUST_API_KEY");
		}
		Map<String, Object> input = new LinkedHashMap<>();
		input.put("input", output.example().input());
		input.put("output", output.json());
		input.put("expected", output.example().expected());
		input.put("metadata", output.example().metadata());
		JsonNode answer = api.postForAny("/v1/function/" + id(api, project) + "/invoke",
				Map.of("input", input, "stream", false));
		return scores(answer);
	}

	private String id(BraintrustApi api, ProjectReference project) throws InterruptedException {
		String known = this.ids.get(api);
		if (known != null) {
			return known;
		}
		Map<String, String> parameters = new LinkedHashMap<>();
		parameters.put(project.parameter().getKey(), project.parameter().getValue());
		parameters.put("slug", this.slug);
		String found = api.get("/v1/function", parameters).path("objects").path(0).path("id").asString("");
		if (found.isEmpty()) {
			throw new IllegalStateException("Braintrust has no function '" + this.slug + "' in this project");
		}
		this.ids.put(api, found);
		return found;
	}

	private List<Score> scores(@Nullable JsonNode answer) {
		if (answer == null || answer.isNull()) {
			return List.of();
		}
		if (answer.isNumber()) {
			return List.of(Score.of(answer.asDouble()));
		}
		if (answer.isBoolean()) {
			return List.of(Score.of(answer.asBoolean() ? 1 : 0));
		}
		List<Score> scores = new ArrayList<>();
		if (answer.isArray()) {
			answer.forEach((element) -> scores.addAll(scores(element)));
			return scores;
		}
		JsonNode metadata = answer.path("metadata");
		JsonNode value = answer.path("score").isNumber() ? answer.path("score") : metadata.path("choice");
		if (!value.isNumber()) {
			return List.of();
		}
		Score score = Score.of(answer.path("name").asString(this.slug), value.asDouble())
			.reason(metadata.path("rationale").asString(null));
		return List.of(metadata.has("choice") ? score.metadata("choice", metadata.path("choice").asString("")) : score);
	}

}
