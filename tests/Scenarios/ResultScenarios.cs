namespace Muster.Tests.Scenarios;

public sealed class ResultScenarios
{
    [Fact]
    public async Task Result_files_that_are_no_results_are_told_at_the_end()
    {
        await using var scenario = new Scenario();
        var answer = await scenario.RunAsync("submit", scenario.Write("bad.yaml", """
            command: |
              case "$PARAM_x" in
              0) echo 'not json' ;;
              1) echo '[1,2]' ;;
              2) echo '{"good": 1}' ;;
              3) echo '{"x": NaN}' ;;
              4) ;;
              5) echo '{"x":1}{"x":2}' ;;
              esac > "$MUSTER_RESULT_FILE"
            grid: {x: [0, 1, 2, 3, 4, 5]}
            """));

        var told = $"5 result files could not be read: points 0, 1, 3, 4, 5; see: muster why {(await scenario.RunRecordAsync()).Id} 0\n";
        Assert.Equal(0, answer.Code);
        Assert.EndsWith($"Complete: 6 succeeded, 0 failed{answer.Error.Split("0 failed")[1].Split('\n')[0]}\n{told}", answer.Error, StringComparison.Ordinal);
        Assert.Equal(told, (await scenario.RunAsync("results", "last")).Error);
        Assert.EndsWith(told, (await scenario.RunAsync("wait", "last")).Error, StringComparison.Ordinal);
        Assert.Contains(told, (await scenario.RunAsync("why", "last")).Out, StringComparison.Ordinal);
        await scenario.AssertNothingLeftAsync();
    }
}
