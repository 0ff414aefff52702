package dev.gai.braintrust.springai.media;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import dev.gai.braintrust.testing.Traces;
import dev.gai.braintrust.trace.record.SpanRecord;
import org.junit.jupiter.api.Test;
import org.springframework.ai.audio.transcription.AudioTranscription;
import org.springframework.ai.audio.transcription.AudioTranscriptionPrompt;
import org.springframework.ai.audio.transcription.AudioTranscriptionResponse;
import org.springframework.ai.audio.transcription.TranscriptionModel;
import org.springframework.ai.audio.tts.Speech;
import org.springframework.ai.audio.tts.TextToSpeechModel;
import org.springframework.ai.audio.tts.TextToSpeechOptions;
import org.springframework.ai.audio.tts.TextToSpeechPrompt;
import org.springframework.ai.audio.tts.TextToSpeechResponse;
import org.springframework.ai.moderation.Generation;
import org.springframework.ai.moderation.Moderation;
import org.springframework.ai.moderation.ModerationModel;
import org.springframework.ai.moderation.ModerationPrompt;
import org.springframework.ai.moderation.ModerationResponse;
import org.springframework.ai.moderation.ModerationResult;
import reactor.core.publisher.Flux;

import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Models of providers other than OpenAI, whose classes can be advised.
 */
class MediaModelsTests {

	private final Traces traces = new Traces();

	private final MediaModels models = new MediaModels(this.traces::tracer);

	@Test
	void aTranscriptionIsACall() {
		TranscriptionModel model = advised(new ElevenTranscriptionModel());

		assertThat(model).isInstanceOf(ElevenTranscriptionModel.class);
		assertThat(model.transcribe(new ByteArrayResource(new byte[3]))).isEqualTo("heard");
		model.call(new AudioTranscriptionPrompt(new ByteArrayResource(new byte[3])));

		assertThat(this.traces.spans()).hasSize(2).allSatisfy((span) -> {
			assertThat(span.record().operation()).isEqualTo("transcription");
			assertThat(span.record().request().provider()).isEqualTo("eleven");
			assertThat(output(span.record())).isEqualTo("heard");
		});
	}

	@Test
	void speechAndStreamsOfItTellTheirSizeOnly() {
		TextToSpeechModel model = advised(new ElevenTextToSpeechModel());
		TextToSpeechPrompt prompt = new TextToSpeechPrompt("Hello",
				TextToSpeechOptions.builder().model("v3").voice("ada").build());

		model.call(prompt);
		model.call("Hello");
		assertThat(model.stream(prompt).collectList().block()).hasSize(2);

		assertThat(this.traces.spans()).hasSize(3)
			.extracting((span) -> output(span.record()))
			.containsExactly("<audio, 4 bytes, not captured>", "<audio, 4 bytes, not captured>",
					"<audio, 8 bytes, not captured>");
		SpanRecord first = this.traces.spans().get(0).record();
		assertThat(first.spanName()).isEqualTo("speech v3");
		assertThat(first.request().parameters()).containsEntry("voice", "ada");
	}

	@Test
	void aModerationSaysWhatIsFlagged() {
		ModerationModel model = advised(new StrictModerationModel());

		model.call(new ModerationPrompt("You idiot"));
		assertThatIllegalStateException().isThrownBy(() -> model.call(new ModerationPrompt("crash")));

		assertThat(this.traces.spans()).hasSize(2);
		assertThat(String.valueOf(output(this.traces.spans().get(0).record()))).contains("flagged=true");
		assertThat(this.traces.spans().get(1).record().error()).isInstanceOf(IllegalStateException.class);
	}

	@Test
	void aFinalClassIsLeftAlone() {
		FinalModerationModel model = new FinalModerationModel();

		assertThat(this.models.postProcessAfterInitialization(model, "model")).isSameAs(model);
	}

	@SuppressWarnings("unchecked")
	private <T> T advised(T model) {
		return (T) this.models.postProcessAfterInitialization(model, "model");
	}

	private static Object output(SpanRecord record) {
		AtomicReference<Object> output = new AtomicReference<>();
		if (record.response().output() != null) {
			output.set(record.response().output().tree());
		}
		return output.get();
	}

	static class ElevenTranscriptionModel implements TranscriptionModel {

		@Override
		public AudioTranscriptionResponse call(AudioTranscriptionPrompt prompt) {
			return new AudioTranscriptionResponse(new AudioTranscription("heard"));
		}

		@Override
		public Flux<AudioTranscriptionResponse> stream(AudioTranscriptionPrompt prompt) {
			return Flux.just(call(prompt));
		}

	}

	static class ElevenTextToSpeechModel implements TextToSpeechModel {

		@Override
		public TextToSpeechResponse call(TextToSpeechPrompt prompt) {
			return new TextToSpeechResponse(List.of(new Speech(new byte[4])));
		}

		@Override
		public Flux<TextToSpeechResponse> stream(TextToSpeechPrompt prompt) {
			return Flux.just(call(prompt), call(prompt));
		}

		@Override
		public TextToSpeechOptions getOptions() {
			return TextToSpeechOptions.builder().build();
		}

	}

	static class StrictModerationModel implements ModerationModel {

		@Override
		public ModerationResponse call(ModerationPrompt prompt) {
			if (prompt.getInstructions().getText().equals("crash")) {
				throw new IllegalStateException("no");
			}
			return new ModerationResponse(new Generation(Moderation.builder()
				.id("1")
				.model("m")
				.results(List.of(ModerationResult.builder().flagged(true).build()))
				.build()));
		}

	}

	static final class FinalModerationModel extends StrictModerationModel {

	}

}
