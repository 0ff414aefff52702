package dev.gai.braintrust.autoconfigure;

import java.time.Duration;

import dev.gai.braintrust.cost.budget.BudgetUpkeep;
import dev.gai.braintrust.cost.budget.Budgets;
import dev.gai.braintrust.cost.budget.RedisSharedSpending;
import dev.gai.braintrust.cost.budget.SharedSpending;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ControllerAdvice;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the upkeep of budgets, and for
 * what instances of an application have to share them: a Redis, where there is one.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = BraintrustUsageAutoConfiguration.class,
		afterName = "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration")
@ConditionalOnBean(Budgets.class)
@ConditionalOnProperty("gai.braintrust.cost.budgets[0].name")
public final class BraintrustBudgetAutoConfiguration {

	private static final Duration PAUSE = Duration.ofMillis(500);

	@Bean
	BudgetLifecycle braintrustBudgetLifecycle(Budgets braintrustBudgets, ObjectProvider<SharedSpending> shared) {
		return new BudgetLifecycle(() -> new BudgetUpkeep(braintrustBudgets, shared.getIfAvailable(), PAUSE));
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication
	@ConditionalOnClass({ ProblemDetail.class, ControllerAdvice.class })
	static final class Web {

		@Bean
		@ConditionalOnMissingBean
		SpentBudgetAdvice braintrustSpentBudgetAdvice() {
			return new SpentBudgetAdvice();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(StringRedisTemplate.class)
	static final class Redis {

		@Bean
		@ConditionalOnSingleCandidate(StringRedisTemplate.class)
		@ConditionalOnMissingBean(SharedSpending.class)
		RedisSharedSpending braintrustSharedSpending(StringRedisTemplate redis, Environment environment) {
			return new RedisSharedSpending(redis,
					"gai:budget:" + environment.getProperty("spring.application.name", "application") + ":");
		}

	}

}
