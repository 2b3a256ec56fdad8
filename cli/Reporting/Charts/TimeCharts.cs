using Muster.Reports;

namespace Muster.Cli.Reporting.Charts;

/// <summary>Draws what happened over time.</summary>
internal static class TimeCharts
{
    /// <summary>How many points had ended, by how they ended, one over the other.</summary>
    public static void WriteEnded(Markup page, TimeTable times)
    {
        var (succeeded, failed, cancelled) = (Sums(times, step => step.Succeeded), Sums(times, step => step.Failed), Sums(times, step => step.Cancelled));
        var total = succeeded[^1] + failed[^1] + cancelled[^1];
        var plot = Open(page, times, new("Points that have ended", "points", $"{Figures.Count(total, "point")} ended: {Figures.Count(succeeded[^1])} succeeded, {Figures.Count(failed[^1])} failed, {Figures.Count(cancelled[^1])} were cancelled."), Math.Max(1, total));
        var floor = new long[succeeded.Length];
        foreach (var (name, sums) in (IEnumerable<(string, long[])>)[("ok", succeeded), ("bad", failed), ("off", cancelled)])
        {
            if (sums[^1] == 0)
                continue;
            var roof = floor.Zip(sums, (below, more) => below + more).ToArray();
            WriteArea(page, plot, times, (name, floor, roof));
            floor = roof;
        }

        plot.Close();
    }

    /// <summary>How many attempts ran at once.</summary>
    public static void WriteRunning(Markup page, TimeTable times)
    {
        var running = times.Steps.Select(step => step.Running).ToArray();
        WriteSteps(page, times, running, new("Attempts running at once", "attempts", $"At most {Figures.Text(Math.Round(running.Max(), 1))} at once, as the mean over {Width(times)}."));
    }

    /// <summary>How many points ended in a time.</summary>
    public static void WriteRate(Markup page, TimeTable times)
    {
        var mean = times.Steps.Sum(Ended) / (times.Width * times.Steps.Count).TotalSeconds;
        var (unit, per) = mean switch
        {
            >= 1 => ("second", 1),
            >= 1.0 / 60 => ("minute", 60),
            _ => ("hour", 3600),
        };
        var rates = times.Steps.Select(step => Ended(step) / times.Width.TotalSeconds * per).ToArray();
        WriteSteps(page, times, rates, new("Points ended per time", $"points per {unit}", $"At most {Figures.Text(rates.Max())} points per {unit}, as the mean over {Width(times)}."));
    }

    /// <summary>How long a step is.</summary>
    public static string Width(TimeTable times) => Figures.Text(times.Width.TotalSeconds, Unit.Seconds);

    private static long Ended(TimeStep step) => step.Succeeded + step.Failed + step.Cancelled;

    private static void WriteSteps(Markup page, TimeTable times, double[] heights, Words words)
    {
        var plot = Open(page, times, words, Math.Max(words.Y == "attempts" ? 1 : 0, heights.Max()));
        page.Write($"<path class=\"area run\" d=\"M{plot.Left} {plot.Bottom}");
        foreach (var (i, height) in heights.Index())
            page.Write($"V{plot.Y(height)}H{plot.X(Offset(times, i + 1))}");
        page.Line($"V{plot.Bottom}z\"/>");
        plot.Close();
    }

    private static Plot Open(Markup page, TimeTable times, Words words, double top) => Plot.Open(page, new(
        words.Title, words.Description, Scale.Between(0, Offset(times, times.Steps.Count), unit: Unit.Seconds), "since the first start", words.Y)
    {
        Y = Scale.Between(0, top, unit: words.Y.StartsWith("points per", StringComparison.Ordinal) ? Unit.Plain : Unit.Things),
    });

    private static void WriteArea(Markup page, Plot plot, TimeTable times, (string Name, long[] Floor, long[] Roof) area)
    {
        page.Write($"<path class=\"area {area.Name}\" d=\"M{plot.Left} {plot.Bottom}");
        for (var i = 0; i < area.Roof.Length; i++)
            page.Write($"L{plot.X(Offset(times, i + 1))} {plot.Y(area.Roof[i])}");
        for (var i = area.Floor.Length - 1; i >= 0; i--)
            page.Write($"L{plot.X(Offset(times, i + 1))} {plot.Y(area.Floor[i])}");
        page.Line($"z\"/>");
    }

    private static double Offset(TimeTable times, int step) => (times.Width * step).TotalSeconds;

    private static long[] Sums(TimeTable times, Func<TimeStep, long> of)
    {
        long sum = 0;
        return [.. times.Steps.Select(step => sum += of(step))];
    }

    /// <summary>What a drawing says.</summary>
    /// <param name="Title">Its title.</param>
    /// <param name="Y">What lies upwards.</param>
    /// <param name="Description">What is to be seen in it.</param>
    private sealed record Words(string Title, string Y, string Description);
}
