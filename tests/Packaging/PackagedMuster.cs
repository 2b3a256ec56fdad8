using Muster.Tests.Agent;
using Muster.Tests.Packaging;

[assembly: AssemblyFixture(typeof(PackagedMuster))]

namespace Muster.Tests.Packaging;

/// <summary>
/// The command as users get it, made once for all tests from what was built with them. Without the runtime inside, which
/// would have to be downloaded: <see cref="ReleaseTests" /> has it inside.
/// </summary>
public sealed class PackagedMuster : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Lazy<Task<string>> tool;
    private readonly Lazy<Task<string>> singleFile;

    public PackagedMuster()
    {
        tool = new(PackAsync);
        // One after the other: both write to the folders of one project.
        singleFile = new(async () =>
        {
            await tool.Value;
            return await PublishAsync();
        });
    }

    /// <summary>The tool's package.</summary>
    public Task<string> ToolPackageAsync() => tool.Value;

    /// <summary>The single file.</summary>
    public Task<string> SingleFileAsync() => singleFile.Value;

    public void Dispose() => folder.Dispose();

    private async Task<string> PackAsync()
    {
        await Tool.RunAsync(Repository.Folder, Tool.Dotnet, "pack", "cli", "-c", Tool.Configuration, "--no-build", "-v", "quiet", "-o", folder["packages"]);
        return Assert.Single(Directory.GetFiles(folder["packages"]));
    }

    private async Task<string> PublishAsync()
    {
        await Tool.RunAsync(
            Repository.Folder, Tool.Dotnet, "publish", "cli", "-c", Tool.Configuration, "--no-restore", "-v", "quiet",
            "-p:PublishProfile=linux-x64", "-p:SelfContained=false", "-p:PublishReadyToRun=false", "-o", folder["single"]);
        return Assert.Single(Directory.GetFiles(folder["single"]));
    }
}
