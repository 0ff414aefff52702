package dev.gai.braintrust.eval.upload;

import org.jspecify.annotations.Nullable;

/**
 * The state of the sources that were evaluated. There is no difference, no name and no
 * e-mail in it.
 *
 * @param commit the commit
 * @param branch the branch, {@code null} if none is checked out
 * @param tag the tag of the commit, {@code null} for none
 * @param dirty whether there were changes that are not committed, {@code null} if unknown
 * @param commitTime when it was committed
 * @param remote address of the repository, without credentials
 */
record RepositoryFacts(String commit, @Nullable String branch, @Nullable String tag, @Nullable Boolean dirty,
		@Nullable String commitTime, @Nullable String remote) {

}
