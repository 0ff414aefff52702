package dev.gai.braintrust.cost.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import dev.gai.braintrust.guard.Digests;
import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.promise.Internal;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Keeps budgets in order on a thread of its own: forgets keys of which nothing counts any
 * more, and, where instances share their budgets, tells them what has been spent here and
 * learns what they have spent. While they cannot be reached, what is known goes on to
 * count.
 *
 * @since 0.1.0
 */
@Internal
public final class BudgetUpkeep implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(BudgetUpkeep.class);

	/**
	 * So often even what nobody uses here is asked for, where there is not much of it.
	 */
	private static final int ROUNDS_UNTIL_ALL = 20;

	private static final int MAX_ALL = 200;

	private static final long CLOSE_MILLIS = 2000;

	private final Budgets budgets;

	private final @Nullable SharedSpending shared;

	private final long pauseNanos;

	private final String instance = UUID.randomUUID().toString();

	private final Thread thread = new Thread(this::run, "gai-braintrust-budgets");

	private long round;

	private boolean failing;

	private volatile boolean closed;

	/**
	 * Creates the upkeep of budgets; {@link #start()} starts it.
	 * @param budgets the budgets
	 * @param shared where instances tell each other what they have spent, {@code null} if
	 * each has budgets of its own
	 * @param pause time between two rounds
	 */
	public BudgetUpkeep(Budgets budgets, @Nullable SharedSpending shared, Duration pause) {
		this.budgets = budgets;
		this.shared = shared;
		this.pauseNanos = pause.toNanos();
		this.thread.setDaemon(true);
	}

	/**
	 * Starts the thread.
	 */
	public void start() {
		this.thread.start();
	}

	/**
	 * Tells the others what they do not know yet, unless that takes long, and stops.
	 */
	@Override
	public void close() {
		this.closed = true;
		LockSupport.unpark(this.thread);
		try {
			this.thread.join(CLOSE_MILLIS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.thread.interrupt();
	}

	private void run() {
		while (!this.closed) {
			Guard.run("The upkeep of budgets failed", this::round);
			if (!this.closed) {
				LockSupport.parkNanos(this, this.failing ? TimeUnit.SECONDS.toNanos(2) : this.pauseNanos);
			}
		}
		Guard.run("The upkeep of budgets failed", this::round);
	}

	/** One round; called by one thread. */
	void round() {
		boolean all = this.round++ % ROUNDS_UNTIL_ALL == 0;
		Instant now = this.budgets.clock().instant();
		for (BudgetSpending spending : this.budgets.spendings()) {
			BudgetWindow window = spending.budget().window();
			spending.accounts().forget((account) -> account.isStale(window.slot(now)));
		}
		SharedSpending others = this.shared;
		if (others != null) {
			exchange(others, all, now);
		}
	}

	private void exchange(SharedSpending others, boolean all, Instant now) {
		try {
			for (BudgetSpending spending : this.budgets.spendings()) {
				boolean every = this.failing || (all && spending.accounts().size() <= MAX_ALL);
				spending.accounts().each((account) -> {
					if (account.takeTouched() || every) {
						exchange(others, spending.budget(), account, now);
						spending.look(account, now);
					}
				});
			}
			if (this.failing) {
				logger.info("Budgets are shared between instances again");
			}
			this.failing = false;
			this.budgets.shared(true);
		}
		catch (Throwable ex) {
			Guard.rethrowFatal(ex);
			if (!this.failing) {
				logger
					.warn("Budgets are not shared between instances for now; this instance counts its own calls only: "
							+ ex.getClass().getName() + ". Reported once until it works again.");
			}
			logger.debug("Budgets are not shared between instances for now", ex);
			this.failing = true;
			this.budgets.shared(false);
		}
	}

	private void exchange(SharedSpending others, Budget budget, BudgetAccount account, Instant now) {
		BudgetWindow window = budget.window();
		long slot = window.slot(now);
		Duration keep = window.length().multipliedBy(2).plusHours(1);
		account.others(
				others.exchange(name(budget, account), this.instance, account.own(slot), account.first(slot), keep));
	}

	/** Without names of users in it, and of a bounded length. */
	private static String name(Budget budget, BudgetAccount account) {
		StringBuilder name = new StringBuilder(budget.name()).append(budget.window());
		for (Map.Entry<String, String> part : budget.named(account.key()).entrySet()) {
			name.append('\0').append(part);
		}
		return HexFormat.of().formatHex(Digests.sha256(Digests.utf8(name.toString())), 0, 16);
	}

}
