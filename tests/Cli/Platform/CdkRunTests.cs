using Muster.Tests.Agent;

namespace Muster.Tests.Cli.Platform;

/// <summary><c>muster platform</c> with a stub in place of <c>npx</c>: what the CDK is asked, and what is looked at before.</summary>
public sealed class CdkRunTests : IDisposable
{
    private const string Good = """{"context": {"muster.hub": {"account": "111122223333", "region": "eu-central-1"}, "muster.spokes": [{"account": "111122223333", "region": "eu-central-1"}]}}""";
    private readonly TemporaryFolder folder = new();
    private readonly CliRig rig = new();

    public CdkRunTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stub is a script of Unix.");
        folder.Write("app/cdk.json", Good);
        Directory.CreateDirectory(folder["app/node_modules/aws-cdk"]);
        Npx("echo \"$PWD $*\" > asked");
        rig.Environment["PATH"] = $"{folder["bin"]}:/usr/bin:/bin";
        rig.Environment["AWS_PROFILE"] = "admin";
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("synth", "synth --quiet")]
    [InlineData("deploy", "deploy --all")]
    [InlineData("deploy --yes", "deploy --all --require-approval never")]
    [InlineData("deploy --profile other", "deploy --all --profile other")]
    [InlineData("destroy --yes", "destroy --all --force")]
    public async Task What_the_CDK_is_asked_is_told_and_its_success_is_ours(string words, string asked)
    {
        rig.Environment["MUSTER_STORE"] = "aws://eu-central-1/team";

        var answer = await rig.RunAsync(["platform", .. words.Split(' '), "--app", folder["app"]]);

        Assert.Equal((0, "", $"In {folder["app"]}: npx --no-install cdk {asked}\n"), (answer.Code, answer.Out, answer.Error));
        Assert.Equal($"{folder["app"]} --no-install cdk {asked}\n", File.ReadAllText(folder["app/asked"]));
    }

    [Fact]
    public async Task What_the_CDK_refuses_is_a_failure()
    {
        Npx("exit 7");

        var answer = await RunAsync();

        Assert.Equal((1, $"In {folder["app"]}: npx --no-install cdk synth --quiet\nThe CDK ended with exit code 7; what it said stands above.\n"), (answer.Code, answer.Error));
    }

    [Fact]
    public async Task An_app_that_cannot_be_read_is_told()
    {
        File.Delete(folder["app/cdk.json"]);
        File.CreateSymbolicLink(folder["app/cdk.json"], "/proc/self/mem"); // nobody can read its beginning

        Assert.Equal(3, (await RunAsync()).Code);
    }

    [Theory]
    [InlineData("{}", " has no \"context\" with \"muster.hub\": the account and region of the hub, and the deployment's name. See docs/aws.md.")]
    [InlineData("""{"context": {"muster.hub": {"account": 111122223333, "region": "eu-central-1"}}}""", ": \"muster.hub\" has the account ''; an account has 12 digits, in quotes. See docs/aws.md.")]
    [InlineData("""{"context": {"muster.hub": {"account": "111122223333", "region": "Frankfurt"}}}""", ": \"muster.hub\" has the region 'Frankfurt'; a region is such as eu-central-1. See docs/aws.md.")]
    [InlineData("""{"context": {"muster.hub": {"account": "111122223333", "region": "eu-central-1"}, "muster.spokes": []}}""", " has no \"muster.spokes\": a list of the accounts and regions where instances are launched, the hub's own among them if it is one. See docs/aws.md.")]
    [InlineData("""{"context": {"muster.hub": {"account": "111122223333", "region": "eu-central-1"}, "muster.spokes": ["eu-west-1"]}}""", ": \"muster.spokes\"[0] is no object with \"account\" and \"region\". See docs/aws.md.")]
    public async Task A_context_that_cannot_be_is_told_before_the_CDK_is_asked(string content, string expected)
    {
        folder.Write("app/cdk.json", content);

        Assert.Equal((64, $"muster: {folder["app/cdk.json"]}{expected}\n"), await RunAsync() is var answer ? (answer.Code, answer.Error) : default);
        Assert.False(File.Exists(folder["app/asked"]));
    }

    [Fact]
    public async Task A_CDK_that_is_not_installed_is_told_with_what_to_do()
    {
        Directory.Delete(folder["app/node_modules"], recursive: true);

        Assert.Equal((64, $"muster: The CDK is not installed in {folder["app"]}. Install the version that belongs to it: npm ci\n"), await RunAsync() is var answer ? (answer.Code, answer.Error) : default);
    }

    [Fact]
    public async Task Node_that_is_not_there_is_told()
    {
        rig.Environment["PATH"] = folder["nowhere"];

        var answer = await RunAsync();

        Assert.Equal(64, answer.Code);
        Assert.StartsWith("muster: The CDK runs on Node.js, whose npx was not found: ", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deploying_without_credentials_is_told_before_the_CDK_is_asked()
    {
        rig.Environment.Remove("AWS_PROFILE");

        Assert.Equal(
            (64, "muster: No AWS credentials are in the environment. Name a profile by --profile or AWS_PROFILE, or sign in: aws sso login, or aws configure.\n"),
            await rig.RunAsync("platform", "deploy", "--app", folder["app"]) is var answer ? (answer.Code, answer.Error) : default);
    }

    private Task<Answer> RunAsync() => rig.RunAsync("platform", "synth", "--app", folder["app"]);

    private void Npx(string body)
    {
        var path = folder.Write("bin/npx", $"#!/bin/sh\n{body}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
