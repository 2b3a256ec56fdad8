using FsCheck;
using FsCheck.Fluent;
using Muster.Points;
using Muster.Reports;

namespace Muster.Tests.Core.Reports;

public class ReductionTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_sample_is_of_its_size_the_same_in_any_order_and_a_smaller_one_is_its_beginning() =>
        Prop.ForAll(Gen.Choose(0, 300).ToArbitrary(), Gen.Choose(1, 50).ToArbitrary(), (count, most) =>
        {
            var (sample, reverse, smaller) = (new EvenSample<long>(most), new EvenSample<long>(most), new EvenSample<long>((most + 1) / 2));
            for (var i = 0; i < count; i++)
            {
                sample.Add(i, () => i);
                smaller.Add(i, () => i);
                reverse.Add(count - 1 - i, () => count - 1 - i);
            }

            return sample.Items.Count == Math.Min(count, most) && sample.Seen == count && sample.Items.SequenceEqual(reverse.Items)
                && smaller.Items.SequenceEqual(sample.Items.Take((most + 1) / 2));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_sample_meets_no_rhythm_of_a_grid()
    {
        var sample = new EvenSample<long>(1000);
        for (var i = 0; i < 64_000; i++)
            sample.Add(i, () => i);

        Assert.All(Enumerable.Range(1, 8), axis => Assert.All(
            sample.Items.GroupBy(index => index % axis).Select(group => group.Count()), count => Assert.InRange(count, 1000 / axis * 0.7, 1000 / axis * 1.3)));
    }

    [Fact]
    public void The_top_few_are_the_first_of_all_in_order() => Prop.ForAll(Gen.Choose(0, 9).ArrayOf().ToArbitrary(), Gen.Choose(1, 6).ToArbitrary(), (heights, most) =>
    {
        var top = new TopFew<int>(most);
        for (var i = 0; i < heights.Length; i++)
            top.Add(heights[i], i, () => i);
        return top.Items.SequenceEqual(Enumerable.Range(0, heights.Length).OrderByDescending(i => heights[i]).ThenBy(i => i).Take(most));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Cells_hold_counts_and_means() => Prop.ForAll(Gen.Choose(0, 999).ArrayOf().ToArbitrary(), numbers =>
    {
        var cells = new HeatCells(3, 2);
        foreach (var number in numbers)
            cells.Add(number % 3, number % 2, number);
        return Enumerable.Range(0, 3).All(column => Enumerable.Range(0, 2).All(row =>
        {
            var mine = numbers.Where(number => number % 3 == column && number % 2 == row).ToArray();
            return cells.CountOf(column, row) == mine.Length && (mine.Length == 0 ? cells.MeanOf(column, row) is null : Math.Abs(cells.MeanOf(column, row)!.Value - mine.Average()) < 1e-9);
        }));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_cell_that_is_not_there_is_refused() =>
        Assert.StartsWith("There are 3 by 2 cells.", Assert.Throws<ArgumentOutOfRangeException>(() => new HeatCells(3, 2).Add(0, 2, 1)).Message, StringComparison.Ordinal);

    [Fact]
    public void Steps_of_time_lose_no_end_and_no_busy_time() => Prop.ForAll(
        Gen.Choose(0, 5_000_000).SelectMany(start => Gen.Choose(0, 100_000).Select(took => (start, took))).ArrayOf().ToArbitrary(), Gen.Choose(1, 200).ToArbitrary(), (attempts, most) =>
    {
        var steps = new TimeSteps(Start);
        foreach (var (start, took) in attempts)
        {
            steps.AddRun(Start.AddMilliseconds(start), Start.AddMilliseconds(start + took));
            steps.AddEnd(Start.AddMilliseconds(start + took), took % 2 == 0 ? PointState.Succeeded : PointState.Failed);
        }

        if (steps.Into(most) is not { } table)
            return attempts.Length == 0;
        var busy = table.Steps.Sum(step => step.Running) * table.Width.TotalMilliseconds;
        return table.Steps.Count <= most
            && Math.Abs(busy - attempts.Sum(attempt => (double)attempt.took)) <= 1e-6 * busy + 1e-3
            && table.Steps.Sum(step => step.Succeeded) == attempts.Count(attempt => attempt.took % 2 == 0)
            && table.Steps.Sum(step => step.Failed) == attempts.Count(attempt => attempt.took % 2 == 1)
            && table.From <= Start.AddMilliseconds(attempts.Min(attempt => attempt.start))
            && table.To >= Start.AddMilliseconds(attempts.Max(attempt => attempt.start + attempt.took));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_other_clocks_say_was_earlier_is_taken_to_be_at_the_beginning()
    {
        var steps = new TimeSteps(Start);
        steps.AddRun(Start.AddSeconds(-5), Start.AddSeconds(1));
        steps.AddRun(Start.AddSeconds(1), null);

        var table = steps.Into(1)!;

        Assert.Equal(Start, table.From);
        Assert.Equal(1, table.Steps[0].Running * table.Width.TotalSeconds, 6);
    }

    [Fact]
    public void A_step_is_1_2_or_5_times_a_power_of_ten_and_no_smaller_one_would_do() => Prop.ForAll(
        Gen.Choose(1, 999_999).SelectMany(span => Gen.Choose(-9, 9).Select(power => span * Math.Pow(10, power))).ToArbitrary(), Gen.Choose(1, 20).ToArbitrary(), (span, most) =>
    {
        var step = NiceNumbers.Step(span, most);
        var lead = step / Math.Pow(10, Math.Floor(Math.Log10(step * 1.000001)));
        return new[] { 1.0, 2, 5 }.Any(nice => Math.Abs(lead - nice) < 1e-6) && span / step <= most * (1 + 1e-6) && span / (step / 2.5) > most * (1 - 1e-6);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Multiples_are_written_as_people_write_them()
    {
        Assert.Equal([-0.1, 0, 0.1, 0.2, 0.3], NiceNumbers.Multiples(0.1, -0.1, 0.3));
        Assert.Equal(["0", "500", "1000"], NiceNumbers.Multiples(500, -0.2, 1000).Select(number => $"{number}"));
    }
}
