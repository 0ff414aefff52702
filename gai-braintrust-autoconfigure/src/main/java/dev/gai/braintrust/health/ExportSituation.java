package dev.gai.braintrust.health;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import dev.gai.braintrust.delivery.ExportStatus;
import org.jspecify.annotations.Nullable;

/**
 * Whether anything is exported.
 *
 * @param status supplies the status of the export, {@code null} if nothing is exported
 * @param reasonForNoExport why nothing is exported, empty if something is
 * @param processorUsed whether the tracer in use knows our span processor
 * @since 0.1.0
 */
public record ExportSituation(@Nullable Supplier<ExportStatus> status, String reasonForNoExport,
		BooleanSupplier processorUsed) {

	boolean isProcessorUsed() {
		return this.processorUsed.getAsBoolean();
	}

}
