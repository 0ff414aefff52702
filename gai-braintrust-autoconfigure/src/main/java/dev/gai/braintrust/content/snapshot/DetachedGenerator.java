package dev.gai.braintrust.content.snapshot;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.ErrorReportConfiguration;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteCapability;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.Version;
import tools.jackson.core.base.GeneratorBase;
import tools.jackson.core.io.ContentReference;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.util.BufferRecycler;
import tools.jackson.core.util.JacksonFeatureSet;
import tools.jackson.core.util.SimpleStreamWriteContext;

/**
 * What a generator of Jackson has to say of itself that writes to no stream.
 */
abstract class DetachedGenerator extends GeneratorBase {

	private final SimpleStreamWriteContext context = SimpleStreamWriteContext.createRootContext(null);

	DetachedGenerator() {
		super(ObjectWriteContext.empty(),
				new IOContext(StreamReadConstraints.defaults(), StreamWriteConstraints.defaults(),
						ErrorReportConfiguration.defaults(), new BufferRecycler(), ContentReference.unknown(), false,
						JsonEncoding.UTF8),
				0);
	}

	@Override
	public TokenStreamContext streamWriteContext() {
		return this.context;
	}

	@Override
	public @Nullable Object currentValue() {
		return this.context.currentValue();
	}

	@Override
	public void assignCurrentValue(@Nullable Object value) {
		this.context.assignCurrentValue(value);
	}

	@Override
	public JacksonFeatureSet<StreamWriteCapability> streamWriteCapabilities() {
		return DEFAULT_WRITE_CAPABILITIES;
	}

	@Override
	public Version version() {
		return Version.unknownVersion();
	}

	@Override
	public Object streamWriteOutputTarget() {
		return this;
	}

	@Override
	public int streamWriteOutputBuffered() {
		return 0;
	}

	@Override
	public void flush() {
	}

	@Override
	protected void _closeInput() {
	}

	@Override
	protected void _releaseBuffers() {
	}

	@Override
	protected void _verifyValueWrite(String what) {
	}

}
