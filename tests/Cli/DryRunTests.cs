namespace Muster.Tests.Cli;

public class DryRunTests
{
    [Theory]
    [InlineData("grid: {x: [1, 2]}", "Sweep s: 2 points")]
    [InlineData("params: [{y: 0}]\ngrid: {x: [1, 2]}", "Sweep s: 3 points (1 row, 2 of the grid)")]
    [InlineData("params: [{}]", "Sweep s: 1 point")]
    [InlineData("params: [{x: 1}, {x: 2, region: eu-west-1}, {x: 3}]", "Sweep s: 3 points, in 2 groups of the same placement")]
    public async Task A_dry_run_counts_points_rows_and_placements(string points, string told)
    {
        var folder = Directory.CreateTempSubdirectory("muster-dry-run-");
        var file = Path.Join(folder.FullName, "s.yaml");
        await File.WriteAllTextAsync(file, $"command: 'true'\n{points}\n", TestContext.Current.CancellationToken);

        var answer = await new CliRig().RunAsync("submit", file, "--dry-run");

        folder.Delete(recursive: true);
        Assert.Equal(told, answer.Out.Split('\n')[0]);
    }
}
