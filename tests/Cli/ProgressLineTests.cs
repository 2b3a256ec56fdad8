using Muster.Cli.Watching;

namespace Muster.Tests.Cli;

public class ProgressLineTests
{
    private static readonly ProgressFacts Facts = new("compression-of-all-files", 20, 8, 1, 2, 4, null);

    [Theory]
    [InlineData(120, "compression-of-all-files  [#########...............] 8/20 40%  2 running  1 failed  4.0/s  ETA 3s")]
    [InlineData(80, "compression-of-all-files  8/20 40%  2 running  1 failed  4.0/s  ETA 3s")]
    [InlineData(90, "compression-of...  [#########...............] 8/20 40%  2 running  1 failed  4.0/s  ETA 3s")]
    [InlineData(60, "compression...  8/20 40%  2 running  1 failed  4.0/s  ETA 3s")]
    [InlineData(40, "compr...  8/20 40%  2 running  1 fail...")]
    [InlineData(3, "...")]
    public void Where_columns_are_few_the_name_is_shortened_before_the_figures(int width, string line)
    {
        Assert.Equal(line, ProgressLine.ForTerminal(Facts, width));
        Assert.InRange(line.Length, 0, width);
    }

    [Fact]
    public void A_run_that_starts_nothing_more_has_no_end_in_sight() =>
        Assert.Equal("8/20 40%  2 running  1 failed  4.0/s", ProgressLine.Plain(Facts with { IsEnding = true }));
}
