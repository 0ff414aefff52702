package dev.gai.braintrust.test.web;

import dev.gai.braintrust.test.recording.TestRecording;
import dev.gai.braintrust.test.recording.TestScope;
import dev.gai.braintrust.test.recording.TraceRecorder;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;

/**
 * Marks requests to the server under test with a caller that the recorder knows. A
 * request that has one already, from a client that is observed, keeps it.
 */
final class RequestMark {

	private static final String TRACEPARENT = "traceparent";

	private final ObjectProvider<TraceRecorder> recorder;

	RequestMark(ObjectProvider<TraceRecorder> recorder) {
		this.recorder = recorder;
	}

	void put(HttpHeaders headers) {
		TraceRecorder recorder = this.recorder.getIfAvailable();
		if (recorder == null || headers.getFirst(TRACEPARENT) != null) {
			return;
		}
		TestRecording current = TestScope.current();
		TestRecording test = (current != null) ? current : recorder.onlyOne();
		if (test != null) {
			headers.set(TRACEPARENT, recorder.traceparent(test));
		}
	}

}
