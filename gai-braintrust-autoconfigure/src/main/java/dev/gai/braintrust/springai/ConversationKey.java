package dev.gai.braintrust.springai;

/**
 * The conversation that a call of the chat client belongs to.
 *
 * @param id its id
 */
record ConversationKey(String id) {
}
