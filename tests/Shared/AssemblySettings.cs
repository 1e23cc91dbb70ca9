// Live tensors, the random generator of torch and its thread count belong to the process.
[assembly: DoNotParallelize]
