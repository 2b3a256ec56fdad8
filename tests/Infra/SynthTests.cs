using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Muster.Aws.Contracts;
using Muster.Cli.Platform;
using Muster.Tests.Agent;
using Muster.Tests.Servers;

namespace Muster.Tests.Infra;

/// <summary>The pinned CDK runs the app as <c>cdk.json</c> has it, but for building it: the tests' own build is taken.</summary>
public class SynthTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task The_platform_of_cdk_json_is_synthesized()
    {
        var (exit, error, made, _) = await SynthAsync();
        Assert.True(exit == 0, error);
        Assert.Contains("The functions are a placeholder", error, StringComparison.Ordinal);
        Assert.Contains("Instances run nothing at their start", error, StringComparison.Ordinal);
        Assert.Equal(["muster-team-hub", "muster-team-spoke-111122223333-eu-west-1", "muster-team-spoke-111122223333-us-east-1"], made);
    }

    [Fact]
    public async Task What_the_command_writes_is_in_every_launch_template()
    {
        using var folder = new TemporaryFolder();
        var digest = new string('a', 64);
        var plan = DeploymentPlan.Read(await File.ReadAllBytesAsync(Path.Join(Repository.Folder, "cdk.json"), TestContext.Current.CancellationToken));
        folder.Write("functions/bootstrap", "");

        var (exit, error, made, templates) = await SynthAsync("--context", $"muster.functions={folder["functions"]}", "--context", $"muster.userData={folder.Write("user-data.sh", plan.UserData(digest))}");

        Assert.True(exit == 0, error);
        Assert.DoesNotContain("placeholder", error, StringComparison.Ordinal);
        Assert.DoesNotContain("Instances run nothing", error, StringComparison.Ordinal);
        Assert.Equal([plan.HubStack, .. plan.SpokeStacks], made);
        var launched = templates.SelectMany(template => template["Resources"]!.AsObject()).Where(resource => resource.Value!["Type"]!.GetValue<string>() == "AWS::EC2::LaunchTemplate")
            .Select(resource => Encoding.UTF8.GetString(Convert.FromBase64String(resource.Value!["Properties"]!["LaunchTemplateData"]!["UserData"]!.GetValue<string>()))).ToList();
        Assert.Equal(plan.Spokes.Count, launched.Count);
        Assert.All(launched, text => Assert.Contains($"sha256='{digest}'", text, StringComparison.Ordinal));

        // What stands in user data is what the hub's template makes.
        var hub = templates[0]["Resources"]!.AsObject().Select(resource => resource.Value!["Properties"]).ToList();
        Assert.Contains(hub, properties => properties?["BucketName"]?.ToString() == plan.Bucket);
        Assert.Contains(hub, properties => properties?["RoleName"]?.ToString() == new PlatformNames(plan.Deployment).AgentRole
            && properties["AssumeRolePolicyDocument"]!.ToJsonString().Contains($"\"sts:ExternalId\":\"muster-{plan.Deployment}-{plan.Hub.Account}\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("muster.protected=false", false)]
    public async Task The_hub_is_protected_until_that_is_lifted(string? context, bool isProtected)
    {
        var (exit, error, _, _) = await SynthAsync(manifest => Assert.Equal(
            isProtected, manifest["artifacts"]!["muster-team-hub"]!["properties"]!["terminationProtection"]?.GetValue<bool>() ?? false), context is null ? [] : ["--context", context]);
        Assert.True(exit == 0, error);
    }

    [Fact]
    public async Task Functions_that_are_not_published_are_an_error_that_says_how()
    {
        var (exit, error, _, _) = await SynthAsync("--context", "muster.functions=/none");
        Assert.NotEqual(0, exit);
        Assert.Contains("muster.functions names the folder /none, which has no file bootstrap. Publish the functions into it: dotnet publish functions -c Release -o /none", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_context_that_is_wrong_is_an_error_that_says_what()
    {
        var (exit, error, made, _) = await SynthAsync("--context", "muster.hub=team");
        Assert.NotEqual(0, exit);
        Assert.Contains("muster.hub is \"team\" in the context of cdk.json; it is an object.", error, StringComparison.Ordinal);
        Assert.Empty(made);
    }

    private static Task<(int Exit, string Error, IReadOnlyList<string> Made, IReadOnlyList<JsonNode> Templates)> SynthAsync(params string[] options) => SynthAsync(null, options);

    private static async Task<(int Exit, string Error, IReadOnlyList<string> Made, IReadOnlyList<JsonNode> Templates)> SynthAsync(Action<JsonNode>? look, string[] options)
    {
        if (await NodePackages.EnsureAsync() is { } missing)
            Assert.Skip($"Needs aws-cdk from npm: {missing}");
        var folder = Directory.CreateTempSubdirectory("muster-cdk-").FullName;
        try
        {
            var app = $"dotnet {Path.Join(AppContext.BaseDirectory, "Muster.Infra.dll")}";
            using var process = Process.Start(new ProcessStartInfo("node", [Path.Join("node_modules", "aws-cdk", "bin", "cdk"), "synth", "--quiet", "--no-notices", "--app", app, "--output", folder, .. options])
            {
                WorkingDirectory = Repository.Folder,
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            process.StandardInput.Close();
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            using var patience = new CancellationTokenSource(s_patience, TimeProvider.System);
            await process.WaitForExitAsync(patience.Token);
            var told = await output + await error; // in continuous integration the CDK tells on standard output what it tells on standard error else
            if (process.ExitCode == 0)
                look?.Invoke(JsonNode.Parse(await File.ReadAllTextAsync(Path.Join(folder, "manifest.json"), patience.Token))!);
            var made = Directory.GetFiles(folder, "*.template.json").Order(StringComparer.Ordinal).ToList();
            return (process.ExitCode, told, [.. made.Select(file => Path.GetFileName(file).Split('.')[0])], [.. made.Select(file => JsonNode.Parse(File.ReadAllText(file))!)]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
