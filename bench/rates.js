// Minibatch SGD of a line with d features at several learning rates, as plain loops over typed arrays: what a training in
// the browser would be at its best. Reads {X, y, d, rates, batches, rounds} as JSON, prints the milliseconds of a
// training of all rates (median of the rounds) and the parameters learned at the last rate.
const { X, y, d, rates, batches, rounds } = JSON.parse(require("node:fs").readFileSync(0, "utf8"))
const x = Float64Array.from(X)
const labels = Float64Array.from(y)
const orders = batches.map((batch) => Int32Array.from(batch))

function train(rate) {
  const theta = new Float64Array(d + 1)
  const slope = new Float64Array(d + 1)
  for (const batch of orders) {
    slope.fill(0)
    for (const i of batch) {
      let error = theta[d] - labels[i]
      for (let j = 0; j < d; j++) error += theta[j] * x[i * d + j]
      for (let j = 0; j < d; j++) slope[j] += error * x[i * d + j]
      slope[d] += error
    }
    for (let j = 0; j <= d; j++) theta[j] -= ((2 * rate) / batch.length) * slope[j]
  }
  return theta
}

const times = []
let learned
for (let round = 0; round < rounds + 20; round++) {
  const start = performance.now()
  for (const rate of rates) learned = train(rate)
  if (round >= 20) times.push(performance.now() - start) // the first rounds warm up
}
times.sort((a, b) => a - b)
console.log(JSON.stringify({ milliseconds: times[times.length >> 1], learned: Array.from(learned) }))
