using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Optimization.Execution;

[TestClass]
[DoNotParallelize]
public sealed class CrewTests
{
    [TestMethod]
    public void One_thread_needs_no_crew() => Assert.IsNull(Crew.ForThreads(1));

    [TestMethod]
    public void Every_piece_is_done_once_by_a_thread_without_parallelism_of_its_own()
    {
        int before = get_num_threads();
        Crew crew = Crew.ForThreads(3)!;
        int[] done = new int[100];
        int[] threads = new int[100];
        crew.Run(100, (piece, lane) =>
        {
            Interlocked.Increment(ref done[piece]);
            threads[piece] = get_num_threads();
            Assert.IsInRange(0, 2, lane);
        });

        Assert.IsTrue(done.All(count => count == 1));
        Assert.IsTrue(threads.All(count => count == 1));
        set_num_threads(before);
    }

    [TestMethod]
    public void A_failure_reaches_the_caller_and_the_crew_goes_on()
    {
        int before = get_num_threads();
        Crew crew = Crew.ForThreads(2)!;
        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() =>
            crew.Run(10, (piece, _) =>
            {
                if (piece == 3)
                {
                    throw new InvalidOperationException("piece 3");
                }
            }));
        Assert.AreEqual("piece 3", error.Message);

        int count = 0;
        crew.Run(10, (_, _) => Interlocked.Increment(ref count));
        Assert.AreEqual(10, count);
        set_num_threads(before);
    }

    [TestMethod]
    public void Callers_take_turns()
    {
        int before = get_num_threads();
        Crew crew = Crew.ForThreads(2)!;
        int count = 0;
        Parallel.For(0, 8, _ => crew.Run(50, (_, _) => Interlocked.Increment(ref count)));
        Assert.AreEqual(400, count);
        set_num_threads(before);
    }

    [TestMethod]
    public void The_number_of_threads_of_the_caller_stays()
    {
        int before = get_num_threads();
        set_num_threads(2);
        Crew.ForThreads(2)!.Run(4, (_, _) => { });
        Assert.AreEqual(2, get_num_threads());
        set_num_threads(before);
    }
}
