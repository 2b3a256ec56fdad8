using Muster.Cli.Stores;
using Muster.Cli;

namespace Muster.Tests.Cli;

public class UsageTests
{
    private readonly CliRig cli = new();

    [Theory]
    [InlineData("statsu", "muster: There is no command 'statsu'. Did you mean 'status'? See 'muster --help'.")]
    [InlineData("xyzzy", "muster: There is no command 'xyzzy'. See 'muster --help'.")]
    [InlineData("list --jsno", "muster: 'muster list' has no option '--jsno'. Did you mean '--json'? See 'muster list --help'.")]
    [InlineData("retry last --job x", "muster: 'muster retry' has no option '--job'. Did you mean '--json'? See 'muster retry --help'.")]
    [InlineData("retry last --job", "muster: 'muster retry' has no option '--job'. Did you mean '--json'? See 'muster retry --help'.")]
    [InlineData("list --xyzzy", "muster: 'muster list' has no option '--xyzzy'. See 'muster list --help'.")]
    [InlineData("list more", "muster: 'muster list' takes no 'more'. See 'muster list --help'.")]
    [InlineData("status", "muster: 'muster status' needs RUN. See 'muster status --help'.")]
    [InlineData("-x", "muster: There is no option '-x'. See 'muster --help'.")]
    [InlineData("--no-such", "muster: There is no option '--no-such'. See 'muster --help'.")]
    [InlineData("--stroe /here", "muster: There is no option '--stroe'. Did you mean '--store'? See 'muster --help'.")]
    [InlineData("--store /here --vresion", "muster: There is no option '--vresion'. Did you mean '--version'? See 'muster --help'.")]
    [InlineData("--store", "muster: --store needs a value: STORE. See 'muster --help'.")]
    [InlineData("--store /here", "muster: There is no command after '--store /here', such as 'list'. See 'muster --help'.")]
    [InlineData("--store=/here", "muster: There is no command after '--store=/here', such as 'list'. See 'muster --help'.")]
    [InlineData("--store list", "muster: There is no command after '--store list', such as 'list'. See 'muster --help'.")]
    [InlineData("engine", "muster: 'muster engine' needs a command: start, stop, status or run. See 'muster engine --help'.")]
    [InlineData("engine strat", "muster: 'muster engine' has no command 'strat'. Did you mean 'start'? See 'muster engine --help'.")]
    [InlineData("engine xyzzy", "muster: 'muster engine' has no command 'xyzzy'. See 'muster engine --help'.")]
    [InlineData("list --store", "muster: --store needs a value: STORE. See 'muster list --help'.")]
    public async Task Wrong_usage_says_what_is_wrong(string line, string message)
    {
        Assert.Equal(new(ExitCode.Usage, "", $"{message}\n"), await cli.RunAsync(line.Split(' ')));
    }

    [Fact]
    public async Task A_deadline_that_has_passed_at_the_very_start_is_wrong_usage() => Assert.Equal(
        new(ExitCode.Usage, "", "muster: --deadline is '2026-03-01T11:00Z', which is 2026-03-01 11:00:00 UTC and has passed: it is 2026-03-01 12:00:00 UTC now. Give a time that is still to come, or how long the agent works, such as 8h.\n"),
        await cli.RunAsync("agent", "--deadline", "2026-03-01T11:00Z"));

    [Fact]
    public async Task Without_a_command_the_help_goes_to_the_errors()
    {
        var answer = await cli.RunAsync();

        Assert.Equal((ExitCode.Usage, ""), (answer.Code, answer.Out));
        Assert.StartsWith("Muster runs parameter sweeps", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("help")]
    public async Task Help_lists_the_commands(string word)
    {
        var answer = await cli.RunAsync(word);

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Snapshot.Matches("help.txt", answer.Out);
    }

    [Fact]
    public async Task Every_command_has_help()
    {
        foreach (var command in CommandTable.All)
        {
            var answer = await cli.RunAsync(command.Name, "--help");

            Assert.Equal((0, ""), (answer.Code, answer.Error));
            Snapshot.Matches($"help-{command.Name}.txt", answer.Out);
            Assert.Equal(answer, await cli.RunAsync("help", command.Name));
        }
    }

    [Theory]
    [InlineData("--store /here list", "/here")]
    [InlineData("list --store /here", "/here")]
    [InlineData("list --store=/here/", "/here/")]
    [InlineData("list", "/stores/one")]
    public async Task The_store_is_the_options_or_else_the_variables(string line, string path)
    {
        await cli.RunAsync(line.Split(' '));

        Assert.Equal(path, cli.Opened);
    }

    [Theory]
    [InlineData("/data", "/home/ada", "/data/muster")]
    [InlineData("", "/home/ada", "/home/ada/.local/share/muster")]
    [InlineData("relative", "/home/ada", "/home/ada/.local/share/muster")]
    public void Without_either_the_store_is_in_the_users_data_directory(string data, string home, string path)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["XDG_DATA_HOME"] = data, ["HOME"] = home };

        Assert.Equal(path, StoreAddress.Of(null, name => environment.GetValueOrDefault(name)).Text);
    }

    [Theory]
    [InlineData("aws://eu-central-1/team", "/data/muster-aws/eu-central-1/team")]
    [InlineData("aws://us-gov-west-1/a-1/", "/data/muster-aws/us-gov-west-1/a-1")]
    public void A_store_on_AWS_has_a_directory_on_this_machine(string text, string directory)
    {
        var address = StoreAddress.Of(text, name => name == "XDG_DATA_HOME" ? "/data" : null, "work", "http://127.0.0.1:8000");

        Assert.Equal((text.TrimEnd('/'), directory), (address.Text, address.Directory.Root));
        Assert.Equal(["--store", text.TrimEnd('/'), "--profile", "work", "--endpoint-url", "http://127.0.0.1:8000/"], address.Options);
    }

    [Theory]
    [InlineData("--store aws://nowhere/team", "--store is 'aws://nowhere/team', which is no store on AWS. Write aws://REGION/NAME, such as aws://eu-central-1/team; a name has 1 to 32 lower-case letters, digits and hyphens.")]
    [InlineData("--store AWS://eu-central-1/Team", "--store is 'AWS://eu-central-1/Team', which is no store on AWS. Write aws://REGION/NAME, such as aws://eu-central-1/team; a name has 1 to 32 lower-case letters, digits and hyphens.")]
    [InlineData("--store /here --profile work", "--profile is for a store on AWS, but the store is /here. Leave it out, or name such a store: --store aws://REGION/NAME")]
    [InlineData("--store aws://eu-central-1/team --endpoint-url dynamo:8000", "--endpoint-url is 'dynamo:8000'; it is a URL such as http://127.0.0.1:8000.")]
    public async Task An_address_that_cannot_be_says_what_one_looks_like(string options, string message) =>
        Assert.Equal(new(64, "", $"muster: {message}\n"), await cli.RunAsync(["list", .. options.Split(' ')]));

    [Fact]
    public async Task The_version_is_answered()
    {
        Assert.Equal(new(0, $"muster {VersionText.Version}\n", ""), await cli.RunAsync("version"));
        Assert.Equal(new(0, $"muster {VersionText.Version}\n", ""), await cli.RunAsync("--version"));
        var commit = VersionText.Commit is { } known ? $"\"{known}\"" : "null";
        Assert.Equal(new(0, $"{{\n  \"version\": \"{VersionText.Version}\",\n  \"commit\": {commit}\n}}\n", ""), await cli.RunAsync("version", "--json"));
    }

    [Fact]
    public async Task A_reader_that_goes_away_ends_the_command_in_peace()
    {
        await cli.World.AddAsync("lr", 3);

        var answer = await cli.RunOverAsync(new FullStream(new IOException("Broken pipe", 32)), "points", "last");

        Assert.Equal((ExitCode.Done, ""), (answer.Code, answer.Error));
    }

    [Fact]
    public async Task A_disk_that_is_full_is_told_of()
    {
        await cli.World.AddAsync("lr", 3);

        var answer = await cli.RunOverAsync(new FullStream(new IOException("No space left on device")), "results", "last", "--format", "jsonl");

        Assert.Equal((ExitCode.CouldNotTell, "muster: The answer could not be written to standard output: No space left on device. Make room there, or send it elsewhere, and ask again.\n"), (answer.Code, answer.Error));
    }

    [Fact]
    public async Task States_are_coloured_where_colours_may_be_used()
    {
        var colored = new CliRig { Screen = new(80, true) };
        await colored.World.AddAsync("lr", 3);

        Assert.Contains("  \u001b[36mReady\u001b[0m\n", (await colored.RunAsync("status", "last")).Out, StringComparison.Ordinal);
    }
}
