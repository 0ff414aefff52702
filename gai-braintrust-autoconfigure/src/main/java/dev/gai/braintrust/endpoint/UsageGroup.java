package dev.gai.braintrust.endpoint;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.gai.braintrust.usage.UsageFigures;
import dev.gai.braintrust.usage.UsageReport;
import dev.gai.braintrust.usage.UsageWindows;
import org.jspecify.annotations.Nullable;

/**
 * Sums of calls that have something in common.
 *
 * @param name what they have in common: the provider, the model, the cost center or the
 * value of a metadata key
 * @param provider provider of a model, {@code null} for other groups
 * @param figures the sums since the application started
 * @since 0.1.0
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UsageGroup(String name, @Nullable String provider, @JsonUnwrapped UsageFigures figures) {

	private static final String METADATA = "metadata.";

	private static final Comparator<UsageGroup> ORDER = Comparator
		.comparing((UsageGroup group) -> group.figures().costUsd())
		.thenComparing((group) -> group.figures().requests())
		.reversed()
		.thenComparing(UsageGroup::name);

	static @Nullable List<UsageGroup> of(UsageReport report, String by) {
		if (by.equals("model")) {
			return report.byModel()
				.stream()
				.map((model) -> new UsageGroup(model.model(), model.provider(), model.usage().total()))
				.sorted(ORDER)
				.toList();
		}
		Map<String, UsageWindows> sums = switch (by) {
			case "provider" -> report.byProvider();
			case "cost-center" -> report.byCostCenter();
			default -> by.startsWith(METADATA) ? report.byMetadata().get(by.substring(METADATA.length())) : null;
		};
		return (sums != null) ? sums.entrySet()
			.stream()
			.map((entry) -> new UsageGroup(entry.getKey(), null, entry.getValue().total()))
			.sorted(ORDER)
			.toList() : null;
	}

}
