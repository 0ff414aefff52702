package dev.gai.braintrust.test;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import dev.gai.braintrust.test.recording.TestRecording;
import dev.gai.braintrust.test.recording.TestScope;
import dev.gai.braintrust.test.recording.TraceRecorder;
import dev.gai.braintrust.test.report.FailureReport;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.opentest4j.TestAbortedException;

import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.support.AbstractTestExecutionListener;

/**
 * Starts and ends the recording of each test method. It is the innermost of Spring's
 * listeners: what they do is no work of the test, and the application still runs when
 * this one comes after the test.
 */
final class TracesTestExecutionListener extends AbstractTestExecutionListener {

	private static final Log logger = LogFactory.getLog(TracesTestExecutionListener.class);

	private static final String RUNNING = TracesTestExecutionListener.class.getName();

	private static final Duration PATIENCE = Duration.ofMillis(500);

	@Override
	public int getOrder() {
		return 6000;
	}

	@Override
	public void beforeTestMethod(TestContext context) {
		if (TestContextAnnotationUtils.hasAnnotation(context.getTestClass(), AutoConfigureTraces.class)) {
			TraceRecorder recorder = context.getApplicationContext().getBean(TraceRecorder.class);
			TestRecording recording = recorder.start(name(context));
			context.setAttribute(RUNNING, new Running(recording, TestScope.open(recording)));
		}
	}

	private static String name(TestContext context) {
		String type = context.getTestClass().getName();
		return type.substring(type.lastIndexOf('.') + 1).replace('$', '.') + "." + context.getTestMethod().getName();
	}

	@Override
	public void afterTestMethod(TestContext context) {
		if (context.removeAttribute(RUNNING) instanceof Running running) {
			running.scope().close();
			Throwable failure = context.getTestException();
			if (failure != null && !(failure instanceof TestAbortedException)) {
				report(running.recording(), failure);
			}
			running.recording().close();
		}
	}

	/**
	 * A page that cannot be written must not hide why the test failed.
	 */
	private static void report(TestRecording test, Throwable failure) {
		try {
			test.awaitEnd(PATIENCE);
			List<RecordedTrace> traces = RecordedTraces.of(test);
			if (!traces.isEmpty()) {
				Path page = FailureReport.write(test.name(), failure,
						traces.stream().map((trace) -> new FailureReport.Part(trace.tree(), trace.rows())).toList());
				logger.info("The traces of " + test.name() + " are in " + page);
			}
		}
		catch (Exception ex) {
			logger.info("The traces of " + test.name() + " could not be written: " + ex);
		}
	}

	/**
	 * A test that runs.
	 *
	 * @param recording what is recorded of it
	 * @param scope has its thread work for it
	 */
	private record Running(TestRecording recording, TestScope scope) {

	}

}
