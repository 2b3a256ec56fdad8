using System.Security.Cryptography;
using Muster.Aws.Contracts;
using Muster.Tests.Agent;
using Muster.Tests.Cli;

namespace Muster.Tests.Packaging;

/// <summary>
/// <c>muster platform deploy</c> with the real SDK and a stub of the CDK: functions and agent are published from these sources as they would be deployed. Explicit: it takes minutes
/// and downloads the runtime. What is made stands in <c>artifacts/platform</c> afterwards.
/// </summary>
public sealed class PlatformPublishTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CliRig rig = new();

    public void Dispose() => folder.Dispose();

    [Fact(Explicit = true)]
    public async Task Functions_and_agent_are_published_and_the_agent_goes_to_the_bucket()
    {
        folder.Write("bin/npx", $"#!/bin/sh\necho \"$*\" >> {folder["asked"]}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder["bin/npx"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        rig.Environment["PATH"] = $"{folder["bin"]}:{Path.GetDirectoryName(Tool.Dotnet)}:/usr/bin:/bin";
        rig.Environment["AWS_PROFILE"] = "admin";

        var answer = await rig.RunAsync("platform", "deploy", "--yes", "--app", Repository.Folder);

        Assert.True(answer.Code == 0, answer.Error);
        var agent = Path.Join(Repository.Folder, "artifacts", "platform", "cli", "muster");
        var functions = Path.Join(Repository.Folder, "artifacts", "platform", "functions");
        Assert.Equal("bootstrap", Path.GetFileName(Assert.Single(Directory.GetFiles(functions))));
        Assert.Matches("^muster [0-9]+\\.", await Tool.RunAsync(folder.Path, agent, "version"));
        var digest = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(agent, TestContext.Current.CancellationToken)));
        Assert.Equal(digest, (await rig.World.Blobs.FindAsync(BucketNames.AgentKey(digest), TestContext.Current.CancellationToken))!.Sha256);
        Assert.Contains($"sha256='{digest}'", await File.ReadAllTextAsync(Path.Join(Repository.Folder, "artifacts", "platform", "user-data.sh"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.All(await File.ReadAllLinesAsync(folder["asked"], TestContext.Current.CancellationToken), line => Assert.Contains($"--context muster.functions={functions}", line, StringComparison.Ordinal));
    }
}
