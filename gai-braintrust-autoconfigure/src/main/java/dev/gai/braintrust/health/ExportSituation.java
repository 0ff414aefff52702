package dev.gai.braintrust.health;

import java.util.function.Supplier;

import dev.gai.braintrust.delivery.ExportStatus;
import org.jspecify.annotations.Nullable;

/**
 * Whether anything is exported.
 *
 * @param status supplies the status of the export, {@code null} if nothing is exported
 * @param reasonForNoSpans supplies why no span has come to be exported, {@code null} if
 * one has; must not wait
 * @since 0.1.0
 */
public record ExportSituation(@Nullable Supplier<ExportStatus> status, Supplier<@Nullable String> reasonForNoSpans) {

	@Nullable String reason() {
		return this.reasonForNoSpans.get();
	}

}
