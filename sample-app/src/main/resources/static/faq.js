const at = (id) => document.getElementById(id);
let token = null;

async function post(url, body) {
	return fetch(url, {
		method: 'POST',
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify(body)
	});
}

async function showFeedback() {
	const received = await (await fetch('faq/feedback')).json();
	at('received').replaceChildren(...(received.length ? received.map(line) : [line(null)]));
	return received.length;
}

function line(feedback) {
	const item = document.createElement('li');
	item.textContent = feedback ? JSON.stringify(feedback) : 'None yet.';
	return item;
}

at('ask').addEventListener('submit', async (event) => {
	event.preventDefault();
	at('thanks').textContent = '';
	const answer = await post('faq', { text: at('question').value });
	const reply = answer.ok ? await answer.json() : { text: `There is no answer (${answer.status}).` };
	token = reply.feedbackToken;
	at('answer').textContent = reply.text;
	at('thumbs').hidden = !token;
	at('reply').hidden = false;
});

at('thumbs').addEventListener('click', async (event) => {
	const thumb = event.target.dataset.thumb;
	if (thumb === undefined) {
		return;
	}
	const before = await showFeedback();
	const answer = await post('gai/feedback', { token, scores: { thumb: Number(thumb) } });
	at('thanks').textContent = answer.ok ? 'Thank you.' : `Not taken (${answer.status}).`;
	// Feedback is sent once its span has arrived.
	for (let i = 0; answer.ok && i < 40 && await showFeedback() === before; i++) {
		await new Promise((done) => setTimeout(done, 250));
	}
});

showFeedback();
