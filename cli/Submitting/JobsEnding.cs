using Muster.Cli.Jobs;
using Muster.Cli.Rendering;
using Muster.Jobs;
using Muster.Operations;

namespace Muster.Cli.Submitting;

/// <summary>How the jobs of a run's only point ended: as <c>status</c> shows them, with the last lines of the first that failed.</summary>
internal static class JobsEnding
{
    private const int MostLines = 10;

    /// <summary>Writes it.</summary>
    /// <param name="context">The command's world.</param>
    /// <param name="ports">What it works with.</param>
    /// <param name="writer">Where to.</param>
    /// <param name="screen">What it is.</param>
    /// <param name="jobs">The jobs.</param>
    public static async Task WriteAsync(CommandContext context, RunPorts ports, TextWriter writer, Screen screen, PointJobs jobs)
    {
        JobTable.Write(writer, context.Time, screen, jobs, isNamed: false);
        if (await BlamedLines.ReadAsync(ports, jobs, MostLines, context.Cancel) is { } blamed)
            LastLines.Write(writer, blamed.Writer, blamed.Lines);
    }
}
