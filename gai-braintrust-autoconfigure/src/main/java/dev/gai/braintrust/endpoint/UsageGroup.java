package dev.gai.braintrust.endpoint;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.gai.braintrust.usage.UsageFigures;
import dev.gai.braintrust.usage.UsageReport;
import dev.gai.braintrust.usage.UsageReport.ScoreUsage;
import org.jspecify.annotations.Nullable;

/**
 * Sums of calls that have something in common.
 *
 * @param name what they have in common: the provider, the model, the cost center, the
 * slug of the prompt or the value of a metadata key
 * @param provider provider of a model, {@code null} for other groups
 * @param version version of a prompt, {@code null} for other groups
 * @param figures the sums since the application started
 * @param scores scores of the calls that were made with a prompt, {@code null} for other
 * groups
 * @param feedback what users thought of the answers that were given with a prompt,
 * {@code null} for other groups
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record UsageGroup(String name, @Nullable String provider, @Nullable String version, @JsonUnwrapped UsageFigures figures,
		@Nullable Map<String, ScoreUsage> scores, @Nullable Map<String, ScoreUsage> feedback) {

	private static final String METADATA = "metadata.";

	private static final Comparator<UsageGroup> ORDER = Comparator
		.comparing((UsageGroup group) -> group.figures().costUsd())
		.thenComparing((group) -> group.figures().requests())
		.reversed()
		.thenComparing(UsageGroup::name)
		.thenComparing(UsageGroup::version, Comparator.nullsFirst(Comparator.naturalOrder()));

	static @Nullable List<UsageGroup> of(UsageReport report, String by) {
		if (by.equals("model")) {
			return report.byModel()
				.stream()
				.map((model) -> of(model.model(), model.provider(), model.usage()))
				.sorted(ORDER)
				.toList();
		}
		if (by.equals("prompt")) {
			return report.byPrompt()
				.stream()
				.map((prompt) -> new UsageGroup(prompt.slug(), null, prompt.version(), prompt.usage().total(),
						prompt.scores(), prompt.feedback()))
				.sorted(ORDER)
				.toList();
		}
		Map<String, UsageReport.Windows> sums = switch (by) {
			case "provider" -> report.byProvider();
			case "cost-center" -> report.byCostCenter();
			default -> by.startsWith(METADATA) ? report.byMetadata().get(by.substring(METADATA.length())) : null;
		};
		return (sums != null) ? sums.entrySet()
			.stream()
			.map((entry) -> of(entry.getKey(), null, entry.getValue()))
			.sorted(ORDER)
			.toList() : null;
	}

	private static UsageGroup of(String name, @Nullable String provider, UsageReport.Windows usage) {
		return new UsageGroup(name, provider, null, usage.total(), null, null);
	}

}
