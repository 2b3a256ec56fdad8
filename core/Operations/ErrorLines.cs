using Muster.Jobs;
using Muster.Outputs;
using Muster.Points;
using Muster.Runs;

namespace Muster.Operations;

/// <summary>The last lines that an attempt wrote before it failed.</summary>
/// <param name="ports">What it works with.</param>
internal sealed class ErrorLines(RunPorts ports)
{
    /// <summary>Whose output an attempt's is: where none was started, at most the setup wrote something.</summary>
    public static string WriterOf(long index, AttemptRecord? attempt) => attempt?.End == AttemptEnd.NotStarted ? "the setup" : $"point {index}";

    /// <summary>The last lines of an attempt's standard error, or of its output when it wrote no errors.</summary>
    /// <param name="run">The run.</param>
    /// <param name="attempt">The attempt; null: none, which wrote nothing.</param>
    /// <param name="most">Most lines.</param>
    /// <param name="cancel">Ends the call.</param>
    public Task<IReadOnlyList<string>> ReadAsync(RunRecord run, AttemptRecord? attempt, int most, CancellationToken cancel) =>
        attempt is null ? Task.FromResult<IReadOnlyList<string>>([]) : ReadAsync(error => PrunedLogs.OpenAsync(ports, run, attempt, error, cancel), most, cancel);

    /// <summary>The same of an attempt of a job.</summary>
    public Task<IReadOnlyList<string>> ReadJobAsync(RunRecord run, AttemptRecord attempt, int most, CancellationToken cancel) =>
        ReadAsync(error => JobOutputs.OpenAsync(ports, run, attempt, error, cancel), most, cancel);

    private static async Task<IReadOnlyList<string>> ReadAsync(Func<bool, Task<Stream>> open, int most, CancellationToken cancel)
    {
        try
        {
            var errors = await LinesAsync(true);
            return errors.Count > 0 ? errors : await LinesAsync(false);
        }
        catch (OutputGoneException gone)
        {
            return [gone.Message];
        }

        async Task<IReadOnlyList<string>> LinesAsync(bool error)
        {
            await using var stream = await open(error);
            return await OutputTail.LinesAsync(stream, most, cancel);
        }
    }
}
