using Muster.Cli.Rendering;
using Muster.Graphs;
using Muster.Jobs;

namespace Muster.Cli.Jobs;

/// <summary>Shows a run's jobs below its status.</summary>
internal static class JobsView
{
    private const int WideEnough = 120;

    /// <summary>All that is told of them.</summary>
    public static void Write(TextWriter writer, TimeProvider clock, Screen screen, RunJobs jobs)
    {
        if (jobs.IsWhole)
            WriteWhole(writer, clock, screen, jobs.Points[0]);
        else
            WriteFailed(writer, screen, jobs);
    }

    /// <summary>In so many lines that they fit; where all do not, the jobs that are done with or wait for others are only counted.</summary>
    public static IReadOnlyList<string> Lines(TimeProvider clock, Screen screen, RunJobs jobs, int most)
    {
        var all = Lines(writer => Write(writer, clock, screen, jobs));
        if (all.Count <= most || !jobs.IsWhole)
            return all;
        var point = jobs.Points[0];
        var some = point.InOrder.Where(job => job.State is JobState.Failed or JobState.Running || job.NextTry is not null)
            .OrderBy(job => job.State is JobState.Failed ? 0 : job.State is JobState.Running ? 1 : 2).Take(Math.Max(1, most - 4)).ToArray();
        return Lines(writer =>
        {
            writer.WriteLine();
            if (some.Length > 0)
                JobTable.WriteSome(writer, clock, screen, some);
            var rest = point.Jobs.Except(some).ToArray();
            writer.WriteLine($"  and {Human.Count(rest.Length, "more job")}: {JobSentences.Counts(rest)}");
        });
    }

    private static void WriteWhole(TextWriter writer, TimeProvider clock, Screen screen, PointJobs point)
    {
        writer.WriteLine();
        if (point.Run.PointCount > 1)
            writer.WriteLine($"  Point {point.Point.Index}: {JobSentences.Counts(point.Jobs)}");
        // What a job waits for, its line says too; on a narrow terminal there is better use for the columns.
        JobTable.Write(writer, clock, screen, point, isNamed: screen.Width is null or >= WideEnough);
    }

    private static void WriteFailed(TextWriter writer, Screen screen, RunJobs jobs)
    {
        if (!jobs.Told.Any())
            return;
        writer.WriteLine();
        writer.WriteLine("  JOBS THAT FAILED LAST");
        JobTable.WriteFailed(writer, screen, jobs.Told);
    }

    private static IReadOnlyList<string> Lines(Action<TextWriter> write)
    {
        using var text = new StringWriter { NewLine = "\n" };
        write(text);
        return text.ToString().TrimEnd('\n') is { Length: > 0 } lines ? lines.Split('\n') : [];
    }
}
