using Muster.Cli.Rendering;
using Muster.Graphs;
using Muster.Jobs;

namespace Muster.Cli.Jobs;

/// <summary>Shows jobs: of a point as a tree, of several points as a list.</summary>
internal static class JobTable
{
    private const string Margin = "  ";
    private const int LeastJob = 16;
    private const int LeastWhy = 8;

    /// <summary>All jobs of a point as a tree, or why that cannot be told.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="clock">The clocks.</param>
    /// <param name="screen">What it is.</param>
    /// <param name="jobs">The jobs.</param>
    /// <param name="isNamed">Whether dependencies are named that a job's place does not show.</param>
    public static void Write(TextWriter writer, TimeProvider clock, Screen screen, PointJobs jobs, bool isNamed)
    {
        if (jobs.Problem is { } problem)
        {
            writer.WriteLine($"{Margin}{Table.Clean(problem)}");
            return;
        }

        var table = Columns($"{Margin}JOB");
        foreach (var line in GraphTree.Of(jobs.Graph))
            Add(table, clock, $"{Margin}{GraphText.Of(isNamed ? line : line with { Named = [] }, jobs.Spec, screen)}", jobs.Jobs[line.Job]);
        table.Write(writer, screen);
    }

    /// <summary>Some jobs of a point, one below the other.</summary>
    public static void WriteSome(TextWriter writer, TimeProvider clock, Screen screen, IEnumerable<JobView> jobs)
    {
        var table = Columns($"{Margin}JOB");
        foreach (var job in jobs)
            Add(table, clock, $"{Margin}{job.Spec.Id}", job);
        table.Write(writer, screen);
    }

    /// <summary>Jobs that failed, of several points.</summary>
    public static void WriteFailed(TextWriter writer, Screen screen, IEnumerable<(long Point, JobView Job)> jobs)
    {
        var table = new Table(new($"{Margin}POINT"), new("JOB", Least: LeastJob), new("ATTEMPT"), new("TIME", IsNumber: true), new("EXIT"), new("WHY", Least: LeastWhy));
        foreach (var (point, job) in jobs)
            table.Add($"{Margin}{point}", job.Spec.Id, Attempt(job), Time(job, null), PointsView.Exit(job.Last), job.Why);
        table.Write(writer, screen);
    }

    private static Table Columns(string first) => new(
        new(first, Least: LeastJob), new("STATE"), new("ATTEMPT"), new("TIME", IsNumber: true), new("EXIT"), new("WHY", Least: LeastWhy));

    private static void Add(Table table, TimeProvider clock, string name, JobView job) =>
        table.Add(name, JobSentences.Word(job.State), Attempt(job), Time(job, clock), job.RunningSince is null ? PointsView.Exit(job.Last) : "", Why(job, clock));

    private static string? Why(JobView job, TimeProvider clock)
    {
        if (job.NextTry is not { } next)
            return job.Why;
        var time = Human.Time(next, clock);
        return $"Next try at {(next - clock.GetUtcNow() < TimeSpan.FromDays(1) ? time[11..] : time)}. {job.Why}";
    }

    /// <summary>Which attempt of how many; where some were not charged, by its number too.</summary>
    private static string Attempt(JobView job)
    {
        if (job.Number == 0)
            return "";
        var most = job.Spec.Retry.MaxAttempts;
        return job.Number != job.Charged ? $"{job.Charged} of {most} (#{job.Number})" : most == 1 ? $"{job.Number}" : $"{job.Number} of {most}";
    }

    private static string Time(JobView job, TimeProvider? clock) =>
        job.RunningSince is { } since && clock?.GetUtcNow() is { } now ? Human.Span(now > since ? now - since : TimeSpan.Zero)
        : job.Last?.Elapsed is { } elapsed ? Human.Span(elapsed)
        : "";
}
