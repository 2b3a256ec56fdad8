using System.Diagnostics;
using Muster.Tests.Servers;

namespace Muster.Tests.Infra;

/// <summary>The pinned CDK runs the app as <c>cdk.json</c> has it, but for building it: the tests' own build is taken.</summary>
public class SynthTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task The_platform_of_cdk_json_is_synthesized()
    {
        var (exit, error, made) = await SynthAsync();
        Assert.True(exit == 0, error);
        Assert.Contains("The functions are a placeholder", error, StringComparison.Ordinal);
        Assert.Contains("Instances run nothing at their start", error, StringComparison.Ordinal);
        Assert.Equal(["muster-team-hub", "muster-team-spoke-111122223333-eu-west-1", "muster-team-spoke-111122223333-us-east-1"], made);
    }

    [Fact]
    public async Task Functions_that_are_not_published_are_an_error_that_says_how()
    {
        var (exit, error, _) = await SynthAsync("--context", "muster.functions=/none");
        Assert.NotEqual(0, exit);
        Assert.Contains("muster.functions names the folder /none, which has no file bootstrap. Publish the functions into it: dotnet publish functions -c Release -o /none", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_context_that_is_wrong_is_an_error_that_says_what()
    {
        var (exit, error, made) = await SynthAsync("--context", "muster.hub=team");
        Assert.NotEqual(0, exit);
        Assert.Contains("muster.hub is \"team\" in the context of cdk.json; it is an object.", error, StringComparison.Ordinal);
        Assert.Empty(made);
    }

    private static async Task<(int Exit, string Error, IReadOnlyList<string> Made)> SynthAsync(params string[] options)
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
            await output;
            return (process.ExitCode, await error, [.. Directory.GetFiles(folder, "*.template.json").Select(file => Path.GetFileName(file).Split('.')[0]).Order(StringComparer.Ordinal)]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
