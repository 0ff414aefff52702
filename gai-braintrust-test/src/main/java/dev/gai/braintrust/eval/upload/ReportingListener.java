package dev.gai.braintrust.eval.upload;

import java.io.IOException;
import java.util.Objects;

import dev.gai.braintrust.autoconfigure.SentContents;
import dev.gai.braintrust.content.ContentMasker;
import dev.gai.braintrust.content.SentContent;
import dev.gai.braintrust.eval.EvalListener;
import dev.gai.braintrust.eval.EvalResult;
import dev.gai.braintrust.guard.Guard;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.core.env.Environment;

/**
 * Writes the report of an eval, makes an experiment of it where that is wanted, and says
 * in the log what came of it. Only a malformed setting has the eval fail.
 */
final class ReportingListener implements EvalListener {

	private static final Log logger = LogFactory.getLog(ReportingListener.class);

	@Override
	public void finished(EvalResult result, @Nullable Environment environment, @Nullable BeanFactory beans) {
		UploadSettings settings = UploadSettings.of(environment);
		try {
			ReportFiles whole = ReportFiles.of(settings.directory(), result.name());
			ReportFiles files = (result.partOf() > 0) ? whole.partial() : whole;
			EvalReport report = report(result, settings, beans, files, whole.readLast());
			logger.info(ReportSummary.of(report, files.page()));
			if (report.upload().state() == ReportUpload.State.UPLOADED) {
				int more = new UnsentReports(settings.directory()).upload(settings);
				if (more > 0) {
					logger.info("Experiments of earlier runs that were uploaded now: " + more);
				}
			}
		}
		catch (IOException ex) {
			logger.warn("The report of eval \"" + result.name() + "\" could not be written: " + ex);
		}
		catch (Throwable ex) {
			Guard.rethrowFatal(ex);
			logger.warn("The report of eval \"" + result.name() + "\" failed", ex);
		}
	}

	private static EvalReport report(EvalResult result, UploadSettings settings, @Nullable BeanFactory beans,
			ReportFiles files, @Nullable EvalReport last) throws IOException {
		ReportBuilder builder = new ReportBuilder(content(settings, beans), last);
		boolean wanted = settings.mode() == UploadMode.ALWAYS
				|| (settings.mode() == UploadMode.AUTO && settings.hasKey() && result.partOf() == 0);
		ReportUpload begun = wanted ? new ReportUpload(ReportUpload.State.PENDING, "it was interrupted", null, null,
				null, 0, java.util.List.of()) : ReportUpload.off(why(settings));
		EvalReport report = builder.build(result, Repository.ofThisBuild(), begun);
		EvalReport before = files.readLast();
		if (before != null) {
			new UnsentReports(settings.directory()).keep(files, before);
		}
		// Whatever becomes of the upload, the report is there.
		files.write(report);
		if (wanted) {
			report = report.with(ExperimentUpload.run(report, settings));
			files.write(report);
		}
		return report;
	}

	private static String why(UploadSettings settings) {
		if (settings.mode() == UploadMode.NEVER) {
			return "gai.braintrust.eval.upload is never";
		}
		return settings.hasKey() ? "not all cases were run; with gai.braintrust.eval.upload=always there would be one"
				: "there is no API key; with BRAINTRUST_API_KEY there would be one";
	}

	private static SentContent content(UploadSettings settings, @Nullable BeanFactory beans) {
		BeanFactory known = Objects.requireNonNullElseGet(beans, DefaultListableBeanFactory::new);
		return SentContents.of(settings.properties(), known.getBeanProvider(ContentMasker.class),
				known.getBeanProvider(JsonMapper.class));
	}

}
