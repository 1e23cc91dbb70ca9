// Runs an ONNX file: node run.js MODEL REQUEST. The request is JSON, a list of batches, each a list of inputs with name, type, dims and
// base64 of the values; the answer on the standard output is a list of { name: [numbers] }, one for each batch.
const fs = require('fs');
const path = require('path');
const ort = require(path.join(process.env.MUON_ONNXRUNTIME, 'node_modules', 'onnxruntime-node'));

const arrays = { float32: Float32Array, int64: BigInt64Array, uint8: Uint8Array };

function tensor({ type, dims, data }) {
  const bytes = Uint8Array.from(Buffer.from(data, 'base64'));
  return new ort.Tensor(type, new arrays[type](bytes.buffer), dims);
}

async function main() {
  const session = await ort.InferenceSession.create(process.argv[2], { intraOpNumThreads: 1 });
  const answers = [];
  for (const batch of JSON.parse(fs.readFileSync(process.argv[3], 'utf8'))) {
    const feeds = Object.fromEntries(batch.map((input) => [input.name, tensor(input)]));
    const results = await session.run(feeds);
    answers.push(Object.fromEntries(Object.entries(results).map(([name, value]) => [name, Array.from(value.data)])));
  }
  process.stdout.write(JSON.stringify(answers));
}

main().catch((error) => {
  process.stderr.write(String(error && error.stack));
  process.exitCode = 1;
});
