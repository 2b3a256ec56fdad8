using System.Security.Cryptography;
using Muster.Aws.Contracts;
using Muster.Cli;
using Muster.Fleet;
using Muster.Testing.Builders;
using Muster.Testing.Stores;
using Muster.Tests.Agent;

namespace Muster.Tests.Cli.Platform;

/// <summary><c>muster platform</c> with stubs in place of <c>npx</c> and <c>dotnet</c>: what is run in which order, and what is looked at before.</summary>
public sealed class CdkRunTests : IDisposable
{
    private const string Good = """{"context": {"muster.hub": {"account": "111122223333", "region": "eu-central-1", "deployment": "team"}, "muster.spokes": [{"account": "111122223333", "region": "eu-central-1"}, {"account": "444455556666", "region": "us-east-1"}]}}""";
    private const string Spokes = "muster-team-spoke-111122223333-eu-central-1 muster-team-spoke-444455556666-us-east-1";

    // Publishes a program that is one in its first bytes.
    private const string Publish = """
        echo "dotnet $*" >> asked
        while [ "$1" != -o ]; do shift; done
        mkdir -p "$2"
        printf '\177ELF\002\001\001\000\000\000\000\000\000\000\000\000\002\000\076\000 agent' > "$2/muster"
        cp "$2/muster" "$2/bootstrap"
        """;

    private static readonly byte[] s_agent = [0x7f, .. "ELF"u8, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 62, 0, .. " agent"u8];
    private static readonly string s_digest = Convert.ToHexStringLower(SHA256.HashData(s_agent));

    private readonly TemporaryFolder folder = new();
    private readonly InMemoryFleetStore fleet = new();
    private readonly CliRig rig;

    public CdkRunTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stub is a script of Unix.");
        rig = new() { Platform = fleet };
        folder.Write("app/cdk.json", Good);
        foreach (var part in (string[])["node_modules/aws-cdk", "functions", "cli"])
            Directory.CreateDirectory(folder[$"app/{part}"]);
        Stub("npx", "echo \"npx $*\" >> asked");
        Stub("dotnet", Publish);
        rig.Environment["PATH"] = $"{folder["bin"]}:/usr/bin:/bin";
        rig.Environment["AWS_PROFILE"] = "admin";
    }

    private string Parts => $"--context muster.functions={folder["app/artifacts/platform/functions"]} --context muster.userData={folder["app/artifacts/platform/user-data.sh"]}";

    private string[] Published =>
    [
        $"dotnet publish functions -c Release -v quiet -p:PublishProfile=lambda -o {folder["app/artifacts/platform/functions"]}",
        $"dotnet publish cli -c Release -v quiet -p:PublishProfile=linux-x64 -o {folder["app/artifacts/platform/cli"]}",
    ];

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Templates_are_written_with_what_was_published_and_all_that_is_run_is_told()
    {
        var answer = await RunAsync("synth");

        Assert.Equal((0, ""), (answer.Code, answer.Out));
        Assert.Equal([.. Published, $"npx --no-install cdk synth --quiet {Parts}"], Asked);
        Assert.Equal(string.Concat(Asked.Select(line => $"In {folder["app"]}: {line}\n")), answer.Error);
        Assert.Empty(await rig.World.Blobs.ListAsync("").ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task User_data_name_the_agent_by_its_digest_and_all_that_it_needs()
    {
        folder.Write("app/cdk.json", Good.Replace("\"muster.hub\"", "\"muster.longestLife\": \"2d\", \"muster.hub\"", StringComparison.Ordinal));

        Assert.Equal(0, (await RunAsync("synth")).Code);

        var text = await File.ReadAllTextAsync(folder["app/artifacts/platform/user-data.sh"], TestContext.Current.CancellationToken);
        foreach (var line in (string[])
        [
            "deployment='team'", "store='aws://eu-central-1/team'", "bucket_region='eu-central-1'", "bucket='muster-team-111122223333-eu-central-1'", $"key='agents/{s_digest}'", $"sha256='{s_digest}'",
            "agent_role='arn:aws:iam::111122223333:role/muster-team-agent'", "external_id='muster-team-111122223333'", "longest_life_seconds='172800'",
        ])
            Assert.Contains($"\n{line}\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_agent_goes_to_the_bucket_after_the_hub_and_before_the_spokes()
    {
        rig.Environment["MUSTER_STORE"] = "/stores/another";
        Stub("npx", "echo \"npx $*\" >> asked; [ \"$4\" != muster-team-hub ] || echo \"hub\" >> asked");

        var answer = await RunAsync("deploy");

        Assert.Equal(0, answer.Code);
        Assert.Equal([.. Published, $"npx --no-install cdk deploy muster-team-hub {Parts}", "hub", $"npx --no-install cdk deploy {Spokes} {Parts}"], Asked);
        Assert.Equal("aws://eu-central-1/team", rig.Opened);
        Assert.Equal(s_digest, (await rig.World.Blobs.FindAsync(BucketNames.AgentKey(s_digest), TestContext.Current.CancellationToken))!.Sha256);
        Assert.Equal(
            ["The agent goes to the bucket muster-team-111122223333-eu-central-1: 26 B.", $"In {folder["app"]}: npx --no-install cdk deploy {Spokes} {Parts}", "The platform is deployed. Its spokes tell of themselves within minutes: muster platform status --store aws://eu-central-1/team"],
            answer.Error.TrimEnd('\n').Split('\n')[^3..]);
    }

    [Fact]
    public async Task An_agent_that_is_there_is_not_uploaded_again()
    {
        await RunAsync("deploy");

        Assert.Contains("\nThe agent is in the bucket muster-team-111122223333-eu-central-1 already.\n", (await RunAsync("deploy")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_hub_nothing_is_uploaded_and_no_spoke_is_deployed()
    {
        Stub("npx", "exit 7");

        var answer = await RunAsync("deploy");

        Assert.Equal((1, null), (answer.Code, rig.Opened));
        Assert.EndsWith("The CDK ended with exit code 7; what it said stands above.\n", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_agent_in_the_bucket_no_spoke_is_deployed()
    {
        var (code, error) = await WithoutStoreAsync("There is no such bucket.", "deploy");

        Assert.Equal(1, code);
        Assert.EndsWith(
            "The agent could not be brought to the bucket muster-team-111122223333-eu-central-1: There is no such bucket. The hub is deployed, its spokes are not. The upload needs credentials of the hub's account, 111122223333; with them, deploy again.\n",
            error, StringComparison.Ordinal);
        Assert.DoesNotContain(Asked, line => line.Contains("spoke", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_named_is_not_published()
    {
        await File.WriteAllBytesAsync(folder["agent"], s_agent, TestContext.Current.CancellationToken);
        folder.Write("made/bootstrap", "");

        Assert.Equal(0, (await RunAsync("synth", "--functions", folder["made"], "--agent", folder["agent"])).Code);

        Assert.Equal([$"npx --no-install cdk synth --quiet --context muster.functions={folder["made"]} --context muster.userData={folder["app/artifacts/platform/user-data.sh"]}"], Asked);
    }

    [Fact]
    public async Task What_is_named_and_is_not_what_it_has_to_be_is_told_before_anything_is_run()
    {
        folder.Write("made/muster", "#!/bin/sh\n# a script of more than twenty bytes\n");
        await File.WriteAllBytesAsync(folder["dependent"], s_agent, TestContext.Current.CancellationToken);
        folder.Write("muster.dll", "");

        Assert.Equal((64, $"muster: There is no file {folder["none"]}, which is to be the agent. Name a muster for linux-x64, as releases have it, by --agent.\n"), Said(await RunAsync("synth", "--agent", folder["none"])));
        Assert.Equal((64, $"muster: {folder["made/muster"]} is no program for Linux on x86-64, which is what instances run. Name a muster for linux-x64, as releases have it, by --agent.\n"), Said(await RunAsync("synth", "--agent", folder["made/muster"])));
        Assert.Equal((64, $"muster: {folder["dependent"]} needs the muster.dll beside it and the .NET runtime, but an agent is one file with all that it needs. Publish it: dotnet publish cli -p:PublishProfile=linux-x64 -o FOLDER\n"), Said(await RunAsync("synth", "--agent", folder["dependent"])));
        Assert.Equal((64, $"muster: {folder["made"]} has no file bootstrap, which is what the functions run. Publish them into it: dotnet publish functions -p:PublishProfile=lambda -o {folder["made"]}\n"), Said(await RunAsync("synth", "--functions", folder["made"])));
        Assert.Empty(Asked);
    }

    [Fact]
    public async Task Without_sources_what_is_published_has_to_be_named()
    {
        Directory.Delete(folder["app/functions"]);

        Assert.Equal((64, $"muster: There is no {folder["app/functions"]} to publish from. Name what was published by --functions, or the folder of Muster's sources by --app.\n"), Said(await RunAsync("synth")));
    }

    [Fact]
    public async Task What_cannot_be_published_is_a_failure()
    {
        Stub("dotnet", "exit 5");

        var answer = await RunAsync("synth");

        Assert.Equal((1, $"In {folder["app"]}: {Published[0]}\nPublishing functions ended with exit code 5; what the SDK said stands above.\n"), Said(answer));
    }

    [Theory]
    [InlineData("deploy --yes", "deploy muster-team-hub --require-approval never")]
    [InlineData("deploy --take-over", "deploy muster-team-hub --import-existing-resources")]
    public async Task Options_reach_the_hub(string words, string asked)
    {
        Assert.Equal(0, (await RunAsync(words.Split(' '))).Code);

        Assert.Contains($"npx --no-install cdk {asked} {Parts}", Asked);
    }

    [Fact]
    public async Task A_profile_is_that_of_every_step()
    {
        Assert.Equal(0, (await RunAsync("deploy", "--profile", "other")).Code);

        Assert.All(Asked.Where(line => line.StartsWith("npx", StringComparison.Ordinal)), line => Assert.EndsWith(" --profile other", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_platform_is_taken_down_from_its_spokes_to_the_hub_whose_protection_is_lifted()
    {
        var answer = await RunAsync("destroy", "--yes");

        Assert.Equal(0, answer.Code);
        Assert.Equal(
            [
                $"npx --no-install cdk destroy {Spokes} --force",
                "npx --no-install cdk deploy muster-team-hub --method prepare-change-set --require-approval never --context muster.protected=false",
                "npx --no-install cdk destroy muster-team-hub --force",
            ],
            Asked);
        Assert.EndsWith(
            "\nThe platform is down. Its tables muster-team-records and muster-team-intents and its bucket muster-team-111122223333-eu-central-1 stay, with all runs; who does not want them deletes them in the console.\n",
            answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_spoke_that_is_not_deployed_any_more_is_forgotten_after_the_deployment()
    {
        await AddSpokesAsync("eu-central-1", "eu-west-1", "us-east-1");

        var answer = await RunAsync("deploy");

        Assert.Equal(0, answer.Code);
        Assert.Equal("111122223333/eu-central-1", Assert.Single(await fleet.ListSpokesAsync(TestContext.Current.CancellationToken)).Key.ToString());
        Assert.Contains("\nThe platform forgets 2 spokes that it does not have any more: 111122223333/eu-west-1, 111122223333/us-east-1.\n", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_platform_that_is_down_has_no_spoke()
    {
        await AddSpokesAsync("eu-central-1", "eu-west-1");
        Assert.True(await new Muster.Cli.Stores.PlatformLink(fleet, TimeProvider.System).IsThereAsync(TestContext.Current.CancellationToken));

        Assert.Equal(0, (await RunAsync("destroy", "--yes")).Code);

        Assert.False(await new Muster.Cli.Stores.PlatformLink(fleet, TimeProvider.System).IsThereAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Spokes_that_cannot_be_forgotten_are_told_with_what_to_do()
    {
        var (code, error) = await WithoutStoreAsync("Nothing answers.", "destroy", "--yes");

        Assert.Equal(1, code);
        Assert.EndsWith(
            "\nThe stacks are as they have to be, but spokes that are not deployed any more could not be forgotten: Nothing answers. That needs credentials of the hub's account; with them, run muster platform destroy again.\n",
            error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("n", 1)]
    [InlineData("yes", 0)]
    public async Task Taking_down_asks_first(string said, int code)
    {
        var asking = new CliRig { Answers = new([said]) };
        foreach (var (name, value) in rig.Environment)
            asking.Environment[name] = value;

        var answer = await asking.RunAsync("platform", "destroy", "--app", folder["app"]);

        Assert.Equal((code, code == 0 ? 3 : 0), (answer.Code, Asked.Count));
        Assert.StartsWith("Take down the platform aws://eu-central-1/team, its hub and 2 spokes? [y/N] ", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_terminal_nothing_is_taken_down() =>
        Assert.Equal((64, "muster: muster platform destroy asks first, and there is no terminal to ask on. Give --yes to answer beforehand.\n"), Said(await RunAsync("destroy")));

    [Fact]
    public async Task An_app_that_cannot_be_read_is_told()
    {
        File.Delete(folder["app/cdk.json"]);
        File.CreateSymbolicLink(folder["app/cdk.json"], "/proc/self/mem"); // nobody can read its beginning

        Assert.Equal(3, (await RunAsync("synth")).Code);
    }

    [Theory]
    [InlineData("{}", " has no \"context\" with \"muster.hub\": the account and region of the hub, and the deployment's name. See docs/aws.md.")]
    [InlineData("""{"context": {"muster.hub": {"account": 111122223333, "region": "eu-central-1"}}}""", ": \"muster.hub\" has the account ''; an account has 12 digits, in quotes. See docs/aws.md.")]
    [InlineData("""{"context": {"muster.hub": {"account": "111122223333", "region": "Frankfurt"}}}""", ": \"muster.hub\" has the region 'Frankfurt'; a region is such as eu-central-1. See docs/aws.md.")]
    [InlineData("""{"context": {"muster.hub": {"account": "111122223333", "region": "eu-central-1", "deployment": "Team"}}}""", ": \"muster.hub\" has the deployment 'Team'; it is the platform's name, 1 to 32 lower-case letters, digits and hyphens, as in aws://REGION/NAME. See docs/aws.md.")]
    [InlineData("""{"context": {"muster.hub": {"account": "111122223333", "region": "eu-central-1", "deployment": "team"}, "muster.spokes": []}}""", " has no \"muster.spokes\": a list of the accounts and regions where instances are launched, the hub's own among them if it is one. See docs/aws.md.")]
    [InlineData("""{"context": {"muster.hub": {"account": "111122223333", "region": "eu-central-1", "deployment": "team"}, "muster.spokes": ["eu-west-1"]}}""", ": \"muster.spokes\"[0] is no object with \"account\" and \"region\". See docs/aws.md.")]
    [InlineData("""{"context": {"muster.hub": {"account": "111122223333", "region": "eu-central-1", "deployment": "team"}, "muster.longestLife": "500ms"}}""", ": \"muster.longestLife\" is \"500ms\"; the longest life of an instance is a duration of whole numbers with the units d, h, m, s or ms, largest first, such as 90s, 15m, 1h30m or 7d, in quotes, of whole seconds and at least 1m. See docs/aws.md.")]
    public async Task A_context_that_cannot_be_is_told_before_anything_is_run(string content, string expected)
    {
        folder.Write("app/cdk.json", content);

        Assert.Equal((64, $"muster: {folder["app/cdk.json"]}{expected}\n"), Said(await RunAsync("synth")));
        Assert.Empty(Asked);
    }

    [Fact]
    public async Task A_CDK_that_is_not_installed_is_told_with_what_to_do()
    {
        Directory.Delete(folder["app/node_modules"], recursive: true);

        Assert.Equal((64, $"muster: The CDK is not installed in {folder["app"]}. Install the version that belongs to it: npm ci\n"), Said(await RunAsync("synth")));
    }

    [Fact]
    public async Task Programs_that_are_not_there_are_told()
    {
        File.Delete(folder["bin/npx"]);
        rig.Environment["PATH"] = folder["nowhere"];
        var answer = await RunAsync("synth");
        Assert.Equal(64, answer.Code);
        Assert.StartsWith("muster: The functions and the agent are published by the .NET SDK, whose dotnet was not found: ", answer.Error, StringComparison.Ordinal);

        answer = await RunAsync("destroy", "--yes");
        Assert.Equal(64, answer.Code);
        Assert.StartsWith("muster: The CDK runs on Node.js, whose npx was not found: ", answer.Error, StringComparison.Ordinal);
        Assert.EndsWith(". Install Node.js 22 or later.\n", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deploying_without_credentials_is_told_before_anything_is_run()
    {
        rig.Environment.Remove("AWS_PROFILE");

        Assert.Equal((64, "muster: No AWS credentials are in the environment. Name a profile by --profile or AWS_PROFILE, or sign in: aws sso login, or aws configure.\n"), Said(await RunAsync("deploy")));
        Assert.Empty(Asked);
    }

    private async Task AddSpokesAsync(params string[] regions)
    {
        foreach (var region in regions)
            await fleet.WriteAsync(new SpokeRecord { Key = new("111122223333", region), Version = 1 }, TestContext.Current.CancellationToken);
    }

    private IReadOnlyList<string> Asked => File.Exists(folder["app/asked"]) ? File.ReadAllLines(folder["app/asked"]) : [];

    private static (int Code, string Error) Said(Answer answer) => (answer.Code, answer.Error);

    private Task<Answer> RunAsync(params string[] words) => rig.RunAsync(["platform", .. words, "--app", folder["app"]]);

    /// <summary>What the command answers where the store cannot be reached.</summary>
    private async Task<(int Code, string Error)> WithoutStoreAsync(string problem, params string[] words)
    {
        using var error = new StringWriter { NewLine = "\n" };
        using var context = new CommandContext
        {
            OutBytes = Stream.Null,
            Error = error,
            Screen = Screen.None,
            Environment = name => rig.Environment.GetValueOrDefault(name),
            Time = rig.World.Time,
            OpenStore = _ => throw new Muster.Stores.StoreUnavailableException(problem),
        };
        return (await CommandLine.RunAsync(["platform", .. words, "--app", folder["app"]], context), error.ToString());
    }

    private void Stub(string name, string body)
    {
        var path = folder.Write($"bin/{name}", $"#!/bin/sh\n{body}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
