package dev.gai.braintrust.eval.engine;

import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.jupiter.engine.config.CachingJupiterConfiguration;
import org.junit.jupiter.engine.config.DefaultJupiterConfiguration;
import org.junit.jupiter.engine.config.JupiterConfiguration;
import org.junit.jupiter.engine.descriptor.JupiterEngineDescriptor;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.discovery.DiscoveryIssueReporter;
import org.junit.platform.engine.support.discovery.EngineDiscoveryRequestResolver;

/**
 * Runs evaluations as Jupiter runs tests: the same extensions, life cycle methods and
 * settings apply.
 *
 * @since 0.1.0
 */
public final class EvalTestEngine implements TestEngine {

	/** The id of the engine. */
	public static final String ID = "gai-braintrust-eval";

	private static final EngineDiscoveryRequestResolver<JupiterEngineDescriptor> resolver = EngineDiscoveryRequestResolver
		.<JupiterEngineDescriptor>builder()
		.addClassContainerSelectorResolver(EvalClasses::isTopLevelWithEvals)
		.addSelectorResolver((context) -> new EvalSelectorResolver(context.getEngineDescriptor().getConfiguration(),
				context.getClassNameFilter()))
		.build();

	@Override
	public String getId() {
		return ID;
	}

	@Override
	public TestDescriptor discover(EngineDiscoveryRequest request, UniqueId uniqueId) {
		DiscoveryIssueReporter issues = DiscoveryIssueReporter
			.deduplicating(DiscoveryIssueReporter.forwarding(request.getDiscoveryListener(), uniqueId));
		JupiterConfiguration configuration = new CachingJupiterConfiguration(new DefaultJupiterConfiguration(
				EvalParameters.of(request.getConfigurationParameters()), request.getOutputDirectoryCreator(), issues));
		JupiterEngineDescriptor engine = new JupiterEngineDescriptor(uniqueId, configuration);
		resolver.resolve(request, engine);
		return engine;
	}

	@Override
	public void execute(ExecutionRequest request) {
		new JupiterTestEngine().execute(ExecutionRequest.create(request.getRootTestDescriptor(),
				request.getEngineExecutionListener(), EvalParameters.of(request.getConfigurationParameters()),
				request.getOutputDirectoryCreator(), request.getStore(), request.getCancellationToken()));
	}

}
