package dev.gai.braintrust.replay;

import java.io.IOException;

/**
 * Finds answers.
 */
interface Answering {

	/**
	 * Answers a request.
	 * @param call the request
	 * @param asker who makes it
	 * @return the answer
	 * @throws MissException if there is none
	 * @throws IOException if it cannot be got
	 */
	Answer answer(Call call, Asker asker) throws MissException, IOException;

}
