package dev.gai.braintrust.eval.upload;

import java.io.IOException;
import java.util.Objects;

import dev.gai.braintrust.autoconfigure.SentContents;
import dev.gai.braintrust.content.ContentMasker;
import dev.gai.braintrust.content.SentContent;
import dev.gai.braintrust.eval.EvalListener;
import dev.gai.braintrust.eval.EvalResult;
import dev.gai.braintrust.eval.report.EvalReport;
import dev.gai.braintrust.eval.report.ReportBuilder;
import dev.gai.braintrust.eval.report.ReportFiles;
import dev.gai.braintrust.eval.report.ReportSummary;
import dev.gai.braintrust.eval.report.ReportUpload;
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
			ReportFiles files = ReportFiles.of(settings.directory(), result.name());
			EvalReport report = report(result, settings, beans, files);
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
			ReportFiles files) throws IOException {
		EvalReport last = files.readLast();
		ReportBuilder builder = new ReportBuilder(content(settings, beans), last);
		boolean wanted = settings.mode() == UploadMode.ALWAYS
				|| (settings.mode() == UploadMode.AUTO && settings.hasKey());
		ReportUpload before = wanted
				? new ReportUpload(ReportUpload.State.PENDING, "it was interrupted", null, null, null, 0,
						java.util.List.of())
				: ReportUpload.off((settings.mode() == UploadMode.NEVER) ? "gai.braintrust.eval.upload is never"
						: "there is no API key; with BRAINTRUST_API_KEY there would be one");
		EvalReport report = builder.build(result, Repository.ofThisBuild(), before);
		if (last != null) {
			new UnsentReports(settings.directory()).keep(files, last);
		}
		// Whatever becomes of the upload, the report is there.
		files.write(report);
		if (wanted) {
			report = report.with(ExperimentUpload.run(report, settings));
			files.write(report);
		}
		return report;
	}

	private static SentContent content(UploadSettings settings, @Nullable BeanFactory beans) {
		BeanFactory known = Objects.requireNonNullElseGet(beans, DefaultListableBeanFactory::new);
		return SentContents.of(settings.properties(), known.getBeanProvider(ContentMasker.class),
				known.getBeanProvider(JsonMapper.class));
	}

}
