using Muster.Cli;
using Muster.Points;
using Muster.Runs;
using Muster.Testing.Builders;

namespace Muster.Tests.Cli;

public class ListCommandTests
{
    [Fact]
    public async Task Runs_are_listed_newest_first()
    {
        var cli = new CliRig();
        await ThreeAsync(cli.World);

        var answer = await cli.RunAsync("list");

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Snapshot.Matches("list.txt", answer.Out);
        Snapshot.Matches("list.json", (await cli.RunAsync("list", "--json")).Out);
    }

    [Fact]
    public async Task A_narrow_terminal_shortens_names()
    {
        var cli = new CliRig { Screen = new(72, false) };
        await ThreeAsync(cli.World);

        var answer = await cli.RunAsync("list");

        Snapshot.Matches("list-narrow.txt", answer.Out);
        Assert.All(answer.Out.Split('\n'), line => Assert.InRange(line.Length, 0, 72));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_runs_it_says_how_to_start_one(bool hasStore)
    {
        var cli = new CliRig { HasStore = hasStore };

        Assert.Equal(new(0, "", "No runs yet in /stores/one. Start one: muster submit FILE\n"), await cli.RunAsync("list"));
        Assert.Equal(new(0, "[]\n", ""), await cli.RunAsync("list", "--json"));
    }

    [Theory]
    [InlineData("", "it")]
    [InlineData("/below/it", "FILE")]
    public async Task A_store_that_is_no_directory_is_an_error(string below, string what)
    {
        var cli = new CliRig { HasStore = false };
        var file = Path.GetTempFileName();
        var told = $"muster: There is no store in {file}{below}: {what.Replace("FILE", file, StringComparison.Ordinal)} is a file, not a directory. Name a directory with --store or MUSTER_STORE.\n";

        Assert.Equal(new(ExitCode.CouldNotTell, "", told), await cli.RunAsync("list", "--store", file + below));
        Assert.Equal(new(ExitCode.CouldNotTell, "", told), await cli.RunAsync("list", "--store", file + below, "--json"));
        Assert.Equal(new(ExitCode.CouldNotTell, "", told), await cli.RunAsync("status", "last", "--store", file + below));
        File.Delete(file);
    }

    [Fact]
    public async Task A_store_that_cannot_be_looked_into_is_an_error()
    {
        var path = $"/{new string('a', 300)}";

        var answer = await new CliRig { HasStore = false }.RunAsync("list", "--store", path);

        Assert.Equal((ExitCode.CouldNotTell, ""), (answer.Code, answer.Out));
        Assert.StartsWith($"muster: The store {path} cannot be looked into: ", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_limit_is_a_number_in_its_range()
    {
        var cli = new CliRig();
        await ThreeAsync(cli.World);

        Assert.Equal(2, (await cli.RunAsync("list", "--limit", "1")).Out.TrimEnd().Split('\n').Length);
        foreach (var wrong in new[] { "0", "1001", "many" })
        {
            Assert.Equal(
                new(ExitCode.Usage, "", $"muster: --limit is '{wrong}'; it is a whole number from 1 to 1000. See 'muster list --help'.\n"),
                await cli.RunAsync("list", "--limit", wrong));
        }
    }

    private static async Task ThreeAsync(RunWorld world)
    {
        var first = await world.AddAsync("compression-levels-of-the-whole-repository", 2);
        await first.StartAsync();
        await first.EndAsync(0, PointState.Succeeded, first.Attempt());
        await first.EndAsync(1, PointState.Failed, first.Attempt(1));
        await first.ReportAsync(RunState.Error);
        world.Time.Move(TimeSpan.FromHours(3));
        await (await world.AddAsync("lr", 1_000_000)).StartAsync();
        world.Time.Move(TimeSpan.FromSeconds(10));
        await world.AddAsync("lr", 12);
        world.Time.Move(TimeSpan.FromSeconds(1));
    }
}
