using Muster.Operations;

namespace Muster.Jobs;

/// <summary>The last lines of the job that is to blame for where a point is: of the first that failed, or else that is tried again.</summary>
/// <param name="Writer">Who wrote them, such as <c>job 'build'</c>.</param>
/// <param name="Lines">The lines.</param>
public sealed record BlamedLines(string Writer, IReadOnlyList<string> Lines)
{
    /// <summary>Reads them; null: no job is to blame, or it wrote nothing.</summary>
    /// <param name="ports">What it works with.</param>
    /// <param name="jobs">The jobs of the point.</param>
    /// <param name="most">Most lines.</param>
    /// <param name="cancel">Ends the call.</param>
    public static async Task<BlamedLines?> ReadAsync(RunPorts ports, PointJobs jobs, int most, CancellationToken cancel = default) =>
        JobLines.Blamed(jobs) is { Last: { } last } && await new ErrorLines(ports).ReadJobAsync(jobs.Run, last, most, cancel) is { Count: > 0 } lines
            ? new(JobLines.WriterOf(jobs)!, lines)
            : null;
}
