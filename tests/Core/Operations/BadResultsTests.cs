using Muster.Operations;
using Muster.Points;
using Muster.Runs;
using Muster.Testing.Builders;

namespace Muster.Tests.Core.Operations;

public class BadResultsTests
{
    private readonly RunWorld world = new();

    [Fact]
    public async Task Only_the_last_attempt_and_only_result_files_count()
    {
        var run = await world.AddAsync(points: 5);
        await run.StartAsync();
        await run.EndAsync(0, PointState.Succeeded, Bad(run), run.Attempt(number: 2));
        await run.EndAsync(1, PointState.Failed, Bad(run) with { End = AttemptEnd.TimedOut, ExitCode = null, Signal = 15 });
        await run.EndAsync(2, PointState.Failed, Bad(run) with { End = AttemptEnd.NotStarted, ExitCode = null, Note = "The setup failed 3 times." });
        await run.EndAsync(3, PointState.Pending, Bad(run) with { End = AttemptEnd.Lost, ExitCode = null, Note = "Its engine was killed." });

        Assert.Equal($"1 result file could not be read: point 1; see: muster why {run.Id} 1", await SentenceAsync(run));
    }

    [Fact]
    public async Task Without_any_nothing_is_said()
    {
        var run = await world.AddAsync(points: 2);
        await run.StartAsync();
        await run.EndAsync(0, PointState.Succeeded, run.Attempt(result: """{"loss":1}"""));

        Assert.Null(await SentenceAsync(run));
    }

    [Fact]
    public async Task A_very_large_run_is_looked_at_in_part_which_is_said()
    {
        var run = await world.AddAsync(points: 200_000);
        await run.StartAsync();
        for (var chunk = 0; chunk <= BadResults.MostChunks; chunk++)
            await run.EndAsync(chunk * 64, PointState.Succeeded, Bad(run));

        Assert.Equal(
            $"At least 1024 result files could not be read: points 0, 64, 128, 192, 256, 320, 384, 448, 512, 576 and 1014 more; see: muster why {run.Id} 0",
            await SentenceAsync(run));
    }

    private static AttemptRecord Bad(BuiltRun run) => run.Attempt() with { Note = "result file /x: it is empty" };

    private async Task<string?> SentenceAsync(BuiltRun run) =>
        (await BadResults.FindAsync(world.Ports, await run.RecordAsync(), TestContext.Current.CancellationToken)).Sentence;
}
