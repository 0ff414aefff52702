// Takes the price data out of a release of the npm package @pydantic/genai-prices (MIT), keeps what
// matching and pricing need, and writes it, compressed, next to the code that reads it.
// How to run it, and what to look at afterwards: docs/prices.md
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'

const NAME = '@pydantic/genai-prices'
const target = fileURLToPath(new URL('../main/resources/dev/gai/braintrust/cost/catalog/', import.meta.url))
const version = process.argv[2]
if (!/^\d+\.\d+\.\d+$/.test(version ?? '')) {
	console.error('usage: node update-prices.mjs <version>, for example 0.1.8')
	process.exit(2)
}

const folder = mkdtempSync(join(tmpdir(), 'prices-'))
try {
	const packed = JSON.parse(execFileSync('npm', ['pack', '--json', `${NAME}@${version}`],
		{ cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))[0]
	execFileSync('tar', ['-xzf', packed.filename], { cwd: folder })
	const unpacked = join(folder, 'package')
	const manifest = JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8'))
	if (manifest.name !== NAME || manifest.version !== version || manifest.license !== 'MIT') {
		throw new Error(`expected ${NAME} ${version} under MIT, got ${manifest.name} ${manifest.version} under ${manifest.license}`)
	}
	const { waitForUpdate } = await import(pathToFileURL(join(unpacked, 'dist', 'index.js')))
	const providers = (await waitForUpdate()).map(trimmed)
	const header = { name: 'genai-prices', version, license: manifest.license, source: manifest.homepage,
		integrity: packed.integrity, providers: providers.map(({ models, ...provider }) => provider) }
	// One line for the header, one for the models of each provider: most of them are never needed.
	const lines = [header, ...providers.map(({ models }) => models)].map((line) => JSON.stringify(line) + '\n')
	const json = Buffer.from(lines.join(''))
	const compressed = gzipSync(json, { level: 9 })
	// The operating system that compressed is part of a gzip header: the result must not depend on it.
	compressed[9] = 255
	writeFileSync(join(target, 'genai-prices.jsonl.gz'), compressed)
	writeFileSync(join(target, 'LICENSE-genai-prices'), readFileSync(join(unpacked, 'LICENSE')))
	const models = providers.reduce((sum, provider) => sum + provider.models.length, 0)
	console.log(`${NAME} ${version}: ${providers.length} providers, ${models} models, ${json.length} bytes, ${compressed.length} compressed`)
}
finally {
	rmSync(folder, { recursive: true })
}

function trimmed({ id, provider_match, model_match, fallback_model_providers, models }) {
	return { id, provider_match, model_match, fallback_model_providers,
		models: models.map(({ id, match, prices }) => ({ id, match, prices })) }
}
