package dev.gai.braintrust.health;

import java.util.function.Supplier;

import dev.gai.braintrust.delivery.ExportStatus;
import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Whether anything is exported. None of the suppliers may wait.
 *
 * @param status supplies the status of the export, {@code null} if nothing is exported
 * @param reasonForNoSpans supplies why no span has come to be exported, {@code null} if
 * one has
 * @param obstacle supplies what keeps every span from coming, {@code null} if nothing is
 * known to
 * @since 0.1.0
 */
@Internal
public record ExportSituation(@Nullable Supplier<ExportStatus> status, Supplier<@Nullable String> reasonForNoSpans,
		Supplier<@Nullable String> obstacle) {

	/**
	 * Creates a situation without an obstacle.
	 * @param status supplies the status of the export, {@code null} if nothing is
	 * exported
	 * @param reasonForNoSpans supplies why no span has come to be exported
	 */
	public ExportSituation(@Nullable Supplier<ExportStatus> status, Supplier<@Nullable String> reasonForNoSpans) {
		this(status, reasonForNoSpans, () -> null);
	}

}
